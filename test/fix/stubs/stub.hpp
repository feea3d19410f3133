// Declarations of frameworks that Debian does not ship, for the pairs of edits:
// just enough for what the edits write, and nothing that can be linked.
#pragma once

#include <coroutine>

namespace stub {

template <class T> struct awaiter {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};

template <class R> struct promise_base {
  R get_return_object();
  std::suspend_always initial_suspend() noexcept;
  std::suspend_always final_suspend() noexcept;
  void unhandled_exception();
};
template <class R, class T> struct promise : promise_base<R> {
  void return_value(T);
};
template <class R> struct promise<R, void> : promise_base<R> {
  void return_void();
};

} // namespace stub
