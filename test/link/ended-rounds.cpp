// What ends a loop: a container that is full, a `break` at a number, the last
// digit; and a search that is cut off.
// RUN: stallfree check --root %S --no-store --tier possible --fail-on never %s -- -std=c++20 | FileCheck %s
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>
double sink;
static double slowly(double x) { return std::sin(x) + std::cos(x) + std::exp(x) + std::pow(x, 0.3) + std::log(x) + std::atan(x) + std::pow(x, 0.7) + std::pow(x, 0.2) + std::pow(x, 0.9) + std::pow(x, 0.1); }

// CHECK: about {{[0-9]+}} ms on the event loop, in 'filled' [stallfree
[[clang::annotate("stallfree::loop")]] void filled() {
  std::vector<double> all;
  while (all.size() < 1000000)
    all.push_back(slowly(double(all.size())));
  sink = all[0];
}

// CHECK-NOT: 'page' runs
// CHECK-NOT: 'line' runs
// CHECK-NOT: 'listed' runs
[[clang::annotate("stallfree::loop")]] void page(const std::vector<double> &rows) {
  int shown = 0;
  for (double row : rows) {
    sink += slowly(row);
    if (++shown == 50)
      break;
  }
}
[[clang::annotate("stallfree::loop")]] void line(const std::vector<double> &words) {
  double used = 0;
  for (double word : words) {
    used += word + 1;
    if (used > 80 || word < 0)
      break;
    sink += slowly(word);
  }
}
[[clang::annotate("stallfree::loop")]] void listed(const std::vector<double> &rows) {
  std::vector<double> first;
  for (double row : rows) {
    first.push_back(slowly(row));
    if (first.size() >= 50)
      return;
  }
}

// Not each of these rounds is one of fifty: it may be all of them.
// CHECK: for each one of |rows| ({{.*}}) on the event loop, in 'chosen' (possible)
[[clang::annotate("stallfree::loop")]] void chosen(const std::vector<double> &rows) {
  int shown = 0;
  for (double row : rows) {
    if (slowly(row) < 3)
      continue;
    if (++shown == 50)
      break;
  }
}

// CHECK: for each one of |numbers| ({{.*}}) on the event loop, in 'digits' (probable)
[[clang::annotate("stallfree::loop")]] void digits(const std::vector<int> &numbers) {
  for (int n : numbers)
    while (n > 0) {
      sink += std::sin(n % 10);
      n /= 10;
    }
}

// CHECK: for each one of |masks| ({{.*}}) on the event loop, in 'bits' (probable)
[[clang::annotate("stallfree::loop")]] void bits(const std::vector<unsigned> &masks) {
  for (unsigned mask : masks)
    for (; mask; mask &= mask - 1)
      sink += std::sin(mask & -mask);
}

// CHECK: 'best' calls itself for about {{[0-9]+}} ms on the event loop [stallfree
// CHECK-NOT: 'quick' calls itself
static int best(int depth) {
  if (depth == 0)
    return 0;
  int most = 0;
  for (int x = 0; x < 7; ++x)
    most = std::max(most, int(slowly(x)) - best(depth - 1));
  return most;
}
[[clang::annotate("stallfree::loop")]] int patient() { return best(6); }
static int quick(int depth, int alpha, int beta) {
  if (depth == 0)
    return 0;
  for (int x = 0; x < 7; ++x) {
    int value = int(slowly(x)) - quick(depth - 1, -beta, -alpha);
    if (value >= beta)
      return beta;
    alpha = std::max(alpha, value);
  }
  return alpha;
}
[[clang::annotate("stallfree::loop")]] int hurried() { return quick(6, -100, 100); }

// Sums of bytes take two bytes each.
// CHECK: about {{[0-9.]+}} ms on the event loop, in 'summed' (possible)
static unsigned char Pixels[8192];
[[clang::annotate("stallfree::loop")]] int summed() {
  int sum = 0;
  for (int y = 0; y < 8192; ++y)
    for (int x = 0; x < 8192; ++x)
      sum += Pixels[x];
  return sum;
}
