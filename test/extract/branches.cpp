// Blocks name what they test, with polarity, and dead branches have no edge.
// RUN: stallfree facts %s -- -std=c++20 | FileCheck %s
#include <chrono>
#include <future>
#include <mutex>

void slow();
void fast();
void neither();

// CHECK-LABEL: function polarity
// CHECK: block {{[0-9]+}} -> [[FAILED:[0-9]+]] [[LOCKED:[0-9]+]] if not event [[TRY:[0-9]+]]
// CHECK-NEXT: [[TRY]]: {{.*}} call std::mutex::try_lock
// CHECK: block [[FAILED]] ->
// CHECK-NEXT: call fast
// CHECK: block [[LOCKED]] ->
// CHECK-NEXT: call slow
void polarity(std::mutex &m) {
  if (!m.try_lock()) {
    fast();
    return;
  }
  slow();
}

// CHECK-LABEL: function compared
// CHECK: if event [[WAIT:[0-9]+]] == integer {{[0-9]+}} (std::future_status::ready)
// CHECK: [[WAIT]]: {{.*}} call std::future::wait_for {{.*}} (integer 0
void compared(std::future<int> &f) {
  using namespace std::chrono_literals;
  if (f.wait_for(0s) == std::future_status::ready)
    f.get();
}

// CHECK-LABEL: function dead
// CHECK-DAG: unreachable
// CHECK-NOT: call slow
// CHECK: call fast
template <bool B> void dead() {
  if constexpr (B)
    slow();
  else
    fast();
}
template void dead<false>();

// CHECK-LABEL: function zero
// CHECK: block {{[0-9]+}} -> unreachable {{[0-9]+}} if integer 0
// CHECK-NOT: call slow
// CHECK-LABEL: function debugged
// CHECK-NOT: call slow
// CHECK-DAG: call fast
// CHECK-DAG: call neither
// CHECK-NOT: call slow
void zero() {
  if (0)
    slow();
}
constexpr bool Debug = false;
void debugged() {
  if (Debug) {
    if (sizeof(int) > 2)
      slow();
  }
  if constexpr (sizeof(long) == 1)
    slow();
  try {
    fast();
  } catch (...) {
    neither();
  }
}

// CHECK-LABEL: function variable
// CHECK: if not parameter 0 p {{.*}} == null
// CHECK: if parameter 1 on
void variable(int *p, bool on) {
  if (p != nullptr)
    fast();
  if (on)
    slow();
}

// CHECK-LABEL: function counted
// CHECK-DAG: if not parameter 0 n {{.*}} >= parameter 1 m
// CHECK-DAG: if not parameter 1 m {{.*}} >= integer 8
void counted(int n, int m) {
  if (n < m)
    fast();
  if (8 > m)
    slow();
}

// What a flag outside of the body is set in, for what happens once.
struct Cache {
  bool full;
  void fill();
};
// CHECK-LABEL: function Cache::fill
// CHECK: block {{[0-9]+}} -> [[FILL:[0-9]+]] {{[0-9]+}} if not field Cache::full
// CHECK: block [[FILL]] assigns Cache::full
void Cache::fill() {
  if (!full)
    full = true;
}
