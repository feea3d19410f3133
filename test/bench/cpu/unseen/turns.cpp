// Work that gives way, or seems to.
#include "program.hpp"
#include <algorithm>
#include <cmath>
#include <coroutine>
#include <stallfree/sleep.hpp>

namespace yields_in_outer {
stallfree::task<> serve(inputs &in) {
  long equal = 0;
  for (std::size_t i = 0; i < in.numbers.size(); ++i) {
    co_await stallfree::yield();
    for (std::size_t j = 0; j < in.numbers.size(); ++j)
      equal += in.numbers[i] == in.numbers[j];
  }
  keep(double(equal));
}
} // namespace yields_in_outer
PROGRAM(yields_in_outer, 5000)

namespace yields_by_mask {
stallfree::task<> serve(inputs &) {
  double sum = 0;
  for (unsigned i = 0; i < 30'000'000; ++i) {
    if ((i & 0x3ff) == 0)
      co_await stallfree::yield();
    sum += 1.0 / (i + 1);
  }
  keep(sum);
}
} // namespace yields_by_mask
PROGRAM(yields_by_mask, 10)

namespace yields_once {
stallfree::task<> serve(inputs &) {
  co_await stallfree::yield();
  double sum = 0;
  for (int i = 0; i < 40'000'000; ++i)
    sum += 1.0 / (i + 1);
  keep(sum);
}
} // namespace yields_once
PROGRAM(yields_once, 10)

namespace finished_task {
// The awaited coroutine runs straight through.
static stallfree::task<double> term(int i) { co_return 1.0 / (i + 1); }
stallfree::task<> serve(inputs &) {
  double sum = 0;
  for (int i = 0; i < 3'000'000; ++i)
    sum += co_await term(i);
  keep(sum);
}
} // namespace finished_task
PROGRAM(finished_task, 10)
