// join_handle<T>: what scope::spawn returns.
#pragma once

#include <coroutine>
#include <utility>

#include <stallfree/cancel.hpp>
#include <stallfree/port.hpp>
#include <stallfree/task.hpp>

namespace stallfree {

// Whoever holds it may await the child's result once. Dropping it lets the
// child run on in its scope.
class join_handle_base {
public:
  join_handle_base(join_handle_base &&) noexcept;
  join_handle_base &operator=(join_handle_base &&) noexcept;
  ~join_handle_base() { drop(); }
  bool done() const noexcept { return !promise_ || promise_->finished_; }

protected:
  explicit join_handle_base(detail::promise_base &p) noexcept : promise_(&p) { p.handle_ = this; }
  void drop() noexcept {
    detail::promise_base *p = std::exchange(promise_, nullptr);
    if (!p)
      return;
    p->handle_ = nullptr;
    if (p->finished_)
      p->destroy();
  }
  void orphan() noexcept; // the scope dies, and with it the child

  // One at a time; the handle must not move meanwhile.
  class awaiter : cancel_callback {
  public:
    explicit awaiter(join_handle_base &h) noexcept;
    ~awaiter();
    bool await_ready() const noexcept { return handle_.done(); }
    template <class P> bool await_suspend(std::coroutine_handle<P> h) {
      return wait(h, cancellation_of(h.promise()));
    }

  protected:
    void check(); // throws cancelled: the waiter was, or the scope is gone
    join_handle_base &handle_;

  private:
    friend class join_handle_base;
    void give_up() noexcept;
    bool wait(std::coroutine_handle<>, cancel_state *);
    resumption wake_;
    inbox *inbox_ = nullptr;
    enum { idle, waiting, posted } state_ = idle;
    bool cancelled_ = false;
  };

  detail::promise_base *promise_;

private:
  friend class scope;
  awaiter *waiter_ = nullptr;
};

template <class T> class join_handle : public join_handle_base {
public:
  struct awaiter : join_handle_base::awaiter {
    using join_handle_base::awaiter::awaiter;
    T await_resume() {
      check();
      return static_cast<join_handle &>(handle_).outcome().get();
    }
  };
  awaiter operator co_await() noexcept { return awaiter(*this); }
  // Of a finished child whose scope still lives.
  result<T> &outcome() noexcept {
    return static_cast<detail::promise<T> *>(promise_)->outcome();
  }

private:
  friend class scope;
  explicit join_handle(detail::promise<T> &p) noexcept : join_handle_base(p) {}
};

} // namespace stallfree
