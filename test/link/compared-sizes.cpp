// What a program holds a size against, wherever that is, it does not expect to be
// larger: possible at most. What ends a loop there is no proof either.
// RUN: stallfree check --root %S --no-store --tier possible --fail-on never %s -- -std=c++20 | FileCheck %s
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <list>
#include <ranges>
#include <span>
#include <string>
#include <vector>
double sink;
static double slowly(double x) { return std::sin(x) + std::cos(x) + std::exp(x) + std::pow(x, 0.3) + std::log(x) + std::atan(x) + std::pow(x, 0.7) + std::pow(x, 0.2) + std::pow(x, 0.9) + std::pow(x, 0.1); }

// A caller asks whether there is room.
class batch {
public:
  bool full() const { return samples_.size() >= 256; }
  void add(double sample) { samples_.push_back(sample); }
  // CHECK: 'batch::outliers' (possible)
  void outliers() {
    for (double a : samples_)
      for (double b : samples_)
        sink += slowly(a - b);
  }

private:
  std::vector<double> samples_;
};
// CHECK: 'fill' (possible)
[[clang::annotate("stallfree::loop")]] void fill(const std::vector<double> &samples) {
  batch all;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (all.full())
      break;
    all.add(slowly(samples[i]));
  }
  all.outliers();
}
// CHECK: 'all_of_them' (probable)
[[clang::annotate("stallfree::loop")]] void all_of_them(const std::vector<double> &samples) {
  double sum = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (sum < 0)
      break;
    sum += slowly(samples[i]);
  }
  sink = sum;
}

// A policy whose number is a default.
struct policy {
  std::size_t largest = 1000;
  bool accepts(std::size_t bytes) const { return bytes > 0 && bytes <= largest; }
};
// CHECK: 'hashed' (possible)
static void hashed(const std::vector<int> &pixels) {
  for (int pixel : pixels)
    sink += slowly(pixel);
}
[[clang::annotate("stallfree::loop")]] void upload(const std::vector<int> &pixels) {
  const policy limits;
  if (limits.accepts(pixels.size()))
    hashed(pixels);
}
// CHECK: 'summed' (probable)
static void summed(const std::vector<int> &pixels) {
  for (int pixel : pixels)
    sink += slowly(pixel);
}
[[clang::annotate("stallfree::loop")]] void any_upload(const std::vector<int> &pixels) { summed(pixels); }

// A function that asks for a part of what it gets.
struct replay {
  std::span<const int> moves;
};
static bool too_long(const replay &r) { return r.moves.size() > 500; }
// CHECK: 'compared' (possible)
static void compared(const replay &a) {
  for (int move : a.moves)
    sink += slowly(move);
}
[[clang::annotate("stallfree::loop")]] void judge(const std::vector<int> &moves) {
  replay r{moves};
  if (!too_long(r))
    compared(r);
}

// An array that goes round.
class ring {
public:
  void push(double value) { values_[next_++ % 128] = value; }
  std::size_t size() const { return std::min<std::size_t>(next_, 128); }
  double operator[](std::size_t i) const { return values_[i]; }

private:
  std::array<double, 128> values_{};
  std::size_t next_ = 0;
};
// CHECK: 'pings' (possible)
[[clang::annotate("stallfree::loop")]] void pings(const std::vector<double> &times) {
  ring last;
  for (double time : times)
    last.push(time);
  for (std::size_t i = 0; i < last.size(); ++i)
    sink += slowly(last[i]);
}

// One goes out for each that comes in.
class cache {
public:
  void touch(int key) {
    recent_.push_front(key);
    while (recent_.size() > most_)
      recent_.pop_back();
  }
  // CHECK: 'cache::pairs' (possible)
  void pairs() {
    for (int a : recent_)
      for (int b : recent_)
        sink += slowly(a ^ b);
  }

private:
  std::size_t most_ = 50;
  std::list<int> recent_;
};
// CHECK-NOT: 'requests' (probable)
[[clang::annotate("stallfree::loop")]] void requests(std::span<const int> keys) {
  cache all;
  for (std::size_t i = 0; i < keys.size() && i < 3000; ++i)
    all.touch(keys[i]);
  all.pairs();
}

// CHECK-NOT: 'taken'
[[clang::annotate("stallfree::loop")]] void taken(const std::vector<double> &all) {
  auto first = all | std::views::take(40);
  for (double a : first)
    for (double b : first)
      sink += slowly(a - b);
}
// CHECK: 'dropped' (probable)
[[clang::annotate("stallfree::loop")]] void dropped(const std::vector<double> &all) {
  auto rest = all | std::views::drop(40);
  for (double a : rest)
    for (double b : rest)
      sink += slowly(a - b);
}

// CHECK-NOT: 'sampled'
[[clang::annotate("stallfree::loop")]] void sampled(const std::vector<double> &all) {
  const std::size_t n = all.size();
  for (std::size_t i = 0; i < n; i += n / 64 + 1)
    sink += slowly(all[i]);
  const std::size_t step = std::max<std::size_t>(1, n / 64);
  for (std::size_t i = 0; i < n; i += step)
    sink += slowly(all[i]);
}
// CHECK: 'every_fourth' (probable)
[[clang::annotate("stallfree::loop")]] void every_fourth(const std::vector<int> &all) {
  for (std::size_t i = 0; i < all.size(); i += 4)
    sink += slowly(all[i]) + slowly(all[i] + 1) + slowly(all[i] + 2) + slowly(all[i] + 3);
}

// Two ends.
struct options {
  std::size_t scanned = 300;
};
class scorer {
public:
  // CHECK: 'scorer::score' (possible)
  void score(const std::vector<int> &words) const {
    for (std::size_t i = 0; i < words.size() && i < options_.scanned; ++i)
      sink += slowly(words[i]);
  }

private:
  options options_;
};
[[clang::annotate("stallfree::loop")]] void mail(const std::vector<int> &words) { scorer().score(words); }

// A number of steps that is kept, whatever an inner loop skips.
class search {
public:
  explicit search(const std::vector<int> &land) : land_(land) {}
  // CHECK-NOT: 'search::reach' (probable)
  bool reach(int to) {
    for (std::size_t head = 0; head < land_.size(); ++head) {
      if (++steps_ > 1000)
        return false;
      for (int turn = 0; turn < 4; ++turn) {
        if (land_[head] == turn)
          continue;
        sink += slowly(land_[head]);
      }
      if (land_[head] == to)
        return true;
    }
    return false;
  }

private:
  const std::vector<int> &land_;
  int steps_ = 0;
};
[[clang::annotate("stallfree::loop")]] void tick(const std::vector<int> &land) { search(land).reach(3); }
// CHECK: 'hunt::reach' (possible)
class hunt {
public:
  explicit hunt(const std::vector<int> &land) : land_(land) {}
  void reach() {
    for (std::size_t head = 0; head < land_.size(); ++head) {
      if (land_[head] < 0)
        continue;
      if (++steps_ > 1000)
        return;
      sink += slowly(land_[head]);
    }
  }

private:
  const std::vector<int> &land_;
  int steps_ = 0;
};

[[clang::annotate("stallfree::loop")]] void never_quite(const std::vector<int> &land) { hunt(land).reach(); }

// It is used where it is larger, and only there.
// CHECK: (probable) [stallfree-cpu-heavy-call]
// CHECK: 'sorted' runs on the event loop
[[clang::annotate("stallfree::loop")]] void sorted(std::vector<int> &all) {
  if (all.size() > 16)
    std::sort(all.begin(), all.end());
}

// An element is no size.
// CHECK: 'lines' (probable)
[[clang::annotate("stallfree::loop")]] void lines(const std::vector<int> &text) {
  for (int c : text)
    sink += c == 10 ? 1 : slowly(c);
}
