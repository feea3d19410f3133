// Loops know their blocks, nesting, bound and whether anything leaves them.
// RUN: stallfree facts %s -- -std=c++20 | FileCheck %s
#include <vector>
int step(int);
struct Order { int id; };

// CHECK-LABEL: function bounded
// CHECK: loop [[@LINE+4]]:3 constant 10 10 {{.*}} depth 0 parent -1
// CHECK: loop [[@LINE+5]]:3 constant 8 8 {{.*}} depth 0 parent -1
// CHECK: loop [[@LINE+6]]:3 sized |n| by parameter 0 n
int bounded(int n) {
  for (int i = 0; i < 10; ++i)
    step(i);
  for (int i = 8; i > 0; --i)
    step(i);
  for (int i = 0; i < n; ++i)
    step(i);
  return n;
}

// CHECK-LABEL: function nested
// CHECK: loop [[@LINE+3]]:3 sized |orders| by parameter 0 orders {{.*}} depth 0 parent -1
// CHECK: loop [[@LINE+3]]:5 sized |items| by parameter 1 items {{.*}} depth 1 parent 0
void nested(const std::vector<Order> &orders, const std::vector<int> &items) {
  for (const Order &o : orders)
    for (unsigned i = 0; i < items.size(); ++i)
      step(o.id + items[i]);
}

// CHECK-LABEL: function forever
// CHECK: loop [[@LINE+2]]:3 unbounded {{.*}} no-exit
void forever() {
  while (true)
    step(1);
}

// CHECK-LABEL: function leaves
// CHECK: loop [[@LINE+4]]:3 unbounded
// CHECK-NOT: no-exit
// CHECK-LABEL: function unknown
void leaves() {
  for (;;)
    if (step(1))
      break;
}

// CHECK: loop [[@LINE+2]]:3 unknown
void unknown(int n) {
  while (step(n))
    n = step(n);
}
