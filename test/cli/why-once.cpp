// `why` says what makes a finding less sure that happens only once.
// RUN: stallfree why %s:12 --no-store --root %S -- -std=c++20 | FileCheck %s
#include <unistd.h>

static int table;
static int load() {
  sleep(1);
  return 1;
}
[[clang::annotate("stallfree::loop")]] int on_event() {
  if (!table)
    table = load();
  return table;
}
// CHECK: why-once.cpp:12:13: 'load' happens once, behind a flag or a test of what it makes: probable at most
