#include "program.hpp"
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <numbers>
#include <numeric>
#include <optional>
#include <span>
#include <stallfree/sleep.hpp>

namespace preview_blocks {
using block = std::array<float, 64>;
constexpr int preview = 64;
void transform_rows(const block &from, block &to) {
  static const auto basis = [] {
    block b;
    for (int k = 0; k < 8; ++k)
      for (int n = 0; n < 8; ++n)
        b[k * 8 + n] = float(std::cos((2 * n + 1) * k * std::numbers::pi / 16) * (k ? 0.5 : 0.35355));
    return b;
  }();
  for (int y = 0; y < 8; ++y)
    for (int k = 0; k < 8; ++k) {
      float sum = 0;
      for (int n = 0; n < 8; ++n)
        sum += from[y * 8 + n] * basis[k * 8 + n];
      to[k * 8 + y] = sum;
    }
}
// In kind: compressing the 64 by 64 preview of a picture for a chat (JPEG's DCT and quantisation).
stallfree::task<> serve(inputs &in) {
  int zeros = 0;
  for (int by = 0; by < preview; by += 8)
    for (int bx = 0; bx < preview; bx += 8) {
      block pixels, half, whole;
      for (int i = 0; i < 64; ++i)
        pixels[i] = float(in.bytes[(by + i / 8) * preview + bx + i % 8]) - 128;
      transform_rows(pixels, half);
      transform_rows(half, whole);
      for (int i = 0; i < 64; ++i)
        zeros += std::lround(whole[i] / float(8 + 4 * (i / 8 + i % 8))) == 0;
    }
  keep(zeros);
  co_return;
}
} // namespace preview_blocks
PROGRAM(preview_blocks, 4096)

namespace motion_vectors {
constexpr int width = 352, height = 288, block = 16, reach = 16;
using frame = std::span<const unsigned char>;
int difference(frame a, int ax, int ay, frame b, int bx, int by, int limit) {
  int sum = 0;
  for (int y = 0; y < block && sum < limit; ++y)
    for (int x = 0; x < block; ++x)
      sum += std::abs(a[(ay + y) * width + ax + x] - b[(by + y) * width + bx + x]);
  return sum;
}
// In kind: the full search for motion of a CIF frame in a video conference's encoder (H.261, H.263).
stallfree::task<> serve(inputs &in) {
  frame now(in.bytes.data(), width * height), before(in.bytes.data() + width * height, width * height);
  double moved = 0;
  for (int y = 0; y + block <= height; y += block)
    for (int x = 0; x + block <= width; x += block) {
      int best = 1 << 30, best_x = 0, best_y = 0;
      for (int dy = std::max(-reach, -y); dy <= std::min(reach, height - block - y); ++dy)
        for (int dx = std::max(-reach, -x); dx <= std::min(reach, width - block - x); ++dx)
          if (int d = difference(now, x, y, before, x + dx, y + dy, best); d < best)
            best = d, best_x = dx, best_y = dy;
      moved += std::abs(best_x) + std::abs(best_y);
    }
  keep(moved);
  co_return;
}
} // namespace motion_vectors
PROGRAM(motion_vectors, 202752)

namespace median_cut {
struct pixel {
  std::array<unsigned char, 3> c;
};
struct box {
  std::span<pixel> pixels;
  int channel = 0, spread = 0;
  explicit box(std::span<pixel> p) : pixels(p) {
    for (int k = 0; k < 3; ++k) {
      auto [low, high] = std::minmax_element(p.begin(), p.end(), [k](auto &a, auto &b) { return a.c[k] < b.c[k]; });
      if (int s = high->c[k] - low->c[k]; s > spread)
        spread = s, channel = k;
    }
  }
};
// In kind: choosing the palette when a photo is saved as GIF or indexed PNG.
stallfree::task<> serve(inputs &in) {
  std::vector<pixel> picture(in.bytes.size() / 3);
  for (std::size_t i = 0; i < picture.size(); ++i)
    picture[i].c = {in.bytes[3 * i], in.bytes[3 * i + 1], in.bytes[3 * i + 2]};
  std::vector<box> boxes{box(picture)};
  while (boxes.size() < 256) {
    auto widest = std::max_element(boxes.begin(), boxes.end(), [](auto &a, auto &b) { return a.spread < b.spread; });
    auto p = widest->pixels;
    if (widest->spread == 0 || p.size() < 2)
      break;
    auto middle = p.begin() + long(p.size() / 2);
    std::nth_element(p.begin(), middle, p.end(), [k = widest->channel](auto &a, auto &b) { return a.c[k] < b.c[k]; });
    *widest = box(p.first(p.size() / 2));
    boxes.emplace_back(p.subspan(p.size() / 2));
  }
  keep(double(boxes.size()) + boxes.front().spread);
  co_return;
}
} // namespace median_cut
PROGRAM(median_cut, 3000000)

namespace imdct_granule {
constexpr int bands = 32, lines = 18;
// In kind: the inverse MDCT of one granule of an MP3 decoder, written straight from the standard.
stallfree::task<> serve(inputs &in) {
  static const auto cosine = [] {
    std::array<float, 144> t;
    for (int i = 0; i < 144; ++i)
      t[i] = float(std::cos(std::numbers::pi / 72 * i));
    return t;
  }();
  std::array<std::array<float, lines>, bands> overlap{};
  double energy = 0;
  for (int sb = 0; sb < bands; ++sb)
    for (int i = 0; i < 2 * lines; ++i) {
      float sum = 0;
      for (int k = 0; k < lines; ++k)
        sum += float(in.reals[sb * lines + k]) * cosine[(2 * i + 1 + lines) * (2 * k + 1) % 144];
      (i < lines ? overlap[sb][i] : overlap[sb][i - lines]) += sum;
      energy += sum * sum;
    }
  keep(energy + overlap[3][3]);
  co_return;
}
} // namespace imdct_granule
PROGRAM(imdct_granule, 576)

namespace patch_denoise {
constexpr int side = 256, search = 5, patch = 2, border = search + patch;
// In kind: non-local means on a scanned stamp or microscope tile of 256 by 256.
stallfree::task<> serve(inputs &in) {
  auto at = [&](int y, int x) { return float(in.bytes[y * side + x]); };
  std::vector<float> clean(side * side);
  for (int y = border; y < side - border; ++y)
    for (int x = border; x < side - border; ++x) {
      float sum = 0, weights = 0;
      for (int v = y - search; v <= y + search; ++v)
        for (int u = x - search; u <= x + search; ++u) {
          float distance = 0;
          for (int j = -patch; j <= patch; ++j)
            for (int i = -patch; i <= patch; ++i) {
              float d = at(y + j, x + i) - at(v + j, u + i);
              distance += d * d;
            }
          float w = std::exp(-distance / 40000);
          sum += w * at(v, u);
          weights += w;
        }
      clean[y * side + x] = sum / weights;
    }
  keep(std::accumulate(clean.begin(), clean.end(), 0.0));
  co_return;
}
} // namespace patch_denoise
PROGRAM(patch_denoise, 65536)

namespace song_loudness {
class biquad {
public:
  biquad(double b0, double b1, double b2, double a1, double a2) : b0(b0), b1(b1), b2(b2), a1(a1), a2(a2) {}
  double operator()(double x) {
    double y = b0 * x + z1;
    z1 = b1 * x - a1 * y + z2;
    z2 = b2 * x - a2 * y;
    return y;
  }

private:
  double b0, b1, b2, a1, a2, z1 = 0, z2 = 0;
};
// In kind: the loudness of a song for ReplayGain or EBU R128 (libebur128), about a minute and a half.
stallfree::task<> serve(inputs &in) {
  biquad shelf(1.53512, -2.69169, 1.19839, -1.69065, 0.73248), high(1, -2, 1, -1.99004, 0.99007);
  constexpr std::size_t block = 4800;
  std::vector<double> powers;
  for (std::size_t i = 0; i + block <= in.reals.size(); i += block) {
    double power = 0;
    for (std::size_t k = i; k < i + block; ++k) {
      double y = high(shelf(in.reals[k] - 0.5));
      power += y * y;
    }
    powers.push_back(power / block);
  }
  double gate = std::accumulate(powers.begin(), powers.end(), 0.0) / double(powers.size() + 1) / 10, sum = 0;
  for (double p : powers)
    sum += p > gate ? p : 0;
  keep(sum);
  co_return;
}
} // namespace song_loudness
PROGRAM(song_loudness, 4000000)

namespace photo_tags {
class reader {
public:
  explicit reader(std::span<const unsigned char> d) : data_(d) {}
  std::optional<unsigned> u16(std::size_t at) const {
    return at + 2 <= data_.size() ? std::optional<unsigned>(data_[at] << 8 | data_[at + 1]) : std::nullopt;
  }
  std::optional<std::uint32_t> u32(std::size_t at) const {
    auto high = u16(at), low = u16(at + 2);
    return high && low ? std::optional<std::uint32_t>(*high << 16 | *low) : std::nullopt;
  }

private:
  std::span<const unsigned char> data_;
};
// In kind: reading the Exif directories of a photo when its folder is shown; the block has at most 64 KB.
stallfree::task<> serve(inputs &in) {
  constexpr int max_directories = 8;
  reader exif(std::span(in.bytes).first(std::min<std::size_t>(in.bytes.size(), 65535)));
  std::vector<std::uint32_t> values;
  std::size_t at = 4;
  for (int d = 0; d < max_directories; ++d) {
    auto count = exif.u16(at);
    if (!count)
      break;
    unsigned entries = std::min(*count, 200u);
    for (unsigned i = 0; i < entries; ++i)
      if (auto value = exif.u32(at + 10 + 12 * i))
        values.push_back(*value ^ exif.u16(at + 2 + 12 * i).value_or(0));
    at = exif.u32(at + 2 + 12 * entries).value_or(0xffffffff) & 0xffff;
  }
  keep(double(values.size()));
  co_return;
}
} // namespace photo_tags
PROGRAM(photo_tags, 65535)

namespace scan_code_mask {
constexpr int modules = 177; // version 40
using grid = std::array<std::array<bool, modules>, modules>;
bool masked(int m, int y, int x) {
  switch (m) {
  case 0: return (y + x) % 2 == 0;
  case 1: return y % 2 == 0;
  case 2: return x % 3 == 0;
  case 3: return (y + x) % 3 == 0;
  case 4: return (y / 2 + x / 3) % 2 == 0;
  case 5: return y * x % 2 + y * x % 3 == 0;
  case 6: return (y * x % 2 + y * x % 3) % 2 == 0;
  default: return ((y + x) % 2 + y * x % 3) % 2 == 0;
  }
}
int penalty(const grid &g) {
  int sum = 0, dark = 0;
  for (int y = 0; y < modules; ++y)
    for (int x = 0, run = 0, down = 0; x < modules; ++x) {
      run = x && g[y][x] == g[y][x - 1] ? run + 1 : 1;
      down = x && g[x][y] == g[x - 1][y] ? down + 1 : 1;
      sum += (run == 5 ? 3 : run > 5) + (down == 5 ? 3 : down > 5);
      dark += g[y][x];
      if (y && x && g[y][x] == g[y - 1][x] && g[y][x] == g[y][x - 1] && g[y][x] == g[y - 1][x - 1])
        sum += 3;
    }
  return sum + std::abs(dark * 20 / (modules * modules) - 10) * 10;
}
// In kind: trying the eight masks of a QR code and keeping the best (qrcodegen).
stallfree::task<> serve(inputs &in) {
  int best = 1 << 30;
  auto g = std::make_unique<grid>();
  for (int m = 0; m < 8; ++m) {
    for (int y = 0; y < modules; ++y)
      for (int x = 0; x < modules; ++x)
        (*g)[y][x] = (in.bytes[(y * modules + x) / 8] >> (x & 7) & 1) != masked(m, y, x);
    best = std::min(best, penalty(*g));
  }
  keep(best);
  co_return;
}
} // namespace scan_code_mask
PROGRAM(scan_code_mask, 4096)

namespace exposure_curve {
double filmic(double v) { return std::pow((v * (2.51 * v + 0.03)) / (v * (2.43 * v + 0.59) + 0.14), 1 / 2.2); }
// In kind: tone mapping a photo in an editor, row by row so that the slider can be moved meanwhile.
stallfree::task<> serve(inputs &in) {
  constexpr std::size_t width = 2000;
  double light = 0;
  for (std::size_t from = 0; from < in.reals.size(); from += width) {
    for (auto &v : std::span(in.reals).subspan(from, std::min(width, in.reals.size() - from)))
      light += v = filmic(v * 1.4);
    co_await stallfree::yield();
  }
  keep(light);
}
} // namespace exposure_curve
PROGRAM(exposure_curve, 3000000)
