// Sleeping on a word. std::atomic::wait spins and shares its sleepers' queues;
// a hand-off wants neither.
#pragma once

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdint>

#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

namespace stallfree {

// False: the time (steady clock, which is CLOCK_MONOTONIC) is over. True means
// nothing: look at the word.
inline bool futex_wait(std::atomic<std::uint32_t> &word, std::uint32_t expected,
                       std::chrono::steady_clock::time_point until) noexcept {
  timespec t{};
  bool limited = until != std::chrono::steady_clock::time_point::max();
  if (limited) {
    auto ns = std::chrono::duration_cast<std::chrono::nanoseconds>(until.time_since_epoch()).count();
    t = {ns / 1'000'000'000, ns % 1'000'000'000};
  }
  long r = ::syscall(SYS_futex, &word, FUTEX_WAIT_BITSET | FUTEX_PRIVATE_FLAG, expected,
                     limited ? &t : nullptr, nullptr, FUTEX_BITSET_MATCH_ANY);
  return !(r < 0 && errno == ETIMEDOUT);
}

inline void futex_wake(std::atomic<std::uint32_t> &word) noexcept {
  ::syscall(SYS_futex, &word, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, 1, nullptr, nullptr, 0);
}

} // namespace stallfree
