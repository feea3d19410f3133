#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <map>
#include <numeric>
#include <optional>
#include <queue>
#include <tuple>
#include <utility>

// In kind: floods a grey picture from its minima to its watersheds, as scikit-image and
// OpenCV segment touching cells.
namespace cell_watershed {
struct picture {
  int width, height;
  std::vector<unsigned char> grey;
  int size() const { return width * height; }
};
picture smoothed(const std::vector<unsigned char> &bytes, int width) {
  picture p{width, int(bytes.size()) / width, {}};
  p.grey.resize(p.size());
  for (int y = 0; y < p.height; ++y)
    for (int x = 0; x < p.width; ++x) {
      int sum = 0, n = 0;
      for (int v = std::max(0, y - 2); v <= std::min(p.height - 1, y + 2); ++v)
        for (int u = std::max(0, x - 2); u <= std::min(p.width - 1, x + 2); ++u, ++n)
          sum += bytes[v * width + u];
      p.grey[y * width + x] = static_cast<unsigned char>(sum / n);
    }
  return p;
}
template <class Visit> void neighbours(const picture &p, int at, Visit visit) {
  if (at % p.width > 0)
    visit(at - 1);
  if (at % p.width + 1 < p.width)
    visit(at + 1);
  if (at >= p.width)
    visit(at - p.width);
  if (at + p.width < p.size())
    visit(at + p.width);
}
stallfree::task<> serve(inputs &in) {
  picture p = smoothed(in.bytes, 600);
  std::vector<int> label(p.size());
  std::priority_queue<std::tuple<int, int>, std::vector<std::tuple<int, int>>, std::greater<>> edge;
  int basins = 0;
  for (int at = 0; at < p.size(); ++at) {
    bool minimum = true;
    neighbours(p, at, [&](int near) { minimum &= p.grey[near] > p.grey[at]; });
    if (minimum) {
      label[at] = ++basins;
      edge.emplace(p.grey[at], at);
    }
  }
  std::vector<int> area(basins + 1);
  while (!edge.empty()) {
    auto [level, at] = edge.top();
    edge.pop();
    ++area[label[at]];
    neighbours(p, at, [&](int near) {
      if (label[near])
        return;
      label[near] = label[at];
      edge.emplace(std::max<int>(level, p.grey[near]), near);
    });
  }
  keep(*std::max_element(area.begin(), area.end()));
  co_return;
}
} // namespace cell_watershed
PROGRAM(cell_watershed, 480000)

// In kind: the tags of a photo's first directories, bounded, as exiv2 and libexif read
// them.
namespace exif_tags {
struct tag {
  unsigned id, type, count, value;
};
class reader {
  const std::vector<unsigned char> &file;
  std::map<unsigned, tag> tags;
  static constexpr std::size_t most_entries = 64, most_directories = 8;

public:
  explicit reader(const std::vector<unsigned char> &file) : file(file) {}
  unsigned big(std::size_t at, int bytes) const {
    unsigned value = 0;
    for (int i = 0; i < bytes && at + i < file.size(); ++i)
      value = value << 8 | file[at + i];
    return value;
  }
  const std::map<unsigned, tag> &read(std::size_t from) {
    std::deque<std::size_t> directories{from};
    for (std::size_t done = 0; !directories.empty() && done < most_directories; ++done) {
      std::size_t at = directories.front() % file.size();
      directories.pop_front();
      std::size_t entries = std::min<std::size_t>(big(at, 2), most_entries);
      for (std::size_t e = 0; e < entries; ++e) {
        std::size_t entry = at + 2 + 12 * e;
        tag t{big(entry, 2), big(entry + 2, 2) % 13, big(entry + 4, 4), big(entry + 8, 4)};
        if (t.id % 32 == 9)
          directories.push_back(t.value);
        tags.insert_or_assign(t.id, t);
      }
      directories.push_back(big(at + 2 + 12 * entries, 4));
    }
    return tags;
  }
};
stallfree::task<> serve(inputs &in) {
  reader photo(in.bytes);
  static constexpr std::array<int, 13> sizes{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};
  double bytes = 0;
  for (const auto &[id, t] : photo.read(8))
    bytes += double(t.count % 100) * sizes[t.type];
  keep(bytes);
  co_return;
}
} // namespace exif_tags
PROGRAM(exif_tags, 900000)

// In kind: places the dots of a stippled portrait by Lloyd's relaxation on a weighted
// grid, as StippleGen does.
namespace stipple_portrait {
constexpr int side = 96, dots = 180, rounds = 25;
struct dot {
  double x, y, sum_x = 0, sum_y = 0, weight = 0;
};
double darkness(int x, int y) {
  double u = (x - side / 2) / double(side), v = (y - side / 2) / double(side);
  return 0.05 + std::exp(-9 * (u * u + v * v)) * (1.2 + std::cos(14 * u));
}
std::size_t nearest(const std::vector<dot> &all, double x, double y) {
  std::size_t best = 0;
  double least = 1e30;
  for (std::size_t i = 0; i < all.size(); ++i) {
    double dx = all[i].x - x, dy = all[i].y - y, d = dx * dx + dy * dy;
    if (d < least)
      least = d, best = i;
  }
  return best;
}
stallfree::task<> serve(inputs &in) {
  std::vector<dot> all;
  for (int i = 0; i < dots; ++i)
    all.push_back({in.reals[i * 2] * side, in.reals[i * 2 + 1] * side});
  for (int round = 0; round < rounds; ++round) {
    for (int y = 0; y < side; ++y)
      for (int x = 0; x < side; ++x) {
        dot &d = all[nearest(all, x, y)];
        double w = darkness(x, y);
        d.sum_x += w * x, d.sum_y += w * y, d.weight += w;
      }
    for (dot &d : all)
      if (d.weight > 0)
        d = {d.sum_x / d.weight, d.sum_y / d.weight};
  }
  keep(std::accumulate(all.begin(), all.end(), 0.0, [](double sum, const dot &d) { return sum + d.x * d.y; }));
  co_return;
}
} // namespace stipple_portrait
PROGRAM(stipple_portrait, 1000)

// In kind: flattens the cubic curves of one glyph outline to lines, as FreeType and
// Skia do before they fill it.
namespace flat_curves {
struct point {
  double x, y;
};
point middle(point a, point b) { return {(a.x + b.x) / 2, (a.y + b.y) / 2}; }
bool flat(const std::array<point, 4> &c, double tolerance) {
  double dx = c[3].x - c[0].x, dy = c[3].y - c[0].y;
  double a = std::abs((c[1].x - c[3].x) * dy - (c[1].y - c[3].y) * dx);
  double b = std::abs((c[2].x - c[3].x) * dy - (c[2].y - c[3].y) * dx);
  return (a + b) * (a + b) <= tolerance * (dx * dx + dy * dy);
}
void flatten(const std::array<point, 4> &c, std::vector<point> &lines, int depth) {
  if (depth == 0 || flat(c, 0.01)) {
    lines.push_back(c[3]);
    return;
  }
  point a = middle(c[0], c[1]), m = middle(c[1], c[2]), d = middle(c[2], c[3]);
  point b = middle(a, m), e = middle(m, d), centre = middle(b, e);
  flatten({c[0], a, b, centre}, lines, depth - 1);
  flatten({centre, e, d, c[3]}, lines, depth - 1);
}
stallfree::task<> serve(inputs &in) {
  std::vector<point> outline{{0, 0}};
  for (std::size_t curve = 0; curve < 40 && 6 * curve + 6 <= in.reals.size(); ++curve) {
    std::array<point, 4> c{outline.back()};
    for (std::size_t i = 0; i < 3; ++i)
      c[i + 1] = {in.reals[6 * curve + 2 * i] * 300, in.reals[6 * curve + 2 * i + 1] * 300};
    flatten(c, outline, 8);
  }
  double area = 0;
  for (std::size_t i = 1; i < outline.size(); ++i)
    area += outline[i - 1].x * outline[i].y - outline[i].x * outline[i - 1].y;
  keep(area / 2);
  co_return;
}
} // namespace flat_curves
PROGRAM(flat_curves, 20000)

// In kind: makes a photographed page black and white against the mean around each
// pixel, by sums of areas, as Tesseract and Leptonica prepare text.
namespace page_threshold {
class area_sums {
  std::size_t stride;
  std::vector<std::uint32_t> sum;

public:
  area_sums(const std::vector<unsigned char> &grey, std::size_t width, std::size_t height)
      : stride(width + 1), sum(stride * (height + 1)) {
    for (std::size_t y = 0; y < height; ++y) {
      std::uint32_t row = 0;
      for (std::size_t x = 0; x < width; ++x) {
        row += grey[y * width + x];
        sum[(y + 1) * stride + x + 1] = sum[y * stride + x + 1] + row;
      }
    }
  }
  std::uint32_t of(std::size_t x0, std::size_t y0, std::size_t x1, std::size_t y1) const {
    return sum[y1 * stride + x1] - sum[y0 * stride + x1] - sum[y1 * stride + x0] + sum[y0 * stride + x0];
  }
};
stallfree::task<> serve(inputs &in) {
  const std::size_t width = 1240, height = in.bytes.size() / width, reach = 12;
  area_sums sums(in.bytes, width, height);
  std::vector<bool> ink(width * height);
  for (std::size_t y = 0; y < height; ++y)
    for (std::size_t x = 0; x < width; ++x) {
      std::size_t x0 = x > reach ? x - reach : 0, y0 = y > reach ? y - reach : 0;
      std::size_t x1 = std::min(width, x + reach + 1), y1 = std::min(height, y + reach + 1);
      ink[y * width + x] = in.bytes[y * width + x] * (x1 - x0) * (y1 - y0) * 100 < sums.of(x0, y0, x1, y1) * 85ull;
    }
  keep(double(std::count(ink.begin(), ink.end(), true)));
  co_return;
}
} // namespace page_threshold
PROGRAM(page_threshold, 1800000)

// In kind: thins a scanned drawing's strokes to lines one pixel wide (Zhang and Suen),
// as OpenCV's ximgproc does.
namespace thin_strokes {
constexpr int width = 512;
using bitmap = std::vector<unsigned char>;
bool removable(const bitmap &ink, int at, bool second) {
  const int ring[8] = {at - width, at - width + 1, at + 1, at + width + 1, at + width, at + width - 1, at - 1, at - width - 1};
  int set = 0, rises = 0;
  for (int i = 0; i < 8; ++i) {
    set += ink[ring[i]];
    rises += !ink[ring[i]] && ink[ring[(i + 1) % 8]];
  }
  if (set < 2 || set > 6 || rises != 1)
    return false;
  bool north = ink[ring[0]], east = ink[ring[2]], south = ink[ring[4]], west = ink[ring[6]];
  return second ? !(north && east && west) && !(north && south && west) : !(north && east && south) && !(east && south && west);
}
stallfree::task<> serve(inputs &in) {
  const int height = int(in.bytes.size()) / width;
  bitmap ink(width * height);
  for (int y = 1; y + 1 < height; ++y)
    for (int x = 1; x + 1 < width; ++x)
      ink[y * width + x] = (x + in.bytes[y / 16 * 16] / 16) % 40 < 22 || y % 64 < 18;
  std::vector<int> gone{0};
  for (bool second = false; !gone.empty() || second; second = !second) {
    gone.clear();
    for (int at = width + 1; at < width * (height - 1) - 1; ++at)
      if (ink[at] && removable(ink, at, second))
        gone.push_back(at);
    for (int at : gone)
      ink[at] = 0;
  }
  keep(double(std::count(ink.begin(), ink.end(), 1)));
  co_return;
}
} // namespace thin_strokes
PROGRAM(thin_strokes, 700000)
