// Pictures and sound.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

namespace thumbnail_blur {
constexpr int side = 64;
constexpr int radius = 2;
using picture = std::array<std::array<float, side>, side>;
constexpr float kernel[2 * radius + 1][2 * radius + 1] = {
    {1, 4, 7, 4, 1}, {4, 16, 26, 16, 4}, {7, 26, 41, 26, 7}, {4, 16, 26, 16, 4}, {1, 4, 7, 4, 1}};

static float blurred(const picture &from, int x, int y) {
  float sum = 0, weight = 0;
  for (int dy = -radius; dy <= radius; ++dy)
    for (int dx = -radius; dx <= radius; ++dx) {
      int sx = x + dx, sy = y + dy;
      if (sx < 0 || sy < 0 || sx >= side || sy >= side)
        continue;
      float k = kernel[dy + radius][dx + radius];
      sum += k * from[sy][sx];
      weight += k;
    }
  return sum / weight;
}

stallfree::task<> serve(inputs &in) {
  picture source, target;
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x)
      source[y][x] = in.bytes[y * side + x];
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x)
      target[y][x] = blurred(source, x, y);
  keep(target[side / 2][side / 2]);
  co_return;
}
} // namespace thumbnail_blur
PROGRAM(thumbnail_blur, 4096)

namespace demosaic {
constexpr int width = 3264;
constexpr int height = 2448;

struct rgb {
  unsigned char r, g, b;
};

class sensor {
public:
  explicit sensor(const std::vector<unsigned char> &raw) : raw(raw) {}

  rgb pixel(int x, int y) const {
    auto cross = [&] { return (at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1)) / 4; };
    auto corners = [&] {
      return (at(x - 1, y - 1) + at(x + 1, y - 1) + at(x - 1, y + 1) + at(x + 1, y + 1)) / 4;
    };
    auto across = [&] { return (at(x - 1, y) + at(x + 1, y)) / 2; };
    auto down = [&] { return (at(x, y - 1) + at(x, y + 1)) / 2; };
    int r, g, b;
    if (y % 2 == 0 && x % 2 == 0)
      r = at(x, y), g = cross(), b = corners();
    else if (y % 2 == 0)
      r = across(), g = at(x, y), b = down();
    else if (x % 2 == 0)
      r = down(), g = at(x, y), b = across();
    else
      r = corners(), g = cross(), b = at(x, y);
    return {static_cast<unsigned char>(r), static_cast<unsigned char>(g),
            static_cast<unsigned char>(b)};
  }

private:
  const std::vector<unsigned char> &raw;

  int at(int x, int y) const {
    x = std::clamp(x, 0, width - 1);
    y = std::clamp(y, 0, height - 1);
    return raw[std::size_t(y) * width + x];
  }
};

stallfree::task<> serve(inputs &in) {
  sensor from(in.bytes);
  std::vector<rgb> image(std::size_t(width) * height);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      image[std::size_t(y) * width + x] = from.pixel(x, y);
  keep(image[image.size() / 2].g);
  co_return;
}
} // namespace demosaic
PROGRAM(demosaic, 7990272)

namespace resize_photo {
constexpr int preview_width = 960;
constexpr int preview_height = 720;

struct photo {
  int width, height;
  std::vector<unsigned char> pixels;

  photo(int width, int height)
      : width(width), height(height), pixels(std::size_t(width) * height * 3) {}
  unsigned char *at(int x, int y) { return &pixels[(std::size_t(y) * width + x) * 3]; }
  const unsigned char *at(int x, int y) const {
    x = std::clamp(x, 0, width - 1);
    y = std::clamp(y, 0, height - 1);
    return &pixels[(std::size_t(y) * width + x) * 3];
  }
};

static double cubic(double p0, double p1, double p2, double p3, double t) {
  return p1 +
         0.5 * t * (p2 - p0 + t * (2 * p0 - 5 * p1 + 4 * p2 - p3 + t * (3 * (p1 - p2) + p3 - p0)));
}

static double sample(const photo &from, double x, double y, int channel) {
  int ix = int(std::floor(x)), iy = int(std::floor(y));
  double row[4];
  for (int i = 0; i < 4; ++i) {
    double p[4];
    for (int j = 0; j < 4; ++j)
      p[j] = from.at(ix + j - 1, iy + i - 1)[channel];
    row[i] = cubic(p[0], p[1], p[2], p[3], x - ix);
  }
  return cubic(row[0], row[1], row[2], row[3], y - iy);
}

static photo resize(const photo &from, int width, int height) {
  photo result(width, height);
  double sx = double(from.width) / width, sy = double(from.height) / height;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      for (int channel = 0; channel < 3; ++channel) {
        double value = sample(from, (x + 0.5) * sx - 0.5, (y + 0.5) * sy - 0.5, channel);
        result.at(x, y)[channel] = static_cast<unsigned char>(std::clamp(value, 0.0, 255.0));
      }
  return result;
}

stallfree::task<> serve(inputs &in) {
  int width = int(std::sqrt(in.bytes.size() / 3.0 * 4 / 3));
  photo original(width, int(in.bytes.size() / 3) / width);
  std::copy_n(in.bytes.begin(), original.pixels.size(), original.pixels.begin());
  photo preview = resize(original, preview_width, preview_height);
  keep(preview.pixels[preview.pixels.size() / 2]);
  co_return;
}
} // namespace resize_photo
PROGRAM(resize_photo, 3000000)

namespace waveform {
struct column {
  float low, high, loudness;
};

static column summarise(const double *first, const double *last) {
  auto [low, high] = std::minmax_element(first, last);
  double squares = std::inner_product(first, last, first, 0.0);
  return {float(*low), float(*high), float(std::sqrt(squares / double(last - first)))};
}

static std::vector<column> overview(const std::vector<double> &samples, std::size_t columns) {
  std::vector<column> result;
  result.reserve(columns);
  std::size_t per_column = std::max<std::size_t>(1, samples.size() / columns);
  for (std::size_t at = 0; at + per_column <= samples.size(); at += per_column)
    result.push_back(summarise(&samples[at], &samples[at] + per_column));
  return result;
}

stallfree::task<> serve(inputs &in) {
  auto columns = overview(in.reals, 1200);
  float loudest = 0;
  for (const auto &c : columns)
    loudest = std::max(loudest, c.loudness);
  keep(loudest);
  co_return;
}
} // namespace waveform
PROGRAM(waveform, 1500000)

namespace equalise {
using histogram = std::array<std::size_t, 256>;

static histogram count(const std::vector<unsigned char> &grey) {
  histogram h{};
  for (unsigned char value : grey)
    ++h[value];
  return h;
}

static std::array<unsigned char, 256> levels(const histogram &h) {
  histogram sums;
  std::partial_sum(h.begin(), h.end(), sums.begin());
  std::size_t first = *std::find_if(sums.begin(), sums.end(), [](std::size_t n) { return n > 0; });
  std::size_t range = std::max<std::size_t>(1, sums.back() - first);
  std::array<unsigned char, 256> map;
  for (std::size_t i = 0; i < map.size(); ++i)
    map[i] = sums[i] < first ? 0 : static_cast<unsigned char>((sums[i] - first) * 255 / range);
  return map;
}

stallfree::task<> serve(inputs &in) {
  auto map = levels(count(in.bytes));
  std::vector<unsigned char> result(in.bytes.size());
  std::transform(in.bytes.begin(), in.bytes.end(), result.begin(),
                 [&](unsigned char value) { return map[value]; });
  keep(result[result.size() / 2]);
  co_return;
}
} // namespace equalise
PROGRAM(equalise, 3000000)

namespace dither_poster {
constexpr int width = 1200;
constexpr int height = 900;

struct colour {
  int r, g, b;
};

constexpr std::array<colour, 16> palette = {{{0, 0, 0},
                                             {128, 0, 0},
                                             {0, 128, 0},
                                             {128, 128, 0},
                                             {0, 0, 128},
                                             {128, 0, 128},
                                             {0, 128, 128},
                                             {192, 192, 192},
                                             {128, 128, 128},
                                             {255, 0, 0},
                                             {0, 255, 0},
                                             {255, 255, 0},
                                             {0, 0, 255},
                                             {255, 0, 255},
                                             {0, 255, 255},
                                             {255, 255, 255}}};

static int nearest(const colour &c) {
  int best = 0, least = std::numeric_limits<int>::max();
  for (int i = 0; i < int(palette.size()); ++i) {
    int dr = c.r - palette[i].r, dg = c.g - palette[i].g, db = c.b - palette[i].b;
    int distance = dr * dr + dg * dg + db * db;
    if (distance < least) {
      least = distance;
      best = i;
    }
  }
  return best;
}

static void spread(std::vector<colour> &image, int x, int y, const colour &error, int share) {
  if (x < 0 || x >= width || y >= height)
    return;
  colour &c = image[y * width + x];
  c.r += error.r * share / 16;
  c.g += error.g * share / 16;
  c.b += error.b * share / 16;
}

stallfree::task<> serve(inputs &in) {
  std::vector<colour> image(width * height);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      image[y * width + x] = {x * 255 / width, y * 255 / height, in.bytes[(x ^ y) & 1023]};
  std::vector<unsigned char> indexed(width * height);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      colour old = image[y * width + x];
      int chosen = nearest(old);
      indexed[y * width + x] = static_cast<unsigned char>(chosen);
      colour error{old.r - palette[chosen].r, old.g - palette[chosen].g, old.b - palette[chosen].b};
      spread(image, x + 1, y, error, 7);
      spread(image, x - 1, y + 1, error, 3);
      spread(image, x, y + 1, error, 5);
      spread(image, x + 1, y + 1, error, 1);
    }
  keep(indexed[indexed.size() / 2]);
  co_return;
}
} // namespace dither_poster
PROGRAM(dither_poster, 1024)

namespace ray_preview {
constexpr int width = 800;
constexpr int height = 600;
constexpr int bounces = 3;

struct vec {
  double x, y, z;
  vec operator+(const vec &o) const { return {x + o.x, y + o.y, z + o.z}; }
  vec operator-(const vec &o) const { return {x - o.x, y - o.y, z - o.z}; }
  vec operator*(double k) const { return {x * k, y * k, z * k}; }
  double dot(const vec &o) const { return x * o.x + y * o.y + z * o.z; }
  vec unit() const { return *this * (1 / std::sqrt(dot(*this))); }
};

struct sphere {
  vec centre;
  double radius, brightness, mirror;

  std::optional<double> hit(const vec &from, const vec &direction) const {
    vec to = from - centre;
    double b = to.dot(direction);
    double inside = b * b - to.dot(to) + radius * radius;
    if (inside < 0)
      return {};
    double t = -b - std::sqrt(inside);
    if (t < 1e-4)
      return {};
    return t;
  }
};

constexpr std::array<sphere, 6> scene = {{{{0, -1000, 0}, 999, 0.6, 0.1},
                                          {{0, 0, 6}, 1, 0.9, 0.4},
                                          {{2, 0.3, 7}, 1.2, 0.7, 0.3},
                                          {{-2, 0.1, 5}, 0.8, 0.8, 0.5},
                                          {{0.7, -0.6, 4}, 0.4, 1.0, 0.2},
                                          {{-0.8, -0.7, 3.5}, 0.3, 0.5, 0.6}}};

static double trace(const vec &from, const vec &direction, int depth) {
  const sphere *nearest = nullptr;
  double distance = std::numeric_limits<double>::infinity();
  for (const auto &s : scene)
    if (auto t = s.hit(from, direction); t && *t < distance) {
      distance = *t;
      nearest = &s;
    }
  if (!nearest)
    return 0.3 + 0.5 * std::max(0.0, direction.y);
  vec point = from + direction * distance;
  vec normal = (point - nearest->centre).unit();
  vec light = vec{-3, 5, -2}.unit();
  bool shaded =
      std::any_of(scene.begin(), scene.end(), [&](const sphere &s) { return s.hit(point, light); });
  double own = nearest->brightness * (shaded ? 0.1 : 0.1 + 0.9 * std::max(0.0, normal.dot(light)));
  if (depth == 0)
    return own;
  vec mirrored = direction - normal * (2 * direction.dot(normal));
  return own * (1 - nearest->mirror) + nearest->mirror * trace(point, mirrored, depth - 1);
}

stallfree::task<> serve(inputs &) {
  std::vector<unsigned char> image(width * height);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      vec direction =
          vec{(x - width / 2) / double(height), (height / 2 - y) / double(height), 1}.unit();
      double value = trace({0, 0, -1}, direction, bounces);
      image[y * width + x] = static_cast<unsigned char>(std::min(255.0, value * 255));
    }
  keep(image[image.size() / 2]);
  co_return;
}
} // namespace ray_preview
PROGRAM(ray_preview, 10)
