// Hashes, orders, indexes and caches.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <functional>
#include <list>
#include <map>
#include <stallfree/sleep.hpp>
#include <unordered_map>

namespace upload_tag {
// In kind: the tag of an uploaded file, by the digest of RFC 1321.
struct digest {
  std::array<std::uint32_t, 4> state{0x67452301u, 0xefcdab89u, 0x98badcfeu, 0x10325476u};
  std::array<std::uint32_t, 64> table;
  digest() {
    for (int i = 0; i < 64; ++i)
      table[i] = std::uint32_t(std::floor(std::fabs(std::sin(i + 1.0)) * 4294967296.0));
  }
  void block(const unsigned char *p) {
    static constexpr int Shift[4][4] = {
        {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
    std::uint32_t word[16];
    for (int i = 0; i < 16; ++i)
      word[i] = std::uint32_t(p[4 * i]) | std::uint32_t(p[4 * i + 1]) << 8 |
                std::uint32_t(p[4 * i + 2]) << 16 | std::uint32_t(p[4 * i + 3]) << 24;
    auto [a, b, c, d] = state;
    for (int i = 0; i < 64; ++i) {
      std::uint32_t f;
      int g;
      if (i < 16) {
        f = (b & c) | (~b & d);
        g = i;
      } else if (i < 32) {
        f = (d & b) | (~d & c);
        g = (5 * i + 1) % 16;
      } else if (i < 48) {
        f = b ^ c ^ d;
        g = (3 * i + 5) % 16;
      } else {
        f = c ^ (b | ~d);
        g = (7 * i) % 16;
      }
      f += a + table[i] + word[g];
      a = d;
      d = c;
      c = b;
      const int s = Shift[i / 16][i % 4];
      b += f << s | f >> (32 - s);
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
  }
};
stallfree::task<> serve(inputs &in) {
  digest d;
  for (std::size_t at = 0; at + 64 <= in.bytes.size(); at += 64)
    d.block(&in.bytes[at]);
  keep(d.state[0]);
  co_return;
}
} // namespace upload_tag
PROGRAM(upload_tag, 16000000)

namespace session_bucket {
// In kind: the keyed hash of a session's identifier.
constexpr std::size_t IdLength = 32;
static std::uint64_t rotate(std::uint64_t x, int b) { return x << b | x >> (64 - b); }
struct sip {
  std::uint64_t a, b, c, d;
  void round() {
    a += b;
    b = rotate(b, 13) ^ a;
    a = rotate(a, 32);
    c += d;
    d = rotate(d, 16) ^ c;
    a += d;
    d = rotate(d, 21) ^ a;
    c += b;
    b = rotate(b, 17) ^ c;
    c = rotate(c, 32);
  }
};
stallfree::task<> serve(inputs &in) {
  sip s{0x736f6d6570736575u, 0x646f72616e646f6du, 0x6c7967656e657261u, 0x7465646279746573u};
  for (std::size_t at = 0; at < IdLength; at += 8) {
    std::uint64_t m = 0;
    for (int i = 0; i < 8; ++i)
      m |= std::uint64_t(in.bytes[at + i]) << (8 * i);
    s.d ^= m;
    s.round();
    s.round();
    s.a ^= m;
  }
  for (int i = 0; i < 4; ++i)
    s.round();
  keep(double((s.a ^ s.b ^ s.c ^ s.d) % 1024));
  co_return;
}
} // namespace session_bucket
PROGRAM(session_bucket, 64)

namespace radix_ids {
// In kind: identifiers put in order by their bytes.
stallfree::task<> serve(inputs &in) {
  std::vector<int> from = in.numbers, to(from.size());
  for (int shift = 0; shift < 32; shift += 8) {
    std::array<std::size_t, 257> start{};
    for (int n : from)
      ++start[((n >> shift) & 255) + 1];
    for (int i = 0; i < 256; ++i)
      start[i + 1] += start[i];
    for (int n : from)
      to[start[(n >> shift) & 255]++] = n;
    from.swap(to);
  }
  keep(from.front());
  co_return;
}
} // namespace radix_ids
PROGRAM(radix_ids, 500000)

namespace natural_order {
// In kind: a folder's files as people count them.
static bool before(const std::string &a, const std::string &b) {
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (std::isdigit(static_cast<unsigned char>(a[i])) &&
        std::isdigit(static_cast<unsigned char>(b[j]))) {
      long x = 0, y = 0;
      while (i < a.size() && std::isdigit(static_cast<unsigned char>(a[i])))
        x = x * 10 + (a[i++] - '0');
      while (j < b.size() && std::isdigit(static_cast<unsigned char>(b[j])))
        y = y * 10 + (b[j++] - '0');
      if (x != y)
        return x < y;
    } else {
      const int x = std::tolower(static_cast<unsigned char>(a[i++])),
                y = std::tolower(static_cast<unsigned char>(b[j++]));
      if (x != y)
        return x < y;
    }
  }
  return a.size() - i < b.size() - j;
}
stallfree::task<> serve(inputs &in) {
  std::vector<std::string> files;
  for (std::size_t i = 0; i < in.words.size(); ++i)
    files.push_back(in.words[i].substr(0, 2) + std::to_string(in.numbers[i] % 1000) + ".jpg");
  std::sort(files.begin(), files.end(), before);
  keep(double(files.front().size()));
  co_return;
}
} // namespace natural_order
PROGRAM(natural_order, 20000)

namespace trigram_index {
// In kind: a code search that looks up three letters at a time.
stallfree::task<> serve(inputs &in) {
  std::unordered_map<std::string, std::vector<std::uint32_t>> postings;
  for (std::size_t i = 0; i + 3 <= in.text.size(); ++i) {
    auto &list = postings[in.text.substr(i, 3)];
    const auto line = std::uint32_t(i / 71);
    if (list.empty() || list.back() != line)
      list.push_back(line);
  }
  keep(double(postings.size()));
  co_return;
}
} // namespace trigram_index
PROGRAM(trigram_index, 1000000)

namespace server_ring {
// In kind: the points of a cluster's servers on a circle.
constexpr int Servers = 60, PointsPerServer = 160;
stallfree::task<> serve(inputs &in) {
  std::map<std::size_t, int> ring;
  for (int s = 0; s < Servers; ++s)
    for (int p = 0; p < PointsPerServer; ++p)
      ring[std::hash<std::string>()("10.0.0." + std::to_string(s) + "#" + std::to_string(p))] = s;
  auto at = ring.lower_bound(std::hash<std::string>()(in.words[0]));
  keep(at == ring.end() ? ring.begin()->second : at->second);
  co_return;
}
} // namespace server_ring
PROGRAM(server_ring, 10)

namespace recent_replay {
// In kind: a cache of the least recently used, warmed by yesterday's requests.
class recent {
  std::size_t limit;
  std::list<std::pair<int, int>> order;
  std::unordered_map<int, std::list<std::pair<int, int>>::iterator> where;

public:
  explicit recent(std::size_t limit) : limit(limit) {}
  int get(int key) {
    auto it = where.find(key);
    if (it == where.end())
      return -1;
    order.splice(order.begin(), order, it->second);
    return it->second->second;
  }
  void put(int key, int value) {
    order.emplace_front(key, value);
    where[key] = order.begin();
    if (order.size() > limit) {
      where.erase(order.back().first);
      order.pop_back();
    }
  }
};
stallfree::task<> serve(inputs &in) {
  recent cache(10000);
  int hits = 0;
  for (int n : in.numbers) {
    const int key = n % 20000;
    if (cache.get(key) >= 0)
      ++hits;
    else
      cache.put(key, n);
  }
  keep(hits);
  co_return;
}
} // namespace recent_replay
PROGRAM(recent_replay, 500000)

namespace batch_reindex {
// In kind: an index made again, 128 entries a turn.
stallfree::task<> serve(inputs &in) {
  std::map<std::string, std::vector<int>> index;
  int id = 0;
  for (const auto &word : in.words) {
    index[word].push_back(id++);
    if (id % 128 == 0)
      co_await stallfree::yield();
  }
  keep(double(index.size()));
}
} // namespace batch_reindex
PROGRAM(batch_reindex, 40000)
