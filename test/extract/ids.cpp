// Every function has an id of its own: lambdas of one function, overloads that
// differ in a constraint or a template parameter only, instances.
// RUN: stallfree facts %s -- -std=c++20 > %t
// RUN: FileCheck %s < %t
// RUN: grep '^function' %t | grep -o '#[0-9a-f]*' | sort | uniq -d | count 0
#include <concepts>
#include <type_traits>

template <class F> void retry(F f) { f(); }

// CHECK-COUNT-2: function retry
// CHECK: function lambdas
// CHECK-COUNT-2: function lambdas::(lambda)
void lambdas() {
  retry([] {});
  retry([] {});
}

// CHECK: function constrained
// CHECK: function constrained
template <class T> requires std::integral<T> void constrained(T) {}
template <class T> requires std::floating_point<T> void constrained(T) {}

// CHECK: function sfinae
// CHECK: function sfinae
template <class T, std::enable_if_t<std::is_integral_v<T>, int> = 0>
void sfinae(T) {}
template <class T, std::enable_if_t<std::is_floating_point_v<T>, int> = 0>
void sfinae(T) {}

template <class T> struct Box {
  // CHECK: function Box::member
  // CHECK: function Box::member
  void member() requires std::integral<T> {}
  void member() requires(!std::integral<T>) {}
};

// CHECK: function local #
// CHECK: function local::Here::run
// CHECK: function local::Here::run
// CHECK: function local::(lambda)
// CHECK: function local::(lambda)::(lambda)
void local() {
  { struct Here { void run() {} } h; h.run(); }
  { struct Here { void run() {} } h; h.run(); }
  retry([] { retry([] {}); });
}

void use() {
  constrained(1);
  constrained(1.0);
  sfinae(1);
  sfinae(1.0);
  Box<int>().member();
  Box<float>().member();
}
