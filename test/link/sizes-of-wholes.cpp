// What loops go over together: the pixels of a picture, the text of a reader,
// what a text was before it grew, both parts of a range.
// RUN: stallfree check --root %S --no-store --tier possible --fail-on never %s -- -std=c++20 | FileCheck %s
#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

struct picture {
  int width, height;
  std::vector<unsigned char> pixels;
};

// CHECK: (probable) [stallfree-cpu-loop]
// CHECK: 'blurred' runs on the event loop
[[clang::annotate("stallfree::loop")]] int blurred(const picture &p) {
  int sum = 0;
  for (int y = 1; y + 1 < p.height; ++y)
    for (int x = 1; x + 1 < p.width; ++x)
      for (int dy = -1; dy <= 1; ++dy)
        for (int dx = -1; dx <= 1; ++dx)
          sum += std::abs(p.pixels[(y + dy) * p.width + x + dx] - p.pixels[y * p.width + x]) / (1 + sum % 7);
  return sum;
}

// A megabyte of pixels, not 4,000 times 4,000.
// CHECK: (possible) [stallfree-cpu-loop]
// CHECK: 'brighter' runs on the event loop
[[clang::annotate("stallfree::loop")]] void brighter(picture &p) {
  for (int y = 0; y < p.height; ++y)
    for (int x = 0; x < p.width; ++x)
      p.pixels[y * p.width + x] += 3;
}

// CHECK: (probable) [stallfree-cpu-loop]
// CHECK: 'square' runs on the event loop
[[clang::annotate("stallfree::loop")]] double square(const std::vector<float> &heights) {
  int side = int(std::sqrt(double(heights.size()))), rows = side;
  double sum = 0;
  for (int y = 0; y < rows; ++y)
    for (int x = 0; x < side; ++x)
      sum += std::atan2(heights[y * side + x], std::pow(sum, 2.0)) + std::exp(sum) + std::log(sum) + std::sin(sum);
  return sum;
}

class lexer {
public:
  explicit lexer(const std::string &source) : source_(source) {}
  std::vector<std::string> all() {
    std::vector<std::string> tokens;
    std::set<std::string> known;
    while (skip_blanks()) {
      tokens.push_back(next());
      known.insert(tokens.back());
    }
    return tokens;
  }

private:
  bool skip_blanks() {
    while (at_ < source_.size() && std::isspace(source_[at_]))
      ++at_;
    return at_ < source_.size();
  }
  std::string next() {
    std::string word;
    while (at_ < source_.size() && std::isalpha(source_[at_]))
      word += source_[at_++];
    return word;
  }
  const std::string &source_;
  std::size_t at_ = 0;
};

// CHECK: (probable) [stallfree-cpu-loop]
// CHECK: 'script' runs on the event loop
[[clang::annotate("stallfree::loop")]] std::size_t script(const std::string &body) {
  return lexer(body).all().size();
}

struct cursor {
  std::string_view data;
  std::size_t at = 0;
  bool done() const { return at >= data.size(); }
  unsigned take() { return static_cast<unsigned char>(data[at++]); }
};

// CHECK: (probable) [stallfree-cpu-loop]
// CHECK: 'varints' runs on the event loop
static double decode(cursor &c) {
  double sum = 0;
  while (!c.done())
    sum += std::pow(c.take(), 3.0) + std::sin(sum) + std::cos(sum) + std::exp(sum);
  return sum;
}
[[clang::annotate("stallfree::loop")]] double varints(const std::string &body) {
  cursor c{body};
  return decode(c);
}

// CHECK-NOT: 'greeting' runs
struct letters {
  std::string_view data;
  std::size_t at = 0;
  bool done() const { return at >= data.size(); }
  unsigned take() { return static_cast<unsigned char>(data[at++]); }
};
static const std::string Hello = "hello";
[[clang::annotate("stallfree::loop")]] double greeting() {
  letters l{Hello};
  double sum = 0;
  while (!l.done())
    sum += std::pow(l.take(), 3.0) + std::sin(sum) + std::cos(sum) + std::exp(sum);
  return sum;
}

// CHECK: (probable) [stallfree-cpu-loop]
// CHECK: 'plain' runs on the event loop
[[clang::annotate("stallfree::loop")]] std::string plain(const std::string &page) {
  std::string text;
  for (char c : page)
    if (c != '<')
      text = text + c;
  return text;
}

// CHECK-NOT: 'appended' runs
[[clang::annotate("stallfree::loop")]] std::string appended(const std::string &page) {
  std::string text;
  for (char c : page)
    if (c != '<')
      text += c;
  return text;
}

// CHECK: (probable) [stallfree-cpu-{{.*}}]
// CHECK: 'front' runs on the event loop
[[clang::annotate("stallfree::loop")]] std::vector<int> front(const std::vector<int> &readings) {
  std::vector<int> newest;
  for (int r : readings)
    newest.insert(newest.begin(), r);
  return newest;
}

// CHECK: (probable) [stallfree-cpu-{{.*}}]
// CHECK: 'entities' runs on the event loop
[[clang::annotate("stallfree::loop")]] std::string entities(std::string body) {
  std::size_t at = 0;
  while ((at = body.find("&", at)) != std::string::npos) {
    body.replace(at, 1, "&amp;");
    at += 5;
  }
  return body;
}

// CHECK: (probable) [stallfree-cpu-heavy-call]
// CHECK: 'simplified' runs on the event loop
struct place {
  double x, y;
};
static void keep(const std::vector<place> &track, long from, long to, std::vector<place> &out) {
  double most = 0;
  long middle = from;
  for (long i = from; i < to; ++i) {
    double off = std::hypot(track[i].x - track[from].x, std::sin(track[i].y) - std::cos(track[to].y));
    if (off > most) {
      most = off;
      middle = i;
    }
  }
  if (most < 1)
    return out.push_back(track[to]);
  keep(track, from, middle, out);
  keep(track, middle, to, out);
}
[[clang::annotate("stallfree::loop")]] long simplified(const std::vector<place> &track) {
  std::vector<place> out;
  keep(track, 0, long(track.size()) - 1, out);
  return long(out.size());
}

// CHECK: (probable) [stallfree-cpu-{{.*}}]
// CHECK: 'cables' runs on the event loop
struct cable {
  int cost, from, to;
};
[[clang::annotate("stallfree::loop")]] int cables(const std::vector<std::vector<int>> &rows) {
  std::vector<cable> all;
  for (int i = 0; i < int(rows.size()); ++i)
    for (int to : rows[i])
      all.push_back({to % 100, i, to});
  std::sort(all.begin(), all.end(), [](const cable &a, const cable &b) { return a.cost < b.cost; });
  return all[0].from;
}

// CHECK: (probable) [stallfree-cpu-loop]
// CHECK: 'wrapped' runs on the event loop
[[clang::annotate("stallfree::loop")]] std::vector<std::string> wrapped(const std::string &text) {
  std::istringstream words(text);
  std::vector<std::string> lines;
  std::string word;
  while (words >> word) {
    lines.push_back(word);
    lines.push_back(std::to_string(word.size()));
    lines.push_back(word);
  }
  return lines;
}

// A network's layer, whose sides its constructor is given and nothing changes.
// CHECK: computes for at least about {{[0-9]+}} ms on the event loop, in 'layer::forward' (probable)
// CHECK: 'classified' runs on the event loop
struct layer {
  int in, out;
  std::vector<float> weights;
  layer(int in, int out) : in(in), out(out), weights(in * out) {}
  float forward(const float *x) const {
    float most = 0;
    for (int o = 0; o < out; ++o) {
      float sum = 0;
      for (int i = 0; i < in; ++i)
        sum += weights[o * in + i] * x[i];
      most = std::max(most, sum);
    }
    return most;
  }
};
[[clang::annotate("stallfree::loop")]] float classified(const std::vector<float> &image) {
  return layer(4000, 5000).forward(image.data());
}

// CHECK-NOT: 'resized' runs
struct grid {
  int in, out;
  std::vector<float> cells;
  grid(int in, int out) : in(in), out(out), cells(in * out) {}
  float sum() const {
    float all = 0;
    for (int o = 0; o < out; ++o)
      for (int i = 0; i < in; ++i)
        all += cells[o * in + i];
    return all;
  }
};
[[clang::annotate("stallfree::loop")]] float resized() { return grid(40, 50).sum(); }

// CHECK-NOT: 'pairs' runs
static double digest(std::string_view bytes) {
  double sum = 0;
  for (unsigned char c : bytes)
    sum += std::pow(c, 3.0) + std::sin(sum);
  return sum;
}
[[clang::annotate("stallfree::loop")]] double pairs(const std::string &body) {
  return digest(std::string_view(body.data(), 64));
}

// The iterator of an array says how long that is.
// CHECK-NOT: 'ways' runs
[[clang::annotate("stallfree::loop")]] int ways(const int (&grid)[3000]) {
  int sum = 0;
  for (int at : grid) {
    std::array<int, 4> next{at + 1, at - 1, at + 61, at - 61};
    sum += *std::max_element(next.begin(), next.end());
  }
  return sum;
}
