#include "program.hpp"
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <queue>
#include <stallfree/sleep.hpp>
#include <unordered_map>

namespace memtable_fill {
constexpr int max_level = 16;
class skip_list {
public:
  skip_list() { nodes_.push_back({-1, {}}); }
  bool insert(int key) {
    std::array<std::uint32_t, max_level> before{};
    std::uint32_t at = 0;
    for (int level = max_level - 1; level >= 0; --level) {
      while (nodes_[at].next[level] && nodes_[nodes_[at].next[level]].key < key)
        at = nodes_[at].next[level];
      before[level] = at;
    }
    if (auto next = nodes_[at].next[0]; next && nodes_[next].key == key)
      return false;
    auto fresh = std::uint32_t(nodes_.size());
    nodes_.push_back({key, {}});
    for (int level = 0, height = pick(); level < height; ++level)
      nodes_[fresh].next[level] = std::exchange(nodes_[before[level]].next[level], fresh);
    return true;
  }
  std::size_t size() const { return nodes_.size() - 1; }

private:
  struct node {
    int key;
    std::array<std::uint32_t, max_level> next;
  };
  int pick() {
    seed_ = seed_ * 1664525u + 1013904223u;
    return std::min(max_level, 1 + std::countl_zero(seed_ | 1) / 2);
  }
  std::vector<node> nodes_;
  std::uint32_t seed_ = 9;
};
// In kind: filling the memtable of a log-structured store with a write batch (LevelDB).
stallfree::task<> serve(inputs &in) {
  skip_list table;
  for (int key : in.numbers)
    table.insert(key);
  keep(double(table.size()));
  co_return;
}
} // namespace memtable_fill
PROGRAM(memtable_fill, 150000)

namespace join_planner {
constexpr unsigned max_tables = 12;
// In kind: the exact search for the join order of one query, up to PostgreSQL's geqo_threshold.
stallfree::task<> serve(inputs &in) {
  std::array<double, 1u << max_tables> cost, rows;
  for (unsigned set = 1; set < cost.size(); ++set) {
    rows[set] = 1;
    for (unsigned t = 0; t < max_tables; ++t)
      if (set >> t & 1)
        rows[set] *= 1 + in.numbers[t] % 50;
    cost[set] = std::has_single_bit(set) ? rows[set] : HUGE_VAL;
    for (unsigned left = (set - 1) & set; left; left = (left - 1) & set) {
      unsigned right = set ^ left;
      double hash = cost[left] + cost[right] + rows[left] + 2 * rows[right];
      cost[set] = std::min(cost[set], hash);
    }
  }
  keep(cost.back());
  co_return;
}
} // namespace join_planner
PROGRAM(join_planner, 16)

namespace merge_runs {
constexpr std::size_t run_length = 8192, slice = 4096;
using cursor = std::pair<int, std::size_t>; // value, run
// In kind: a sort that spills into runs and merges them, giving way after each run and each page.
stallfree::task<> serve(inputs &in) {
  std::vector<std::vector<int>> runs;
  for (std::size_t from = 0; from < in.numbers.size(); from += run_length) {
    auto begin = in.numbers.begin() + long(from);
    auto &run = runs.emplace_back(begin, begin + long(std::min(run_length, in.numbers.size() - from)));
    std::sort(run.begin(), run.end());
    co_await stallfree::yield();
  }
  std::vector<std::size_t> at(runs.size());
  std::priority_queue<cursor, std::vector<cursor>, std::greater<>> heads;
  for (std::size_t r = 0; r < runs.size(); ++r)
    heads.push({runs[r][at[r]++], r});
  double mixed = 0;
  for (std::size_t written = 1; !heads.empty(); ++written) {
    auto [value, r] = heads.top();
    heads.pop();
    mixed = mixed * 0.5 + value;
    if (at[r] < runs[r].size())
      heads.push({runs[r][at[r]++], r});
    if (written % slice == 0)
      co_await stallfree::yield();
  }
  keep(mixed);
}
} // namespace merge_runs
PROGRAM(merge_runs, 600000)

namespace wal_replay {
enum class kind { put, add, erase };
struct record {
  kind what;
  int key, value;
};
record decode(int raw) { return {kind(raw % 7 == 0 ? 2 : raw % 2), raw % 200'003, raw / 16}; }
constexpr std::size_t checkpoint_every = 1'000'000;

// In kind: an embedded key-value store replaying its log when opened; it lets others run at checkpoints.
stallfree::task<> serve(inputs &in) {
  std::unordered_map<int, long> table;
  std::size_t since = 0;
  for (int raw : in.numbers) {
    auto r = decode(raw);
    switch (r.what) {
    case kind::put: table[r.key] = r.value; break;
    case kind::add: table[r.key] += r.value; break;
    case kind::erase: table.erase(r.key); break;
    }
    if (++since == checkpoint_every) {
      since = 0;
      co_await stallfree::yield();
    }
  }
  keep(double(table.size()));
}
} // namespace wal_replay
PROGRAM(wal_replay, 700000)

namespace table_filter {
class bloom {
public:
  explicit bloom(std::size_t keys) : bits_(std::bit_ceil(keys * 10) / 64 + 1) {}
  template <class F> void probe(std::uint64_t key, F &&each) {
    std::uint64_t h = (key + 1) * 0x9e3779b97f4a7c15, step = h >> 33 | 1;
    for (int i = 0; i < hashes; ++i, h += step << 20)
      each(bits_[(h >> 38) % bits_.size()], std::uint64_t(1) << (h >> 32 & 63));
  }
  void add(std::uint64_t key) { probe(key, [](auto &word, auto bit) { word |= bit; }); }
  double fill() const {
    return std::accumulate(bits_.begin(), bits_.end(), 0.0, [](double s, auto w) { return s + std::popcount(w); });
  }

private:
  static constexpr int hashes = 7;
  std::vector<std::uint64_t> bits_;
};
// In kind: building the Bloom filter of a table file when a compaction finishes (RocksDB).
stallfree::task<> serve(inputs &in) {
  bloom filter(in.numbers.size());
  for (int key : in.numbers)
    filter.add(std::uint64_t(key));
  keep(filter.fill());
  co_return;
}
} // namespace table_filter
PROGRAM(table_filter, 2000000)

namespace shift_matching {
class matching {
public:
  matching(const std::vector<std::vector<int>> &wishes, std::size_t shifts) : wishes_(wishes), taken_(shifts, -1) {}
  bool place(int nurse) {
    for (int wish : wishes_[std::size_t(nurse)]) {
      auto shift = std::size_t(wish) % taken_.size();
      if (seen_[shift])
        continue;
      seen_[shift] = true;
      if (taken_[shift] < 0 || place(taken_[shift]))
        return taken_[shift] = nurse, true;
    }
    return false;
  }
  int solve() {
    int placed = 0;
    for (std::size_t n = 0; n < wishes_.size(); ++n) {
      seen_.assign(taken_.size(), false);
      placed += place(int(n));
    }
    return placed;
  }

private:
  const std::vector<std::vector<int>> &wishes_;
  std::vector<int> taken_;
  std::vector<bool> seen_;
};
// In kind: giving the nurses of a ward one of the shifts that they asked for.
stallfree::task<> serve(inputs &in) {
  keep(matching(in.rows, in.rows.size() + 10).solve());
  co_return;
}
} // namespace shift_matching
PROGRAM(shift_matching, 1200)

namespace community_labels {
// In kind: a few rounds of label propagation over the graph of who follows whom (NetworkX, igraph).
stallfree::task<> serve(inputs &in) {
  const std::size_t people = in.rows.size();
  std::vector<std::size_t> label(people);
  std::iota(label.begin(), label.end(), std::size_t(0));
  for (int round = 0; round < 5; ++round) {
    bool changed = false;
    for (std::size_t p = 0; p < people; ++p) {
      std::map<std::size_t, int> votes;
      for (int friend_ : in.rows[p])
        ++votes[label[std::size_t(friend_) % people]];
      auto most = std::max_element(votes.begin(), votes.end(), [](auto &a, auto &b) { return a.second < b.second; });
      if (most != votes.end() && most->first != label[p])
        label[p] = most->first, changed = true;
    }
    if (!changed)
      break;
  }
  std::sort(label.begin(), label.end());
  keep(double(std::unique(label.begin(), label.end()) - label.begin()));
  co_return;
}
} // namespace community_labels
PROGRAM(community_labels, 500000)

namespace shard_quantiles {
constexpr std::size_t shards = 64, buckets = 160;
using histogram = std::array<std::uint32_t, buckets>;
double quantile(const histogram &h, double q) {
  double total = std::accumulate(h.begin(), h.end(), 0.0), seen = 0;
  for (std::size_t i = 0; i < buckets; ++i)
    if ((seen += h[i]) >= q * total)
      return std::pow(1.1, double(i));
  return 0;
}
// In kind: the latency panel of a dashboard: histograms of all shards merged, then read (Prometheus).
stallfree::task<> serve(inputs &in) {
  histogram all{};
  for (std::size_t s = 0; s < shards; ++s)
    for (std::size_t b = 0; b < buckets; ++b)
      all[b] += in.bytes[s * buckets + b];
  double sum = 0;
  for (double q : {0.5, 0.9, 0.99, 0.999})
    sum += quantile(all, q);
  keep(sum);
  co_return;
}
} // namespace shard_quantiles
PROGRAM(shard_quantiles, 10240)

namespace waits_for {
enum class mark : char { fresh, open, done };
constexpr std::size_t max_transactions = 500;
// In kind: a database's check for a deadlock when a lock has to wait (InnoDB).
stallfree::task<> serve(inputs &in) {
  std::size_t n = std::min(in.rows.size(), max_transactions);
  std::vector<mark> marks(n);
  int cycles = 0;
  std::function<void(std::size_t)> visit = [&](std::size_t t) {
    marks[t] = mark::open;
    for (int k = 0; k < 1 + in.rows[t][9] % 3; ++k) {
      auto holder = std::size_t(in.rows[t][k]) % n;
      if (marks[holder] == mark::open)
        ++cycles;
      else if (marks[holder] == mark::fresh)
        visit(holder);
    }
    marks[t] = mark::done;
  };
  for (std::size_t t = 0; t < n; ++t)
    if (marks[t] == mark::fresh)
      visit(t);
  keep(cycles);
  co_return;
}
} // namespace waits_for
PROGRAM(waits_for, 3000)

namespace facet_counts {
class bitmap {
public:
  template <class P> bitmap(const std::vector<unsigned char> &column, P wanted) : words_(column.size() / 64 + 1) {
    for (std::size_t row = 0; row < column.size(); ++row)
      words_[row / 64] |= std::uint64_t(wanted(column[row])) << row % 64;
  }
  std::size_t common(const bitmap &o) const {
    return std::transform_reduce(words_.begin(), words_.end(), o.words_.begin(), std::size_t(0), std::plus<>(),
                                 [](auto a, auto b) { return std::size_t(std::popcount(a & b)); });
  }

private:
  std::vector<std::uint64_t> words_;
};
// In kind: the counts beside the check boxes of a product search, by bitmap (Pilosa, Roaring).
stallfree::task<> serve(inputs &in) {
  bitmap cheap(in.bytes, [](int v) { return v < 100; }), even(in.bytes, [](int v) { return v % 2 == 0; });
  bitmap rare(in.bytes, [](int v) { return v > 250; });
  keep(double(cheap.common(even) + even.common(rare)));
  co_return;
}
} // namespace facet_counts
PROGRAM(facet_counts, 800000)
