// task<T>: a lazy coroutine with one owner. It starts when it is awaited (or
// given to run, spawn or start) and runs on the awaiting loop's thread only.
// Cancellation is inherited from whoever awaits it. Destroying a task destroys
// its frame; whatever it awaited is cancelled first.
#pragma once

#include <coroutine>
#include <type_traits>
#include <utility>

#include <stallfree/detail/promise.hpp>
#include <stallfree/port.hpp>

namespace stallfree {

// What an awaiting coroutine exposes: its cancellation (null if it has none) ...
template <class P> cancel_state *cancellation_of(P &promise) noexcept {
  if constexpr (requires { promise.cancellation(); })
    return promise.cancellation();
  else
    return nullptr;
}

// ... and where its calls come back to; throws no_loop.
template <class P> home &home_of(P &promise) {
  if constexpr (requires { promise.resume_home(); })
    return promise.resume_home();
  else
    return home::required();
}

template <class T> class [[nodiscard]] task {
  static_assert(!std::is_reference_v<T>,
                "stallfree::task cannot return a reference: return a value or "
                "a pointer");

public:
  using promise_type = detail::promise<T>;
  using value_type = T;
  using handle = std::coroutine_handle<promise_type>;

  task() = default;
  task(task &&other) noexcept : frame_(std::exchange(other.frame_, {})) {}
  task &operator=(task &&other) noexcept {
    if (this != &other) {
      reset();
      frame_ = std::exchange(other.frame_, {});
    }
    return *this;
  }
  ~task() { reset(); }

  explicit operator bool() const noexcept { return bool(frame_); }

  struct awaiter {
    handle child;
    bool await_ready() const noexcept { return false; }
    template <class P> bool await_suspend(std::coroutine_handle<P> parent) {
      detail::promise_base &p = child.promise();
      p.cancel_ = cancellation_of(parent.promise());
      p.continuation_ = parent;
      p.in_await_ = true;
      child.resume();
      if (child.done())
        return false;
      p.in_await_ = false;
      return true;
    }
    T await_resume() { return child.promise().outcome().get(); }
  };
  awaiter operator co_await() && noexcept { return {frame_}; }

private:
  friend promise_type;
  friend class scope;
  explicit task(handle frame) noexcept : frame_(frame) {}
  void reset() noexcept {
    if (frame_)
      std::exchange(frame_, {}).destroy();
  }
  handle frame_;
};

namespace detail {
template <class T> task<T> promise<T>::get_return_object() noexcept {
  return task<T>(std::coroutine_handle<promise>::from_promise(*this));
}
inline task<void> promise<void>::get_return_object() noexcept {
  return task<void>(std::coroutine_handle<promise>::from_promise(*this));
}
} // namespace detail

// co_await this_stop(): the stop_token of the awaiting task (one that is never
// stopped, where the coroutine has no cancellation).
struct this_stop {
  std::stop_token token = {};
  bool await_ready() const noexcept { return false; }
  template <class P> bool await_suspend(std::coroutine_handle<P> h) {
    if (cancel_state *state = cancellation_of(h.promise()))
      token = state->token();
    return false;
  }
  std::stop_token await_resume() noexcept { return std::move(token); }
};

} // namespace stallfree
