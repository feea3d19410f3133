// Maps, tracks, stops and fleets.
#include "program.hpp"
#include <algorithm>
#include <cmath>
#include <limits>
#include <list>
#include <stallfree/sleep.hpp>
#include <unordered_map>

namespace delivery_hull {
struct point {
  double x, y;
  bool operator<(const point &other) const { return x != other.x ? x < other.x : y < other.y; }
};

double cross(const point &o, const point &a, const point &b) {
  return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
}

std::vector<point> hull(std::vector<point> points) {
  std::sort(points.begin(), points.end());
  std::vector<point> out(2 * points.size());
  std::size_t k = 0;
  for (const point &p : points) {
    while (k >= 2 && cross(out[k - 2], out[k - 1], p) <= 0)
      --k;
    out[k++] = p;
  }
  for (std::size_t i = points.size() - 1, lower = k + 1; i-- > 0;) {
    while (k >= lower && cross(out[k - 2], out[k - 1], points[i]) <= 0)
      --k;
    out[k++] = points[i];
  }
  out.resize(k - 1);
  return out;
}

stallfree::task<> serve(inputs &in) {
  std::vector<point> stops;
  for (std::size_t i = 0; i + 1 < in.reals.size(); i += 2)
    stops.push_back({in.reals[i], in.reals[i + 1]});
  keep(double(hull(stops).size()));
  co_return;
}
} // namespace delivery_hull
PROGRAM(delivery_hull, 500'000)

namespace simplify_track {
using track = std::vector<std::pair<double, double>>;

double off_line(const std::pair<double, double> &p, const std::pair<double, double> &a,
                const std::pair<double, double> &b) {
  double dx = b.first - a.first, dy = b.second - a.second;
  double length = std::hypot(dx, dy);
  if (length == 0)
    return std::hypot(p.first - a.first, p.second - a.second);
  return std::abs(dy * (p.first - a.first) - dx * (p.second - a.second)) / length;
}

void simplify(const track &in, std::size_t first, std::size_t last, double tolerance, track &out) {
  double farthest = 0;
  std::size_t index = first;
  for (std::size_t i = first + 1; i < last; ++i) {
    double d = off_line(in[i], in[first], in[last]);
    if (d > farthest)
      farthest = d, index = i;
  }
  if (farthest > tolerance) {
    simplify(in, first, index, tolerance, out);
    simplify(in, index, last, tolerance, out);
  } else {
    out.push_back(in[last]);
  }
}

stallfree::task<> serve(inputs &in) {
  track points, out;
  double x = 0, y = 0;
  for (std::size_t i = 0; i + 1 < in.reals.size(); i += 2)
    points.emplace_back(x += in.reals[i] - 0.4, y += in.reals[i + 1] - 0.4);
  out.push_back(points.front());
  simplify(points, 0, points.size() - 1, 2.0, out);
  keep(double(out.size()));
  co_return;
}
} // namespace simplify_track
PROGRAM(simplify_track, 300'000)

namespace fleet_in_zones {
struct vertex {
  double x, y;
};
using polygon = std::vector<vertex>;

bool inside(const polygon &zone, double x, double y) {
  bool in = false;
  for (std::size_t i = 0, j = zone.size() - 1; i < zone.size(); j = i++)
    if ((zone[i].y > y) != (zone[j].y > y) &&
        x < (zone[j].x - zone[i].x) * (y - zone[i].y) / (zone[j].y - zone[i].y) + zone[i].x)
      in = !in;
  return in;
}

stallfree::task<> serve(inputs &in) {
  std::vector<polygon> zones(12);
  for (std::size_t z = 0; z < zones.size(); ++z)
    for (int corner = 0; corner < 48; ++corner) {
      double angle = corner * M_PI / 24, radius = 0.2 + 0.05 * (corner % 3);
      zones[z].push_back({0.08 * double(z) + radius * std::cos(angle),
                          0.07 * double(z) + radius * std::sin(angle)});
    }
  int alarms = 0, checked = 0;
  for (std::size_t i = 0; i + 1 < in.reals.size(); i += 2) {
    for (const polygon &zone : zones)
      alarms += inside(zone, in.reals[i], in.reals[i + 1]);
    if (++checked % 256 == 0)
      co_await stallfree::yield();
  }
  keep(alarms);
}
} // namespace fleet_in_zones
PROGRAM(fleet_in_zones, 60'000)

namespace nearest_stops {
struct place {
  double latitude, longitude;
};

double haversine(const place &a, const place &b) {
  constexpr double radians = M_PI / 180;
  double lat = (b.latitude - a.latitude) * radians, lon = (b.longitude - a.longitude) * radians;
  double h = std::pow(std::sin(lat / 2), 2) + std::cos(a.latitude * radians) *
                                                  std::cos(b.latitude * radians) *
                                                  std::pow(std::sin(lon / 2), 2);
  return 2 * 6371.0 * std::asin(std::sqrt(h));
}

stallfree::task<> serve(inputs &in) {
  std::vector<place> stops, addresses;
  for (std::size_t i = 0; i + 1 < in.reals.size(); i += 2)
    (i % 8 ? stops : addresses).push_back({50 + in.reals[i], 8 + in.reals[i + 1]});
  double total = 0;
  for (const place &address : addresses) {
    double best = std::numeric_limits<double>::max();
    for (const place &stop : stops)
      best = std::min(best, haversine(address, stop));
    total += best;
  }
  keep(total);
  co_return;
}
} // namespace nearest_stops
PROGRAM(nearest_stops, 8000)

namespace hillshade {
constexpr double azimuth = 315 * M_PI / 180, zenith = 45 * M_PI / 180;

// Shades a height model, in bands of rows so that panning goes on.
stallfree::task<> serve(inputs &in) {
  auto width = std::size_t(std::sqrt(double(in.reals.size())));
  std::size_t height = in.reals.size() / width;
  std::vector<unsigned char> shade(width * height);
  auto at = [&](std::size_t x, std::size_t y) { return in.reals[y * width + x] * 100; };
  for (std::size_t y = 1; y + 1 < height; ++y) {
    for (std::size_t x = 1; x + 1 < width; ++x) {
      double dx = (at(x + 1, y - 1) + 2 * at(x + 1, y) + at(x + 1, y + 1) - at(x - 1, y - 1) -
                   2 * at(x - 1, y) - at(x - 1, y + 1)) /
                  240;
      double dy = (at(x - 1, y + 1) + 2 * at(x, y + 1) + at(x + 1, y + 1) - at(x - 1, y - 1) -
                   2 * at(x, y - 1) - at(x + 1, y - 1)) /
                  240;
      double slope = std::atan(std::sqrt(dx * dx + dy * dy)), aspect = std::atan2(dy, -dx);
      double light = std::cos(zenith) * std::cos(slope) +
                     std::sin(zenith) * std::sin(slope) * std::cos(azimuth - aspect);
      shade[y * width + x] = static_cast<unsigned char>(std::max(0.0, light) * 255);
    }
    if (y % 16 == 0)
      co_await stallfree::yield();
  }
  keep(shade[width * (height / 2) + 5]);
}
} // namespace hillshade
PROGRAM(hillshade, 1'000'000)

namespace tile_cache {
// The tiles that a window of the map needs; old ones leave the cache.
constexpr std::size_t capacity = 96;
constexpr int columns = 8, lines = 6;

struct cache {
  std::list<std::pair<int, std::string>> order;
  std::unordered_map<int, std::list<std::pair<int, std::string>>::iterator> index;

  const std::string &get(int key) {
    if (auto at = index.find(key); at != index.end()) {
      order.splice(order.begin(), order, at->second);
      return at->second->second;
    }
    order.emplace_front(key, "tile/" + std::to_string(key) + ".png");
    index[key] = order.begin();
    if (index.size() > capacity) {
      index.erase(order.back().first);
      order.pop_back();
    }
    return order.front().second;
  }
};

stallfree::task<> serve(inputs &in) {
  static cache tiles;
  int left = in.numbers[0] % 1000, top = in.numbers[1] % 1000;
  std::size_t drawn = 0;
  for (int y = 0; y < lines; ++y)
    for (int x = 0; x < columns; ++x)
      drawn += tiles.get((top + y) * 4096 + left + x).size();
  keep(double(drawn));
  co_return;
}
} // namespace tile_cache
PROGRAM(tile_cache, 10)
