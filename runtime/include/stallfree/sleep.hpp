// sleep_for, sleep_until, yield. They work on every attached loop; on the loop
// of run() they use its timer heap (and its clock), elsewhere one timer thread.
// Cancelling the task ends the sleep at once with `cancelled`.
#pragma once

#include <chrono>
#include <coroutine>
#include <cstdint>

#include <stallfree/cancel.hpp>
#include <stallfree/port.hpp>
#include <stallfree/task.hpp>

namespace stallfree {

using clock = std::chrono::steady_clock;
using time_point = clock::time_point;
using duration = clock::duration;

// The time of this thread's loop: of the steady clock, or virtual.
time_point now() noexcept;

// Runs `complete` on the loop at or after `when`. Loop thread only.
class timer : public completion {
public:
  explicit timer(function f) noexcept : completion(f) {}
  timer(const timer &other) noexcept : completion(other.complete) {} // not armed
  timer &operator=(const timer &) = delete;
  ~timer() { disarm(); }

  void arm(time_point when); // throws no_loop
  void disarm() noexcept;    // afterwards it does not run; idempotent
  void hasten() noexcept;    // runs it on the next turn, if it is armed
  // To be called first thing in `complete`.
  void fired() noexcept;

protected:
  bool hastened() const noexcept { return hastened_; }

private:
  friend class timer_heap;
  friend class loop;
  friend class timer_thread;
  enum class place : std::uint8_t { nowhere, heap, ready };

  inbox *inbox_ = nullptr;
  std::uint32_t index_ = 0;
  place place_ = place::nowhere;
  bool hastened_ = false;
  bool foreign_ = false; // armed, and kept by the timer thread, which owns place_
};

// Awaitable once.
class [[nodiscard]] sleep_until : timer, cancel_callback {
public:
  explicit sleep_until(time_point when) noexcept
      : timer(&wake), cancel_callback(&interrupt), when_(when) {}

  bool await_ready() const noexcept { return false; }
  template <class P> void await_suspend(std::coroutine_handle<P> h) {
    suspend(h, cancellation_of(h.promise()));
  }
  void await_resume() const {
    if (hastened())
      throw cancelled();
  }

private:
  static void wake(completion *) noexcept;
  static void interrupt(cancel_callback *) noexcept;
  void suspend(std::coroutine_handle<>, cancel_state *);

  union {
    time_point when_;                // until it is awaited
    std::coroutine_handle<> waiter_; // then
  };
};

template <class Rep, class Period>
sleep_until sleep_for(std::chrono::duration<Rep, Period> d) noexcept {
  return sleep_until(now() + std::chrono::ceil<duration>(d));
}

// Lets everything that is ready run first. Throws `cancelled` if the task was.
struct [[nodiscard]] yield {
  class awaiter {
  public:
    awaiter() = default;
    awaiter(const awaiter &) = delete;
    ~awaiter();
    bool await_ready() const noexcept { return false; }
    template <class P> void await_suspend(std::coroutine_handle<P> h) {
      state_ = cancellation_of(h.promise());
      suspend(h);
    }
    void await_resume();

  private:
    void suspend(std::coroutine_handle<>);
    resumption turn_;
    cancel_state *state_ = nullptr;
    inbox *inbox_ = nullptr;
  };
  awaiter operator co_await() const noexcept { return {}; }
};

} // namespace stallfree
