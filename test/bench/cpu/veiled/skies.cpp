// Weather service and observatory.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>
#include <optional>
#include <unordered_map>

// In kind: station readings to a grid (MetPy's inverse_distance_to_grid, Barnes' weights).
namespace station_grid {
struct station {
  double x, y, value;
};

class analysis {
public:
  analysis(int width, int height) : width_(width), height_(height), cells_(std::size_t(width * height)) {}
  void fill(const std::vector<station> &stations, double radius) {
    for (int y = 0; y < height_; ++y)
      for (int x = 0; x < width_; ++x)
        cells_[std::size_t(y * width_ + x)] = at(double(x) / width_, double(y) / height_, stations, radius);
  }
  double mean() const { return std::accumulate(cells_.begin(), cells_.end(), 0.0) / double(cells_.size()); }

private:
  static double at(double x, double y, const std::vector<station> &stations, double radius) {
    double weight = 0, sum = 0;
    for (const auto &s : stations) {
      double d2 = (s.x - x) * (s.x - x) + (s.y - y) * (s.y - y);
      if (d2 > radius * radius)
        continue;
      double w = 1 / (d2 + 1e-6);
      weight += w;
      sum += w * s.value;
    }
    return weight > 0 ? sum / weight : -999;
  }
  int width_, height_;
  std::vector<double> cells_;
};

stallfree::task<> serve(inputs &in) {
  std::vector<station> stations;
  for (std::size_t i = 0; i + 2 < in.reals.size(); i += 3)
    stations.push_back({in.reals[i], in.reals[i + 1], in.reals[i + 2] * 40 - 10});
  analysis grid(160, 120);
  grid.fill(stations, 0.15);
  keep(grid.mean());
  co_return;
}
} // namespace station_grid
PROGRAM(station_grid, 9000)

// In kind: semi-Lagrangian transport of moisture (Stam's stable fluids, WRF teaching models).
namespace moisture_transport {
constexpr int side = 256, steps = 48;

class field {
public:
  field() : cells_(side * side) {}
  float &at(int x, int y) { return cells_[std::size_t(y * side + x)]; }
  float bilinear(float x, float y) const {
    x = std::clamp(x, 0.f, side - 1.001f);
    y = std::clamp(y, 0.f, side - 1.001f);
    int i = int(x), j = int(y);
    float s = x - float(i), t = y - float(j);
    const float *p = &cells_[std::size_t(j * side + i)];
    return (1 - t) * ((1 - s) * p[0] + s * p[1]) + t * ((1 - s) * p[side] + s * p[side + 1]);
  }

private:
  std::vector<float> cells_;
};

stallfree::task<> serve(inputs &) {
  field moisture, next, u, v;
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      float cx = float(x - side / 2), cy = float(y - side / 2);
      u.at(x, y) = -cy * 0.02f;
      v.at(x, y) = cx * 0.02f;
      moisture.at(x, y) = std::exp(-(cx * cx + (cy - 40) * (cy - 40)) / 300);
    }
  for (int s = 0; s < steps; ++s) {
    for (int y = 0; y < side; ++y)
      for (int x = 0; x < side; ++x)
        next.at(x, y) = 0.999f * moisture.bilinear(float(x) - u.at(x, y), float(y) - v.at(x, y));
    std::swap(moisture, next);
  }
  keep(moisture.at(side / 2, side / 2 + 40));
  co_return;
}
} // namespace moisture_transport
PROGRAM(moisture_transport, 100)

// In kind: a cone search (VO services, astropy's search_around_sky): the stars near a position, brightest first.
namespace cone_search {
struct star {
  double ra, dec, magnitude;
};

double separation(const star &a, double ra, double dec) {
  double sd = std::sin((a.dec - dec) / 2), sr = std::sin((a.ra - ra) / 2);
  return 2 * std::asin(std::sqrt(sd * sd + std::cos(a.dec) * std::cos(dec) * sr * sr));
}

stallfree::task<> serve(inputs &in) {
  std::vector<star> catalogue;
  catalogue.reserve(in.reals.size() / 2);
  for (std::size_t i = 0; i + 1 < in.reals.size(); i += 2)
    catalogue.push_back({in.reals[i] * 2 * std::numbers::pi, std::asin(2 * in.reals[i + 1] - 1), in.numbers[i] % 2000 / 100.0});
  std::vector<star> near;
  std::ranges::copy_if(catalogue, std::back_inserter(near), [](const star &s) { return separation(s, 1.2, 0.3) < 0.5; });
  std::ranges::sort(near, {}, &star::magnitude);
  keep(near.empty() ? 0 : near.front().magnitude + double(near.size()));
  co_return;
}
} // namespace cone_search
PROGRAM(cone_search, 1000000)

// In kind: planets from mean elements (JPL's approximate positions), every day of a year or so.
namespace ephemeris_year {
struct elements {
  double a, e, i, l, perihelion, node, rate;
};
constexpr std::array<elements, 8> planets = {{{0.387, 0.2056, 7.0, 252.25, 77.46, 48.33, 149472.67},
                                              {0.723, 0.0068, 3.39, 181.98, 131.6, 76.68, 58517.82},
                                              {1.0, 0.0167, 0.0, 100.46, 102.94, 0, 35999.37},
                                              {1.524, 0.0934, 1.85, -4.55, -23.94, 49.56, 19140.3},
                                              {5.203, 0.0484, 1.3, 34.4, 14.73, 100.47, 3034.75},
                                              {9.537, 0.0539, 2.49, 49.95, 92.6, 113.66, 1222.49},
                                              {19.19, 0.0473, 0.77, 313.24, 170.95, 74.02, 428.48},
                                              {30.07, 0.0086, 1.77, -55.12, 44.96, 131.78, 218.46}}};
constexpr int days = 366, per_day = 4;

double eccentric_anomaly(double m, double e) {
  double x = m + e * std::sin(m);
  for (int k = 0; k < 12; ++k) {
    double step = (x - e * std::sin(x) - m) / (1 - e * std::cos(x));
    x -= step;
    if (std::abs(step) < 1e-11)
      break;
  }
  return x;
}

std::array<double, 3> position(const elements &p, double centuries) {
  constexpr double degree = std::numbers::pi / 180;
  double m = std::remainder((p.l + p.rate * centuries - p.perihelion) * degree, 2 * std::numbers::pi);
  double x = eccentric_anomaly(m, p.e), w = (p.perihelion - p.node) * degree, n = p.node * degree, i = p.i * degree;
  double px = p.a * (std::cos(x) - p.e), py = p.a * std::sqrt(1 - p.e * p.e) * std::sin(x);
  return {(std::cos(w) * std::cos(n) - std::sin(w) * std::sin(n) * std::cos(i)) * px -
              (std::sin(w) * std::cos(n) + std::cos(w) * std::sin(n) * std::cos(i)) * py,
          (std::cos(w) * std::sin(n) + std::sin(w) * std::cos(n) * std::cos(i)) * px -
              (std::sin(w) * std::sin(n) - std::cos(w) * std::cos(n) * std::cos(i)) * py,
          std::sin(w) * std::sin(i) * px + std::cos(w) * std::sin(i) * py};
}

stallfree::task<> serve(inputs &) {
  double closest = 1e9;
  for (int t = 0; t < days * per_day; ++t) {
    double centuries = 0.24 + t / (36525.0 * per_day);
    auto earth = position(planets[2], centuries);
    for (const auto &p : planets) {
      auto at = position(p, centuries);
      double d = std::hypot(at[0] - earth[0], at[1] - earth[1], at[2] - earth[2]);
      if (d > 0)
        closest = std::min(closest, d);
    }
  }
  keep(closest);
  co_return;
}
} // namespace ephemeris_year
PROGRAM(ephemeris_year, 100)

// In kind: wind barbs over a forecast map (matplotlib's barbs with a skip, Windy): as many as fit the screen.
namespace wind_barbs {
constexpr std::size_t columns = 40, rows = 24;

struct barb {
  int pennants, full, half;
  double angle;
};

std::optional<barb> barb_of(double u, double v) {
  int knots = int(std::lround(std::hypot(u, v) / 5)) * 5;
  if (knots < 5)
    return std::nullopt;
  return barb{knots / 50, knots % 50 / 10, knots % 10 / 5, std::atan2(v, u)};
}

stallfree::task<> serve(inputs &in) {
  const std::size_t stride = std::max<std::size_t>(1, in.reals.size() / (columns * rows));
  std::vector<barb> drawn;
  for (std::size_t i = 0; i + 1 < in.reals.size() && drawn.size() < columns * rows; i += stride)
    if (auto b = barb_of(in.reals[i] * 80 - 40, in.reals[i + 1] * 80 - 40))
      drawn.push_back(*b);
  double angles = 0;
  for (const auto &b : drawn)
    angles += b.angle * (b.full + 1);
  keep(angles);
  co_return;
}
} // namespace wind_barbs
PROGRAM(wind_barbs, 1000000)

// A rain gauge's gateway: readings come in batches, the last quarter hour's worth is kept.
namespace gauge_batch {
template <class T, std::size_t N> class ring {
public:
  void push(T v) {
    at_[next_++ % N] = v;
    size_ = std::min(size_ + 1, N);
  }
  auto begin() const { return at_.begin(); }
  auto end() const { return at_.begin() + long(size_); }

private:
  std::array<T, N> at_{};
  std::size_t next_ = 0, size_ = 0;
};

stallfree::task<> serve(inputs &in) {
  constexpr std::size_t batch_limit = 512;
  if (in.reals.empty())
    co_return;
  ring<double, 90> latest;
  double highest_rate = 0;
  const auto accepted = std::min(in.reals.size(), batch_limit);
  for (std::size_t i = 0; i < accepted; ++i) {
    latest.push(in.reals[i]);
    highest_rate = std::max(highest_rate, std::accumulate(latest.begin(), latest.end(), 0.0));
  }
  keep(highest_rate);
}
} // namespace gauge_batch
PROGRAM(gauge_batch, 300000)

// In kind: tide prediction (XTide): harmonic constituents of a harbour, two days in half hours.
namespace tide_table {
struct constituent {
  double amplitude, speed, phase;
};
constexpr int constituents = 37;

constexpr std::array<constituent, constituents> harbour() {
  std::array<constituent, constituents> all{};
  for (int i = 0; i < constituents; ++i)
    all[std::size_t(i)] = {1.9 / (1 + i), 13.0 + 0.53 * i, 17.0 * i};
  return all;
}

double height(const std::array<constituent, constituents> &h, double hours) {
  double sum = 3;
  for (const auto &c : h)
    sum += c.amplitude * std::cos((c.speed * hours - c.phase) * std::numbers::pi / 180);
  return sum;
}

stallfree::task<> serve(inputs &) {
  static constexpr auto h = harbour();
  std::vector<std::pair<double, double>> highs;
  for (double t = 0; t < 48; t += 0.5)
    if (double here = height(h, t); here > height(h, t - 0.5) && here > height(h, t + 0.5))
      highs.emplace_back(t, here);
  keep(double(highs.size()));
  co_return;
}
} // namespace tide_table
PROGRAM(tide_table, 100000)

// In kind: lightning strokes into storm cells (DBSCAN over a hash grid).
namespace strike_clusters {
struct strike {
  float x, y;
  int cell = -1;
};

class grid {
public:
  explicit grid(const std::vector<strike> &s) : strikes_(s) {
    for (std::uint32_t i = 0; i < s.size(); ++i)
      bins_[key(int(s[i].x), int(s[i].y))].push_back(i);
  }
  std::vector<std::uint32_t> near(std::uint32_t i) const {
    std::vector<std::uint32_t> found;
    for (int dy = -1; dy <= 1; ++dy)
      for (int dx = -1; dx <= 1; ++dx)
        if (auto bin = bins_.find(key(int(strikes_[i].x) + dx, int(strikes_[i].y) + dy)); bin != bins_.end())
          for (auto j : bin->second)
            if (std::hypot(strikes_[j].x - strikes_[i].x, strikes_[j].y - strikes_[i].y) <= 1)
              found.push_back(j);
    return found;
  }

private:
  static std::uint64_t key(int x, int y) { return std::uint64_t(std::uint32_t(x)) << 32 | std::uint32_t(y); }
  const std::vector<strike> &strikes_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> bins_;
};

stallfree::task<> serve(inputs &in) {
  std::vector<strike> strikes;
  for (std::size_t i = 0; i + 1 < in.reals.size(); i += 2)
    strikes.push_back({float(in.reals[i] * 200), float(in.reals[i + 1] * 100)});
  const grid g(strikes);
  int cells = 0;
  for (std::uint32_t i = 0; i < strikes.size(); ++i) {
    if (strikes[i].cell >= 0)
      continue;
    auto open = g.near(i);
    if (open.size() < 5)
      continue;
    strikes[i].cell = cells;
    while (!open.empty()) {
      auto j = open.back();
      open.pop_back();
      if (strikes[j].cell >= 0)
        continue;
      strikes[j].cell = cells;
      if (auto more = g.near(j); more.size() >= 5)
        open.insert(open.end(), more.begin(), more.end());
    }
    ++cells;
  }
  keep(cells);
  co_return;
}
} // namespace strike_clusters
PROGRAM(strike_clusters, 100000)

// The month's rain of every station, radar minute by radar minute.
namespace rainfall_totals {
stallfree::task<> serve(inputs &in) {
  std::array<double, 128> total{};
  std::size_t minute = 0;
  for (double rate : in.reals) {
    total[minute % total.size()] += rate > 0.4 ? std::pow(rate * 200, 1 / 1.6) / 60 : 0;
    if (++minute % 1024 == 0)
      co_await stallfree::yield();
  }
  keep(std::ranges::max(total));
}
} // namespace rainfall_totals
PROGRAM(rainfall_totals, 1000000)
