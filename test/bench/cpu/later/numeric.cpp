// Arithmetic over matrices, grids and samples.
#include "program.hpp"
#include <cmath>

namespace power_iteration {
double matrix[600][600];
stallfree::task<> serve(inputs &) {
  std::vector<double> v(600, 1.0), w(600);
  for (int round = 0; round < 100; ++round) {
    double norm = 0;
    for (int i = 0; i < 600; ++i) {
      double sum = 0;
      for (int j = 0; j < 600; ++j)
        sum += (matrix[i][j] + 1.0 / (i + j + 1)) * v[j];
      w[i] = sum;
      norm += sum * sum;
    }
    norm = std::sqrt(norm);
    for (int i = 0; i < 600; ++i)
      v[i] = w[i] / norm;
  }
  keep(v[3]);
  co_return;
}
} // namespace power_iteration
PROGRAM(power_iteration, 10)

namespace game_of_life {
constexpr int side = 512;
static unsigned char now[side][side], next[side][side];
static int neighbours(int y, int x) {
  int n = 0;
  for (int dy = -1; dy <= 1; ++dy)
    for (int dx = -1; dx <= 1; ++dx)
      if (dy || dx)
        n += now[(y + dy) & (side - 1)][(x + dx) & (side - 1)];
  return n;
}
stallfree::task<> serve(inputs &in) {
  for (std::size_t i = 0; i < in.bytes.size(); ++i)
    now[i / side % side][i % side] = in.bytes[i] & 1;
  for (int generation = 0; generation < 20; ++generation) {
    for (int y = 0; y < side; ++y)
      for (int x = 0; x < side; ++x) {
        int n = neighbours(y, x);
        next[y][x] = n == 3 || (n == 2 && now[y][x]);
      }
    for (int y = 0; y < side; ++y)
      for (int x = 0; x < side; ++x)
        now[y][x] = next[y][x];
  }
  keep(now[5][5]);
  co_return;
}
} // namespace game_of_life
PROGRAM(game_of_life, 20000)

namespace gauss_solve {
// In kind: a system of equations that a client sent.
stallfree::task<> serve(inputs &in) {
  const std::size_t n = in.rows.size();
  std::vector<std::vector<double>> a(n, std::vector<double>(n + 1));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= n; ++j)
      a[i][j] = in.rows[i][j % 10] % 1000 + (i == j ? 5000 : 0);
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t i = k + 1; i < n; ++i) {
      double factor = a[i][k] / a[k][k];
      for (std::size_t j = k; j <= n; ++j)
        a[i][j] -= factor * a[k][j];
    }
  keep(a[n - 1][n]);
  co_return;
}
} // namespace gauss_solve
PROGRAM(gauss_solve, 5000)

namespace trial_division {
static bool is_prime(int n) {
  for (int d = 2; d * d <= n; ++d)
    if (n % d == 0)
      return false;
  return n > 1;
}
stallfree::task<> serve(inputs &) {
  int primes = 0;
  for (int n = 0; n < 300000; ++n)
    primes += is_prime(n);
  keep(primes);
  co_return;
}
} // namespace trial_division
PROGRAM(trial_division, 10)

namespace smooth {
stallfree::task<> serve(inputs &in) {
  std::vector<double> out(in.reals.size());
  for (std::size_t i = 8; i < in.reals.size(); ++i) {
    double sum = 0;
    for (int k = 0; k < 8; ++k)
      sum += in.reals[i - k];
    out[i] = sum / 8;
  }
  keep(out.back());
  co_return;
}
} // namespace smooth
PROGRAM(smooth, 30000)

namespace normalise {
struct point {
  double x, y, z;
};
stallfree::task<> serve(inputs &) {
  point points[200];
  for (int i = 0; i < 200; ++i)
    points[i] = {i + 1.0, i + 2.0, i + 3.0};
  for (point &p : points) {
    double length = std::sqrt(p.x * p.x + p.y * p.y + p.z * p.z);
    p = {p.x / length, p.y / length, p.z / length};
  }
  keep(points[7].x);
  co_return;
}
} // namespace normalise
PROGRAM(normalise, 10)

namespace closest_pair {
struct place {
  double x, y;
};
static double distance(const place &a, const place &b) { return std::hypot(a.x - b.x, a.y - b.y); }
stallfree::task<> serve(inputs &in) {
  std::vector<place> places;
  for (std::size_t i = 0; i + 1 < in.reals.size(); i += 2)
    places.push_back({in.reals[i], in.reals[i + 1]});
  double best = 1e9;
  for (auto a = places.begin(); a != places.end(); ++a)
    for (auto b = a + 1; b != places.end(); ++b)
      best = std::min(best, distance(*a, *b));
  keep(best);
  co_return;
}
} // namespace closest_pair
PROGRAM(closest_pair, 8000)
