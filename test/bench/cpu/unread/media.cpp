// Pictures and sound.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <cstdlib>
#include <numbers>

namespace adpcm_note {
// In kind: a voice note of 30 seconds, four bits a sample.
stallfree::task<> serve(inputs &in) {
  static constexpr int Changes[8] = {-1, -1, -1, -1, 2, 4, 6, 8};
  std::vector<unsigned char> out;
  double step = 7;
  int guess = 0, half = 0;
  for (std::size_t i = 0; i < in.numbers.size(); ++i) {
    const int sample = in.numbers[i] % 65536 - 32768, difference = sample - guess;
    const int size = std::min(int(std::abs(difference) * 4 / step), 7);
    const int move = int(step * (size + 0.5) / 4);
    guess = std::clamp(difference < 0 ? guess - move : guess + move, -32768, 32767);
    step = std::clamp(step * std::pow(1.1, Changes[size]), 7.0, 32767.0);
    const int code = size | (difference < 0 ? 8 : 0);
    if (i % 2)
      out.push_back(static_cast<unsigned char>(half | code << 4));
    else
      half = code;
  }
  keep(double(out.size()));
  co_return;
}
} // namespace adpcm_note
PROGRAM(adpcm_note, 1323000)

namespace oil_paint {
// In kind: the effect of a photo editor that paints with the commonest shade.
constexpr int Width = 1024, Radius = 3, Shades = 24;
stallfree::task<> serve(inputs &in) {
  const int height = int(in.bytes.size()) / Width;
  std::vector<unsigned char> out(in.bytes.size());
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < Width; ++x) {
      int count[Shades] = {}, sum[Shades] = {};
      for (int dy = -Radius; dy <= Radius; ++dy) {
        for (int dx = -Radius; dx <= Radius; ++dx) {
          const int sy = std::clamp(y + dy, 0, height - 1), sx = std::clamp(x + dx, 0, Width - 1);
          const int value = in.bytes[sy * Width + sx], shade = value * Shades / 256;
          ++count[shade];
          sum[shade] += value;
        }
      }
      const auto most = std::max_element(count, count + Shades) - count;
      out[y * Width + x] = static_cast<unsigned char>(sum[most] / count[most]);
    }
  }
  keep(out[out.size() / 2]);
  co_return;
}
} // namespace oil_paint
PROGRAM(oil_paint, 786432)

namespace straighten_scan {
// In kind: a scanned page turned by a few degrees.
class page {
public:
  page(std::vector<unsigned char> pixels, int width)
      : pixels(std::move(pixels)), width(width), height(int(this->pixels.size()) / width) {}
  page turned(double angle) const {
    page out(std::vector<unsigned char>(pixels.size(), 255), width);
    const double s = std::sin(angle), c = std::cos(angle), mx = width / 2.0, my = height / 2.0;
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x)
        out.pixels[std::size_t(y) * width + x] =
            between(c * (x - mx) + s * (y - my) + mx, c * (y - my) - s * (x - mx) + my);
    return out;
  }
  int at(int x, int y) const {
    if (x < 0 || y < 0 || x >= width || y >= height)
      return 255;
    return pixels[std::size_t(y) * width + x];
  }

private:
  unsigned char between(double x, double y) const {
    const int left = int(std::floor(x)), top = int(std::floor(y));
    const double fx = x - left, fy = y - top;
    const double above = at(left, top) * (1 - fx) + at(left + 1, top) * fx;
    const double below = at(left, top + 1) * (1 - fx) + at(left + 1, top + 1) * fx;
    return static_cast<unsigned char>(above * (1 - fy) + below * fy);
  }
  std::vector<unsigned char> pixels;
  int width, height;
};
stallfree::task<> serve(inputs &in) {
  const page scan(in.bytes, 1240);
  keep(scan.turned(0.03).at(620, 800));
  co_return;
}
} // namespace straighten_scan
PROGRAM(straighten_scan, 2174960)

namespace double_sprite {
// In kind: a sprite of a game at twice its size, by its edges.
constexpr int Side = 16;
stallfree::task<> serve(inputs &in) {
  std::array<unsigned char, Side * Side * 4> out{};
  auto pixel = [&](int x, int y) {
    return in.bytes[std::clamp(y, 0, Side - 1) * Side + std::clamp(x, 0, Side - 1)] / 64;
  };
  for (int y = 0; y < Side; ++y) {
    for (int x = 0; x < Side; ++x) {
      const int p = pixel(x, y), a = pixel(x, y - 1), b = pixel(x + 1, y), c = pixel(x - 1, y),
                d = pixel(x, y + 1);
      auto *to = &out[y * 2 * Side * 2 + x * 2];
      to[0] = c == a && c != d && a != b ? a : p;
      to[1] = a == b && a != c && b != d ? b : p;
      to[Side * 2] = d == c && d != b && c != a ? c : p;
      to[Side * 2 + 1] = b == d && b != a && d != c ? d : p;
    }
  }
  keep(out[100]);
  co_return;
}
} // namespace double_sprite
PROGRAM(double_sprite, 256)

namespace glow_distance {
// In kind: how far each pixel lies from the letters, for a glow around them.
constexpr int Width = 800;
stallfree::task<> serve(inputs &in) {
  const int height = int(in.bytes.size()) / Width;
  std::vector<int> far(in.bytes.size());
  for (std::size_t i = 0; i < far.size(); ++i)
    far[i] = in.bytes[i] > 250 ? 0 : 100000;
  for (int y = 1; y < height; ++y)
    for (int x = 1; x < Width - 1; ++x) {
      int *at = &far[y * Width + x];
      *at = std::min({*at, at[-1] + 3, at[-Width] + 3, at[-Width - 1] + 4, at[-Width + 1] + 4});
    }
  for (int y = height - 2; y >= 0; --y)
    for (int x = Width - 2; x > 0; --x) {
      int *at = &far[y * Width + x];
      *at = std::min({*at, at[1] + 3, at[Width] + 3, at[Width + 1] + 4, at[Width - 1] + 4});
    }
  keep(*std::max_element(far.begin(), far.end()));
  co_return;
}
} // namespace glow_distance
PROGRAM(glow_distance, 480000)

namespace carve_seams {
// In kind: a picture made narrower where it shows least.
constexpr int Seams = 60;
using picture = std::vector<std::vector<int>>;
static std::vector<int> weakest(const picture &p) {
  const int height = int(p.size()), width = int(p[0].size());
  picture cost(height, std::vector<int>(width));
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      cost[y][x] = std::abs(p[y][std::min(x + 1, width - 1)] - p[y][std::max(x - 1, 0)]);
      if (y > 0)
        cost[y][x] += *std::min_element(cost[y - 1].begin() + std::max(x - 1, 0),
                                        cost[y - 1].begin() + std::min(x + 2, width));
    }
  std::vector<int> seam(height);
  seam.back() = int(std::min_element(cost.back().begin(), cost.back().end()) - cost.back().begin());
  for (int y = height - 2; y >= 0; --y) {
    const int from = std::max(seam[y + 1] - 1, 0), to = std::min(seam[y + 1] + 2, width);
    seam[y] = int(std::min_element(cost[y].begin() + from, cost[y].begin() + to) - cost[y].begin());
  }
  return seam;
}
stallfree::task<> serve(inputs &in) {
  constexpr int Width = 640;
  picture p;
  for (std::size_t at = 0; at + Width <= in.bytes.size(); at += Width)
    p.emplace_back(in.bytes.begin() + at, in.bytes.begin() + at + Width);
  for (int i = 0; i < Seams; ++i) {
    const auto seam = weakest(p);
    for (std::size_t y = 0; y < p.size(); ++y)
      p[y].erase(p[y].begin() + seam[y]);
  }
  keep(p[10][10]);
  co_return;
}
} // namespace carve_seams
PROGRAM(carve_seams, 307200)

namespace spectrogram {
// In kind: the spectrogram under a recording of half a minute.
constexpr std::size_t Frame = 1024, Step = 512;
using sample = std::complex<float>;
static void transform(std::vector<sample> &x) {
  const std::size_t n = x.size();
  for (std::size_t i = 1, j = 0; i < n; ++i) {
    std::size_t bit = n >> 1;
    for (; j & bit; bit >>= 1)
      j ^= bit;
    j ^= bit;
    if (i < j)
      std::swap(x[i], x[j]);
  }
  for (std::size_t length = 2; length <= n; length <<= 1) {
    const sample turn = std::polar(1.0f, -2 * std::numbers::pi_v<float> / float(length));
    for (std::size_t i = 0; i < n; i += length) {
      sample w = 1;
      for (std::size_t k = 0; k < length / 2; ++k, w *= turn) {
        const sample a = x[i + k], b = x[i + k + length / 2] * w;
        x[i + k] = a + b;
        x[i + k + length / 2] = a - b;
      }
    }
  }
}
stallfree::task<> serve(inputs &in) {
  std::vector<std::vector<float>> columns;
  std::vector<sample> frame(Frame);
  for (std::size_t at = 0; at + Frame <= in.reals.size(); at += Step) {
    for (std::size_t i = 0; i < Frame; ++i)
      frame[i] = float(in.reals[at + i]) * (0.5f - 0.5f * std::cos(6.2831853f * float(i) / Frame));
    transform(frame);
    auto &column = columns.emplace_back();
    for (std::size_t i = 0; i < Frame / 2; ++i)
      column.push_back(10 * std::log10(std::norm(frame[i]) + 1e-9f));
  }
  keep(columns.back()[7]);
  co_return;
}
} // namespace spectrogram
PROGRAM(spectrogram, 1323000)

namespace lens_table {
// In kind: from where a corrected picture of the camera takes its pixels.
constexpr int Width = 1280, Height = 960;
struct lens {
  double focal = 800, k1 = -0.28, k2 = 0.07;
  std::pair<float, float> source(int x, int y) const {
    const double u = (x - Width / 2) / focal, v = (y - Height / 2) / focal;
    const double r = std::sqrt(u * u + v * v), angle = std::atan(r);
    const double bent =
        r > 1e-9 ? angle * (1 + k1 * angle * angle + k2 * std::pow(angle, 4)) / r : 1;
    return {float(u * bent * focal + Width / 2), float(v * bent * focal + Height / 2)};
  }
};
stallfree::task<> serve(inputs &) {
  const lens camera;
  std::vector<std::pair<float, float>> table(Width * Height);
  for (int y = 0; y < Height; ++y)
    for (int x = 0; x < Width; ++x)
      table[y * Width + x] = camera.source(x, y);
  keep(table[12345].first);
  co_return;
}
} // namespace lens_table
PROGRAM(lens_table, 10)

namespace level_meter {
// In kind: the two bars of a mixer for one block of sound.
constexpr std::size_t Block = 480;
stallfree::task<> serve(inputs &in) {
  double peak = 0, power = 0;
  const std::size_t n = std::min(in.reals.size(), Block);
  for (std::size_t i = 0; i < n; ++i) {
    const double s = in.reals[i] * 2 - 1;
    peak = std::max(peak, std::fabs(s));
    power += s * s;
  }
  keep(20 * std::log10(peak) + 10 * std::log10(power / double(std::max<std::size_t>(n, 1))));
  co_return;
}
} // namespace level_meter
PROGRAM(level_meter, 48000)

namespace yielding_rows {
// In kind: a night view of a photo, row by row, so that the window stays alive.
stallfree::task<> serve(inputs &in) {
  constexpr std::size_t Width = 2048;
  for (std::size_t row = 0; row + Width <= in.bytes.size(); row += Width) {
    for (std::size_t x = 0; x < Width; ++x)
      in.bytes[row + x] = static_cast<unsigned char>(255 - in.bytes[row + x] / 2);
    co_await stallfree::yield();
  }
  keep(in.bytes.front());
}
} // namespace yielding_rows
PROGRAM(yielding_rows, 3145728)
