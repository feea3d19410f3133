// Entries of the loop with what they take, the longest first.
// RUN: stallfree budget --no-store --quiet --root %S %s -- -std=c++20 | FileCheck %s

// CHECK: {{ms|s}} {{.*}}slow, about {{[0-9.]+}} {{m?s}}
// CHECK: budget.cpp:{{[0-9]+}}: quick
[[clang::annotate("stallfree::loop")]] double slow() {
  double sum = 0;
  for (int i = 1; i < 100000000; ++i)
    sum += 1.0 / i;
  return sum;
}
[[clang::annotate("stallfree::loop")]] int quick(int n) { return n + 1; }
