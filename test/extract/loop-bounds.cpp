// What loops go over, in the program's own names.
// RUN: stallfree facts %s -- -std=c++20 | FileCheck %s
#include <string>
#include <vector>
void use(int);
struct Order { std::vector<int> items; };

// CHECK-LABEL: function constants
// CHECK: loop [[@LINE+5]]:3 constant 1000 {{.*}} operations 2 accesses 0 divisions 0
// CHECK: loop [[@LINE+6]]:3 constant 32 Bits
void constants() {
  int rounds = 1000;
  enum { Bits = 32 };
  for (int i = 0; i < rounds; ++i)
    use(i);
  for (int i = 0; i < Bits; i++)
    use(i);
}

// CHECK-LABEL: function parts
// CHECK: loop [[@LINE+4]]:3 sized |orders| by parameter 0 orders
// CHECK: loop [[@LINE+4]]:5 child |order.items|
// CHECK: loop [[@LINE+5]]:5 sized |orders| by parameter 0 orders
void parts(const std::vector<Order> &orders) {
  for (const Order &order : orders) {
    for (int item : order.items)
      use(item);
    for (unsigned i = 0; i + 1 < orders.size(); ++i)
      use(i);
  }
}

// CHECK-LABEL: function triangle
// CHECK: loop [[@LINE+3]]:3 sized |n|
// CHECK: loop [[@LINE+3]]:5 sized |n|
void triangle(int n) {
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < i; ++j)
      use(j);
}

// A cursor that the outer loop moves on makes no square.
// CHECK-LABEL: function cursor
// CHECK: loop [[@LINE+4]]:3 sized |text|
// CHECK: loop [[@LINE+4]]:5 child |text|
void cursor(const std::string &text) {
  unsigned at = 0;
  while (at < text.size()) {
    while (at < text.size() && text[at] == ' ')
      ++at;
    ++at;
  }
}

// CHECK-LABEL: function area
// CHECK: loop [[@LINE+2]]:3 sized |w * h| by parameter 0 w {{.*}}times parameter 1 h
void area(int w, int h) {
  for (int i = 0; i < w * h; ++i)
    use(i);
}
