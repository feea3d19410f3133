// Time series, key-value stores and index structures.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <memory>
#include <optional>
#include <regex>
#include <string_view>
#include <unordered_map>
#include <utility>

// In kind: joining the visitor sketches of all shards for one figure (Redis PFCOUNT, Apache DataSketches).
namespace distinct_visitors {
constexpr int index_bits = 11, shards = 24;
struct sketch {
  std::array<std::uint8_t, 1 << index_bits> registers{};
  void add(std::uint64_t hash) {
    auto &r = registers[hash >> (64 - index_bits)];
    r = std::max(r, static_cast<std::uint8_t>(std::countl_zero(hash << index_bits | 1) + 1));
  }
  void merge(const sketch &other) {
    for (std::size_t i = 0; i < registers.size(); ++i)
      registers[i] = std::max(registers[i], other.registers[i]);
  }
  double estimate() const {
    double sum = 0;
    int zeros = 0;
    for (auto r : registers) {
      sum += std::ldexp(1.0, -r);
      zeros += r == 0;
    }
    double m = double(registers.size()), raw = 0.7213 / (1 + 1.079 / m) * m * m / sum;
    return raw < 2.5 * m && zeros ? m * std::log(m / zeros) : raw;
  }
};
std::uint64_t mix(std::uint64_t x) {
  x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
  x = (x ^ x >> 27) * 0x94d049bb133111ebu;
  return x ^ x >> 31;
}
stallfree::task<> serve(inputs &in) {
  std::vector<sketch> parts(shards);
  for (std::size_t i = 0; i < in.numbers.size(); ++i)
    parts[i % shards].add(mix(std::uint64_t(in.numbers[i]) + 1));
  sketch all;
  for (auto &part : parts)
    all.merge(part);
  keep(all.estimate());
  co_return;
}
} // namespace distinct_visitors
PROGRAM(distinct_visitors, 30000)

// In kind: a set of fingerprints that moves its lodgers about when a bucket is full (CuckooFilter, RocksDB).
namespace cuckoo_filter {
class filter {
  static constexpr int slots = 4, most_kicks = 500;
  std::vector<std::array<std::uint16_t, slots>> buckets;
  std::uint32_t seed = 1;
  std::size_t mask() const { return buckets.size() - 1; }
  static std::uint64_t hash(std::uint64_t x) {
    x *= 0x9e3779b97f4a7c15u;
    return x ^ x >> 29;
  }
  std::size_t other(std::size_t bucket, std::uint16_t print) const {
    return (bucket ^ hash(print)) & mask();
  }
  bool place(std::size_t bucket, std::uint16_t print) {
    auto slot = std::ranges::find(buckets[bucket], 0);
    if (slot == buckets[bucket].end())
      return false;
    *slot = print;
    return true;
  }

public:
  explicit filter(std::size_t expected) : buckets(std::bit_ceil(expected / slots + 1)) {}
  bool insert(std::uint64_t key) {
    auto h = hash(key);
    auto print = static_cast<std::uint16_t>(h >> 48 | 1);
    std::size_t bucket = h & mask();
    if (place(bucket, print) || place(other(bucket, print), print))
      return true;
    for (int kick = 0; kick < most_kicks; ++kick) {
      seed = seed * 1664525u + 1013904223u;
      std::swap(print, buckets[bucket][seed >> 30]);
      bucket = other(bucket, print);
      if (place(bucket, print))
        return true;
    }
    return false;
  }
  bool contains(std::uint64_t key) const {
    auto h = hash(key);
    auto print = static_cast<std::uint16_t>(h >> 48 | 1);
    auto &a = buckets[h & mask()], &b = buckets[other(h & mask(), print)];
    return std::ranges::count(a, print) + std::ranges::count(b, print) > 0;
  }
};
stallfree::task<> serve(inputs &in) {
  filter known(in.numbers.size());
  std::size_t refused = 0, hits = 0;
  for (int n : in.numbers)
    refused += !known.insert(std::uint64_t(n));
  for (int n : in.numbers)
    hits += known.contains(std::uint64_t(n) + 1);
  keep(double(refused + hits));
  co_return;
}
} // namespace cuckoo_filter
PROGRAM(cuckoo_filter, 1900000)

// In kind: thinning a panel's curve to as many points as it has pixels (Grafana, LTTB in InfluxDB).
namespace largest_triangle {
struct point {
  double x, y;
};
std::vector<point> thin(const std::vector<double> &values, std::size_t wanted) {
  std::vector<point> out;
  if (values.size() <= wanted || wanted < 3)
    return out;
  const double every = double(values.size() - 2) / double(wanted - 2);
  std::size_t chosen = 0;
  out.push_back({0, values[0]});
  for (std::size_t b = 0; b + 2 < wanted; ++b) {
    auto from = std::size_t(every * double(b)) + 1, to = std::size_t(every * double(b + 1)) + 1;
    auto end = std::min(values.size(), std::size_t(every * double(b + 2)) + 1);
    point mean{};
    for (auto i = to; i < end; ++i)
      mean = {mean.x + double(i) / double(end - to), mean.y + values[i] / double(end - to)};
    double best = -1, ax = double(chosen), ay = values[chosen];
    for (auto i = from; i < to; ++i) {
      double area = std::abs((ax - mean.x) * (values[i] - ay) - (ax - double(i)) * (mean.y - ay));
      if (area > best) {
        best = area;
        chosen = i;
      }
    }
    out.push_back({double(chosen), values[chosen]});
  }
  out.push_back({double(values.size() - 1), values.back()});
  return out;
}
stallfree::task<> serve(inputs &in) {
  double total = 0;
  for (auto &p : thin(in.reals, 640))
    total += p.x * p.y;
  keep(total);
  co_return;
}
} // namespace largest_triangle
PROGRAM(largest_triangle, 400000)

// In kind: filling the in-memory list of a store before it is written out (LevelDB's skip list).
namespace skip_list_load {
class skip_list {
  static constexpr int height = 12;
  struct node {
    std::uint64_t key;
    std::array<node *, height> next{};
  };
  std::vector<std::unique_ptr<node>> arena;
  node head{0, {}};
  std::uint32_t dice = 0xdeadbeef;
  int random_height() {
    int h = 1;
    dice ^= dice << 13, dice ^= dice >> 17, dice ^= dice << 5;
    for (auto d = dice; h < height && d % 4 == 0; d /= 4)
      ++h;
    return h;
  }

public:
  bool insert(std::uint64_t key) {
    std::array<node *, height> before;
    node *at = &head;
    for (int level = height - 1; level >= 0; --level) {
      while (at->next[level] && at->next[level]->key < key)
        at = at->next[level];
      before[level] = at;
    }
    if (at->next[0] && at->next[0]->key == key)
      return false;
    node *fresh = arena.emplace_back(std::make_unique<node>(node{key, {}})).get();
    for (int level = random_height() - 1; level >= 0; --level)
      fresh->next[level] = std::exchange(before[level]->next[level], fresh);
    return true;
  }
  template <class F> void each(F f) const {
    for (auto *n = head.next[0]; n; n = n->next[0])
      f(n->key);
  }
};
stallfree::task<> serve(inputs &in) {
  skip_list list;
  std::size_t sequence = 0;
  for (int n : in.numbers)
    list.insert(std::uint64_t(n) << 20 | sequence++ % 1024);
  double sum = 0;
  list.each([&](std::uint64_t key) { sum = sum * 0.5 + double(key >> 20); });
  keep(sum);
  co_return;
}
} // namespace skip_list_load
PROGRAM(skip_list_load, 180000)

// In kind: choosing the series that a query's matchers name (Prometheus, VictoriaMetrics); at most a page.
namespace label_matchers {
enum class kind { equal, not_equal, like };
struct matcher {
  std::string label, value;
  kind how;
  std::optional<std::regex> compiled;
  matcher(std::string l, std::string v, kind k) : label(std::move(l)), value(std::move(v)), how(k) {
    if (how == kind::like)
      compiled.emplace(value);
  }
  bool matches(std::string_view seen) const {
    if (how == kind::like)
      return std::regex_match(seen.begin(), seen.end(), *compiled);
    return (seen == value) == (how == kind::equal);
  }
};
using series = std::unordered_map<std::string, std::string>;
stallfree::task<> serve(inputs &in) {
  const matcher all[] = {{"job", "api", kind::equal}, {"host", "[a-m].*er", kind::like},
                         {"zone", "z3", kind::not_equal}};
  std::size_t found = 0;
  for (std::size_t i = 0; i < in.words.size() && found < 250; ++i) {
    series one{{"host", in.words[i]}, {"zone", "z" + std::to_string(i % 5)}, {"job", i % 2 ? "api" : "db"}};
    found += std::ranges::all_of(all, [&](const matcher &m) {
      auto it = one.find(m.label);
      return it != one.end() && m.matches(it->second);
    });
  }
  keep(double(found));
  co_return;
}
} // namespace label_matchers
PROGRAM(label_matchers, 60000)

// In kind: the records that two compressed bit sets share (Roaring bitmaps in Lucene, Pilosa).
namespace roaring_and {
struct container {
  std::vector<std::uint16_t> sorted;
  std::vector<std::uint64_t> bits;
  void seal() {
    std::ranges::sort(sorted);
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    if (sorted.size() < 4096)
      return;
    bits.assign(1024, 0);
    for (auto v : sorted)
      bits[v / 64] |= std::uint64_t(1) << v % 64;
    sorted.clear();
  }
};
std::size_t shared(const container &a, const container &b) {
  std::size_t n = 0;
  if (!a.bits.empty() && !b.bits.empty())
    for (std::size_t i = 0; i < 1024; ++i)
      n += std::size_t(std::popcount(a.bits[i] & b.bits[i]));
  else if (!a.bits.empty())
    n += std::size_t(std::ranges::count_if(b.sorted, [&](auto v) { return a.bits[v / 64] >> v % 64 & 1; }));
  else if (!b.bits.empty())
    return shared(b, a);
  else
    for (std::size_t i = 0, j = 0; i < a.sorted.size() && j < b.sorted.size();)
      a.sorted[i] < b.sorted[j] ? void(++i) : b.sorted[j] < a.sorted[i] ? void(++j) : void((++n, ++i, ++j));
  return n;
}
stallfree::task<> serve(inputs &in) {
  std::array<container, 256> left, right;
  for (std::size_t i = 0; i < in.numbers.size(); ++i) {
    auto id = unsigned(in.numbers[i]);
    (i % 3 ? left : right)[id >> 16 & 255].sorted.push_back(static_cast<std::uint16_t>(id));
  }
  std::size_t n = 0;
  for (std::size_t k = 0; k < left.size(); ++k) {
    left[k].seal();
    right[k].seal();
    n += shared(left[k], right[k]);
  }
  keep(double(n));
  co_return;
}
} // namespace roaring_and
PROGRAM(roaring_and, 300000)

// In kind: dropping what has run out of time by sampling a few keys a round (Redis, memcached's crawler).
namespace expiring_keys {
stallfree::task<> serve(inputs &in) {
  constexpr std::size_t per_round = 20, rounds = 16;
  const int now = 1 << 22;
  std::uint32_t pick = 77;
  std::size_t dropped = 0;
  for (std::size_t round = 0; round < rounds && !in.numbers.empty(); ++round) {
    std::size_t expired = 0;
    for (std::size_t i = 0; i < per_round; ++i) {
      pick = pick * 1103515245u + 12345u;
      auto &due = in.numbers[pick % in.numbers.size()];
      if (due && due < now) {
        due = 0;
        ++expired;
      }
    }
    dropped += expired;
    if (expired * 4 < per_round)
      break;
  }
  keep(double(dropped));
  co_return;
}
} // namespace expiring_keys
PROGRAM(expiring_keys, 400000)
