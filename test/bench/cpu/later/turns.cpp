// Work that gives way, or seems to.
#include "program.hpp"
#include <cmath>
#include <stallfree/sleep.hpp>

namespace yields_per_chunk {
stallfree::task<> serve(inputs &in) {
  double sum = 0;
  for (std::size_t at = 0; at < in.reals.size(); at += 1000) {
    for (std::size_t i = at; i < at + 1000 && i < in.reals.size(); ++i)
      sum += std::exp(in.reals[i]);
    co_await stallfree::yield();
  }
  keep(sum);
}
} // namespace yields_per_chunk
PROGRAM(yields_per_chunk, 2000000)

namespace yields_afterwards {
stallfree::task<> serve(inputs &) {
  double sum = 0;
  for (int i = 1; i <= 40'000'000; ++i)
    sum += std::sqrt(i * 0.5);
  co_await stallfree::yield();
  keep(sum);
}
} // namespace yields_afterwards
PROGRAM(yields_afterwards, 10)

namespace awaits_helper {
// The helper is a coroutine, but waits for nothing.
static stallfree::task<double> weight(double x) { co_return x * x + 1; }
stallfree::task<> serve(inputs &) {
  double sum = 0;
  for (int i = 0; i < 3'000'000; ++i)
    sum += co_await weight(i);
  keep(sum);
}
} // namespace awaits_helper
PROGRAM(awaits_helper, 10)
