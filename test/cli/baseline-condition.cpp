// A condition on one way to a known call does not make it a new one, though another way is shown.
// RUN: rm -rf %t && mkdir %t && cp %s %t/a.cpp && cd %t
// RUN: not stallfree check --no-store --root %t a.cpp --write-baseline=known.json -- -std=c++20 > before
// RUN: sed 's|save(); // always|if (open) save();|' %s > a.cpp
// RUN: not stallfree check --no-store --root %t a.cpp -- -std=c++20 > after
// RUN: stallfree check --no-store --root %t a.cpp --baseline=known.json -- -std=c++20 | FileCheck %s
// RUN: cat before after | FileCheck %s --check-prefix=WAYS
#include <unistd.h>

static void save() { sleep(1); }
[[clang::annotate("stallfree::loop")]] void on_click(bool open) {
  save(); // always
}
[[clang::annotate("stallfree::loop")]] void on_key() { save(); }

// WAYS: note: 'on_click' runs
// WAYS: note: also: 'on_key' runs
// WAYS: note: 'on_key' runs
// WAYS: note: also: 'on_click' runs
// CHECK: 1 in the baseline
