// Images, compression, waiting.
#include "program.hpp"
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>
#include <thread>

namespace blur {
// In kind: a box filter of fixed radius over a frame.
struct image {
  int width, height;
  std::vector<std::uint8_t> pixels;
};
static image filter(const image &from, int radius) {
  image to = from;
  for (int y = radius; y < from.height - radius; ++y)
    for (int x = radius; x < from.width - radius; ++x) {
      int sum = 0;
      for (int dy = -radius; dy <= radius; ++dy)
        for (int dx = -radius; dx <= radius; ++dx)
          sum += from.pixels[(y + dy) * from.width + x + dx];
      to.pixels[y * from.width + x] = std::uint8_t(sum / ((2 * radius + 1) * (2 * radius + 1)));
    }
  return to;
}
stallfree::task<> serve(inputs &in) {
  image frame{640, int(in.bytes.size()) / 640, in.bytes};
  keep(filter(frame, 3).pixels[5000]);
  co_return;
}
} // namespace blur
PROGRAM(blur, 307200)

namespace histogram {
stallfree::task<> serve(inputs &in) {
  int count[256] = {};
  for (unsigned char b : in.bytes)
    ++count[b];
  int most = 0;
  for (int c : count)
    most = std::max(most, c);
  keep(most);
  co_return;
}
} // namespace histogram
PROGRAM(histogram, 100000)

namespace checkerboard {
std::uint32_t frame[1080][1920];
stallfree::task<> serve(inputs &) {
  for (int pass = 0; pass < 50; ++pass)
    for (int y = 0; y < 1080; ++y)
      for (int x = 0; x < 1920; ++x)
        frame[y][x] = ((x >> 4) ^ (y >> 4)) & 1 ? 0xffffff : frame[y][x] / 3;
  keep(frame[7][9]);
  co_return;
}
} // namespace checkerboard
PROGRAM(checkerboard, 10)

namespace icon {
std::uint32_t pixels[32 * 32];
stallfree::task<> serve(inputs &) {
  for (int i = 0; i < 32 * 32; ++i)
    pixels[i] = i * 0x010101;
  keep(pixels[9]);
  co_return;
}
} // namespace icon
PROGRAM(icon, 10)

namespace match_longest {
// In kind: the search for the longest earlier match of a compressor.
stallfree::task<> serve(inputs &in) {
  const auto &data = in.bytes;
  std::size_t total = 0, at = 0;
  while (at < data.size()) {
    std::size_t best = 0, start = at > 4096 ? at - 4096 : 0;
    for (std::size_t from = start; from < at; ++from) {
      std::size_t n = 0;
      while (at + n < data.size() && n < 255 && data[from + n] == data[at + n])
        ++n;
      best = std::max(best, n);
    }
    at += std::max<std::size_t>(best, 1);
    ++total;
  }
  keep(total);
  co_return;
}
} // namespace match_longest
PROGRAM(match_longest, 60000)

namespace spin_until {
std::uint64_t work = 0;
stallfree::task<> serve(inputs &) {
  auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(30);
  while (std::chrono::steady_clock::now() < end)
    ++work;
  keep(double(work));
  co_return;
}
} // namespace spin_until
PROGRAM(spin_until, 10)

namespace poll_flag {
stallfree::task<> serve(inputs &) {
  std::atomic<bool> done{false};
  std::thread other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(40));
    done = true;
  });
  while (!done.load())
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  other.join();
  co_return;
}
} // namespace poll_flag
PROGRAM(poll_flag, 10)
