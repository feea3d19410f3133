// Numeric kernels of constant and of given size.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace stencil {
static constexpr int width = 512, height = 512;
float grid[2][height][width];
stallfree::task<> serve(inputs &) {
  for (int step = 0; step < 100; ++step) {
    auto &from = grid[step % 2];
    auto &to = grid[(step + 1) % 2];
    for (int y = 1; y < height - 1; ++y)
      for (int x = 1; x < width - 1; ++x)
        to[y][x] = 0.25f * (from[y - 1][x] + from[y + 1][x] + from[y][x - 1] + from[y][x + 1]);
  }
  keep(grid[0][5][5]);
  co_return;
}
} // namespace stencil
PROGRAM(stencil, 10)

namespace vector_rotate {
stallfree::task<> serve(inputs &) {
  double m[3][3] = {{1, 0, 0}, {0, 0, 1}, {0, -1, 0}}, v[3] = {1, 2, 3}, r[3] = {};
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j)
      r[i] += m[i][j] * v[j];
  keep(r[1]);
  co_return;
}
} // namespace vector_rotate
PROGRAM(vector_rotate, 10)

namespace collatz {
static int steps(std::uint64_t n) {
  int count = 0;
  while (n != 1) {
    n = n % 2 ? 3 * n + 1 : n / 2;
    ++count;
  }
  return count;
}
stallfree::task<> serve(inputs &) {
  int longest = 0;
  for (int i = 1; i < 300000; ++i)
    longest = std::max(longest, steps(i));
  keep(longest);
  co_return;
}
} // namespace collatz
PROGRAM(collatz, 10)

namespace mandelbrot {
constexpr int side = 300, limit = 200;
stallfree::task<> serve(inputs &) {
  long total = 0;
  for (int py = 0; py < side; ++py)
    for (int px = 0; px < side; ++px) {
      double x = 0, y = 0, x0 = px * 3.0 / side - 2, y0 = py * 2.0 / side - 1;
      int i = 0;
      for (; i < limit && x * x + y * y < 4; ++i) {
        double t = x * x - y * y + x0;
        y = 2 * x * y + y0;
        x = t;
      }
      total += i;
    }
  keep(total);
  co_return;
}
} // namespace mandelbrot
PROGRAM(mandelbrot, 10)

namespace checksum_table {
std::uint32_t table[256];
stallfree::task<> serve(inputs &) {
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t c = i;
    for (int bit = 0; bit < 8; ++bit)
      c = c & 1 ? 0xedb88320u ^ (c >> 1) : c >> 1;
    table[i] = c;
  }
  keep(table[9]);
  co_return;
}
} // namespace checksum_table
PROGRAM(checksum_table, 10)

namespace correlation {
stallfree::task<> serve(inputs &in) {
  const auto &samples = in.reals;
  std::vector<double> result(samples.size());
  for (std::size_t lag = 0; lag < samples.size(); ++lag) {
    double sum = 0;
    for (std::size_t i = lag; i < samples.size(); ++i)
      sum += samples[i] * samples[i - lag];
    result[lag] = sum;
  }
  keep(result.empty() ? 0 : result.back());
  co_return;
}
} // namespace correlation
PROGRAM(correlation, 8000)

namespace largest_value {
stallfree::task<> serve(inputs &in) {
  int best = 0;
  for (std::size_t i = 0; i != in.numbers.size(); i++)
    best = std::max(best, in.numbers[i]);
  keep(best);
  co_return;
}
} // namespace largest_value
PROGRAM(largest_value, 50000)

namespace integrate {
double simpson(double from, double to, int steps) {
  double h = (to - from) / steps, sum = 0;
  for (int i = 0; i < steps; ++i) {
    double x = from + i * h;
    sum += h / 6 * (std::exp(-x * x) + 4 * std::exp(-(x + h / 2) * (x + h / 2)) + std::exp(-(x + h) * (x + h)));
  }
  return sum;
}
stallfree::task<> serve(inputs &) {
  keep(simpson(0, 4, 2'000'000));
  co_return;
}
} // namespace integrate
PROGRAM(integrate, 10)

namespace integrate_coarse {
double midpoint(int steps) {
  double sum = 0;
  for (int i = 0; i < steps; ++i)
    sum += std::exp(-0.001 * i);
  return sum;
}
stallfree::task<> serve(inputs &) {
  keep(midpoint(64));
  co_return;
}
} // namespace integrate_coarse
PROGRAM(integrate_coarse, 10)

namespace kernel_density {
// In kind: a chart that smooths all points at all pixels.
constexpr int pixels = 1920;
stallfree::task<> serve(inputs &in) {
  std::vector<double> curve(pixels);
  for (int p = 0; p < pixels; ++p)
    for (double r : in.reals) {
      double d = p / 1920.0 - r;
      curve[p] += std::exp(-d * d * 50);
    }
  keep(curve[7]);
  co_return;
}
} // namespace kernel_density
PROGRAM(kernel_density, 5000)
