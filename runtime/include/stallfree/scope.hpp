// scope: tasks that run together and cannot outlive it. spawn(): one task in
// the background. start(): a task on a host's loop, for callers that are no
// coroutines. All on one loop thread.
#pragma once

#include <coroutine>
#include <exception>
#include <memory>
#include <utility>

#include <stallfree/awaitable.hpp>
#include <stallfree/cancel.hpp>
#include <stallfree/port.hpp>
#include <stallfree/task.hpp>

namespace stallfree {

template <class T> class join_handle;

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

// A background task with a handle that owns it: dropping the handle destroys
// the task.
template <class T> class [[nodiscard]] spawned {
public:
  spawned(std::unique_ptr<scope> s, join_handle<T> h) noexcept
      : scope_(std::move(s)), handle_(std::move(h)) {}
  spawned(spawned &&) noexcept = default;
  spawned &operator=(spawned &&other) noexcept {
    handle_ = std::move(other.handle_);
    scope_ = std::move(other.scope_);
    return *this;
  }
  bool done() const noexcept { return handle_.done(); }
  void cancel() noexcept { scope_->cancel(); }
  auto operator co_await() noexcept { return handle_.operator co_await(); }

private:
  std::unique_ptr<scope> scope_; // outlives the handle
  join_handle<T> handle_;
};

template <awaitable A> spawned<await_result_t<A>> spawn(A a) {
  auto s = std::make_unique<scope>();
  auto h = s->spawn(as_task(std::move(a)));
  return {std::move(s), std::move(h)};
}

// Runs `a` on the loop attached to this thread and calls done(result<R>) there.
// What has not finished when the loop is detached is destroyed, and `done` not
// called.
template <awaitable A, class F> void start(A a, F done) {
  scope &tasks = attach::tasks();
  (void)tasks.spawn([](A a, F done) -> task<> {
    result<await_result_t<A>> r;
    try {
      if constexpr (std::is_void_v<await_result_t<A>>) {
        co_await std::move(a);
        r.emplace();
      } else {
        r.emplace(co_await std::move(a));
      }
    } catch (...) {
      r.fail(std::current_exception());
    }
    done(std::move(r));
  }(std::move(a), std::move(done)));
}

} // namespace stallfree
