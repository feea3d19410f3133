#include "program.hpp"
#include <algorithm>
#include <array>
#include <bit>
#include <list>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

// In kind: the rows that no other row beats in every column (a skyline query), as the
// extensions for PostgreSQL and DuckDB evaluate it, block by block.
namespace skyline_rows {
constexpr std::size_t columns = 8;
bool beats(const std::vector<int> &a, const std::vector<int> &b) {
  bool better = false;
  for (std::size_t c = 0; c < columns; ++c) {
    if (a[c] > b[c])
      return false;
    better |= a[c] < b[c];
  }
  return better;
}
stallfree::task<> serve(inputs &in) {
  std::vector<const std::vector<int> *> window;
  for (const auto &row : in.rows) {
    bool beaten = false;
    for (std::size_t i = 0; i < window.size();) {
      if (beats(*window[i], row)) {
        beaten = true;
        std::swap(window[i], window[i / 2]); // rows that beat many come early
        break;
      }
      if (beats(row, *window[i])) {
        window[i] = window.back();
        window.pop_back();
      } else {
        ++i;
      }
    }
    if (!beaten)
      window.push_back(&row);
  }
  keep(double(window.size()));
  co_return;
}
} // namespace skyline_rows
PROGRAM(skyline_rows, 120000)

// In kind: asks the Bloom filters of a store's levels before it opens their files, as
// LevelDB and RocksDB do for a multi-get.
namespace bloom_probe {
constexpr std::size_t line = 64;
class filter {
  const unsigned char *bits;
  std::size_t lines;
  int probes;

public:
  filter(const std::vector<unsigned char> &file, std::size_t from, std::size_t size, int probes)
      : bits(file.data() + from), lines(size / line), probes(probes) {}
  bool may_contain(std::uint32_t hash) const {
    const unsigned char *at = bits + line * (hash % lines);
    for (int p = 0; p < probes; ++p, hash = hash * 0x9e3779b9u + 1) {
      unsigned bit = hash >> (32 - 9);
      if (!(at[bit / 8] >> bit % 8 & 1))
        return false;
    }
    return true;
  }
};
std::uint32_t hashed(const std::string &key) {
  std::uint32_t h = 2166136261u;
  for (unsigned char c : key)
    h = (h ^ c) * 16777619u;
  return h;
}
stallfree::task<> serve(inputs &in) {
  std::vector<filter> levels;
  for (std::size_t size = 4096, from = 0; from + size <= in.bytes.size(); from += size, size *= 4)
    levels.emplace_back(in.bytes, from, size, 7);
  constexpr std::size_t most_keys = 8000;
  std::size_t opened = 0, keys = 0;
  for (const std::string &word : in.words) {
    if (++keys > most_keys)
      break;
    std::uint32_t hash = hashed(word);
    for (const filter &f : levels)
      opened += f.may_contain(hash);
  }
  keep(double(opened));
  co_return;
}
} // namespace bloom_probe
PROGRAM(bloom_probe, 1500000)

// In kind: which tuples of a heap page a snapshot sees, as PostgreSQL's visibility
// rules say.
namespace visible_tuples {
struct snapshot {
  int oldest, next;
  std::vector<int> running; // sorted
  bool sees(int transaction) const {
    return transaction < oldest ||
           (transaction < next && !std::binary_search(running.begin(), running.end(), transaction));
  }
};
struct tuple {
  int created, deleted;
  bool locked_only;
};
bool visible(const tuple &t, const snapshot &s, const std::vector<bool> &aborted) {
  if (aborted[t.created] || !s.sees(t.created))
    return false;
  return t.deleted == 0 || t.locked_only || aborted[t.deleted] || !s.sees(t.deleted);
}
stallfree::task<> serve(inputs &in) {
  constexpr int transactions = 1000;
  std::vector<bool> aborted(transactions);
  snapshot now{800, 950, {}};
  std::size_t page = std::min<std::size_t>(in.rows.size(), 226);
  for (std::size_t i = 0; i < page; ++i) {
    aborted[in.rows[i][0] % transactions] = in.rows[i][1] % 8 == 0;
    if (int id = in.rows[i][2] % transactions; id >= now.oldest)
      now.running.push_back(id);
  }
  std::sort(now.running.begin(), now.running.end());
  std::size_t seen = 0;
  for (std::size_t i = 0; i < page; ++i) {
    const auto &r = in.rows[i];
    seen += visible({1 + r[3] % (transactions - 1), r[4] % 3 ? 0 : 1 + r[5] % (transactions - 1), r[6] % 9 == 0}, now, aborted);
  }
  keep(double(seen));
  co_return;
}
} // namespace visible_tuples
PROGRAM(visible_tuples, 50000)

// In kind: fills a cuckoo hash table until it must grow, as libcuckoo and the filters
// of network switches do.
namespace cuckoo_fill {
class table {
  static constexpr std::size_t ways = 4;
  std::vector<std::array<int, ways>> buckets;
  std::size_t first(int key) const { return (key * 0x9e3779b97f4a7c15ull >> 20) % buckets.size(); }
  std::size_t second(int key) const { return (key * 0xc2b2ae3d27d4eb4full >> 22) % buckets.size(); }

public:
  explicit table(std::size_t size) : buckets(size) {}
  int kicks = 0, grown = 0;
  bool contains(int key) const {
    for (std::size_t b : {first(key), second(key)})
      if (std::find(buckets[b].begin(), buckets[b].end(), key) != buckets[b].end())
        return true;
    return false;
  }
  void insert(int key) {
    std::size_t at = first(key);
    for (int round = 0; round < 300; ++round) {
      for (int &slot : buckets[at])
        if (slot == 0) {
          slot = key;
          return;
        }
      std::swap(key, buckets[at][(round * 7 + key) % ways]);
      ++kicks;
      at = at == first(key) ? second(key) : first(key);
    }
    grow();
    insert(key);
  }
  void grow() {
    auto old = std::exchange(buckets, std::vector<std::array<int, ways>>(buckets.size() * 3 / 2));
    ++grown;
    for (const auto &bucket : old)
      for (int key : bucket)
        if (key)
          insert(key);
  }
};
stallfree::task<> serve(inputs &in) {
  table seen(64);
  for (int n : in.numbers)
    if (n && !seen.contains(n))
      seen.insert(n);
  keep(seen.kicks + seen.grown);
  co_return;
}
} // namespace cuckoo_fill
PROGRAM(cuckoo_fill, 400000)

// In kind: gives outside ports to the connections of a burst of packets and expires
// idle ones, as the translators of OpenWrt or pf do.
namespace nat_ports {
struct mapping {
  std::uint64_t inside;
  int port;
  std::size_t last;
};
class translator {
  std::list<mapping> by_age;
  std::unordered_map<std::uint64_t, std::list<mapping>::iterator> by_inside;
  std::set<int> used;
  static constexpr int low = 20000, high = 21000;

public:
  std::optional<int> translate(std::uint64_t inside, std::size_t now) {
    if (auto found = by_inside.find(inside); found != by_inside.end()) {
      found->second->last = now;
      by_age.splice(by_age.end(), by_age, found->second);
      return found->second->port;
    }
    for (int tries = 0, port = low + int(inside % (high - low)); tries < 16; ++tries, port = port + 1 < high ? port + 1 : low)
      if (used.insert(port).second) {
        by_age.push_back({inside, port, now});
        by_inside[inside] = std::prev(by_age.end());
        return port;
      }
    return {};
  }
  void expire(std::size_t now, std::size_t idle) {
    while (!by_age.empty() && by_age.front().last + idle < now) {
      used.erase(by_age.front().port);
      by_inside.erase(by_age.front().inside);
      by_age.pop_front();
    }
  }
};
stallfree::task<> serve(inputs &in) {
  translator nat;
  std::size_t dropped = 0, burst = std::min<std::size_t>(in.numbers.size(), 1024);
  for (std::size_t now = 0; now < burst; ++now) {
    std::uint64_t source = 0x0a000000u + in.numbers[now] % 300;
    dropped += !nat.translate(source << 16 | in.bytes[now] % 4, now);
    if (now % 64 == 63)
      nat.expire(now, 256);
  }
  keep(double(dropped));
  co_return;
}
} // namespace nat_ports
PROGRAM(nat_ports, 4000)

// In kind: packs a metric's points as differences of differences and of float bits, as
// Prometheus and VictoriaMetrics store their chunks.
namespace metric_chunks {
class bit_writer {
  std::vector<unsigned char> data;
  int free = 0;

public:
  void put(std::uint64_t value, int bits) {
    while (bits-- > 0) {
      if (free == 0)
        data.push_back(0), free = 8;
      data.back() |= static_cast<unsigned char>((value >> bits & 1) << --free);
    }
  }
  std::size_t size() const { return data.size(); }
};
stallfree::task<> serve(inputs &in) {
  bit_writer chunk;
  std::int64_t time = 0, step = 0;
  std::uint64_t last = 0;
  for (std::size_t i = 0; i < in.reals.size(); ++i) {
    std::int64_t now = time + 15000 + in.numbers[i] % 16 - 8, change = now - time - step;
    if (change == 0)
      chunk.put(0, 1);
    else if (change >= -64 && change < 64)
      chunk.put(2, 2), chunk.put(std::uint64_t(change) & 127, 7);
    else
      chunk.put(15, 4), chunk.put(std::uint64_t(change), 32);
    step = now - time, time = now;
    std::uint64_t bits = std::bit_cast<std::uint64_t>(100.0 + int(in.reals[i] * 64) * 0.25), different = bits ^ last;
    int leading = std::min(std::countl_zero(different), 31), trailing = different ? std::countr_zero(different) : 0;
    chunk.put(different != 0, 1);
    if (different) {
      chunk.put(leading, 5), chunk.put(63 - leading - trailing, 6);
      chunk.put(different >> trailing, 64 - leading - trailing);
    }
    last = bits;
  }
  keep(double(chunk.size()));
  co_return;
}
} // namespace metric_chunks
PROGRAM(metric_chunks, 330000)
