// A loop whose body begins left of it: what is inserted is a step deeper than the body.
// RUN: not stallfree check --no-store --root %S --format=json %s -- -std=c++20 -I%runtime_include 2>/dev/null | FileCheck %s
#include <map>
#include <stallfree/task.hpp>
#include <vector>

// clang-format off
stallfree::task<std::size_t> count(std::vector<int> all) { std::map<int, int> seen; for (int x : all) {
  seen[x] += 1; seen[x / 3] += 2;
}
  co_return seen.size();
}

// CHECK: "text": "\n  if (++rounds % {{[0-9]+}} == 0)\n    co_await stallfree::yield();"
