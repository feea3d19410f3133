// Source control, translation, fonts and mail.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <bit>
#include <bitset>
#include <cmath>
#include <cstring>
#include <limits>
#include <map>
#include <numbers>
#include <numeric>
#include <queue>
#include <ranges>
#include <span>
#include <string_view>
#include <utility>
#include <unordered_map>

// In kind: git's delta of a new blob against an old one (diff-delta.c): blocks of the old one by hash, greedy copies.
namespace blob_delta {
constexpr std::size_t block = 16;

struct instruction {
  std::size_t from, length;
  bool copy;
};

std::uint32_t hash_of(const unsigned char *p) {
  std::uint32_t h = 0;
  for (std::size_t i = 0; i < block; ++i)
    h = h * 31 + p[i];
  return h * 2654435761u;
}

class index {
public:
  explicit index(std::span<const unsigned char> old) : old_(old), head_(1 << 16, -1), next_(old.size() / block, -1) {
    for (std::size_t b = 0; b < next_.size(); ++b) {
      auto &slot = head_[hash_of(&old[b * block]) >> 16];
      next_[b] = std::exchange(slot, int(b));
    }
  }
  std::pair<std::size_t, std::size_t> best(std::span<const unsigned char> at) const {
    std::pair<std::size_t, std::size_t> found{0, 0};
    int tries = 0;
    for (int b = head_[hash_of(at.data()) >> 16]; b >= 0 && tries < 64; b = next_[std::size_t(b)], ++tries) {
      auto candidate = old_.subspan(std::size_t(b) * block);
      auto length = std::size_t(std::ranges::mismatch(candidate, at).in1 - candidate.begin());
      if (length >= block && length > found.second)
        found = {std::size_t(b) * block, length};
    }
    return found;
  }

private:
  std::span<const unsigned char> old_;
  std::vector<int> head_, next_;
};

stallfree::task<> serve(inputs &in) {
  auto changed = in.bytes;
  for (std::size_t i = 0; i < changed.size(); i += 997)
    changed[i] ^= 0x55;
  const index old(in.bytes);
  std::vector<instruction> delta;
  std::span<const unsigned char> rest = changed;
  while (rest.size() >= block) {
    auto [from, length] = old.best(rest);
    if (length)
      delta.push_back({from, length, true});
    else if (delta.empty() || delta.back().copy)
      delta.push_back({changed.size() - rest.size(), length = 1, false});
    else
      delta.back().length += length = 1;
    rest = rest.subspan(length);
  }
  keep(double(delta.size()));
  co_return;
}
} // namespace blob_delta
PROGRAM(blob_delta, 8000000)

// In kind: renamed files of a commit (git's diffcore-rename): similarity of all pairs, unless there are too many.
namespace rename_pairs {
constexpr std::size_t rename_limit = 30;

struct file {
  std::string name;
  std::vector<int> line_hashes;
};

double similarity(const file &a, const file &b) {
  std::vector<int> both;
  std::ranges::set_intersection(a.line_hashes, b.line_hashes, std::back_inserter(both));
  return double(both.size()) / double(std::max<std::size_t>(1, std::max(a.line_hashes.size(), b.line_hashes.size())));
}

std::vector<file> some(const std::vector<std::vector<int>> &rows, std::size_t from, std::size_t n) {
  std::vector<file> files;
  for (const auto &row : rows | std::views::drop(from) | std::views::take(n)) {
    files.push_back({"f" + std::to_string(files.size()), row});
    std::ranges::sort(files.back().line_hashes);
  }
  return files;
}

int renames(std::size_t deleted, std::size_t added, const std::vector<std::vector<int>> &rows) {
  if (deleted * added > rename_limit * rename_limit)
    return -1; // inexact renames are not looked for
  const auto before = some(rows, 0, deleted), after = some(rows, deleted / 2, added);
  int found = 0;
  for (const auto &a : after)
    found += std::ranges::any_of(before, [&](const file &b) { return similarity(a, b) > 0.5; });
  return found;
}

stallfree::task<> serve(inputs &in) {
  keep(renames(in.rows.size() / 2, in.rows.size() / 2, in.rows) + renames(24, 28, in.rows));
  co_return;
}
} // namespace rename_pairs
PROGRAM(rename_pairs, 500000)

// In kind: fuzzy hits of a translation memory (OmegaT, Okapi): Myers' bit vectors against every segment.
namespace memory_hits {
class pattern {
public:
  explicit pattern(std::string_view text) : length_(std::min<std::size_t>(text.size(), 64)) {
    for (std::size_t i = 0; i < length_; ++i)
      mask_[static_cast<unsigned char>(text[i])] |= std::uint64_t{1} << i;
  }
  int distance(std::string_view other) const {
    std::uint64_t plus = ~std::uint64_t{0}, minus = 0, last = std::uint64_t{1} << (length_ - 1);
    int score = int(length_);
    for (unsigned char c : other) {
      std::uint64_t eq = mask_[c], x = eq | minus;
      std::uint64_t d0 = (((x & plus) + plus) ^ plus) | x;
      std::uint64_t hp = minus | ~(d0 | plus), hm = plus & d0;
      score += (hp & last) != 0;
      score -= (hm & last) != 0;
      hp = hp << 1 | 1;
      plus = hm << 1 | ~(d0 | hp);
      minus = d0 & hp;
    }
    return score;
  }

private:
  std::array<std::uint64_t, 256> mask_{};
  std::size_t length_;
};

stallfree::task<> serve(inputs &in) {
  if (in.text.empty())
    co_return;
  const pattern sought(std::string_view(in.text).substr(0, 60));
  std::vector<std::pair<int, std::string_view>> hits;
  for (auto segment : in.text | std::views::split('\n')) {
    std::string_view s(segment.begin(), segment.end());
    if (int d = sought.distance(s); d < 45)
      hits.emplace_back(d, s);
  }
  auto shown = std::min<std::size_t>(hits.size(), 5);
  std::ranges::partial_sort(hits, hits.begin() + long(shown));
  keep(shown ? hits[0].first : -1);
}
} // namespace memory_hits
PROGRAM(memory_hits, 8000000)

// In kind: advance widths and kerning of one run (HarfBuzz's fallback shaper, stb_truetype).
namespace glyph_run {
constexpr std::size_t glyphs_per_run = 256;

struct kern {
  std::uint16_t pair;
  int value;
};

std::vector<kern> kerning_table() {
  std::vector<kern> table;
  for (int l = 'a'; l <= 'z'; l += 2)
    for (int r = 'a'; r <= 'z'; r += 3)
      table.push_back({std::uint16_t(l << 8 | r), (l * 7 + r * 13) % 120 - 60});
  return table;
}

int measure(std::string_view run, std::span<const kern> table) {
  int width = 0;
  for (std::size_t i = 0; i < run.size(); ++i) {
    width += 400 + run[i] % 32 * 10;
    if (i == 0)
      continue;
    auto pair = std::uint16_t(run[i - 1] << 8 | run[i]);
    auto k = std::ranges::lower_bound(table, pair, {}, &kern::pair);
    if (k != table.end() && k->pair == pair)
      width += k->value;
  }
  return width;
}

stallfree::task<> serve(inputs &in) {
  static const auto table = kerning_table();
  std::array<char, glyphs_per_run> run;
  auto n = in.text.copy(run.data(), run.size());
  keep(measure({run.data(), n}, table));
  co_return;
}
} // namespace glyph_run
PROGRAM(glyph_run, 1000000)

// In kind: a signed distance font (msdfgen, stb_truetype's SDF): all printable glyphs against their outlines.
namespace distance_font {
constexpr int first = 32, last = 126, cell = 40, edges = 20;

struct point {
  float x, y;
};
using outline = std::array<point, edges>;

outline glyph(int code) {
  outline o;
  for (int i = 0; i < edges; ++i) {
    float angle = float(i) * 2 * std::numbers::pi_v<float> / edges;
    float r = 12 + 5 * std::sin(angle * float(2 + code % 7));
    o[std::size_t(i)] = {cell / 2 + r * std::cos(angle), cell / 2 + r * std::sin(angle)};
  }
  return o;
}

float distance(const outline &o, point p) {
  float nearest = 1e9f;
  bool inside = false;
  for (std::size_t i = 0, j = o.size() - 1; i < o.size(); j = i++) {
    point a = o[j], b = o[i];
    float ex = b.x - a.x, ey = b.y - a.y, wx = p.x - a.x, wy = p.y - a.y;
    float t = std::clamp((wx * ex + wy * ey) / (ex * ex + ey * ey), 0.f, 1.f);
    nearest = std::min(nearest, std::sqrt((wx - t * ex) * (wx - t * ex) + (wy - t * ey) * (wy - t * ey)));
    if ((b.y > p.y) != (a.y > p.y) && p.x < (a.x - b.x) * (p.y - b.y) / (a.y - b.y) + b.x)
      inside = !inside;
  }
  return inside ? nearest : -nearest;
}

stallfree::task<> serve(inputs &) {
  std::vector<std::uint8_t> atlas;
  atlas.reserve(std::size_t(last - first + 1) * cell * cell);
  for (int code = first; code <= last; ++code) {
    const auto o = glyph(code);
    for (int y = 0; y < cell; ++y)
      for (int x = 0; x < cell; ++x)
        atlas.push_back(std::uint8_t(std::clamp(128 + 16 * distance(o, {float(x) + .5f, float(y) + .5f}), 0.f, 255.f)));
  }
  keep(std::accumulate(atlas.begin(), atlas.end(), 0.0));
  co_return;
}
} // namespace distance_font
PROGRAM(distance_font, 100)

// In kind: training a mailbox's filter (SpamBayes, bogofilter): tokens of good and bad mail, then the strongest ones.
namespace mailbox_training {
struct counts {
  int good = 0, bad = 0;
  double probability(int goods, int bads) const {
    double g = double(good) / std::max(1, goods), b = double(bad) / std::max(1, bads);
    double p = g + b > 0 ? b / (g + b) : 0.5;
    int n = good + bad;
    return (0.45 * 0.5 + n * p) / (0.45 + n);
  }
};

class filter {
public:
  void train(std::string_view mail, bool bad) {
    ++(bad ? bads_ : goods_);
    for (auto part : mail | std::views::split(' ')) {
      std::string token(part.begin(), part.end());
      if (token.size() < 3)
        continue;
      auto &c = tokens_[token];
      ++(bad ? c.bad : c.good);
    }
  }
  std::vector<std::pair<double, std::string>> strongest(std::size_t n) const {
    std::vector<std::pair<double, std::string>> all;
    for (const auto &[token, c] : tokens_)
      all.emplace_back(std::abs(c.probability(goods_, bads_) - 0.5), token);
    n = std::min(n, all.size());
    std::ranges::partial_sort(all, all.begin() + long(n), std::greater<>{});
    all.resize(n);
    return all;
  }

private:
  int goods_ = 0, bads_ = 0;
  std::unordered_map<std::string, counts> tokens_;
};

stallfree::task<> serve(inputs &in) {
  filter f;
  bool bad = false;
  for (auto mail : in.text | std::views::split('\n'))
    f.train(std::string_view(mail.begin(), mail.end()), bad = !bad);
  keep(double(f.strongest(150).size()));
  co_return;
}
} // namespace mailbox_training
PROGRAM(mailbox_training, 3000000)

// In kind: git's merge base: both tips' histories, the younger commit first, painted in two colours.
namespace merge_base {
struct commit {
  std::uint32_t date;
  std::array<std::uint32_t, 2> parents;
};

std::vector<commit> history(const std::vector<int> &numbers) {
  std::vector<commit> all(numbers.size());
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    auto back = [&](std::uint32_t n) { return i > n ? i - n : 0; };
    all[i] = {i, {back(2), back(2 + 2 * (std::uint32_t(numbers[i]) % 40))}};
  }
  return all;
}

stallfree::task<> serve(inputs &in) {
  const auto all = history(in.numbers);
  if (all.size() < 10)
    co_return;
  auto younger = [&](std::uint32_t a, std::uint32_t b) { return all[a].date < all[b].date; };
  std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, decltype(younger)> open(younger);
  std::vector<std::uint8_t> colour(all.size());
  auto paint = [&](std::uint32_t c, std::uint8_t with) {
    if ((colour[c] | with) == colour[c])
      return;
    colour[c] |= with;
    open.push(c);
  };
  paint(std::uint32_t(all.size() - 1), 1);
  paint(std::uint32_t(all.size() - 2), 2);
  std::uint32_t base = 0;
  while (!open.empty()) {
    auto c = open.top();
    open.pop();
    if (colour[c] == 3) {
      base = c;
      break;
    }
    for (auto p : all[c].parents)
      paint(p, colour[c]);
  }
  keep(base);
}
} // namespace merge_base
PROGRAM(merge_base, 400000)

// In kind: a character map of a subset font (fontTools' subset): ranges of the basic plane.
namespace subset_ranges {
struct range {
  std::uint16_t start, end;
};

stallfree::task<> serve(inputs &in) {
  constexpr std::size_t sample = 4096;
  std::bitset<0x10000> used;
  for (std::size_t i = 0; i < std::min(sample, in.numbers.size()); ++i)
    used.set(std::size_t(in.numbers[i]) & 0xffff);
  std::vector<range> ranges;
  for (std::uint32_t c = 0; c < used.size(); ++c) {
    if (!used[c])
      continue;
    if (!ranges.empty() && ranges.back().end + 1u == c)
      ranges.back().end = std::uint16_t(c);
    else
      ranges.push_back({std::uint16_t(c), std::uint16_t(c)});
  }
  keep(double(ranges.size()));
  co_return;
}
} // namespace subset_ranges
PROGRAM(subset_ranges, 1000000)

// In kind: which paths of a checkout a sparse pattern keeps (git's wildmatch), politely.
namespace sparse_paths {
bool matches(const char *pattern, const char *path) {
  for (; *pattern; ++pattern, ++path) {
    if (*pattern == '*') {
      do
        if (matches(pattern + 1, path))
          return true;
      while (*path++);
      return false;
    }
    if (!*path || (*pattern != '?' && *pattern != *path))
      return false;
  }
  return !*path;
}

stallfree::task<> serve(inputs &in) {
  constexpr std::array patterns = {"a*", "*c?er", "?b*e*", "*xy*", "z*z*r"};
  std::size_t kept = 0, since = 0;
  for (const auto &path : in.words) {
    kept += std::ranges::any_of(patterns, [&](const char *p) { return matches(p, path.c_str()); });
    if (++since < 64)
      continue;
    since = 0;
    co_await stallfree::yield();
  }
  keep(double(kept));
}
} // namespace sparse_paths
PROGRAM(sparse_paths, 200000)
