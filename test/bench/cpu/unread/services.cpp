// What a service keeps, counts, writes and simulates.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <variant>

namespace feed_xml {
// In kind: a shop's products as XML, for a comparison of prices.
static std::string element(const std::string &name, const std::string &value) {
  return "<" + name + ">" + value + "</" + name + ">";
}
static std::string product(const std::vector<int> &row, const std::string &title) {
  std::string xml = "  <product>\n";
  for (std::size_t i = 0; i < row.size(); ++i)
    xml += "    " + element("field" + std::to_string(i), std::to_string(row[i])) + "\n";
  return xml + "    " + element("title", title) + "\n  </product>\n";
}
stallfree::task<> serve(inputs &in) {
  std::string xml = "<?xml version=\"1.0\"?>\n<products>\n";
  for (std::size_t i = 0; i < in.rows.size(); ++i)
    xml += product(in.rows[i], in.words[i % in.words.size()]);
  xml += "</products>\n";
  keep(double(xml.size()));
  co_return;
}
} // namespace feed_xml
PROGRAM(feed_xml, 300000)

namespace read_lists {
// In kind: nested lists of numbers that a client sent, as a tree.
struct value {
  std::variant<long, std::vector<value>> is;
};
class reader {
public:
  explicit reader(const std::string &text) : text(text) {}
  value read() {
    if (text[at] != '[')
      return {number()};
    std::vector<value> list;
    for (++at; at < text.size() && text[at] != ']';) {
      list.push_back(read());
      if (at < text.size() && text[at] == ',')
        ++at;
    }
    ++at;
    return {std::move(list)};
  }

private:
  long number() {
    long n = 0;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9')
      n = n * 10 + (text[at++] - '0');
    return n;
  }
  const std::string &text;
  std::size_t at = 0;
};
static long sum(const value &v) {
  if (const long *n = std::get_if<long>(&v.is))
    return *n;
  long total = 0;
  for (const auto &child : std::get<std::vector<value>>(v.is))
    total += sum(child);
  return total;
}
stallfree::task<> serve(inputs &in) {
  std::string body = "[";
  for (const auto &row : in.rows) {
    body += body.size() > 1 ? ",[" : "[";
    for (std::size_t i = 0; i < row.size(); ++i)
      body += (i ? "," : "") + std::to_string(row[i]);
    body += ']';
  }
  body += ']';
  keep(double(sum(reader(body).read())));
  co_return;
}
} // namespace read_lists
PROGRAM(read_lists, 200000)

namespace stock_report {
// In kind: what lies where, by warehouse, article and month.
stallfree::task<> serve(inputs &in) {
  std::map<std::string, std::map<int, std::vector<int>>> stock;
  for (std::size_t i = 0; i < in.words.size(); ++i)
    stock[in.words[i].substr(0, 2)][in.numbers[i] % 12].push_back(in.numbers[i] % 500);
  long most = 0;
  for (auto &[place, months] : stock)
    for (auto &[month, counts] : months) {
      std::sort(counts.begin(), counts.end());
      most = std::max(most, long(counts[counts.size() / 2]) * long(counts.size()));
    }
  keep(double(most));
  co_return;
}
} // namespace stock_report
PROGRAM(stock_report, 100000)

namespace sand_pile {
// In kind: an exhibit's pile of sand, which topples until it is at rest.
constexpr int Side = 101, Grains = 12000;
stallfree::task<> serve(inputs &) {
  std::vector<int> pile(Side * Side);
  pile[Side * Side / 2] = Grains;
  for (bool moved = true; moved;) {
    moved = false;
    for (int y = 1; y < Side - 1; ++y)
      for (int x = 1; x < Side - 1; ++x) {
        int &here = pile[y * Side + x];
        if (here < 4)
          continue;
        const int each = here / 4;
        here %= 4;
        for (int to : {-Side, -1, 1, Side})
          pile[y * Side + x + to] += each;
        moved = true;
      }
  }
  keep(pile[Side * Side / 2 + 3]);
  co_return;
}
} // namespace sand_pile
PROGRAM(sand_pile, 10)

namespace seen_words {
// In kind: a Bloom filter over the passwords that are known to have leaked.
class bloom {
public:
  explicit bloom(std::size_t bits) : bits(bits) {}
  void add(const std::string &s) {
    const std::size_t h = std::hash<std::string>()(s);
    for (std::size_t i = 0; i < 7; ++i)
      bits[(h + i * (h >> 17 | 1)) % bits.size()] = true;
  }
  bool has(const std::string &s) const {
    const std::size_t h = std::hash<std::string>()(s);
    for (std::size_t i = 0; i < 7; ++i)
      if (!bits[(h + i * (h >> 17 | 1)) % bits.size()])
        return false;
    return true;
  }

private:
  std::vector<bool> bits;
};
stallfree::task<> serve(inputs &in) {
  bloom filter(in.words.size() * 10);
  for (const auto &word : in.words)
    filter.add(word);
  keep(filter.has("secret"));
  co_return;
}
} // namespace seen_words
PROGRAM(seen_words, 100000)

namespace similar_photos {
// In kind: pairs of photos whose hashes differ in few bits.
stallfree::task<> serve(inputs &in) {
  std::vector<std::uint64_t> hashes;
  for (int number : in.numbers)
    hashes.push_back(std::uint64_t(number) * 0x9e3779b97f4a7c15u);
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t i = 0; i < hashes.size(); ++i)
    for (std::size_t j = i + 1; j < hashes.size(); ++j)
      if (std::popcount(hashes[i] ^ hashes[j]) <= 8)
        pairs.emplace_back(i, j);
  keep(double(pairs.size()));
  co_return;
}
} // namespace similar_photos
PROGRAM(similar_photos, 12000)

namespace rule_script {
// In kind: a user's rule, in a small machine that counts its steps.
constexpr int MostSteps = 10000;
stallfree::task<> serve(inputs &in) {
  std::array<long, 8> r{};
  std::size_t at = 0;
  int steps = 0;
  for (; steps < MostSteps && at < in.bytes.size(); ++steps) {
    const int code = in.bytes[at++], a = code / 8 % 8, b = code % 8;
    switch (code / 64) {
    case 0:
      r[a] += r[b] + 1;
      break;
    case 1:
      r[a] ^= r[b];
      break;
    case 2:
      r[a] = std::min(r[a], r[b]);
      break;
    default:
      if (r[a] > r[b])
        at -= std::min<std::size_t>(at, std::size_t(b) + 1);
    }
  }
  keep(double(r[0]) + steps);
  co_return;
}
} // namespace rule_script
PROGRAM(rule_script, 65536)

namespace host_cache {
// In kind: the addresses of the last hosts; the eldest makes room.
struct host {
  std::string name;
  int address;
  unsigned used;
};
class cache {
public:
  int find(const std::string &name) {
    const auto known =
        std::find_if(hosts.begin(), hosts.end(), [&](const host &h) { return h.name == name; });
    if (known != hosts.end()) {
      known->used = ++clock;
      return known->address;
    }
    if (hosts.size() == Most)
      hosts.erase(std::min_element(hosts.begin(), hosts.end(),
                                   [](const host &a, const host &b) { return a.used < b.used; }));
    hosts.push_back({name, int(std::hash<std::string>()(name) % 65536), ++clock});
    return hosts.back().address;
  }

private:
  static constexpr std::size_t Most = 64;
  std::vector<host> hosts;
  unsigned clock = 0;
};
stallfree::task<> serve(inputs &in) {
  static cache known;
  int sum = 0;
  for (std::size_t i = 0; i < 20; ++i)
    sum += known.find(in.words[i % in.words.size()]);
  keep(sum);
  co_return;
}
} // namespace host_cache
PROGRAM(host_cache, 1000)

namespace crowd_step {
// In kind: one step of a crowd, where everyone keeps away from everyone.
struct person {
  double x, y, vx = 0, vy = 0;
};
stallfree::task<> serve(inputs &in) {
  std::vector<person> crowd;
  for (std::size_t i = 0; i + 1 < in.reals.size(); i += 2)
    crowd.push_back({in.reals[i] * 100, in.reals[i + 1] * 100});
  for (auto &a : crowd)
    for (const auto &b : crowd) {
      const double dx = a.x - b.x, dy = a.y - b.y, d = std::hypot(dx, dy);
      if (d > 0 && d < 2) {
        a.vx += dx / d * (2 - d);
        a.vy += dy / d * (2 - d);
      }
    }
  for (auto &p : crowd) {
    p.x += p.vx * 0.02;
    p.y += p.vy * 0.02;
  }
  keep(crowd.front().x);
  co_return;
}
} // namespace crowd_step
PROGRAM(crowd_step, 6000)

namespace parcel_tariff {
// In kind: the price of a parcel, from a sorted table of weights.
stallfree::task<> serve(inputs &in) {
  static constexpr std::array<std::pair<int, int>, 8> Prices{{{100, 120},
                                                              {250, 180},
                                                              {500, 270},
                                                              {1000, 410},
                                                              {2000, 550},
                                                              {5000, 790},
                                                              {10000, 990},
                                                              {31500, 1650}}};
  const int weight = in.numbers.back() % 31500;
  const auto price = std::lower_bound(Prices.begin(), Prices.end(), std::pair{weight, 0});
  keep(price->second);
  co_return;
}
} // namespace parcel_tariff
PROGRAM(parcel_tariff, 1000)
