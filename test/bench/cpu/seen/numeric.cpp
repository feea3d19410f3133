// Numeric kernels of constant and of given size.
#include "program.hpp"
#include <array>
#include <cmath>
#include <numeric>

namespace matrix_constant {
constexpr int size = 400;
double a[size][size], b[size][size], c[size][size];
stallfree::task<> serve(inputs &) {
  for (int i = 0; i < size; ++i)
    for (int j = 0; j < size; ++j) {
      double sum = 0;
      for (int k = 0; k < size; ++k)
        sum += a[i][k] * b[k][j];
      c[i][j] = sum;
    }
  keep(c[3][4]);
  co_return;
}
} // namespace matrix_constant
PROGRAM(matrix_constant, 10)

namespace matrix_small {
stallfree::task<> serve(inputs &) {
  std::array<std::array<double, 4>, 4> a{}, b{}, c{};
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 4; ++j)
      for (int k = 0; k < 4; ++k)
        c[i][j] += a[i][k] * b[k][j];
  keep(c[1][2]);
  co_return;
}
} // namespace matrix_small
PROGRAM(matrix_small, 10)

namespace prime_sieve {
enum { limit = 5000000 };
stallfree::task<> serve(inputs &) {
  std::vector<bool> composite(limit);
  int count = 0;
  for (int i = 2; i < limit; ++i) {
    if (composite[i])
      continue;
    ++count;
    for (long j = long(i) * i; j < limit; j += i)
      composite[j] = true;
  }
  keep(count);
  co_return;
}
} // namespace prime_sieve
PROGRAM(prime_sieve, 10)

namespace monte_carlo {
std::uint32_t state = 1;
double next() {
  state = state * 1664525u + 1013904223u;
  return state / 4294967296.0;
}
stallfree::task<> serve(inputs &) {
  const int trials = 10'000'000;
  int inside = 0;
  for (int i = 0; i < trials; ++i) {
    double x = next(), y = next();
    if (x * x + y * y < 1)
      ++inside;
  }
  keep(inside);
  co_return;
}
} // namespace monte_carlo
PROGRAM(monte_carlo, 10)

namespace sine_table {
stallfree::task<> serve(inputs &) {
  std::array<double, 256> table;
  for (std::size_t i = 0; i < table.size(); ++i)
    table[i] = std::sin(i * 0.02454);
  keep(table[17]);
  co_return;
}
} // namespace sine_table
PROGRAM(sine_table, 10)

namespace pairwise_distance {
stallfree::task<> serve(inputs &in) {
  double nearest = 1e300;
  for (std::size_t i = 0; i < in.reals.size(); ++i)
    for (std::size_t j = i + 1; j < in.reals.size(); ++j) {
      double d = in.reals[i] - in.reals[j];
      nearest = std::min(nearest, std::sqrt(d * d));
    }
  keep(nearest);
  co_return;
}
} // namespace pairwise_distance
PROGRAM(pairwise_distance, 6000)

namespace average {
stallfree::task<> serve(inputs &in) {
  double sum = 0;
  for (double r : in.reals)
    sum += r;
  keep(sum / (in.reals.size() + 1));
  co_return;
}
} // namespace average
PROGRAM(average, 20000)

namespace fixed_rounds {
// In kind: key stretching by rounds, where the count is a parameter.
std::uint64_t stretch(std::uint64_t key, int rounds) {
  for (int i = 0; i < rounds; ++i) {
    key ^= key >> 33;
    key *= 0xff51afd7ed558ccdULL;
    key ^= key >> 29;
  }
  return key;
}
stallfree::task<> serve(inputs &in) {
  keep(double(stretch(in.numbers.size(), 30000000)));
  co_return;
}
} // namespace fixed_rounds
PROGRAM(fixed_rounds, 10)

namespace few_rounds {
std::uint64_t stretch(std::uint64_t key, int rounds) {
  for (int i = 0; i < rounds; ++i) {
    key ^= key >> 33;
    key *= 0xff51afd7ed558ccdULL;
  }
  return key;
}
stallfree::task<> serve(inputs &in) {
  keep(double(stretch(in.numbers.size(), 1000)));
  co_return;
}
} // namespace few_rounds
PROGRAM(few_rounds, 10)

namespace fourier_naive {
// In kind: a spectrum display that transforms each window the long way.
stallfree::task<> serve(inputs &in) {
  const std::size_t n = in.reals.size();
  std::vector<double> power(n);
  for (std::size_t k = 0; k < n; ++k) {
    double re = 0, im = 0;
    for (std::size_t t = 0; t < n; ++t) {
      re += in.reals[t] * std::cos(6.2831853 * k * t / n);
      im -= in.reals[t] * std::sin(6.2831853 * k * t / n);
    }
    power[k] = re * re + im * im;
  }
  keep(power.empty() ? 0 : power[0]);
  co_return;
}
} // namespace fourier_naive
PROGRAM(fourier_naive, 2048)
