// Loops and locks of coroutines that are left as they are, and why. Each refusal
// has a twin that is changed.
// RUN: not stallfree check --no-store --root %S %s -- -std=c++20 -I%runtime_include 2>/dev/null | FileCheck %s
#include <mutex>
#include <stallfree/runtime.hpp>
#include <string>
#include <vector>

using stallfree::task;
std::mutex gate;
#define EACH(n) for (int i = 0; i < n; ++i)

task<long> in_macro() {
  long sum = 0;
  // CHECK-DAG: no automatic fix: the loop is part of a macro or no statement of a block, or a goto may jump over its counter (fixable here: only 'in_macro' has to change)
  EACH(500000000)
  sum += i % 3;
  co_return sum;
}

task<long> jumped() {
  long sum = 0;
  if (sum)
    goto done;
  // CHECK-DAG: or a goto may jump over its counter (fixable here: only 'jumped' has to change)
  for (int i = 0; i < 500000000; ++i)
    sum += i % 3;
done:
  co_return sum;
}

task<long> in_catch() {
  long sum = 0;
  try {
    co_await stallfree::yield();
  } catch (...) {
    // CHECK-DAG: no automatic fix: co_await is not allowed in a catch block (fixable here: only 'in_catch' has to change)
    for (int i = 0; i < 500000000; ++i)
      sum += i % 3;
  }
  co_return sum;
}

task<long> locked() {
  long sum = 0;
  std::lock_guard hold(gate);
  // CHECK-DAG: no automatic fix: a lock is held here, and would be held across the co_await (fixable here: only 'locked' has to change)
  for (int i = 0; i < 500000000; ++i)
    sum += i % 3;
  co_return sum;
}

template <class T> task<T> generic() {
  T sum = 0;
  // CHECK-DAG: no automatic fix: the instances of this template may need different numbers of rounds
  for (int i = 0; i < 500000000; ++i)
    sum += i % 3;
  co_return sum;
}
task<void> instances() {
  co_await generic<int>();
  co_await generic<long>();
}

task<long> twin() {
  long sum = 0;
  // CHECK-DAG: [[@LINE+1]]:3: warning: this loop computes
  for (int i = 0; i < 500000000; ++i)
    sum += i % 3;
  co_return sum;
}
// CHECK-DAG: note: `stallfree fix` makes this change

struct store {
  std::mutex gate_;
  std::vector<int> items_;

  task<void> before_and_after() {
    std::lock_guard hold(gate_);
    items_.push_back(1);
    // CHECK-DAG: no automatic fix: 'items_' is used under it before and after the co_await
    co_await stallfree::yield();
    items_.push_back(2);
  }

  task<int> carried() {
    std::lock_guard hold(gate_);
    auto first = items_.front();
    // CHECK-DAG: no automatic fix: 'first' is declared under it and used after the co_await
    co_await stallfree::yield();
    co_return first;
  }

  task<void> nothing_before() {
    std::lock_guard hold(gate_);
    // CHECK-DAG: no automatic fix: nothing is done under it before the co_await: it may be there for the co_await itself
    co_await stallfree::yield();
  }

  task<void> whole_object() {
    std::lock_guard hold(gate_);
    items_.push_back(3);
    // CHECK-DAG: no automatic fix: this object is used under it before and after the co_await
    co_await drain();
  }
  task<void> drain();

  task<void> ends_before() {
    std::lock_guard hold(gate_);
    items_.push_back(4);
    // CHECK-DAG: note: `stallfree fix --with-caution` makes this change; look at it first: the co_await and what follows it are no longer under the lock
    co_await stallfree::yield();
  }
};
