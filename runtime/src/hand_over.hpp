// Letting other threads run for a moment instead of sleeping.
#pragma once

#include <algorithm>
#include <chrono>

#include <sched.h>

namespace stallfree {

// One for each thread that waits. Where caller and called share a core, the
// answer comes meanwhile, and neither has to be woken. Where it does not, that
// is tried ever more rarely: on an idle machine it costs system calls, and on a
// busy core a time slice.
class hand_over {
public:
  // True: `done` holds.
  template <class F> bool attempt(F done) noexcept {
    using namespace std::chrono_literals;
    if (skip_) {
      --skip_;
      return false;
    }
    const auto start = std::chrono::steady_clock::now();
    auto took = 0ns;
    bool ok = false;
    for (int i = 0; i < 3 && !ok && took < slow; ++i) {
      ::sched_yield();
      ok = done();
      took = std::chrono::steady_clock::now() - start;
    }
    if (ok && took < slow)
      failures_ = 0;
    else
      skip_ = took < slow ? 1u << (failures_ = std::min(failures_ + 1, 10u)) : 1u << 14;
    return ok;
  }

private:
  static constexpr std::chrono::nanoseconds slow = std::chrono::microseconds(50);
  unsigned skip_ = 0, failures_ = 0;
};

} // namespace stallfree
