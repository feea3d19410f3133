// Databases and compilers.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <bit>
#include <bitset>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <queue>
#include <set>
#include <span>
#include <string_view>
#include <unordered_map>

// In kind: a hash join (SQLite has none; DuckDB, Postgres): builds on the smaller table, probes with the other.
namespace hash_join {
struct tuple {
  int key;
  int payload;
};

class relation {
public:
  relation(std::span<const int> numbers, int keys) {
    for (std::size_t i = 0; i < numbers.size(); ++i)
      tuples_.push_back({numbers[i] % keys, int(i)});
  }
  const std::vector<tuple> &tuples() const { return tuples_; }

private:
  std::vector<tuple> tuples_;
};

template <class Emit> void join(const relation &build, const relation &probe, Emit emit) {
  std::unordered_map<int, std::vector<int>> index;
  for (const auto &t : build.tuples())
    index[t.key].push_back(t.payload);
  for (const auto &t : probe.tuples())
    if (auto found = index.find(t.key); found != index.end())
      for (int payload : found->second)
        emit(payload, t.payload);
}

stallfree::task<> serve(inputs &in) {
  const std::span<const int> all(in.numbers);
  const relation customers(all.first(all.size() / 5), 80000), orders(all.last(all.size() / 5 * 4), 80000);
  std::size_t matched = 0;
  double sum = 0;
  join(customers, orders, [&](int customer, int order) {
    ++matched;
    sum += customer ^ order;
  });
  keep(sum / double(matched + 1));
  co_return;
}
} // namespace hash_join
PROGRAM(hash_join, 500000)

// In kind: a B-tree leaf (SQLite, LMDB): fills a page, splits it once, then looks up a request's keys.
namespace leaf_page {
constexpr std::size_t page_bytes = 4096;

class page {
public:
  static constexpr std::size_t capacity = (page_bytes - 16) / sizeof(std::uint32_t);
  bool full() const { return count_ == capacity; }
  void insert(std::uint32_t key) {
    auto *at = std::lower_bound(begin(), end(), key);
    std::move_backward(at, end(), end() + 1);
    *at = key;
    ++count_;
  }
  bool contains(std::uint32_t key) const { return std::binary_search(keys_.begin(), keys_.begin() + long(count_), key); }
  page split() {
    page right;
    const std::size_t half = count_ / 2;
    std::copy(keys_.begin() + long(half), keys_.begin() + long(count_), right.keys_.begin());
    right.count_ = count_ - half;
    count_ = half;
    return right;
  }
  std::uint32_t first() const { return keys_[0]; }

private:
  std::uint32_t *begin() { return keys_.data(); }
  std::uint32_t *end() { return keys_.data() + count_; }
  std::array<std::uint32_t, capacity> keys_{};
  std::size_t count_ = 0;
};

stallfree::task<> serve(inputs &in) {
  page left;
  std::size_t at = 0;
  for (; at < in.numbers.size() && !left.full(); ++at)
    left.insert(std::uint32_t(in.numbers[at]));
  const page right = left.split();
  int found = 0;
  for (std::size_t lookups = 0; lookups < 100 && at < in.numbers.size(); ++lookups, ++at) {
    const auto key = std::uint32_t(in.numbers[at]);
    found += (key < right.first() ? left : right).contains(key);
  }
  keep(found + double(right.first()));
  co_return;
}
} // namespace leaf_page
PROGRAM(leaf_page, 1000000)

// In kind: a scan with a filter (DynamoDB): a page ends after so many bytes read, however few items match.
namespace filtered_scan {
constexpr std::size_t bytes_per_page = 128 * 1024;

struct result {
  std::vector<std::size_t> items;
  std::optional<std::size_t> last_key; // where the next request goes on
};

template <class Filter> result scan(const std::vector<std::vector<int>> &table, std::size_t from, Filter matches) {
  result page;
  std::size_t read = 0;
  for (std::size_t key = from; key < table.size(); ++key) {
    read += table[key].size() * sizeof(int);
    if (read > bytes_per_page) {
      page.last_key = key;
      break;
    }
    if (matches(table[key]))
      page.items.push_back(key);
  }
  return page;
}

stallfree::task<> serve(inputs &in) {
  const std::size_t from = std::size_t(in.numbers.at(0)) % (in.rows.size() / 2);
  const auto page = scan(in.rows, from, [](const std::vector<int> &item) {
    return std::ranges::any_of(item, [](int attribute) { return attribute % 97 == 0; }) &&
           std::accumulate(item.begin(), item.end(), 0L) % 2 == 0;
  });
  keep(double(page.items.size()) + double(page.last_key.value_or(0)));
  co_return;
}
} // namespace filtered_scan
PROGRAM(filtered_scan, 2000000)

// In kind: a query planner's join order (System R, Postgres): dynamic programming over the sets of tables.
namespace join_order {
constexpr unsigned tables = 15, sets = 1u << tables;

class planner {
public:
  planner() {
    for (unsigned a = 0; a < tables; ++a) {
      rows_[a] = 100.0 * double(1 + (a * 7919) % 1000);
      for (unsigned b = 0; b < tables; ++b)
        selectivity_[a][b] = (a + b) % 3 == 0 ? 0.001 : 1;
    }
    for (unsigned set = 1; set < sets; ++set)
      cardinality_[set] = estimate(set);
  }
  double best() {
    std::vector<double> cost(sets, std::numeric_limits<double>::infinity());
    std::vector<unsigned> split(sets);
    for (unsigned t = 0; t < tables; ++t)
      cost[1u << t] = rows_[t];
    for (unsigned set = 1; set < sets; ++set) {
      if (std::has_single_bit(set))
        continue;
      for (unsigned left = (set - 1) & set; left; left = (left - 1) & set) {
        const double total = cost[left] + cost[set ^ left] + cardinality_[set];
        if (total < cost[set]) {
          cost[set] = total;
          split[set] = left;
        }
      }
    }
    return cost[sets - 1] + double(split[sets - 1]);
  }

private:
  double estimate(unsigned set) const {
    double rows = 1;
    for (unsigned a = 0; a < tables; ++a)
      if (set >> a & 1) {
        rows *= rows_[a];
        for (unsigned b = 0; b < a; ++b)
          if (set >> b & 1)
            rows *= selectivity_[a][b];
      }
    return rows;
  }
  std::array<double, tables> rows_;
  std::array<std::array<double, tables>, tables> selectivity_;
  std::vector<double> cardinality_ = std::vector<double>(sets);
};

stallfree::task<> serve(inputs &) {
  planner p;
  keep(std::log(p.best()));
  co_return;
}
} // namespace join_order
PROGRAM(join_order, 100)

// In kind: Chaitin's register allocation (LLVM's greedy predecessor): interference of live ranges, then colouring.
namespace register_colouring {
struct live_range {
  int begin, end;
  double spill_cost;
  bool interferes(const live_range &o) const { return begin < o.end && o.begin < end; }
};

class graph {
public:
  explicit graph(const std::vector<live_range> &ranges) : neighbours_(ranges.size()) {
    for (std::size_t a = 0; a < ranges.size(); ++a)
      for (std::size_t b = a + 1; b < ranges.size(); ++b)
        if (ranges[a].interferes(ranges[b])) {
          neighbours_[a].push_back(int(b));
          neighbours_[b].push_back(int(a));
        }
  }
  std::size_t colour(const std::vector<live_range> &ranges, int registers) const {
    std::vector<std::size_t> order(ranges.size());
    std::iota(order.begin(), order.end(), 0u);
    std::ranges::sort(order, std::greater<>{}, [&](std::size_t i) { return ranges[i].spill_cost; });
    std::vector<int> assigned(ranges.size(), -1);
    std::size_t spilled = 0;
    for (std::size_t i : order) {
      std::bitset<64> taken;
      for (int n : neighbours_[i])
        if (assigned[std::size_t(n)] >= 0)
          taken.set(std::size_t(assigned[std::size_t(n)]));
      int r = 0;
      while (r < registers && taken[std::size_t(r)])
        ++r;
      if (r < registers)
        assigned[i] = r;
      else
        ++spilled;
    }
    return spilled;
  }

private:
  std::vector<std::vector<int>> neighbours_;
};

stallfree::task<> serve(inputs &in) {
  std::vector<live_range> ranges;
  for (int n : in.numbers) {
    const int begin = n % 100000;
    ranges.push_back({begin, begin + 20 + n % 500, double(n % 1009) / (20 + n % 500)});
  }
  keep(double(graph(ranges).colour(ranges, 15)));
  co_return;
}
} // namespace register_colouring
PROGRAM(register_colouring, 8000)

// In kind: an editor's syntax colouring (tree-sitter, KSyntaxHighlighting), which lets the window in between.
namespace syntax_tokens {
enum class kind { keyword, identifier, number, space, other, count };

struct lexer {
  std::string_view rest;
  std::array<std::size_t, std::size_t(kind::count)> seen{};

  kind classify(std::string_view word) const {
    static constexpr std::array<std::string_view, 12> keywords = {"auto",  "break", "case", "class",  "const", "delete",
                                                                  "double", "while", "for",  "return", "switch", "struct"};
    return std::ranges::find(keywords, word) != keywords.end() ? kind::keyword : kind::identifier;
  }
  bool token() {
    if (rest.empty())
      return false;
    const auto run = [&](auto accepts) {
      std::size_t n = 1;
      while (n < rest.size() && accepts(static_cast<unsigned char>(rest[n])))
        ++n;
      return n;
    };
    std::size_t length = 1;
    kind what = kind::other;
    const auto c = static_cast<unsigned char>(rest.front());
    if (std::isalpha(c)) {
      length = run([](int x) { return std::isalnum(x); });
      what = classify(rest.substr(0, length));
    } else if (std::isdigit(c)) {
      length = run([](int x) { return std::isdigit(x); });
      what = kind::number;
    } else if (std::isspace(c)) {
      what = kind::space;
    }
    ++seen[std::size_t(what)];
    rest.remove_prefix(length);
    return true;
  }
};

stallfree::task<> serve(inputs &in) {
  lexer lex{in.text};
  unsigned tokens = 0;
  while (lex.token())
    if (++tokens % 1024 == 0)
      co_await stallfree::yield();
  keep(double(lex.seen[std::size_t(kind::identifier)]));
}
} // namespace syntax_tokens
PROGRAM(syntax_tokens, 3000000)

// In kind: a LIKE filter on a preview of a column (Thompson's simulation as in RE2): no backtracking.
namespace pattern_preview {
constexpr std::size_t most_states = 64, preview = 2000;

class nfa {
public:
  explicit nfa(std::string_view pattern) {
    for (char c : pattern.substr(0, most_states - 1)) {
      letters_[size_] = c;
      loops_[size_] = c == '%';
      ++size_;
    }
  }
  std::size_t count(std::string_view text) const {
    std::size_t found = 0;
    std::bitset<most_states> active;
    for (char c : text) {
      std::bitset<most_states> next;
      active.set(0);
      for (std::size_t s = 0; s < size_; ++s) {
        if (!active[s])
          continue;
        if (loops_[s]) {
          next.set(s);
          next.set(s + 1);
        }
        if (letters_[s] == '_' || letters_[s] == c)
          next.set(s + 1);
      }
      if (next[size_]) {
        ++found;
        next.reset();
      }
      active = next;
    }
    return found;
  }

private:
  std::array<char, most_states> letters_{};
  std::bitset<most_states> loops_;
  std::size_t size_ = 0;
};

stallfree::task<> serve(inputs &in) {
  std::string pattern;
  for (const auto &w : in.words) {
    pattern += w.substr(0, 1) + "%_";
    if (pattern.size() > 100)
      break;
  }
  std::string_view column(in.text);
  if (column.size() > preview)
    column.remove_suffix(column.size() - preview);
  keep(double(nfa(pattern).count(column)));
  co_return;
}
} // namespace pattern_preview
PROGRAM(pattern_preview, 1000000)

// In kind: compaction of sorted runs (LevelDB, RocksDB): sorts the memtables, merges them, the newest value wins.
namespace run_compaction {
struct entry {
  int key;
  int run;
  std::size_t at;
  bool operator>(const entry &o) const { return key != o.key ? key > o.key : run < o.run; }
};

std::vector<std::vector<int>> runs_of(const std::vector<int> &writes, std::size_t count) {
  std::vector<std::vector<int>> runs(count);
  for (std::size_t i = 0; i < writes.size(); ++i)
    runs[i * count / writes.size()].push_back(writes[i] % 2'000'000);
  for (auto &run : runs)
    std::ranges::sort(run);
  return runs;
}

std::vector<int> merge(const std::vector<std::vector<int>> &runs) {
  std::priority_queue<entry, std::vector<entry>, std::greater<>> heads;
  for (std::size_t r = 0; r < runs.size(); ++r)
    if (!runs[r].empty())
      heads.push({runs[r][0], int(r), 0});
  std::vector<int> merged;
  while (!heads.empty()) {
    const entry e = heads.top();
    heads.pop();
    if (merged.empty() || merged.back() != e.key)
      merged.push_back(e.key);
    const auto &run = runs[std::size_t(e.run)];
    if (e.at + 1 < run.size())
      heads.push({run[e.at + 1], e.run, e.at + 1});
  }
  return merged;
}

stallfree::task<> serve(inputs &in) {
  const auto merged = merge(runs_of(in.numbers, 10));
  keep(double(merged.size()));
  co_return;
}
} // namespace run_compaction
PROGRAM(run_compaction, 1000000)
