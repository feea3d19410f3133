// Map servers and routing.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <queue>
#include <span>
#include <string_view>

// In kind: contour lines on a topographic layer (gdal_contour): marching squares over an elevation tile.
namespace contour_lines {
struct point {
  float x, y;
};
struct segment {
  point from, to;
};

class elevation {
public:
  explicit elevation(const std::vector<double> &reals) : side_(std::size_t(std::sqrt(double(reals.size())))) {
    height_.assign(reals.begin(), reals.begin() + long(side_ * side_));
    for (std::size_t i = 1; i < height_.size(); ++i) // the terrain is smooth along a scan
      height_[i] = height_[i - 1] * 0.95f + height_[i] * 0.05f;
  }
  std::size_t side() const { return side_; }
  float at(std::size_t x, std::size_t y) const { return height_[y * side_ + x]; }

private:
  std::size_t side_;
  std::vector<float> height_;
};

void trace(const elevation &e, float level, std::vector<segment> &lines) {
  for (std::size_t y = 0; y + 1 < e.side(); ++y)
    for (std::size_t x = 0; x + 1 < e.side(); ++x) {
      const std::array<float, 4> corner = {e.at(x, y), e.at(x + 1, y), e.at(x + 1, y + 1), e.at(x, y + 1)};
      std::array<point, 4> crossing;
      int crossings = 0;
      for (int i = 0; i < 4; ++i) {
        float a = corner[i], b = corner[(i + 1) % 4];
        if ((a < level) == (b < level))
          continue;
        float t = (level - a) / (b - a);
        constexpr point start[4] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}}, way[4] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
        crossing[crossings++] = {float(x) + start[i].x + t * way[i].x, float(y) + start[i].y + t * way[i].y};
      }
      for (int i = 0; i + 1 < crossings; i += 2)
        lines.push_back({crossing[i], crossing[i + 1]});
    }
}

stallfree::task<> serve(inputs &in) {
  elevation tile(in.reals);
  double length = 0;
  for (float level = 0.3f; level < 0.7f; level += 0.05f) {
    std::vector<segment> lines;
    trace(tile, level, lines);
    for (const auto &[from, to] : lines)
      length += std::hypot(from.x - to.x, from.y - to.y);
  }
  keep(length);
  co_return;
}
} // namespace contour_lines
PROGRAM(contour_lines, 1000000)

// In kind: label placement on a vector tile (Mapnik, MapLibre): no label may cover another.
namespace tile_labels {
constexpr std::size_t candidates_per_tile = 120;
constexpr int tile_size = 512;

struct box {
  int left, top, right, bottom;
  bool overlaps(const box &o) const {
    return left < o.right && o.left < right && top < o.bottom && o.top < bottom;
  }
};
struct label {
  std::string name;
  int x, y;
  int rank;
};

stallfree::task<> serve(inputs &in) {
  std::vector<label> wanted;
  for (std::size_t i = 0; i < in.words.size(); ++i) {
    if (wanted.size() == candidates_per_tile)
      break;
    wanted.push_back({in.words[i], in.numbers[i] % tile_size, in.numbers[i] / tile_size % tile_size, in.numbers[i] % 16});
  }
  std::ranges::sort(wanted, {}, &label::rank);

  std::vector<box> placed;
  for (const auto &l : wanted) {
    const int width = int(l.name.size()) * 7, height = 12;
    const std::array<box, 4> choices = {{{l.x + 4, l.y - height, l.x + 4 + width, l.y},
                                         {l.x - 4 - width, l.y - height, l.x - 4, l.y},
                                         {l.x - width / 2, l.y + 4, l.x + width / 2, l.y + 4 + height},
                                         {l.x - width / 2, l.y - 4 - height, l.x + width / 2, l.y - 4}}};
    for (const auto &choice : choices)
      if (std::ranges::none_of(placed, [&](const box &b) { return b.overlaps(choice); })) {
        placed.push_back(choice);
        break;
      }
  }
  keep(double(placed.size()));
  co_return;
}
} // namespace tile_labels
PROGRAM(tile_labels, 200000)

// In kind: "how far can I get in half an hour" (Valhalla, OpenTripPlanner): Dijkstra over a city's street cells.
namespace isochrone_reach {
struct arrival {
  int seconds;
  int cell;
  bool operator>(const arrival &o) const { return seconds > o.seconds; }
};

stallfree::task<> serve(inputs &in) {
  const int side = int(std::sqrt(double(in.numbers.size())));
  std::vector<int> best(std::size_t(side * side), std::numeric_limits<int>::max());
  std::priority_queue<arrival, std::vector<arrival>, std::greater<>> open;
  const int start = side / 2 * side + side / 2;
  open.push({best[std::size_t(start)] = 0, start});
  int reached = 0;
  while (!open.empty()) {
    auto [seconds, cell] = open.top();
    open.pop();
    if (seconds > best[std::size_t(cell)])
      continue;
    if (seconds > 30 * 60)
      break;
    ++reached;
    int x = cell % side, y = cell / side;
    for (auto [dx, dy] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
      int nx = x + dx, ny = y + dy;
      if (nx < 0 || ny < 0 || nx >= side || ny >= side)
        continue;
      int next = ny * side + nx;
      int then = seconds + 1 + in.numbers[std::size_t(next)] % 12;
      if (then < best[std::size_t(next)])
        open.push({best[std::size_t(next)] = then, next});
    }
  }
  keep(reached);
  co_return;
}
} // namespace isochrone_reach
PROGRAM(isochrone_reach, 400000)

// In kind: a places API (Elasticsearch geohash grid): the geohash cells that a search circle touches.
namespace geohash_cells {
constexpr std::string_view alphabet = "0123456789bcdefghjkmnpqrstuvwxyz";
constexpr int precision = 7;
constexpr std::size_t largest_cover = 64;

std::string encode(double latitude, double longitude) {
  std::array<double, 2> low = {-180, -90}, high = {180, 90};
  const std::array<double, 2> at = {longitude, latitude};
  std::string hash;
  for (int letter = 0; letter < precision; ++letter) {
    unsigned bits = 0;
    for (int bit = 0; bit < 5; ++bit) {
      int axis = (letter * 5 + bit) % 2;
      double middle = (low[axis] + high[axis]) / 2;
      bool upper = at[axis] >= middle;
      (upper ? low : high)[axis] = middle;
      bits = bits << 1 | upper;
    }
    hash += alphabet[bits];
  }
  return hash;
}

stallfree::task<> serve(inputs &in) {
  double latitude = in.reals.at(0) * 120 - 60, longitude = in.reals.at(1) * 360 - 180;
  double radius = in.reals.at(2) * 10; // degrees: callers ask for anything
  constexpr double cell = 180.0 / (1 << 17);
  std::vector<std::string> cover;
  for (double y = latitude - radius; y <= latitude + radius && cover.size() < largest_cover; y += cell)
    for (double x = longitude - radius; x <= longitude + radius && cover.size() < largest_cover; x += cell)
      cover.push_back(encode(y, x));
  std::ranges::sort(cover);
  auto repeats = std::ranges::unique(cover);
  keep(double(cover.size() - repeats.size()));
  co_return;
}
} // namespace geohash_cells
PROGRAM(geohash_cells, 1000)

// In kind: a directions API (Google's encoded polylines): decodes a client's path and simplifies it.
namespace polyline_path {
constexpr std::size_t longest_path = 2048; // of a URL

struct point {
  double x, y;
};

std::vector<point> decode(std::span<const unsigned char> code) {
  std::vector<point> path;
  int value = 0, shift = 0;
  std::array<int, 2> at{};
  int axis = 0;
  for (unsigned char c : code) {
    value |= (c & 0x1f) << shift;
    shift += 5;
    if (c & 0x20 && shift < 25)
      continue;
    at[axis] += value & 1 ? ~(value >> 1) : value >> 1;
    value = shift = 0;
    if (axis == 1)
      path.push_back({at[0] / 1e5, at[1] / 1e5});
    axis = 1 - axis;
  }
  return path;
}

std::size_t simplify(std::span<const point> path, double tolerance) {
  if (path.size() < 3)
    return path.size();
  const point a = path.front(), b = path.back();
  double length = std::hypot(b.x - a.x, b.y - a.y), farthest = 0;
  std::size_t split = 0;
  for (std::size_t i = 1; i + 1 < path.size(); ++i) {
    double away = std::abs((b.x - a.x) * (a.y - path[i].y) - (a.x - path[i].x) * (b.y - a.y)) / (length + 1e-12);
    if (away > farthest) {
      farthest = away;
      split = i;
    }
  }
  if (farthest < tolerance)
    return 2;
  return simplify(path.first(split + 1), tolerance) + simplify(path.subspan(split), tolerance) - 1;
}

stallfree::task<> serve(inputs &in) {
  if (in.bytes.size() > longest_path)
    co_return keep(-414);
  keep(double(simplify(decode(in.bytes), 1e-4)));
}
} // namespace polyline_path
PROGRAM(polyline_path, 1000000)

// In kind: "what is seen from here" (GRASS r.viewshed): lines of sight over a generated practice terrain.
namespace viewshed {
constexpr int side = 1024;

float terrain(int x, int y) {
  float u = float(x) / 40, v = float(y) / 55;
  return 30 * std::sin(u) * std::cos(v) + 10 * std::sin(2.7f * u + v) + 3 * std::cos(6.1f * v - u);
}

class map {
public:
  map() : height_(side * side), seen_(side * side) {
    for (int y = 0; y < side; ++y)
      for (int x = 0; x < side; ++x)
        height_[y * side + x] = terrain(x, y);
  }
  void look(int x0, int y0, int x1, int y1) {
    const float eye = height_[y0 * side + x0] + 2;
    const int steps = std::max(std::abs(x1 - x0), std::abs(y1 - y0));
    float steepest = -std::numeric_limits<float>::max();
    for (int i = 1; i <= steps; ++i) {
      int x = x0 + (x1 - x0) * i / steps, y = y0 + (y1 - y0) * i / steps;
      float slope = (height_[y * side + x] - eye) / float(i);
      if (slope >= steepest) {
        steepest = slope;
        seen_[y * side + x] = true;
      }
    }
  }
  auto count() const { return std::ranges::count(seen_, true); }

private:
  std::vector<float> height_;
  std::vector<bool> seen_;
};

stallfree::task<> serve(inputs &) {
  map m;
  for (int i = 0; i < side; ++i) {
    m.look(side / 2, side / 2, i, 0);
    m.look(side / 2, side / 2, i, side - 1);
    m.look(side / 2, side / 2, 0, i);
    m.look(side / 2, side / 2, side - 1, i);
  }
  keep(double(m.count()));
  co_return;
}
} // namespace viewshed
PROGRAM(viewshed, 10)

// In kind: snapping a recorded drive to the roads (OSRM match): Viterbi over nearby candidates.
namespace drive_matching {
constexpr std::size_t candidates = 6;

struct place {
  double x, y;
};
struct step {
  std::array<place, candidates> road;
  std::array<double, candidates> cost;
};

step near_roads(place fix, const std::vector<int> &streets, std::size_t seed) {
  step s;
  for (std::size_t c = 0; c < candidates; ++c) {
    int street = streets[(seed * candidates + c) % streets.size()];
    s.road[c] = {fix.x + street % 100 - 50, fix.y + street / 100 % 100 - 50};
    s.cost[c] = std::hypot(s.road[c].x - fix.x, s.road[c].y - fix.y);
  }
  return s;
}

stallfree::task<> serve(inputs &in) {
  if (in.reals.size() < 4)
    co_return;
  std::array<double, candidates> total{};
  place before{in.reals[0] * 1000, in.reals[1] * 1000};
  step last = near_roads(before, in.numbers, 0);
  for (std::size_t i = 2; i + 1 < in.reals.size(); i += 2) {
    place fix{before.x + in.reals[i] * 20, before.y + in.reals[i + 1] * 20};
    double driven = std::hypot(fix.x - before.x, fix.y - before.y);
    step here = near_roads(fix, in.numbers, i);
    std::array<double, candidates> next;
    for (std::size_t to = 0; to < candidates; ++to) {
      next[to] = std::numeric_limits<double>::max();
      for (std::size_t from = 0; from < candidates; ++from) {
        double hop = std::hypot(here.road[to].x - last.road[from].x, here.road[to].y - last.road[from].y);
        next[to] = std::min(next[to], total[from] + std::abs(hop - driven) + here.cost[to]);
      }
    }
    total = next;
    last = here;
    before = fix;
  }
  keep(*std::ranges::min_element(total));
}
} // namespace drive_matching
PROGRAM(drive_matching, 10000)

// In kind: a WMS server (MapServer) that warps a raster to Web Mercator, a scan line at a time.
namespace mercator_rows {
constexpr int width = 1024;

struct pixel_source {
  const std::vector<unsigned char> &bytes;
  unsigned sample(double u, double v) const {
    auto column = std::size_t(u * width), row = std::size_t(v * double(bytes.size() / width));
    return bytes[std::min(row * width + column, bytes.size() - 1)];
  }
};

stallfree::task<> serve(inputs &in) {
  const pixel_source plate_carree{in.bytes};
  const int height = int(in.bytes.size() / width);
  std::vector<unsigned char> warped;
  warped.reserve(std::size_t(width) * std::size_t(height));
  for (int y = 0; y < height; ++y) {
    double mercator = std::numbers::pi * (1 - 2.0 * y / height);
    double latitude = std::atan(std::sinh(mercator));
    double v = std::clamp(0.5 - latitude / std::numbers::pi, 0.0, 1.0);
    for (int x = 0; x < width; ++x) {
      double u = double(x) / width;
      unsigned sum = 0;
      for (double du : {0.0, 0.3 / width, 0.6 / width})
        sum += plate_carree.sample(u + du, v);
      warped.push_back(static_cast<unsigned char>(sum / 3));
    }
    co_await stallfree::yield();
  }
  keep(warped.empty() ? 0 : warped[warped.size() / 2]);
}
} // namespace mercator_rows
PROGRAM(mercator_rows, 4000000)
