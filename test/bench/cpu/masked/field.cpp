#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <limits>
#include <numbers>
#include <numeric>
#include <optional>
#include <random>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

// In kind: grows a tree of collision-free motions to a goal (RRT*), as OMPL does for a
// robot's base.
namespace motion_tree {
struct node {
  double x, y, cost;
  std::size_t parent;
};
struct obstacle {
  double x, y, radius;
};
class planner {
  std::vector<node> tree{{0.05, 0.05, 0, 0}};
  std::vector<obstacle> obstacles;
  std::minstd_rand random;
  static double far(const node &a, const node &b) { return std::hypot(a.x - b.x, a.y - b.y); }
  bool free(const node &a, const node &b) const {
    for (int i = 0; i <= 8; ++i)
      for (const obstacle &o : obstacles)
        if (std::hypot(a.x + (b.x - a.x) * i / 8 - o.x, a.y + (b.y - a.y) * i / 8 - o.y) < o.radius)
          return false;
    return true;
  }

public:
  planner(std::vector<obstacle> around, unsigned seed) : obstacles(std::move(around)), random(seed) {}
  void extend() {
    std::uniform_real_distribution<double> unit;
    node sample{unit(random), unit(random), 0, 0};
    auto near = std::min_element(tree.begin(), tree.end(), [&](auto &a, auto &b) { return far(a, sample) < far(b, sample); });
    double reach = std::min(1.0, 0.04 / std::max(1e-9, far(*near, sample)));
    node fresh{near->x + (sample.x - near->x) * reach, near->y + (sample.y - near->y) * reach, 0, 0};
    double best = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < tree.size(); ++i)
      if (double d = far(tree[i], fresh); d < 0.06 && tree[i].cost + d < best && free(tree[i], fresh))
        best = tree[i].cost + d, fresh.parent = i;
    if (best == std::numeric_limits<double>::max())
      return;
    fresh.cost = best;
    tree.push_back(fresh);
  }
  double best_to(double x, double y) const {
    double best = 100;
    for (const node &n : tree)
      best = std::min(best, n.cost + 10 * std::hypot(n.x - x, n.y - y));
    return best;
  }
};
stallfree::task<> serve(inputs &in) {
  constexpr int samples = 3000;
  std::vector<obstacle> around;
  for (std::size_t i = 0; i < 12; ++i)
    around.push_back({0.2 + 0.7 * in.reals[2 * i], 0.2 + 0.7 * in.reals[2 * i + 1], 0.05});
  planner plan(around, 7);
  for (int i = 0; i < samples; ++i)
    plan.extend();
  keep(plan.best_to(0.95, 0.95));
  co_return;
}
} // namespace motion_tree
PROGRAM(motion_tree, 400)

// In kind: aligns two scans of a lidar by the closest points (ICP), as the Point Cloud
// Library does.
namespace aligned_scans {
using point = std::complex<double>;
std::vector<std::pair<point, point>> matched(const std::vector<point> &a, const std::vector<point> &b) {
  std::vector<std::pair<point, point>> pairs;
  for (point p : a) {
    const point *best = nullptr;
    double least = 0.05;
    for (const point &q : b)
      if (double d = std::norm(p - q); d < least)
        least = d, best = &q;
    if (best)
      pairs.emplace_back(p, *best);
  }
  return pairs;
}
stallfree::task<> serve(inputs &in) {
  std::vector<point> before, now;
  for (std::size_t i = 0; i < in.reals.size(); ++i) {
    double angle = 2 * std::numbers::pi * double(i) / double(in.reals.size());
    point p = std::polar(2 + std::cos(5 * angle) + 0.02 * in.reals[i], angle);
    before.push_back(p);
    now.push_back(p * std::polar(1.0, 0.03) + point(0.05, -0.04));
  }
  double error = 0;
  for (int round = 0; round < 15; ++round) {
    auto pairs = matched(now, before);
    point a, b, turn;
    for (auto [p, q] : pairs)
      a += p, b += q;
    a /= double(pairs.size() + 1), b /= double(pairs.size() + 1);
    for (auto [p, q] : pairs)
      turn += (q - b) * std::conj(p - a);
    turn /= std::abs(turn) + 1e-12;
    for (point &p : now)
      p = (p - a) * turn + b;
    error = std::abs(a - b);
    if (error < 1e-9)
      break;
  }
  keep(error);
  co_return;
}
} // namespace aligned_scans
PROGRAM(aligned_scans, 3000)

// In kind: triangulates surveyed points, one after the other (Bowyer and Watson), as
// CGAL and GRASS make terrain models.
namespace survey_mesh {
struct point {
  double x, y;
};
struct triangle {
  std::array<int, 3> at;
  point centre;
  double radius2;
};
using edge = std::pair<int, int>;
class mesh {
  std::vector<point> points{{-9, -9}, {20, -9}, {-9, 20}};
  std::vector<triangle> triangles;
  void add(int a, int b, int c) {
    point p = points[a], q = points[b], r = points[c];
    double d = 2 * (p.x * (q.y - r.y) + q.x * (r.y - p.y) + r.x * (p.y - q.y));
    if (std::abs(d) < 1e-14)
      return;
    double pp = p.x * p.x + p.y * p.y, qq = q.x * q.x + q.y * q.y, rr = r.x * r.x + r.y * r.y;
    point o{(pp * (q.y - r.y) + qq * (r.y - p.y) + rr * (p.y - q.y)) / d, (pp * (r.x - q.x) + qq * (p.x - r.x) + rr * (q.x - p.x)) / d};
    triangles.push_back({{a, b, c}, o, (p.x - o.x) * (p.x - o.x) + (p.y - o.y) * (p.y - o.y)});
  }

public:
  mesh() { add(0, 1, 2); }
  void insert(point p) {
    int id = int(points.size());
    points.push_back(p);
    std::set<edge> border;
    std::erase_if(triangles, [&](const triangle &t) {
      double dx = p.x - t.centre.x, dy = p.y - t.centre.y;
      if (dx * dx + dy * dy >= t.radius2)
        return false;
      for (int i = 0; i < 3; ++i) {
        edge e = std::minmax({t.at[i], t.at[(i + 1) % 3]});
        if (auto [at, fresh] = border.insert(e); !fresh)
          border.erase(at);
      }
      return true;
    });
    for (auto [a, b] : border)
      add(a, b, id);
  }
  std::size_t size() const { return triangles.size(); }
};
stallfree::task<> serve(inputs &in) {
  mesh terrain;
  for (const auto &row : in.rows)
    terrain.insert({row[0] / 16777216.0, row[1] / 16777216.0});
  keep(double(terrain.size()));
  co_return;
}
} // namespace survey_mesh
PROGRAM(survey_mesh, 80000)

// In kind: tries the gains of a motor's controller on a model of it, on a coarse grid,
// as the tuning tools of ArduPilot and Klipper do.
namespace gain_grid {
struct gains {
  double p, i, d;
};
double cost(const gains &g, double load) {
  double speed = 0, sum = 0, before = 1, squared = 0;
  for (int tick = 0; tick < 200; ++tick) {
    double error = 1 - speed;
    sum = std::clamp(sum + error * 0.01, -2.0, 2.0);
    double drive = std::clamp(g.p * error + g.i * sum + g.d * (error - before) * 100, -4.0, 4.0);
    before = error;
    speed += 0.01 * (3 * drive - (1 + load) * speed);
    squared += error * error;
  }
  return squared;
}
stallfree::task<> serve(inputs &in) {
  gains best{};
  double least = 1e300, load = in.reals.front();
  for (double p = 0.5; p <= 6; p += 0.25)
    for (double i = 0; i <= 4; i += 0.5)
      for (double d = 0; d < 0.06; d += 0.02)
        if (double c = cost({p, i, d}, load); c < least)
          least = c, best = {p, i, d};
  keep(best.p + best.i + best.d);
  co_return;
}
} // namespace gain_grid
PROGRAM(gain_grid, 60000)

// In kind: the first fix among a receiver's sentences, with checksums, as gpsd reads
// NMEA 0183.
namespace first_fix {
std::vector<std::string> fields(const std::string &sentence) {
  std::vector<std::string> parts;
  std::istringstream stream(sentence);
  for (std::string part; std::getline(stream, part, ' ');)
    parts.push_back(part);
  return parts;
}
unsigned checksum(std::string_view body) {
  return std::accumulate(body.begin(), body.end(), 0u, [](unsigned x, unsigned char c) { return x ^ c; });
}
std::optional<double> degrees(const std::vector<std::string> &parts) {
  double value = 0;
  for (const std::string &part : parts)
    for (char c : part)
      value = value * 0.5 + (c - 'a');
  return value > 90 ? std::nullopt : std::optional(value);
}
stallfree::task<> serve(inputs &in) {
  std::istringstream receiver(in.text.substr(0, 72 * 60));
  std::optional<double> fix;
  int rejected = 0;
  for (std::string line; !fix && std::getline(receiver, line);) {
    auto parts = fields(line);
    if (parts.size() < 4 || checksum(line) % 16 != 3)
      ++rejected;
    else
      fix = degrees(parts);
  }
  keep(fix.value_or(-1) + rejected);
  co_return;
}
} // namespace first_fix
PROGRAM(first_fix, 250000)

// In kind: the tiles a map view needs, coarse to fine and named by quadkey, capped, as
// MapLibre and Leaflet's Bing layers ask for them.
namespace view_tiles {
std::string quadkey(unsigned x, unsigned y, int zoom) {
  std::string key;
  for (int bit = zoom; bit-- > 0;)
    key += char('0' + (x >> bit & 1) + 2 * (y >> bit & 1));
  return key;
}
std::pair<double, double> projected(double longitude, double latitude) {
  double s = std::sin(latitude * std::numbers::pi / 180);
  return {longitude / 360 + 0.5, 0.5 - std::log((1 + s) / (1 - s)) / (4 * std::numbers::pi)};
}
stallfree::task<> serve(inputs &in) {
  constexpr std::size_t most = 1500;
  auto [left, top] = projected(in.reals[0] * 300 - 150, 60 * in.reals[1] + 10);
  auto [right, bottom] = projected(in.reals[0] * 300 - 149.2, 60 * in.reals[1] + 9.5);
  std::set<std::string> wanted;
  for (int zoom = 2; zoom <= 18 && wanted.size() < most; ++zoom) {
    double tiles = std::ldexp(1.0, zoom);
    for (auto y = unsigned(top * tiles); y <= unsigned(bottom * tiles) && wanted.size() < most; ++y)
      for (auto x = unsigned(left * tiles); x <= unsigned(right * tiles) && wanted.size() < most; ++x)
        wanted.insert(quadkey(x, y, zoom));
  }
  keep(double(wanted.size()));
  co_return;
}
} // namespace view_tiles
PROGRAM(view_tiles, 150000)

// In kind: marks the cells of an occupancy grid along every beam of a sonar, as the
// mapping nodes of ROS do.
namespace sonar_grid {
constexpr int side = 400;
stallfree::task<> serve(inputs &in) {
  std::vector<float> odds(side * side);
  for (std::size_t beam = 0; beam < in.reals.size(); ++beam) {
    double angle = 2 * std::numbers::pi * double(beam) / 720, range = 20 + 150 * in.reals[beam];
    double x = side / 2, y = side / 2, dx = std::cos(angle), dy = std::sin(angle);
    for (double along = 0; along < range; ++along, x += dx, y += dy)
      odds[int(y) * side + int(x)] = std::max(-4.f, odds[int(y) * side + int(x)] - 0.3f);
    float &hit = odds[int(y) * side + int(x)];
    hit = std::min(4.f, hit + 0.9f);
  }
  keep(double(std::count_if(odds.begin(), odds.end(), [](float o) { return o > 0; })));
  co_return;
}
} // namespace sonar_grid
PROGRAM(sonar_grid, 40000)
