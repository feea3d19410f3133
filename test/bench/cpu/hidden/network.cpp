// Packets, routes and message brokers.
#include "program.hpp"
#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>

// In kind: gathering captured packets into flows and putting their segments in order (Suricata, Zeek).
namespace flow_table {
struct segment { std::uint32_t sequence, length; };
struct flow {
  std::vector<segment> segments;
  std::size_t missing() {
    std::ranges::sort(segments, {}, &segment::sequence);
    std::size_t gaps = 0, next = 0;
    for (auto &s : segments) {
      gaps += s.sequence > next;
      next = std::max<std::size_t>(next, s.sequence + s.length);
    }
    return gaps;
  }
};
stallfree::task<> serve(inputs &in) {
  std::unordered_map<std::uint64_t, flow> flows;
  constexpr std::size_t header = 8;
  for (std::size_t at = 0; at + header <= in.bytes.size();) {
    const unsigned char *p = &in.bytes[at];
    auto key = std::uint64_t(p[0]) << 40 | std::uint64_t(p[1]) << 32 | (p[2] & 15u) << 8 | p[3];
    flows[key].segments.push_back({std::uint32_t(p[4] << 8 | p[5]), p[6]});
    at += header + p[7] % 16;
  }
  std::size_t gaps = 0;
  for (auto &[key, f] : flows)
    gaps += f.missing();
  keep(double(gaps));
  co_return;
}
} // namespace flow_table
PROGRAM(flow_table, 6000000)

// In kind: looking up the longest prefix of an address in a routing table (FRRouting, DPDK's LPM).
namespace prefix_trie {
class trie {
  struct node {
    std::unique_ptr<node> child[2];
    int hop = -1;
  };
  node root;

public:
  void insert(std::uint32_t address, int length, int hop) {
    node *at = &root;
    for (int bit = 31; bit > 31 - length; --bit) {
      auto &next = at->child[address >> bit & 1];
      if (!next)
        next = std::make_unique<node>();
      at = next.get();
    }
    at->hop = hop;
  }
  int lookup(std::uint32_t address) const {
    int best = -1;
    const node *at = &root;
    for (int bit = 31; at; --bit) {
      if (at->hop >= 0)
        best = at->hop;
      at = bit < 0 ? nullptr : at->child[address >> bit & 1].get();
    }
    return best;
  }
};
stallfree::task<> serve(inputs &in) {
  trie routes;
  int hop = 0;
  for (int n : in.numbers)
    routes.insert(std::uint32_t(n) << 8, 12 + n % 13, hop++ % 32);
  double sum = 0;
  for (int n : in.numbers)
    sum += routes.lookup(std::uint32_t(n) * 2654435761u);
  keep(sum);
  co_return;
}
} // namespace prefix_trie
PROGRAM(prefix_trie, 130000)

// In kind: walking the options of one address request (Kea, dnsmasq); a datagram's worth.
namespace dhcp_options {
constexpr std::size_t datagram = 548, fixed_part = 240;
struct request {
  std::map<int, std::vector<std::uint8_t>> options;
  std::uint32_t number(int code) const {
    std::uint32_t value = 0;
    if (auto it = options.find(code); it != options.end())
      for (auto byte : it->second)
        value = value << 8 | byte;
    return value;
  }
};
request parse(std::span<const unsigned char> packet) {
  request out;
  for (std::size_t at = fixed_part; at + 1 < packet.size();) {
    int code = packet[at++];
    if (code == 255)
      break;
    if (code == 0)
      continue;
    std::size_t end = std::min<std::size_t>(at + 1 + packet[at] % 16, packet.size());
    for (auto &value = out.options[code]; ++at < end;)
      value.push_back(packet[at]);
  }
  return out;
}
stallfree::task<> serve(inputs &in) {
  auto asked = parse(std::span(in.bytes).first(std::min(datagram, in.bytes.size())));
  double sum = double(asked.options.size());
  for (int code : {50, 51, 53, 54, 57, 61, 82})
    sum += asked.number(code);
  keep(sum);
  co_return;
}
} // namespace dhcp_options
PROGRAM(dhcp_options, 20000)

// In kind: reading a compressed header block with its table of recent fields (nghttp2, Envoy).
namespace hpack_block {
struct field { std::string name, value; };
class decoder {
  std::deque<field> table;
  std::size_t held = 0;
  static constexpr std::size_t most_held = 4096;
  std::span<const unsigned char> in;
  std::size_t at = 0;
  std::size_t integer(int prefix) {
    std::size_t limit = (1u << prefix) - 1, value = in[at++] & limit;
    if (value < limit)
      return value;
    for (int shift = 0; at < in.size() && shift < 28; shift += 7) {
      value += std::size_t(in[at] & 127) << shift;
      if (!(in[at++] & 128))
        break;
    }
    return value;
  }
  std::string literal() {
    std::string out;
    if (at < in.size())
      for (std::size_t n = integer(7) % 24; n > 0 && at < in.size(); --n)
        out += char('a' + in[at++] % 26);
    return out;
  }
  void remember(const field &f) {
    table.push_front(f);
    held += f.name.size() + f.value.size() + 32;
    while (held > most_held) {
      held -= table.back().name.size() + table.back().value.size() + 32;
      table.pop_back();
    }
  }

public:
  explicit decoder(std::span<const unsigned char> block) : in(block) {}
  std::vector<field> run() {
    std::vector<field> out;
    while (at < in.size()) {
      if (in[at] & 128) {
        auto index = integer(7);
        out.push_back(index < table.size() ? table[index] : field{"static", std::to_string(index)});
      } else {
        bool indexed = in[at] & 64;
        auto index = integer(indexed ? 6 : 4);
        field f{index && index < table.size() ? table[index].name : literal(), literal()};
        out.push_back(f);
        if (indexed)
          remember(f);
      }
    }
    return out;
  }
};
stallfree::task<> serve(inputs &in) {
  std::size_t total = 0;
  for (auto &f : decoder(in.bytes).run())
    total += f.name.size() * 3 + f.value.size();
  keep(double(total));
  co_return;
}
} // namespace hpack_block
PROGRAM(hpack_block, 25000)

// In kind: which subscribers a published topic reaches, with + and # for any level (Mosquitto, EMQX).
namespace topic_tree {
struct level {
  std::map<std::string, std::unique_ptr<level>, std::less<>> below;
  std::vector<int> clients;
};
std::vector<std::string_view> split(std::string_view topic) {
  std::vector<std::string_view> parts;
  for (std::size_t cut; (cut = topic.find('/')) != topic.npos; topic.remove_prefix(cut + 1))
    parts.push_back(topic.substr(0, cut));
  parts.push_back(topic);
  return parts;
}
void subscribe(level &root, std::string_view filter, int client) {
  level *at = &root;
  for (auto part : split(filter)) {
    auto &next = at->below[std::string(part)];
    if (!next)
      next = std::make_unique<level>();
    at = next.get();
  }
  at->clients.push_back(client);
}
void reach(const level &at, std::span<const std::string_view> rest, std::vector<int> &out) {
  if (auto all = at.below.find("#"); all != at.below.end())
    out.insert(out.end(), all->second->clients.begin(), all->second->clients.end());
  if (rest.empty()) {
    out.insert(out.end(), at.clients.begin(), at.clients.end());
    return;
  }
  for (auto name : {rest[0], std::string_view("+")})
    if (auto next = at.below.find(name); next != at.below.end())
      reach(*next->second, rest.subspan(1), out);
}
stallfree::task<> serve(inputs &in) {
  level root;
  const char *const kinds[] = {"temperature", "humidity", "door", "+"};
  for (int room = 0; room < 24; ++room)
    for (auto *kind : kinds)
      subscribe(root, "house/" + (room % 5 ? std::to_string(room) : "+") + "/" + kind, room);
  subscribe(root, "house/#", 99);
  std::size_t deliveries = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(200, in.numbers.size()); ++i) {
    auto topic = "house/" + std::to_string(in.numbers[i] % 24) + "/" + kinds[in.numbers[i] / 64 % 3];
    std::vector<int> clients;
    reach(root, split(topic), clients);
    deliveries += clients.size();
  }
  keep(double(deliveries));
  co_return;
}
} // namespace topic_tree
PROGRAM(topic_tree, 20000)

// In kind: the tables that spread connections over backends with few moves (Katran, Envoy's Maglev).
namespace maglev_table {
constexpr std::size_t slots = 65537, backends = 120, services = 26;
std::vector<int> populate(std::uint64_t salt) {
  std::vector<std::size_t> at(backends), step(backends);
  for (std::size_t b = 0; b < backends; ++b) {
    auto h = (b + 1 + salt * 131) * 0x9e3779b97f4a7c15u;
    at[b] = (h >> 32) % slots;
    step[b] = (h & 0xffffffff) % (slots - 1) + 1;
  }
  std::vector<int> entry(slots, -1);
  for (std::size_t filled = 0;;)
    for (std::size_t b = 0; b < backends; ++b) {
      while (entry[at[b]] >= 0)
        at[b] = (at[b] + step[b]) % slots;
      entry[at[b]] = int(b);
      if (++filled == slots)
        return entry;
    }
}
stallfree::task<> serve(inputs &in) {
  double sum = 0;
  for (std::size_t service = 0; service < services; ++service) {
    auto table = populate(service);
    for (int n : in.numbers)
      sum += table[std::size_t(n) % slots];
  }
  keep(sum);
  co_return;
}
} // namespace maglev_table
PROGRAM(maglev_table, 200)

// In kind: how a connection's window grows and falls back over its round trips (mvfst, ns-3's CUBIC).
namespace cubic_window {
struct controller {
  double window = 10, most = 0, threshold = 1e9, since_loss = 0;
  static constexpr double scale = 0.4, backoff = 0.7;
  void acknowledged(double round_trip) {
    since_loss += round_trip;
    if (window < threshold)
      return void(window *= 2);
    double t = since_loss - std::cbrt(most * (1 - backoff) / scale);
    window += std::clamp((scale * t * t * t + most - window) / 4, 0.0, window / 2);
  }
  void lost() {
    most = window < most ? window * (1 + backoff) / 2 : window;
    threshold = window = std::max(2.0, window * backoff);
    since_loss = 0;
  }
};
stallfree::task<> serve(inputs &in) {
  controller flows[8];
  double sent = 0;
  for (int trip = 0; trip < 1200; ++trip) {
    double offered = 0;
    for (auto &f : flows)
      offered += f.window;
    double queue = std::max(0.0, offered - 900);
    for (std::size_t i = 0; i < std::size(flows); ++i) {
      sent += std::min(flows[i].window, 900.0);
      double luck = in.reals[(std::size_t(trip) * 8 + i) % in.reals.size()];
      queue > 0 && luck < queue / offered ? flows[i].lost() : flows[i].acknowledged(0.04 + queue / 30000);
    }
  }
  keep(sent);
  co_return;
}
} // namespace cubic_window
PROGRAM(cubic_window, 4000)
