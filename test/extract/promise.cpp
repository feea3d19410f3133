// What a promise type of the project does around a coroutine's body is part of
// the coroutine: each step is a call in it.
// RUN: stallfree facts %s -- -std=c++20 | FileCheck %s
#include <coroutine>

namespace app {
struct announce {
  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() noexcept;
};
struct task {
  struct promise_type {
    promise_type();
    ~promise_type();
    task get_return_object();
    std::suspend_never initial_suspend();
    announce final_suspend() noexcept;
    void unhandled_exception();
    void return_void();
  };
};

// CHECK-LABEL: function app::serve {{.*}} coroutine
// CHECK: construct app::task::promise_type::promise_type
// CHECK: call app::task::promise_type::get_return_object
// CHECK: call app::task::promise_type::initial_suspend
// CHECK-NOT: await
// CHECK: call app::step
// CHECK: call app::task::promise_type::return_void
// CHECK: call app::task::promise_type::unhandled_exception
// CHECK: call app::task::promise_type::final_suspend
// CHECK: call app::announce::await_ready
// CHECK: call app::announce::await_suspend
// CHECK: call app::announce::await_resume
// CHECK: destroy app::task::promise_type::~promise_type
void step();
task serve() {
  step();
  co_return;
}
} // namespace app
