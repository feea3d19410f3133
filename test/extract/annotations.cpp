// Attributes that say where a function may run.
// RUN: stallfree facts %s -- -std=c++20 | FileCheck %s
// CHECK: function onLoop
// CHECK: annotation stallfree::loop
[[clang::annotate("stallfree::loop")]] void onLoop() {}
// CHECK: function quick
// CHECK: annotation clang::nonblocking
void quick() [[clang::nonblocking]] {}
// CHECK: function waits
// CHECK: annotation clang::blocking
void waits() [[clang::blocking]] {}
