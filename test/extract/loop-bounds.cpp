// What loops go over, in the program's own names.
// RUN: stallfree facts %s -- -std=c++20 | FileCheck %s
#include <array>
#include <functional>
#include <map>
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

// CHECK-LABEL: function countdown
// CHECK: loop [[@LINE+5]]:3 sized |orders| by parameter 0 orders
// CHECK: loop [[@LINE+6]]:3 sized |n| by parameter 1 n
// CHECK: loop [[@LINE+7]]:3 constant 100
// CHECK: loop [[@LINE+8]]:3 unbounded
void countdown(const std::vector<Order> &orders, int n) {
  for (auto i = orders.size(); i-- > 0;)
    use(orders[i].items[0]);
  while (n--)
    use(n);
  for (int i = 100; i--;)
    use(i);
  while (1)
    use(2);
}

// CHECK-LABEL: function made
// CHECK: loop [[@LINE+3]]:3 sized |table| {{.*}} std::array<int, 50>
void made() {
  std::array<int, 50> table;
  for (int &item : table)
    item = 1;
}

// A cursor that the outer loop moves on makes no square.
// CHECK-LABEL: function cursor
// CHECK: loop [[@LINE+4]]:3 sized |text|
// CHECK: loop [[@LINE+4]]:5 unknown depth 1
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

// A local container whose every use is seen holds what was put in.
// CHECK-LABEL: function contents
// CHECK: loop [[@LINE+8]]:5 constant 2 |handlers|
// CHECK: loop [[@LINE+12]]:5 constant 3 |numbers|
// CHECK: loop [[@LINE+17]]:5 constant 1 |numbers|
void contents() {
  {
    std::map<int, std::function<void()>> handlers;
    handlers[1] = [] {};
    handlers.emplace(2, [] {});
    for (auto &[key, handler] : handlers)
      handler();
  }
  {
    std::vector<int> numbers = {1, 2, 3};
    for (unsigned i = 0; i < numbers.size(); ++i)
      use(numbers[i]);
  }
  {
    std::vector<int> numbers;
    numbers.push_back(1);
    for (int number : numbers)
      use(number);
  }
}

void fill(std::vector<int> &);
// CHECK-LABEL: function grows
// CHECK: loop [[@LINE+6]]:3 sized |many|
// CHECK: loop [[@LINE+10]]:3 sized |given|
void grows(int n) {
  std::vector<int> many;
  for (int i = 0; i < n; ++i)
    many.push_back(i);
  for (int number : many)
    use(number);
  std::vector<int> given;
  given.push_back(1);
  fill(given);
  for (int number : given)
    use(number);
}

// CHECK-LABEL: function powers
// CHECK: call use {{.*}} (2 to the power of parameter 0 bits
// CHECK: loop [[@LINE+3]]:3 sized |1 << bits| by 2 to the power of parameter 0 bits
// CHECK: loop [[@LINE+4]]:3 sized |bits| by parameter 0 bits
void powers(int bits) {
  for (int i = 0; i < (1 << bits); ++i)
    use(i);
  for (int i = 0; i < bits << 1; ++i)
    use(i);
  use(1 << bits);
}
