// A coroutine's events: awaits with what they await, and nothing of the
// machinery that the compiler adds.
// RUN: stallfree facts %s -- -std=c++20 | FileCheck %s
// What is awaited stands twice in the syntax tree and is one call:
// RUN: stallfree facts %s -- -std=c++20 | grep -c 'call lib::timer::wait' | FileCheck %s --check-prefix=ONCE
// ONCE: 3
#include <coroutine>

namespace lib {
template <class T> struct task {
  struct promise_type {
    task get_return_object();
    std::suspend_always initial_suspend();
    std::suspend_always final_suspend() noexcept;
    void unhandled_exception();
    void return_value(T);
    template <class A> A &&await_transform(A &&);
  };
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};
struct generator {
  struct promise_type {
    generator get_return_object();
    std::suspend_always initial_suspend();
    std::suspend_always final_suspend() noexcept;
    void unhandled_exception();
    void return_void();
    std::suspend_always yield_value(int);
  };
};
struct timer { task<int> wait(int n = 2); };
} // namespace lib

namespace app {
// CHECK-LABEL: function app::serve {{.*}} coroutine awaits
// CHECK: call lib::timer::wait {{.*}} on parameter 0 t {{.*}} awaited
// CHECK: await lib::task (result of {{[0-9]+}} : lib::task<int>) -> int into local n
// CHECK: return (integer 0 : int)
lib::task<int> serve(lib::timer &t) {
  int n = co_await t.wait();
  (void)n;
  co_return 0;
}

// Parentheses, moves and locals do not hide what is awaited.
// CHECK-LABEL: function app::moved {{.*}} coroutine awaits
// CHECK: call lib::timer::wait {{.*}} into local kept
// CHECK: await lib::task (local kept
// CHECK: call lib::timer::wait {{.*}} awaited
// CHECK: await lib::task (result of
lib::task<int> moved(lib::timer &t) {
  auto kept = t.wait();
  co_await static_cast<lib::task<int> &&>(kept);
  co_return co_await (t.wait(3));
}

// CHECK-LABEL: function app::numbers {{.*}} coroutine yields
// CHECK-NOT: awaits
// CHECK: yield {{.*}}(parameter 0 n
lib::generator numbers(int n) { co_yield n; }

// CHECK-LABEL: function app::forgets {{.*}} coroutine
// CHECK: call app::serve {{.*}} discarded
// CHECK-NOT: awaited
lib::task<int> forgets(lib::timer &t) {
  serve(t);
  co_return 1;
}
} // namespace app
