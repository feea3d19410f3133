// Geometry, matrices and statistics.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numeric>
#include <random>
#include <set>

namespace fit_survey {
// In kind: a regression on ten answers of everyone, by Householder.
using row = std::array<double, 10>;
stallfree::task<> serve(inputs &in) {
  std::vector<row> a;
  for (const auto &answers : in.rows) {
    auto &r = a.emplace_back();
    std::transform(answers.begin(), answers.end(), r.begin(), [](int v) { return v % 100 / 10.0; });
  }
  for (std::size_t k = 0; k < 10; ++k) {
    double norm = 0;
    for (std::size_t i = k; i < a.size(); ++i)
      norm += a[i][k] * a[i][k];
    norm = a[k][k] > 0 ? -std::sqrt(norm) : std::sqrt(norm);
    a[k][k] -= norm;
    double length = 0;
    for (std::size_t i = k; i < a.size(); ++i)
      length += a[i][k] * a[i][k];
    for (std::size_t j = k + 1; j < 10; ++j) {
      double dot = 0;
      for (std::size_t i = k; i < a.size(); ++i)
        dot += a[i][k] * a[i][j];
      for (std::size_t i = k; i < a.size(); ++i)
        a[i][j] -= 2 * dot / length * a[i][k];
    }
  }
  keep(a[8][9] / a[8][8]);
  co_return;
}
} // namespace fit_survey
PROGRAM(fit_survey, 300000)

namespace circuit_voltages {
// In kind: the voltages of a circuit, by LU with pivots.
class matrix {
public:
  explicit matrix(int n) : n(n), cells(std::size_t(n) * n) {}
  double &operator()(int r, int c) { return cells[std::size_t(r) * n + c]; }
  void swap_rows(int a, int b) {
    for (int c = 0; c < n; ++c)
      std::swap((*this)(a, c), (*this)(b, c));
  }
  const int n;

private:
  std::vector<double> cells;
};
static std::vector<int> factor(matrix &m) {
  std::vector<int> order(m.n);
  std::iota(order.begin(), order.end(), 0);
  for (int k = 0; k < m.n; ++k) {
    int pivot = k;
    for (int r = k + 1; r < m.n; ++r)
      if (std::fabs(m(r, k)) > std::fabs(m(pivot, k)))
        pivot = r;
    if (pivot != k) {
      m.swap_rows(pivot, k);
      std::swap(order[pivot], order[k]);
    }
    for (int r = k + 1; r < m.n; ++r) {
      const double f = m(r, k) /= m(k, k);
      for (int c = k + 1; c < m.n; ++c)
        m(r, c) -= f * m(k, c);
    }
  }
  return order;
}
stallfree::task<> serve(inputs &in) {
  matrix m(int(std::sqrt(double(in.reals.size()))));
  for (int r = 0; r < m.n; ++r)
    for (int c = 0; c < m.n; ++c)
      m(r, c) = in.reals[std::size_t(r) * m.n + c] + (r == c);
  const auto order = factor(m);
  std::vector<double> x(m.n);
  for (int r = 0; r < m.n; ++r) {
    x[r] = in.reals[order[r]];
    for (int c = 0; c < r; ++c)
      x[r] -= m(r, c) * x[c];
  }
  for (int r = m.n - 1; r >= 0; --r) {
    for (int c = r + 1; c < m.n; ++c)
      x[r] -= m(r, c) * x[c];
    x[r] /= m(r, r);
  }
  keep(x[0]);
  co_return;
}
} // namespace circuit_voltages
PROGRAM(circuit_voltages, 250000)

namespace turning_axes {
// In kind: the axes about which a body turns, by Jacobi.
stallfree::task<> serve(inputs &in) {
  double a[3][3];
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j <= i; ++j)
      a[i][j] = a[j][i] = in.reals[i * 3 + j];
  for (int sweep = 0; sweep < 30; ++sweep) {
    for (int p = 0; p < 2; ++p)
      for (int q = p + 1; q < 3; ++q) {
        if (std::fabs(a[p][q]) < 1e-12)
          continue;
        const double angle = 0.5 * std::atan2(2 * a[p][q], a[q][q] - a[p][p]);
        const double c = std::cos(angle), s = std::sin(angle);
        for (auto &row : a) {
          const double x = row[p], y = row[q];
          row[p] = c * x - s * y;
          row[q] = s * x + c * y;
        }
        for (int k = 0; k < 3; ++k) {
          const double x = a[p][k], y = a[q][k];
          a[p][k] = c * x - s * y;
          a[q][k] = s * x + c * y;
        }
      }
  }
  keep(std::max({a[0][0], a[1][1], a[2][2]}));
  co_return;
}
} // namespace turning_axes
PROGRAM(turning_axes, 100)

namespace mixture_fit {
// In kind: three kinds of customers by what they spend, by expectation.
constexpr int Kinds = 3, Rounds = 40;
stallfree::task<> serve(inputs &in) {
  std::array<double, Kinds> mean{0.2, 0.5, 0.8}, spread{0.1, 0.1, 0.1}, weight{0.3, 0.4, 0.3};
  std::vector<std::array<double, Kinds>> belongs(in.reals.size());
  for (int round = 0; round < Rounds; ++round) {
    for (std::size_t i = 0; i < in.reals.size(); ++i) {
      double sum = 0;
      for (int k = 0; k < Kinds; ++k) {
        const double z = (in.reals[i] - mean[k]) / spread[k];
        sum += belongs[i][k] = weight[k] / spread[k] * std::exp(-z * z / 2);
      }
      for (double &b : belongs[i])
        b /= sum;
    }
    for (int k = 0; k < Kinds; ++k) {
      double total = 0, first = 0, second = 0;
      for (std::size_t i = 0; i < in.reals.size(); ++i) {
        total += belongs[i][k];
        first += belongs[i][k] * in.reals[i];
        second += belongs[i][k] * in.reals[i] * in.reals[i];
      }
      mean[k] = first / total;
      spread[k] = std::sqrt(std::max(second / total - mean[k] * mean[k], 1e-6));
      weight[k] = total / double(in.reals.size());
    }
  }
  keep(mean[1]);
  co_return;
}
} // namespace mixture_fit
PROGRAM(mixture_fit, 20000)

namespace shuffled_groups {
// In kind: whether two variants of a page differ, by shuffling the visitors.
constexpr int Shuffles = 2000;
stallfree::task<> serve(inputs &in) {
  std::vector<double> all = in.reals;
  const auto half = all.begin() + std::ptrdiff_t(all.size() / 2);
  auto difference = [&] {
    return std::accumulate(all.begin(), half, 0.0) - std::accumulate(half, all.end(), 0.0);
  };
  const double seen = std::fabs(difference());
  std::mt19937 random(7);
  int as_large = 0;
  for (int i = 0; i < Shuffles; ++i) {
    std::shuffle(all.begin(), all.end(), random);
    as_large += std::fabs(difference()) >= seen;
  }
  keep(double(as_large) / Shuffles);
  co_return;
}
} // namespace shuffled_groups
PROGRAM(shuffled_groups, 2000)

namespace ear_clipping {
// In kind: triangles of an outline that a user drew on a map.
struct point {
  double x, y;
};
static double cross(point a, point b, point c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}
static bool inside(point p, point a, point b, point c) {
  return cross(a, b, p) >= 0 && cross(b, c, p) >= 0 && cross(c, a, p) >= 0;
}
static bool ear(const std::vector<point> &all, const std::vector<int> &left, std::size_t i) {
  const std::size_t n = left.size();
  const int a = left[(i + n - 1) % n], b = left[i], c = left[(i + 1) % n];
  if (cross(all[a], all[b], all[c]) <= 0)
    return false;
  return std::none_of(left.begin(), left.end(), [&](int p) {
    return p != a && p != b && p != c && inside(all[p], all[a], all[b], all[c]);
  });
}
stallfree::task<> serve(inputs &in) {
  std::vector<point> outline;
  for (std::size_t i = 0; i < in.reals.size(); ++i) {
    const double angle = 6.283185307 * double(i) / double(in.reals.size()), r = 1 + in.reals[i];
    outline.push_back({r * std::cos(angle), r * std::sin(angle)});
  }
  std::vector<int> left(outline.size());
  std::iota(left.begin(), left.end(), 0);
  int triangles = 0;
  while (left.size() > 3) {
    std::size_t i = 0;
    while (i < left.size() && !ear(outline, left, i))
      ++i;
    if (i == left.size())
      break;
    left.erase(left.begin() + std::ptrdiff_t(i));
    ++triangles;
  }
  keep(triangles);
  co_return;
}
} // namespace ear_clipping
PROGRAM(ear_clipping, 3000)

namespace geofence {
// In kind: whether a phone is in a zone, which has at most 64 corners.
constexpr std::size_t MostCorners = 64;
stallfree::task<> serve(inputs &in) {
  const std::size_t corners = in.reals.size() / 2;
  if (corners > MostCorners) {
    keep(-1);
    co_return;
  }
  bool in_zone = false;
  for (std::size_t i = 0, j = corners - 1; i < corners; j = i++) {
    const double xi = in.reals[2 * i], yi = in.reals[2 * i + 1], xj = in.reals[2 * j],
                 yj = in.reals[2 * j + 1];
    if ((yi > 0.5) != (yj > 0.5) && 0.5 < (xj - xi) * (0.5 - yi) / (yj - yi) + xi)
      in_zone = !in_zone;
  }
  keep(in_zone);
  co_return;
}
} // namespace geofence
PROGRAM(geofence, 128)

namespace running_median {
// In kind: a sensor's median over its last hundred and one values.
constexpr std::size_t Window = 101;
stallfree::task<> serve(inputs &in) {
  std::multiset<double> window;
  std::vector<double> smooth;
  for (std::size_t i = 0; i < in.reals.size(); ++i) {
    window.insert(in.reals[i]);
    if (window.size() > Window)
      window.erase(window.find(in.reals[i - Window]));
    smooth.push_back(*std::next(window.begin(), std::ptrdiff_t(window.size() / 2)));
  }
  keep(smooth.back());
  co_return;
}
} // namespace running_median
PROGRAM(running_median, 86400)

namespace digits_of_pi {
// In kind: the digits for a poster, by the spigot.
constexpr int Digits = 2500, Cells = Digits * 10 / 3 + 1;
stallfree::task<> serve(inputs &) {
  std::vector<int> a(Cells, 2);
  std::string digits;
  for (int d = 0; d < Digits; ++d) {
    int carry = 0;
    for (int i = Cells - 1; i > 0; --i) {
      const int x = a[i] * 10 + carry;
      a[i] = x % (2 * i + 1);
      carry = x / (2 * i + 1) * i;
    }
    const int x = a[0] * 10 + carry;
    a[0] = x % 10;
    digits += std::to_string(x / 10);
  }
  keep(double(digits.size()));
  co_return;
}
} // namespace digits_of_pi
PROGRAM(digits_of_pi, 10)
