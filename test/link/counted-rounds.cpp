// How often a loop goes round whose counter is one of several, is counted in the
// body, or stays near a place; and one that lets others run but every so often.
// RUN: stallfree check --root %S --no-store --tier possible --fail-on never %s -- -std=c++20 | FileCheck %s
#include <algorithm>
#include <array>
#include <queue>
#include <span>
#include <vector>
constexpr int side = 256;
double sink;
static double slowly(double x, int n) { return n % 3 == 0 ? x / (n + 1) : x * n; }

// CHECK: about [[TIMES:[0-9]+]] ms on the event loop, in 'both'
[[clang::annotate("stallfree::loop")]] void both() {
  int at = 0;
  for (int y = 0; y < side * side; ++y)
    for (int x = 0; x < side; ++x, ++at)
      sink = slowly(sink, x);
}

// CHECK: about {{[0-9]+}} ms on the event loop, in 'inBody'
[[clang::annotate("stallfree::loop")]] void inBody() {
  for (int y = 0; y < side * side; ++y)
    for (int x = 0; x < side && sink != 3;) {
      sink = slowly(sink, x);
      ++x;
    }
}

// Where something else may change the counter, or its start is not the loop's, nothing is known.
// CHECK-NOT: 'jumps'
void jump(int &n);
[[clang::annotate("stallfree::loop")]] void jumps() {
  for (int n = 0; n < side * side * side;) {
    sink = slowly(sink, n);
    ++n;
    jump(n);
  }
  for (int n = 0; n < side * side * side; n++, n += 50000)
    sink = slowly(sink, n);
  int n = 0;
  n = side * side * side - 1;
  while (n < side * side * side) {
    sink = slowly(sink, n);
    ++n;
  }
}

// CHECK-NOT: 'around'
static int around(const std::array<std::array<char, 80>, 45> &cave, int x, int y) {
  int rocks = 0;
  for (int j = std::max(0, y - 1); j <= y + 1; ++j)
    for (int i = x - 1; i <= x + 1; ++i)
      rocks += cave[j % 45][i % 80];
  return rocks;
}
[[clang::annotate("stallfree::loop")]] int smooth(const std::array<std::array<char, 80>, 45> &cave) {
  int rocks = 0;
  for (int y = 0; y < 45; ++y)
    for (int x = 0; x < 80; ++x)
      rocks += around(cave, x, y);
  return rocks;
}

// 64 at once, of a part that has so many at most.
// CHECK: about {{[0-9]+}} ms on the event loop, in 'blocks'
// CHECK: about {{[0-9]+}} ms on the event loop, in 'plain'
[[clang::annotate("stallfree::loop")]] void blocks(std::vector<unsigned char> &bytes) {
  std::span<unsigned char> record(bytes.data(), std::min<std::size_t>(bytes.size(), 65536 * 256));
  for (std::size_t from = 0; from < record.size(); from += 64)
    for (std::size_t i = from; i < std::min(from + 64, record.size()); ++i)
      sink = slowly(sink, record[i]);
}
[[clang::annotate("stallfree::loop")]] void plain(std::vector<unsigned char> &bytes) {
  for (std::size_t i = 0; i < 65536 * 256; ++i)
    sink = slowly(sink, bytes[i]);
}

// CHECK: for each one of |radius| x |width| x |height| ({{.*}}) on the event loop, in 'blur'
[[clang::annotate("stallfree::loop")]] void blur(const std::vector<float> &picture, int width, int height, int radius) {
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      for (int i = std::max(0, x - radius); i < std::min(x + radius, width); ++i)
        sink += picture[y * width + i];
}

// CHECK: for each one of |reals| ({{.*}}) on the event loop, in 'queued'
[[clang::annotate("stallfree::loop")]] void queued(const std::vector<double> &reals) {
  std::priority_queue<double> events;
  std::vector<int> lines(12);
  for (double r : reals)
    events.push(r);
  while (!events.empty()) {
    double now = events.top();
    events.pop();
    if (++lines[int(now) % 12] % 2)
      events.push(now + 1);
  }
}
// CHECK: 6 probable findings
