// Images, and packing them.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <stallfree/sleep.hpp>

namespace bilateral_filter {
// In kind: a smoothing that keeps the edges of a camera's frame.
constexpr int Width = 640, Height = 480, Radius = 2;
stallfree::task<> serve(inputs &in) {
  std::vector<unsigned char> out(Width * Height);
  for (int y = Radius; y < Height - Radius; ++y)
    for (int x = Radius; x < Width - Radius; ++x) {
      const double centre = in.bytes[y * Width + x];
      double sum = 0, weight = 0;
      for (int dy = -Radius; dy <= Radius; ++dy)
        for (int dx = -Radius; dx <= Radius; ++dx) {
          const double value = in.bytes[(y + dy) * Width + x + dx];
          const double w =
              std::exp(-(dx * dx + dy * dy) / 8.0 - (value - centre) * (value - centre) / 1800.0);
          sum += w * value;
          weight += w;
        }
      out[y * Width + x] = static_cast<unsigned char>(sum / weight);
    }
  keep(out[Width * Height / 2]);
  co_return;
}
} // namespace bilateral_filter
PROGRAM(bilateral_filter, 307200)

namespace layer_over {
// In kind: a half transparent layer over a photograph.
stallfree::task<> serve(inputs &in) {
  std::vector<unsigned char> canvas(in.bytes.size(), 255);
  for (std::size_t p = 0; p + 4 <= canvas.size(); p += 4) {
    const int alpha = in.bytes[p + 3];
    for (int c = 0; c < 3; ++c)
      canvas[p + c] = static_cast<unsigned char>(
          (in.bytes[p + c] * alpha + canvas[p + c] * (255 - alpha)) / 255);
  }
  keep(canvas[0]);
  co_return;
}
} // namespace layer_over
PROGRAM(layer_over, 8294400)

namespace paeth_rows {
// In kind: the row filter of an encoder of pictures.
constexpr std::size_t BytesPerPixel = 3;
static int predict(int left, int up, int corner) {
  const int p = left + up - corner, a = std::abs(p - left), b = std::abs(p - up),
            c = std::abs(p - corner);
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
stallfree::task<> serve(inputs &in) {
  const std::size_t stride = 1024 * BytesPerPixel;
  std::vector<unsigned char> out(in.bytes.size());
  for (std::size_t at = stride + BytesPerPixel; at < in.bytes.size(); ++at)
    out[at] = static_cast<unsigned char>(
        in.bytes[at] - predict(in.bytes[at - BytesPerPixel], in.bytes[at - stride],
                               in.bytes[at - stride - BytesPerPixel]));
  keep(out.back());
  co_return;
}
} // namespace paeth_rows
PROGRAM(paeth_rows, 6291456)

namespace territory_map {
// In kind: every pixel to the nearest of the map's towns.
constexpr int Side = 768, Towns = 48;
stallfree::task<> serve(inputs &in) {
  struct town {
    int x, y;
  };
  std::array<town, Towns> towns;
  for (int t = 0; t < Towns; ++t)
    towns[t] = {in.numbers[2 * t] % Side, in.numbers[2 * t + 1] % Side};
  std::vector<unsigned char> owner(Side * Side);
  for (int y = 0; y < Side; ++y)
    for (int x = 0; x < Side; ++x) {
      int best = Side * Side * 2, who = 0;
      for (int t = 0; t < Towns; ++t) {
        const int dx = x - towns[t].x, dy = y - towns[t].y;
        if (dx * dx + dy * dy < best) {
          best = dx * dx + dy * dy;
          who = t;
        }
      }
      owner[y * Side + x] = static_cast<unsigned char>(who);
    }
  keep(owner[Side]);
  co_return;
}
} // namespace territory_map
PROGRAM(territory_map, 100)

namespace pack_asset {
// In kind: a fast packer that finds repeats by a table of four bytes.
constexpr int TableBits = 14;
static std::vector<unsigned char> pack(const std::string &source) {
  std::vector<std::uint32_t> table(1u << TableBits);
  std::vector<unsigned char> out;
  std::size_t at = 0, literal = 0;
  while (at + 8 < source.size()) {
    std::uint32_t four;
    std::memcpy(&four, source.data() + at, 4);
    auto &slot = table[four * 2654435761u >> (32 - TableBits)];
    const std::size_t candidate = slot;
    slot = std::uint32_t(at);
    if (candidate < at && at - candidate < 65536 &&
        !std::memcmp(source.data() + candidate, source.data() + at, 4)) {
      std::size_t length = 4;
      while (at + length < source.size() && source[candidate + length] == source[at + length])
        ++length;
      out.push_back(static_cast<unsigned char>(std::min<std::size_t>(at - literal, 255)));
      out.insert(out.end(), source.begin() + long(literal), source.begin() + long(at));
      out.push_back(static_cast<unsigned char>((at - candidate) & 255));
      out.push_back(static_cast<unsigned char>((at - candidate) >> 8));
      out.push_back(static_cast<unsigned char>(std::min<std::size_t>(length, 255)));
      at += length;
      literal = at;
    } else
      ++at;
  }
  out.insert(out.end(), source.begin() + long(literal), source.end());
  return out;
}
stallfree::task<> serve(inputs &in) {
  keep(double(pack(in.text).size()));
  co_return;
}
} // namespace pack_asset
PROGRAM(pack_asset, 6000000)

namespace sharpen_bands {
// In kind: a large photograph, sixteen lines a turn.
stallfree::task<> serve(inputs &in) {
  const std::size_t width = 3000, height = in.bytes.size() / width;
  std::vector<unsigned char> out(in.bytes.size());
  for (std::size_t y = 1; y + 1 < height; ++y) {
    for (std::size_t x = 1; x + 1 < width; ++x) {
      const std::size_t at = y * width + x;
      const int v = 5 * in.bytes[at] - in.bytes[at - 1] - in.bytes[at + 1] - in.bytes[at - width] -
                    in.bytes[at + width];
      out[at] = static_cast<unsigned char>(std::clamp(v, 0, 255));
    }
    if (y % 16 == 0)
      co_await stallfree::yield();
  }
  keep(out[width + 1]);
}
} // namespace sharpen_bands
PROGRAM(sharpen_bands, 6000000)
