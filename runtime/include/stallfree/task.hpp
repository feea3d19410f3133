// task<T>: a lazy coroutine with one owner. It starts when it is awaited (or
// given to run, spawn or start) and runs on the awaiting loop's thread only.
// Cancellation is inherited from whoever awaits it. Destroying a task destroys
// its frame; whatever it awaited is cancelled first.
#pragma once

#include <coroutine>
#include <exception>
#include <type_traits>
#include <utility>

#include <stallfree/cancel.hpp>
#include <stallfree/port.hpp>
#include <stallfree/result.hpp>

namespace stallfree {

class scope;
class join_handle_base;
template <class T = void> class task;

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

namespace detail {

// As a completion it starts a spawned task.
class promise_base : public completion {
public:
  cancel_state *cancellation() const noexcept { return cancel_; }
  std::suspend_always initial_suspend() noexcept { return {}; }

  struct final_awaiter {
    bool await_ready() noexcept { return false; }
    template <class P>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<P> h) noexcept {
      promise_base &p = h.promise();
      if (p.owner_) {
        if (!h.promise().outcome().has_value())
          p.report(h.promise().outcome().error());
        return p.finish_child();
      }
      return p.in_await_ ? std::noop_coroutine() : p.continuation_;
    }
    void await_resume() noexcept {}
  };
  final_awaiter final_suspend() noexcept { return {}; }

private:
  template <class> friend class stallfree::task;
  friend class stallfree::join_handle_base;
  friend class stallfree::scope;

  void report(std::exception_ptr) noexcept;        // scope.cpp
  std::coroutine_handle<> finish_child() noexcept; // scope.cpp
  // What `complete` does for a spawned task: starts it, or destroys it.
  template <class P> static void step(completion *c) noexcept {
    auto &p = static_cast<P &>(static_cast<promise_base &>(*c));
    auto frame = std::coroutine_handle<P>::from_promise(p);
    if (p.doomed_)
      return frame.destroy();
    p.started_ = true;
    frame.resume();
  }
  void destroy() noexcept {
    doomed_ = true;
    complete(this);
  }
  void unlink() noexcept {
    *previous_ = next_;
    if (next_)
      next_->previous_ = previous_;
  }

  std::coroutine_handle<> continuation_ = std::noop_coroutine();
  cancel_state *cancel_ = nullptr;
  // Of a spawned task only.
  scope *owner_ = nullptr;
  promise_base **previous_ = nullptr;
  promise_base *next_ = nullptr;
  join_handle_base *handle_ = nullptr;
  bool started_ = false;
  bool doomed_ = false;
  bool awaited_ = false;
  bool finished_ = false;
  // The awaiting coroutine is still inside await_suspend: it goes on by itself
  // (keeps the stack flat where the compiler makes no tail calls).
  bool in_await_ = false;
};

template <class T> class promise : public promise_base {
public:
  task<T> get_return_object() noexcept;
  void unhandled_exception() noexcept { result_.fail(std::current_exception()); }
  template <class U = T> void return_value(U &&value) {
    result_.emplace(std::forward<U>(value));
  }
  result<T> &outcome() noexcept { return result_; }

private:
  result<T> result_;
};

template <> class promise<void> : public promise_base {
public:
  task<void> get_return_object() noexcept;
  void unhandled_exception() noexcept { result_.fail(std::current_exception()); }
  void return_void() noexcept { result_.emplace(); }
  result<void> &outcome() noexcept { return result_; }

private:
  result<void> result_;
};

} // namespace detail

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
