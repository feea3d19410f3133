// Work that gives way, or seems to.
#include "program.hpp"
#include <algorithm>
#include <cmath>
#include <coroutine>
#include <stallfree/sleep.hpp>

namespace yields_each_row {
stallfree::task<> serve(inputs &in) {
  double sum = 0;
  for (double a : in.reals) {
    for (double b : in.reals)
      sum += std::sqrt(std::abs(a - b));
    co_await stallfree::yield();
  }
  keep(sum);
}
} // namespace yields_each_row
PROGRAM(yields_each_row, 4000)

namespace yields_sometimes {
stallfree::task<> serve(inputs &in) {
  double sum = 0;
  int n = 0;
  for (int round = 0; round < 20'000'000; ++round) {
    sum += std::sqrt(double(round));
    if (++n % 4096 == 0)
      co_await stallfree::yield();
  }
  keep(sum);
}
} // namespace yields_sometimes
PROGRAM(yields_sometimes, 10)

namespace yields_never {
// The await is inside a branch that data decides.
stallfree::task<> serve(inputs &in) {
  double sum = 0;
  for (int round = 0; round < 20'000'000; ++round) {
    sum += std::sqrt(double(round));
    if (in.numbers.empty())
      co_await stallfree::yield();
  }
  keep(sum);
}
} // namespace yields_never
PROGRAM(yields_never, 10)

namespace ready_await {
// Awaits, but never suspends.
struct ready {
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  void await_resume() const noexcept {}
};
stallfree::task<> serve(inputs &in) {
  double sum = 0;
  for (int round = 0; round < 30'000'000; ++round) {
    sum += std::sqrt(double(round));
    co_await ready{};
  }
  keep(sum);
}
} // namespace ready_await
PROGRAM(ready_await, 10)
