#include "program.hpp"
#include <algorithm>
#include <array>
#include <bitset>
#include <cstring>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <stallfree/sleep.hpp>
#include <string_view>
#include <unordered_map>
#include <variant>

namespace cart_discounts {
struct line {
  int sku, quantity;
  long cents;
};
struct percent_off { int category, percent; };
struct buy_n_get_one { int category, n; };
using rule = std::variant<percent_off, buy_n_get_one>;
constexpr std::size_t max_lines = 100;

struct applying {
  const line &l;
  long operator()(const percent_off &r) const { return l.sku % 16 == r.category ? l.cents * l.quantity * r.percent / 100 : 0; }
  long operator()(const buy_n_get_one &r) const { return l.sku % 16 == r.category ? l.cents * (l.quantity / (r.n + 1)) : 0; }
};

// In kind: the promotions of a web shop, recomputed whenever the cart changes.
stallfree::task<> serve(inputs &in) {
  std::vector<line> cart;
  for (auto &r : in.rows) {
    if (cart.size() == max_lines)
      break;
    cart.push_back({r[0], 1 + r[1] % 9, 100 + r[2] % 10000});
  }
  std::vector<rule> rules;
  for (int i = 0; i < 30; ++i)
    if (i % 2)
      rules.push_back(percent_off{i % 16, 5 + i});
    else
      rules.push_back(buy_n_get_one{i % 16, 1 + i % 4});
  long total = 0;
  for (auto &l : cart) {
    long best = 0;
    for (auto &r : rules)
      best = std::max(best, std::visit(applying{l}, r));
    total += l.cents * l.quantity - best;
  }
  keep(double(total));
  co_return;
}
} // namespace cart_discounts
PROGRAM(cart_discounts, 1000)

namespace webhook_signature {
std::uint64_t rotl(std::uint64_t v, int b) { return (v << b) | (v >> (64 - b)); }
class siphash {
public:
  siphash(std::uint64_t k0, std::uint64_t k1)
      : v0(k0 ^ 0x736f6d6570736575), v1(k1 ^ 0x646f72616e646f6d), v2(k0 ^ 0x6c7967656e657261), v3(k1 ^ 0x7465646279746573) {}
  std::uint64_t operator()(std::string_view s) {
    std::size_t whole = s.size() / 8 * 8;
    for (std::size_t i = 0; i < whole; i += 8) {
      std::uint64_t m;
      std::memcpy(&m, s.data() + i, 8);
      absorb(m);
    }
    std::uint64_t last = std::uint64_t(s.size()) << 56;
    for (std::size_t i = whole; i < s.size(); ++i)
      last |= std::uint64_t(static_cast<unsigned char>(s[i])) << 8 * (i - whole);
    absorb(last);
    v2 ^= 0xff;
    for (int i = 0; i < 4; ++i)
      round();
    return v0 ^ v1 ^ v2 ^ v3;
  }

private:
  void absorb(std::uint64_t m) { v3 ^= m; round(); round(); v0 ^= m; }
  void round() {
    v0 += v1; v1 = rotl(v1, 13) ^ v0; v0 = rotl(v0, 32);
    v2 += v3; v3 = rotl(v3, 16) ^ v2;
    v0 += v3; v3 = rotl(v3, 21) ^ v0;
    v2 += v1; v1 = rotl(v1, 17) ^ v2; v2 = rotl(v2, 32);
  }
  std::uint64_t v0, v1, v2, v3;
};

// In kind: checking the signature of a webhook's body before it is accepted.
stallfree::task<> serve(inputs &in) {
  constexpr std::size_t body_limit = 256 * 1024;
  if (in.text.size() > body_limit) {
    keep(413);
    co_return;
  }
  keep(double(siphash(0x0706050403020100, 0x0f0e0d0c0b0a0908)(in.text) >> 11));
}
} // namespace webhook_signature
PROGRAM(webhook_signature, 25000)

namespace selection_sets {
struct field {
  std::string name;
  std::vector<std::unique_ptr<field>> children;
};
constexpr int max_depth = 12;

class parser {
public:
  explicit parser(std::string_view s) : s_(s) {}
  bool set(field &into, int depth) {
    if (depth > max_depth || !take('{'))
      return false;
    for (blank(); at_ < s_.size() && s_[at_] != '}'; blank()) {
      auto f = std::make_unique<field>();
      std::size_t from = at_;
      while (at_ < s_.size() && s_[at_] >= 'a' && s_[at_] <= 'z')
        ++at_;
      if (at_ == from)
        return false;
      f->name = s_.substr(from, at_ - from);
      blank();
      if (at_ < s_.size() && s_[at_] == '{' && !set(*f, depth + 1))
        return false;
      into.children.push_back(std::move(f));
    }
    return take('}');
  }

private:
  void blank() { while (at_ < s_.size() && (s_[at_] == ' ' || s_[at_] == '\n')) ++at_; }
  bool take(char c) { return at_ < s_.size() && s_[at_] == c ? (++at_, true) : false; }
  std::string_view s_;
  std::size_t at_ = 0;
};

int cost(const field &f) {
  int sum = 1;
  for (auto &c : f.children)
    sum += cost(*c) * (c->name.front() == 'a' ? 2 : 1);
  return sum;
}

// In kind: parsing a GraphQL query and its cost check before it is run.
stallfree::task<> serve(inputs &in) {
  std::string query = "{";
  for (std::size_t i = 0; i < in.words.size(); ++i) {
    query += in.words[i] + ' ';
    if (i % 8 == 3) query += "{ id ";
    if (i % 8 == 6) query += "} ";
  }
  query += in.words.size() % 8 > 3 && in.words.size() % 8 < 7 ? "}}" : "}";
  field root;
  bool good = parser(query).set(root, 0);
  keep(good ? cost(root) : -1);
  co_return;
}
} // namespace selection_sets
PROGRAM(selection_sets, 400)

namespace caller_quota {
class sliding_log {
public:
  bool allow(long now) {
    while (!hits_.empty() && hits_.front() <= now - window)
      hits_.pop_front();
    if (hits_.size() >= limit)
      return false;
    hits_.push_back(now);
    return true;
  }

private:
  static constexpr long window = 1000;
  static constexpr std::size_t limit = 20;
  std::deque<long> hits_;
};

// In kind: the rate limiter of an API gateway over the requests that one wake-up brought.
stallfree::task<> serve(inputs &in) {
  std::unordered_map<int, sliding_log> callers;
  int refused = 0;
  long now = 0;
  for (int n : in.numbers) {
    now += n % 3;
    if (!callers[n % 16].allow(now))
      ++refused;
  }
  keep(refused);
  co_return;
}
} // namespace caller_quota
PROGRAM(caller_quota, 1024)

namespace place_prefixes {
struct node {
  std::map<char, std::unique_ptr<node>> next;
  int places = 0;
};

void insert(node &root, const std::string &name) {
  node *at = &root;
  for (char c : name) {
    auto &child = at->next[c];
    if (!child)
      child = std::make_unique<node>();
    at = child.get();
    ++at->places;
  }
}

std::optional<int> count(const node &root, std::string_view prefix) {
  const node *at = &root;
  for (char c : prefix) {
    auto it = at->next.find(c);
    if (it == at->next.end())
      return std::nullopt;
    at = it->second.get();
  }
  return at->places;
}

// In kind: a place search that reloads its gazetteer into a trie (GeoNames' cities, about 200000).
stallfree::task<> serve(inputs &in) {
  node root;
  for (const auto &w : in.words)
    insert(root, w);
  int found = 0;
  for (auto prefix : {"ab", "lon", "par", "x", "ber"})
    found += count(root, prefix).value_or(0);
  keep(found);
  co_return;
}
} // namespace place_prefixes
PROGRAM(place_prefixes, 200000)

namespace audit_export {
std::string quoted(const std::string &s) {
  std::string out = "\"";
  for (char c : s) {
    if (c == '"')
      out += '"';
    out += c;
  }
  return out + '"';
}

// In kind: the "download as CSV" of an admin console's audit log.
stallfree::task<> serve(inputs &in) {
  std::vector<const std::vector<int> *> events;
  for (auto &r : in.rows)
    if (r[1] % 10 != 0)
      events.push_back(&r);
  std::stable_sort(events.begin(), events.end(), [](auto *a, auto *b) { return (*a)[0] > (*b)[0]; });
  std::string csv = "time,actor,action,target\n";
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto &e = *events[i];
    csv += std::to_string(e[0]) + ',' + quoted(in.words[i % in.words.size()]) + ',' + std::to_string(e[2] % 40) + ',' +
           quoted("item/" + std::to_string(e[3])) + '\n';
  }
  keep(double(csv.size()));
  co_return;
}
} // namespace audit_export
PROGRAM(audit_export, 1000000)

namespace role_grants {
constexpr std::size_t max_roles = 256;
using grants = std::array<std::bitset<max_roles>, max_roles>;

// In kind: which roles imply which, after an administrator edits one (Casbin, Keycloak composites).
stallfree::task<> serve(inputs &in) {
  auto implied = std::make_unique<grants>();
  for (std::size_t role = 0; role < max_roles; ++role)
    for (std::size_t k = 0; k < 2; ++k)
      (*implied)[role].set(std::size_t(in.numbers[role * 2 + k]) % max_roles);
  for (std::size_t via = 0; via < max_roles; ++via)
    for (auto &role : *implied)
      if (role[via])
        role |= (*implied)[via];
  std::size_t total = 0;
  for (auto &role : *implied)
    total += role.count();
  keep(double(total));
  co_return;
}
} // namespace role_grants
PROGRAM(role_grants, 512)
