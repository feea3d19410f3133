// Images, compression, waiting.
#include "program.hpp"
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <thread>

namespace sharpen {
static void convolve(const std::vector<std::uint8_t> &in, std::vector<std::uint8_t> &out, int width, int height,
                     const float (&kernel)[5][5]) {
  for (int y = 2; y < height - 2; ++y)
    for (int x = 2; x < width - 2; ++x) {
      float sum = 0;
      for (int ky = 0; ky < 5; ++ky)
        for (int kx = 0; kx < 5; ++kx)
          sum += kernel[ky][kx] * in[(y + ky - 2) * width + x + kx - 2];
      out[y * width + x] = std::uint8_t(std::clamp(sum, 0.f, 255.f));
    }
}
stallfree::task<> serve(inputs &in) {
  static const float kernel[5][5] = {{0, 0, -1, 0, 0}, {0, -1, -2, -1, 0}, {-1, -2, 17, -2, -1}, {0, -1, -2, -1, 0}, {0, 0, -1, 0, 0}};
  std::vector<std::uint8_t> out(in.bytes.size());
  convolve(in.bytes, out, 1024, int(in.bytes.size()) / 1024, kernel);
  keep(out[5000]);
  co_return;
}
} // namespace sharpen
PROGRAM(sharpen, 1048576)

namespace invert {
stallfree::task<> serve(inputs &in) {
  for (auto &b : in.bytes)
    b = std::uint8_t(255 - b);
  keep(in.bytes[0]);
  co_return;
}
} // namespace invert
PROGRAM(invert, 200000)

namespace plasma {
std::uint8_t screen[720][1280];
stallfree::task<> serve(inputs &) {
  for (int y = 0; y < 720; ++y)
    for (int x = 0; x < 1280; ++x)
      screen[y][x] = std::uint8_t(128 + 127 * std::sin(x * 0.02) * std::cos(y * 0.03));
  keep(screen[3][4]);
  co_return;
}
} // namespace plasma
PROGRAM(plasma, 10)

namespace cursor_shape {
stallfree::task<> serve(inputs &) {
  bool mask[16][16];
  for (int y = 0; y < 16; ++y)
    for (int x = 0; x < 16; ++x)
      mask[y][x] = x <= y;
  keep(mask[3][2]);
  co_return;
}
} // namespace cursor_shape
PROGRAM(cursor_shape, 10)

namespace run_lengths {
stallfree::task<> serve(inputs &in) {
  std::vector<std::pair<unsigned char, int>> runs;
  for (std::size_t i = 0; i < in.bytes.size();) {
    std::size_t j = i;
    while (j < in.bytes.size() && in.bytes[j] == in.bytes[i])
      ++j;
    runs.push_back({in.bytes[i], int(j - i)});
    i = j;
  }
  keep(runs.size());
  co_return;
}
} // namespace run_lengths
PROGRAM(run_lengths, 100000)

namespace busy_delay {
static void delay(std::chrono::microseconds time) {
  const auto start = std::chrono::high_resolution_clock::now();
  while (std::chrono::high_resolution_clock::now() - start < time) {
  }
}
stallfree::task<> serve(inputs &) {
  delay(std::chrono::microseconds(25000));
  co_return;
}
} // namespace busy_delay
PROGRAM(busy_delay, 10)

namespace spin_on_flag {
stallfree::task<> serve(inputs &) {
  std::atomic<int> state{0};
  std::thread other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    state.store(1);
  });
  while (state.load(std::memory_order_acquire) == 0)
    ;
  other.join();
  co_return;
}
} // namespace spin_on_flag
PROGRAM(spin_on_flag, 10)
