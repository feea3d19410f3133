// Geometry, statistics, simulation.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>
#include <queue>

namespace station_mesh {
// In kind: the triangles between weather stations, by Bowyer and Watson.
struct point {
  double x, y;
};
struct edge {
  int a, b;
  bool operator==(const edge &o) const { return (a == o.a && b == o.b) || (a == o.b && b == o.a); }
};
struct triangle {
  int a, b, c;
  point centre;
  double radius;
};
static triangle make(const std::vector<point> &p, int a, int b, int c) {
  const double bx = p[b].x - p[a].x, by = p[b].y - p[a].y;
  const double cx = p[c].x - p[a].x, cy = p[c].y - p[a].y;
  const double d = 2 * (bx * cy - by * cx);
  const double bb = bx * bx + by * by, cc = cx * cx + cy * cy;
  const double x = (cy * bb - by * cc) / d, y = (bx * cc - cx * bb) / d;
  return {a, b, c, {p[a].x + x, p[a].y + y}, x * x + y * y};
}
static std::vector<triangle> triangulate(std::vector<point> p) {
  const int n = int(p.size());
  p.insert(p.end(), {{-20, -20}, {20, -20}, {0, 20}});
  std::vector<triangle> mesh{make(p, n, n + 1, n + 2)};
  for (int i = 0; i < n; ++i) {
    std::vector<edge> hole;
    auto bad = std::partition(mesh.begin(), mesh.end(), [&](const triangle &t) {
      const double dx = t.centre.x - p[i].x, dy = t.centre.y - p[i].y;
      return dx * dx + dy * dy > t.radius;
    });
    for (auto t = bad; t != mesh.end(); ++t)
      hole.insert(hole.end(), {{t->a, t->b}, {t->b, t->c}, {t->c, t->a}});
    mesh.erase(bad, mesh.end());
    for (const edge &e : hole)
      if (std::count(hole.begin(), hole.end(), e) == 1)
        mesh.push_back(make(p, e.a, e.b, i));
  }
  return mesh;
}
stallfree::task<> serve(inputs &in) {
  std::vector<point> stations;
  for (std::size_t i = 0; i + 1 < in.reals.size(); i += 2)
    stations.push_back({in.reals[i], in.reals[i + 1]});
  keep(double(triangulate(std::move(stations)).size()));
  co_return;
}
} // namespace station_mesh
PROGRAM(station_mesh, 10000)

namespace rank_agreement {
// In kind: how far two reviewers' scores agree in order.
stallfree::task<> serve(inputs &in) {
  const std::size_t n = in.reals.size() / 2;
  long agree = 0, differ = 0;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i + 1; j < n; ++j) {
      const double product = (in.reals[i] - in.reals[j]) * (in.reals[n + i] - in.reals[n + j]);
      if (product > 0)
        ++agree;
      else if (product < 0)
        ++differ;
    }
  keep(double(agree - differ) / double(agree + differ));
  co_return;
}
} // namespace rank_agreement
PROGRAM(rank_agreement, 30000)

namespace dense_places {
// In kind: groups the places where taxis wait, by DBSCAN.
constexpr double Near = 0.01;
constexpr std::size_t Enough = 4;
class places {
public:
  explicit places(const std::vector<double> &reals) {
    for (std::size_t i = 0; i + 1 < reals.size(); i += 2)
      points.push_back({reals[i], reals[i + 1]});
    group.assign(points.size(), 0);
  }
  int number() {
    int groups = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (group[i] != 0)
        continue;
      auto around = neighbours(i);
      if (around.size() < Enough) {
        group[i] = -1;
        continue;
      }
      grow(++groups, i, std::move(around));
    }
    return groups;
  }

private:
  std::vector<std::size_t> neighbours(std::size_t i) const {
    std::vector<std::size_t> found;
    for (std::size_t j = 0; j < points.size(); ++j)
      if (std::hypot(points[i][0] - points[j][0], points[i][1] - points[j][1]) <= Near)
        found.push_back(j);
    return found;
  }
  void grow(int number, std::size_t start, std::vector<std::size_t> waiting) {
    group[start] = number;
    while (!waiting.empty()) {
      const std::size_t i = waiting.back();
      waiting.pop_back();
      if (group[i] > 0)
        continue;
      group[i] = number;
      const auto more = neighbours(i);
      if (more.size() >= Enough)
        waiting.insert(waiting.end(), more.begin(), more.end());
    }
  }
  std::vector<std::array<double, 2>> points;
  std::vector<int> group;
};
stallfree::task<> serve(inputs &in) {
  keep(places(in.reals).number());
  co_return;
}
} // namespace dense_places
PROGRAM(dense_places, 10000)

namespace main_axes {
// In kind: the axes along which a survey's answers differ most.
constexpr int Questions = 40, Sweeps = 30;
using matrix = std::vector<std::vector<double>>;
static matrix covariance(const std::vector<double> &data) {
  const int n = int(data.size()) / Questions;
  std::vector<double> mean(Questions);
  for (int i = 0; i < n; ++i)
    for (int q = 0; q < Questions; ++q)
      mean[q] += data[i * Questions + q] / n;
  matrix c(Questions, std::vector<double>(Questions));
  for (int i = 0; i < n; ++i)
    for (int a = 0; a < Questions; ++a)
      for (int b = 0; b < Questions; ++b)
        c[a][b] += (data[i * Questions + a] - mean[a]) * (data[i * Questions + b] - mean[b]) / n;
  return c;
}
static void rotate(matrix &m, int p, int q) {
  const double theta = (m[q][q] - m[p][p]) / (2 * m[p][q]);
  const double t = (theta < 0 ? -1 : 1) / (std::abs(theta) + std::sqrt(theta * theta + 1));
  const double c = 1 / std::sqrt(t * t + 1), s = t * c;
  for (int k = 0; k < Questions; ++k) {
    const double a = m[k][p], b = m[k][q];
    m[k][p] = c * a - s * b;
    m[k][q] = s * a + c * b;
  }
  for (int k = 0; k < Questions; ++k) {
    const double a = m[p][k], b = m[q][k];
    m[p][k] = c * a - s * b;
    m[q][k] = s * a + c * b;
  }
}
stallfree::task<> serve(inputs &in) {
  matrix m = covariance(in.reals);
  for (int sweep = 0; sweep < Sweeps; ++sweep) {
    double rest = 0;
    for (int p = 0; p < Questions; ++p)
      for (int q = p + 1; q < Questions; ++q) {
        rest += m[p][q] * m[p][q];
        if (std::abs(m[p][q]) > 1e-14)
          rotate(m, p, q);
      }
    if (rest < 1e-20)
      break;
  }
  double largest = 0;
  for (int i = 0; i < Questions; ++i)
    largest = std::max(largest, m[i][i]);
  keep(largest);
  co_return;
}
} // namespace main_axes
PROGRAM(main_axes, 800000)

namespace smooth_curve {
// In kind: the curve through the points that a user set in an animation.
stallfree::task<> serve(inputs &in) {
  const std::size_t n = in.reals.size();
  std::vector<double> bend(n), work(n);
  for (std::size_t i = 1; i + 1 < n; ++i) {
    const double p = bend[i - 1] / 2 + 2;
    bend[i] = -0.5 / p;
    work[i] = (3 * (in.reals[i + 1] - 2 * in.reals[i] + in.reals[i - 1]) - work[i - 1] / 2) / p;
  }
  for (std::size_t i = n - 1; i-- > 0;)
    bend[i] = bend[i] * bend[i + 1] + work[i];
  keep(*std::max_element(bend.begin(), bend.end()));
  co_return;
}
} // namespace smooth_curve
PROGRAM(smooth_curve, 2000)

namespace clip_coast {
// In kind: the part of a coast line that a map's view shows.
struct point {
  double x, y;
};
using polygon = std::vector<point>;
static polygon clip(const polygon &p, const std::function<double(const point &)> &side) {
  polygon out;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const point &a = p[i], &b = p[(i + 1) % p.size()];
    const double da = side(a), db = side(b);
    if (da >= 0)
      out.push_back(a);
    if ((da >= 0) != (db >= 0)) {
      const double t = da / (da - db);
      out.push_back({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
    }
  }
  return out;
}
stallfree::task<> serve(inputs &in) {
  polygon coast;
  for (std::size_t i = 0; i + 1 < in.reals.size(); i += 2)
    coast.push_back({in.reals[i], in.reals[i + 1]});
  coast = clip(coast, [](const point &p) { return p.x - 0.2; });
  coast = clip(coast, [](const point &p) { return 0.8 - p.x; });
  coast = clip(coast, [](const point &p) { return p.y - 0.2; });
  coast = clip(coast, [](const point &p) { return 0.8 - p.y; });
  keep(double(coast.size()));
  co_return;
}
} // namespace clip_coast
PROGRAM(clip_coast, 400000)

namespace satellite_pass {
// In kind: where a satellite will be in an hour, second by second.
constexpr int Seconds = 3600;
using state = std::array<double, 4>;
static state slope(const state &s) {
  const double r = std::hypot(s[0], s[1]), pull = -398600.4 / (r * r * r);
  return {s[2], s[3], pull * s[0], pull * s[1]};
}
static state along(const state &s, const state &d, double h) {
  state out;
  for (int i = 0; i < 4; ++i)
    out[i] = s[i] + h * d[i];
  return out;
}
stallfree::task<> serve(inputs &in) {
  state s{6778 + in.reals[0], 0, 0, 7.67};
  for (int t = 0; t < Seconds; ++t) {
    const state a = slope(s), b = slope(along(s, a, .5)), c = slope(along(s, b, .5)),
                d = slope(along(s, c, 1));
    for (int i = 0; i < 4; ++i)
      s[i] += (a[i] + 2 * b[i] + 2 * c[i] + d[i]) / 6;
  }
  keep(s[0]);
  co_return;
}
} // namespace satellite_pass
PROGRAM(satellite_pass, 8)

namespace call_centre {
// In kind: how long callers wait if so many agents answer.
constexpr int Agents = 30;
stallfree::task<> serve(inputs &in) {
  std::priority_queue<double, std::vector<double>, std::greater<>> free;
  for (int i = 0; i < Agents; ++i)
    free.push(0);
  std::vector<double> waits;
  double now = 0;
  for (double r : in.reals) {
    now += -std::log(1 - r) * 10;
    const double start = std::max(now, free.top());
    free.pop();
    free.push(start - std::log(r + 1e-9) * 280);
    waits.push_back(start - now);
  }
  std::nth_element(waits.begin(), waits.begin() + waits.size() * 9 / 10, waits.end());
  keep(waits[waits.size() * 9 / 10]);
  co_return;
}
} // namespace call_centre
PROGRAM(call_centre, 500000)
