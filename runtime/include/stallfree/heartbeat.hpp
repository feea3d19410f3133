// The sign of life that a loop thread leaves for the watchdog.
//
// The loop's thread only stores (relaxed, below 2 ns); the sampler only reads.
// The count is odd while the loop dispatches and even while it waits: an odd
// count that stays the same is a stall.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

#include <pthread.h>
#include <sys/types.h>

namespace stallfree {

class heartbeat {
public:
  // Registers the calling thread; one slot per loop. Slots are never freed,
  // only reused, so that the sampler may look at one at any time.
  // `wakes_unseen`: the host may run handlers before it says that it woke; then
  // the sampler looks itself whether the thread still waits.
  static heartbeat *open(bool wakes_unseen = false);
  static void close(heartbeat *) noexcept; // on the thread that opened it
  // Calls f for every open slot. Slots neither open nor close meanwhile.
  static void for_each(const std::function<void(heartbeat &)> &f);

  // Loop thread.
  void enter() noexcept { store(count() | 1); }       // woke up: dispatching
  void beat() noexcept { store((count() | 1) + 2); }  // next handler
  void leave() noexcept { store((count() + 1) & ~std::uint64_t{1}); } // waits

  // Any thread.
  std::uint64_t count() const noexcept {
    return count_.load(std::memory_order_relaxed);
  }
  static bool busy(std::uint64_t count) noexcept { return count & 1; }
  bool wakes_unseen() const noexcept { return wakes_unseen_; }
  pid_t thread_id() const noexcept { return thread_id_; }
  pthread_t thread() const noexcept { return thread_; }

private:
  heartbeat() = default;
  void store(std::uint64_t value) noexcept {
    count_.store(value, std::memory_order_relaxed);
  }

  std::atomic<std::uint64_t> count_{0};
  pid_t thread_id_ = 0;
  pthread_t thread_{};
  bool open_ = false;
  bool wakes_unseen_ = false;
  heartbeat *next_ = nullptr;
};

} // namespace stallfree
