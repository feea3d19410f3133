// scope: tasks that run together and cannot outlive it. All on one loop thread.
// One task in the background, or from outside coroutines: spawn.hpp.
#pragma once

#include <coroutine>
#include <exception>
#include <utility>

#include <stallfree/cancel.hpp>
#include <stallfree/join_handle.hpp>
#include <stallfree/port.hpp>
#include <stallfree/task.hpp>

namespace stallfree {

// The first error of a child cancels the other children and is rethrown by
// join(). A child that ends with `cancelled` is no error. Cancelling the task
// that waits in join() cancels the children. The destructor destroys children
// that still run, frame by frame, which cancels what they await.
class scope {
public:
  scope() = default;
  scope(const scope &) = delete;
  scope &operator=(const scope &) = delete;
  ~scope();

  // The child starts on the next turn of the loop. Throws no_loop. The handle
  // may be dropped.
  template <class T> join_handle<T> spawn(task<T> t) {
    inbox &where = inbox::required();
    auto frame = std::exchange(t.frame_, {});
    frame.promise().complete = &detail::promise_base::step<detail::promise<T>>;
    adopt(frame.promise(), where);
    return join_handle<T>(frame.promise());
  }

  void cancel() noexcept { cancel_.cancel(); }
  std::size_t size() const noexcept { return live_; } // children still running

  class join_awaiter;
  join_awaiter join() noexcept; // waits for every child; the same task again and again

private:
  friend class detail::promise_base;
  void adopt(detail::promise_base &p, inbox &where) {
    p.owner_ = this;
    p.cancel_ = &cancel_;
    p.next_ = first_;
    if (first_)
      first_->previous_ = &p.next_;
    p.previous_ = &first_;
    first_ = &p;
    ++live_;
    inbox_ = &where;
    where.push_local(&p);
  }
  void child_failed(std::exception_ptr) noexcept;
  std::coroutine_handle<> child_done(detail::promise_base &) noexcept;

  cancel_state cancel_;
  detail::promise_base *first_ = nullptr;
  std::size_t live_ = 0;
  std::exception_ptr error_;
  resumption joiner_;
  bool joiner_posted_ = false;
  inbox *inbox_ = nullptr;
};

class scope::join_awaiter {
public:
  explicit join_awaiter(scope &s) noexcept : scope_(s) {}
  join_awaiter(const join_awaiter &) = delete;
  ~join_awaiter() {
    scope_.cancel_.follow(nullptr);
    if (waiting_)
      give_up();
  }
  bool await_ready() const noexcept { return false; }
  template <class P> bool await_suspend(std::coroutine_handle<P> h) noexcept {
    parent_ = cancellation_of(h.promise());
    if (parent_)
      scope_.cancel_.follow(parent_);
    if (!scope_.live_)
      return false;
    scope_.joiner_.handle = h;
    return waiting_ = true;
  }
  void await_resume() {
    waiting_ = false;
    scope_.joiner_posted_ = false;
    scope_.joiner_.handle = nullptr;
    if (scope_.error_ || (parent_ && parent_->requested()))
      fail();
  }

private:
  void give_up() noexcept;
  [[noreturn]] void fail();
  scope &scope_;
  cancel_state *parent_ = nullptr;
  bool waiting_ = false;
};

inline scope::join_awaiter scope::join() noexcept { return join_awaiter(*this); }

} // namespace stallfree
