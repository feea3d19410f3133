// Images and compression.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <queue>

namespace median_filter {
struct image {
  int width, height;
  std::vector<unsigned char> pixels;
};
static image median(const image &from) {
  image to = from;
  for (int y = 1; y + 1 < from.height; ++y)
    for (int x = 1; x + 1 < from.width; ++x) {
      std::array<unsigned char, 9> around;
      int n = 0;
      for (int dy = -1; dy <= 1; ++dy)
        for (int dx = -1; dx <= 1; ++dx)
          around[n++] = from.pixels[(y + dy) * from.width + x + dx];
      std::nth_element(around.begin(), around.begin() + 4, around.end());
      to.pixels[y * from.width + x] = around[4];
    }
  return to;
}
stallfree::task<> serve(inputs &in) {
  image frame{1024, int(in.bytes.size()) / 1024, in.bytes};
  keep(median(frame).pixels[5000]);
  co_return;
}
} // namespace median_filter
PROGRAM(median_filter, 1048576)

namespace gradient {
static std::uint32_t picture[100][160];
stallfree::task<> serve(inputs &) {
  for (int y = 0; y < 100; ++y)
    for (int x = 0; x < 160; ++x)
      picture[y][x] = (y * 255 / 100) << 8 | (x * 255 / 160);
  keep(picture[9][9]);
  co_return;
}
} // namespace gradient
PROGRAM(gradient, 10)

namespace crc_bitwise {
static std::uint32_t crc(const std::vector<unsigned char> &data) {
  std::uint32_t c = ~0u;
  for (unsigned char byte : data) {
    c ^= byte;
    for (int bit = 0; bit < 8; ++bit)
      c = c & 1 ? (c >> 1) ^ 0xedb88320u : c >> 1;
  }
  return ~c;
}
stallfree::task<> serve(inputs &in) {
  keep(crc(in.bytes));
  co_return;
}
} // namespace crc_bitwise
PROGRAM(crc_bitwise, 4000000)

namespace julia_set {
stallfree::task<> serve(inputs &) {
  long inside = 0;
  for (int py = 0; py < 300; ++py)
    for (int px = 0; px < 400; ++px) {
      double x = px / 133.0 - 1.5, y = py / 150.0 - 1.0;
      int n = 0;
      for (; n < 200; ++n) {
        double xx = x * x - y * y - 0.12;
        y = 2 * x * y + 0.74;
        x = xx;
        if (x * x + y * y > 4)
          break;
      }
      inside += n;
    }
  keep(double(inside));
  co_return;
}
} // namespace julia_set
PROGRAM(julia_set, 10)

namespace cosine_transform {
// In kind: the 8 x 8 blocks of an image, each transformed by the definition.
static double block[8][8], out[8][8];
static void transform() {
  for (int u = 0; u < 8; ++u)
    for (int v = 0; v < 8; ++v) {
      double sum = 0;
      for (int y = 0; y < 8; ++y)
        for (int x = 0; x < 8; ++x)
          sum += block[y][x] * std::cos((2 * x + 1) * u * 0.19635) * std::cos((2 * y + 1) * v * 0.19635);
      out[u][v] = sum / 4;
    }
}
stallfree::task<> serve(inputs &in) {
  double total = 0;
  for (std::size_t at = 0; at + 64 <= in.bytes.size(); at += 64) {
    for (int i = 0; i < 64; ++i)
      block[i / 8][i % 8] = in.bytes[at + i];
    transform();
    total += out[1][1];
  }
  keep(total);
  co_return;
}
} // namespace cosine_transform
PROGRAM(cosine_transform, 64000)

namespace code_lengths {
// In kind: the first half of a Huffman coder.
stallfree::task<> serve(inputs &in) {
  std::array<long, 256> count{};
  for (unsigned char b : in.bytes)
    ++count[b];
  std::priority_queue<long> heap;
  for (long c : count)
    heap.push(-c);
  long bits = 0;
  while (heap.size() > 1) {
    long a = heap.top();
    heap.pop();
    long b = heap.top();
    heap.pop();
    bits -= a + b;
    heap.push(a + b);
  }
  keep(double(bits));
  co_return;
}
} // namespace code_lengths
PROGRAM(code_lengths, 100000)
