// A global function of the project is not the C library's of the same name; one
// that the project only declares as extern "C" is.
// RUN: rm -rf %t && split-file %s %t && cd %t
// RUN: stallfree check --root . a.cpp --fail-on=never -- -std=c++20 | FileCheck %s
// CHECK-NOT: warning:
// CHECK: a.cpp:9:3: warning: 'sleep' puts the thread to sleep
// CHECK-NOT: warning:
// CHECK: a.cpp:10:3: warning: 'tick' waits for a device
// CHECK-NOT: warning:
//--- .stallfree.yaml
pack: own
blocks:
  - call: tick
    waits-for: device
//--- a.cpp
struct Order;
extern "C" unsigned sleep(unsigned);
int wait(Order *);
void system(Order *) {}
template <class T> int select(T *);
void tick();
[[clang::annotate("stallfree::loop")]] void on_event(Order *order) {
  wait(order), system(order), select(order);
  sleep(1);
  tick();
}
