// with_timeout(2s, f()): cancels f when the time is over, waits until it has
// ended, and throws timed_out. If f ends with a value or an error of its own
// all the same, that counts.
#pragma once

#include <chrono>
#include <utility>

#include <stallfree/awaitable.hpp>
#include <stallfree/scope.hpp>
#include <stallfree/sleep.hpp>

namespace stallfree {

namespace detail {
// Cancels a scope at a time.
class deadline : timer {
public:
  deadline(scope &s, time_point when) : timer(&expire), scope_(s) { arm(when); }
  bool passed() const noexcept { return passed_; }

private:
  static void expire(completion *c) noexcept {
    auto *me = static_cast<deadline *>(c);
    me->fired();
    me->passed_ = true;
    me->scope_.cancel();
  }
  scope &scope_;
  bool passed_ = false;
};
} // namespace detail

template <awaitable A> task<await_result_t<A>> with_deadline(time_point when, A a) {
  scope limited;
  auto handle = limited.spawn(as_task(std::move(a)));
  detail::deadline limit(limited, when);
  co_await limited.join();
  try {
    co_return handle.outcome().get();
  } catch (const cancelled &) {
    if (limit.passed())
      throw timed_out();
    throw;
  }
}

template <class Rep, class Period, awaitable A>
task<await_result_t<A>> with_timeout(std::chrono::duration<Rep, Period> d, A a) {
  return with_deadline(now() + std::chrono::ceil<duration>(d), std::move(a));
}

} // namespace stallfree
