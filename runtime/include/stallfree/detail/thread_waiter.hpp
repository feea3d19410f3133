// The untyped half of a to_thread call: submission, cancellation, timeout.
#pragma once

#include <chrono>
#include <coroutine>

#include <stallfree/call.hpp>
#include <stallfree/sleep.hpp>
#include <stallfree/work_item.hpp>

namespace stallfree {

class thread_pool;

namespace detail {

// Loop thread only.
class thread_waiter : suspended_call {
public:
  thread_waiter(thread_pool *pool, std::chrono::nanoseconds timeout, const void *key,
                bool may_abandon) noexcept
      : suspended_call(&on_cancel), limit_(*this), pool_(pool), timeout_(timeout), key_(key),
        may_abandon_(may_abandon) {}

  // Throws no_loop, cancelled, queue_full, pool_closed, pool_saturated,
  // std::system_error (no thread): then nothing was submitted.
  template <class P> void launch(std::coroutine_handle<P> h, work_item &job) {
    depart(h);
    submit(job);
  }
  void settle();         // after resumption: throws cancelled, timed_out
  void leave() noexcept; // before destruction: the job is nobody's any more
  bool abandoned() const noexcept { return abandoned_; } // the worker owns the job

private:
  enum class end : unsigned char { none, cancelled, timed_out };
  struct limit : timer {
    explicit limit(thread_waiter &w) noexcept : timer(&expire), waiter(w) {}
    static void expire(completion *) noexcept;
    thread_waiter &waiter;
  };

  void submit(work_item &);
  void interrupt(end) noexcept;
  bool abandon_job() noexcept;
  static void on_cancel(suspended_call &) noexcept;

  limit limit_;
  thread_pool *pool_;
  work_item *job_ = nullptr; // null: back, or abandoned
  std::chrono::nanoseconds timeout_;
  const void *key_;
  end end_ = end::none;
  bool may_abandon_;
  bool abandoned_ = false;
  bool returning_ = false; // sent home by this thread
};

} // namespace detail
} // namespace stallfree
