// `why` tells that too much has to come together for a definite finding.
// RUN: stallfree why %s:15 --no-store --root %S -- -std=c++20 | FileCheck %s
// RUN: stallfree why %s:13 --no-store --root %S -- -std=c++20 | FileCheck %s --check-prefix=FEWER
#include <unistd.h>

struct page {
  bool open, shown, ready, saved;
};
[[clang::annotate("stallfree::loop")]] void on_click(page *p) {
  if (!p->open || !p->shown || !p->ready)
    return;
  if (p->saved)
    sleep(1);
  if (p->saved && p->open && p->shown)
    sleep(1);
}

// CHECK: 'sleep' waits for {{.*}} definite)
// CHECK-NEXT: blocking-sleep is probable at most: 6 calls and conditions have to come together for it, more than 4
// FEWER: 'sleep' waits for {{.*}} definite)
// FEWER-NOT: probable
