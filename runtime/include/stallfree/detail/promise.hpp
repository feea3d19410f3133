// The promise of task<T>: who waits for it, what cancels it, and, of a spawned
// task, its place among the children of a scope.
#pragma once

#include <coroutine>
#include <exception>
#include <utility>

#include <stallfree/cancel.hpp>
#include <stallfree/detail/completion.hpp>
#include <stallfree/result.hpp>

namespace stallfree {

class scope;
class join_handle_base;
template <class T = void> class task;

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

} // namespace stallfree
