// What runs beside a fleet of machines: profiles, logs, alerts, traces, placement.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <set>
#include <sstream>
#include <string_view>

// In kind: folding sampled call stacks into the tree that a flame graph draws (inferno, perf, Parca).
namespace folded_stacks {
struct frame {
  std::map<std::string, std::unique_ptr<frame>, std::less<>> callees;
  std::size_t self = 0;
  frame &callee(std::string_view name) {
    auto it = callees.find(name);
    if (it == callees.end())
      it = callees.emplace(name, std::make_unique<frame>()).first;
    return *it->second;
  }
  std::size_t total() const {
    return std::accumulate(callees.begin(), callees.end(), self,
                           [](std::size_t sum, auto &c) { return sum + c.second->total(); });
  }
};
void layout(const frame &f, double x, double width, double least, int depth, std::ostringstream &svg) {
  if (width < least)
    return;
  svg << "<rect x=\"" << x << "\" y=\"" << depth * 16 << "\" width=\"" << width << "\"/>\n";
  const double scale = width / double(std::max<std::size_t>(1, f.total()));
  for (auto &[name, callee] : f.callees) {
    double share = scale * double(callee->total());
    layout(*callee, x, share, least, depth + 1, svg);
    x += share;
  }
}
stallfree::task<> serve(inputs &in) {
  frame root;
  std::istringstream samples(in.text);
  for (std::string line; std::getline(samples, line);) {
    frame *at = &root;
    std::istringstream stack(line);
    for (std::string name; stack >> name;)
      at = &at->callee(name.substr(0, 2));
    ++at->self;
  }
  std::ostringstream svg;
  layout(root, 0, 1200, 0.4, 0, svg);
  keep(double(svg.str().size()));
  co_return;
}
} // namespace folded_stacks
PROGRAM(folded_stacks, 1000000)

// In kind: finding the templates behind a day's log lines (Drain in logpai, Loki's pattern ingester).
namespace log_templates {
struct cluster {
  std::vector<std::string> tokens;
  std::size_t seen = 1;
  double likeness(const std::vector<std::string> &line) const {
    std::size_t same = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i)
      same += tokens[i] == line[i];
    return double(same) / double(tokens.size());
  }
  void absorb(const std::vector<std::string> &line) {
    for (std::size_t i = 0; i < tokens.size(); ++i)
      if (tokens[i] != line[i])
        tokens[i] = "<*>";
    ++seen;
  }
};
class miner {
  std::map<std::pair<std::size_t, char>, std::vector<cluster>> groups;

public:
  void add(const std::vector<std::string> &line) {
    auto &group = groups[{line.size(), line[0][0]}];
    auto best = std::ranges::max_element(group, {}, [&](auto &c) { return c.likeness(line); });
    if (best != group.end() && best->likeness(line) >= 0.3)
      best->absorb(line);
    else
      group.push_back({line});
  }
  std::size_t frequent() const {
    std::size_t n = 0;
    for (auto &[key, group] : groups)
      n += std::size_t(std::ranges::count_if(group, [](auto &c) { return c.seen > 2; }));
    return n;
  }
};
stallfree::task<> serve(inputs &in) {
  miner mined;
  for (std::size_t i = 0; i + 7 <= in.words.size(); i += 7) {
    std::vector<std::string> line;
    for (std::size_t k = 0; k < 4 + std::size_t(in.numbers[i] % 4); ++k)
      line.push_back(in.words[i + k].substr(k % 4, 1));
    mined.add(line);
  }
  keep(double(mined.frequent()));
  co_return;
}
} // namespace log_templates
PROGRAM(log_templates, 190000)

// In kind: which alerts a round of rules raises, and which stay pending (Prometheus, Netdata).
namespace alert_rules {
enum class state { quiet, pending, firing };
struct rule { std::size_t window; double limit; int hold; };
class alert {
  state now = state::quiet;
  int since = 0;

public:
  bool step(bool over, int hold) {
    switch (now) {
    case state::quiet: now = over ? state::pending : state::quiet, since = 0; break;
    case state::pending: now = !over ? state::quiet : ++since >= hold ? state::firing : state::pending; break;
    case state::firing: now = over ? state::firing : state::quiet; break;
    }
    return now == state::firing;
  }
};
stallfree::task<> serve(inputs &in) {
  constexpr rule rules[] = {{5, 0.8, 2}, {10, 0.65, 3}, {30, 0.55, 5}, {60, 0.52, 10}};
  constexpr std::size_t points = 360;
  std::size_t fired = 0;
  for (auto &r : rules) {
    alert a;
    for (std::size_t end = r.window; end <= std::min(points, in.reals.size()); ++end) {
      auto last = in.reals.begin() + std::ptrdiff_t(end);
      double mean = std::accumulate(last - std::ptrdiff_t(r.window), last, 0.0) / double(r.window);
      fired += a.step(mean > r.limit, r.hold);
    }
  }
  keep(double(fired));
  co_return;
}
} // namespace alert_rules
PROGRAM(alert_rules, 30000)

// In kind: the spans that a request really waited for (Jaeger's critical path, OpenTelemetry).
namespace critical_path {
struct span { double start, end; std::vector<int> children; };
double waited(const std::vector<span> &trace, int id, double until) {
  const span &s = trace[std::size_t(id)];
  double at = std::min(s.end, until), own = 0;
  auto order = s.children;
  std::ranges::sort(order, std::greater(), [&](int c) { return trace[std::size_t(c)].end; });
  for (int c : order) {
    const span &child = trace[std::size_t(c)];
    if (child.start >= at)
      continue;
    own += std::max(0.0, at - child.end) + waited(trace, c, at);
    at = std::max(s.start, child.start);
  }
  return own + at - s.start;
}
stallfree::task<> serve(inputs &in) {
  std::vector<span> trace{{0, 1000, {}}};
  for (std::size_t i = 1; i < std::min<std::size_t>(900, in.reals.size()); ++i) {
    auto parent = std::size_t(in.numbers[i]) % i;
    double length = trace[parent].end - trace[parent].start, start = trace[parent].start + in.reals[i] * length;
    trace.push_back({start, start + 0.3 * length, {}});
    trace[parent].children.push_back(int(i));
  }
  keep(waited(trace, 0, 1e9));
  co_return;
}
} // namespace critical_path
PROGRAM(critical_path, 5000)

// In kind: reading an indented manifest into a tree of keys (yaml-cpp, rapidyaml); one small file.
namespace manifest_tree {
struct value {
  std::string key, scalar;
  std::vector<value> entries;
  std::size_t depth() const {
    std::size_t most = 0;
    for (auto &v : entries)
      most = std::max(most, v.depth());
    return most + 1;
  }
};
class reader {
  std::vector<std::pair<std::size_t, std::string_view>> lines;
  std::size_t at = 0;

public:
  explicit reader(std::string_view text) {
    for (std::size_t cut; !text.empty(); text.remove_prefix(std::min(text.size(), cut + 1))) {
      cut = std::min(text.find('\n'), text.size());
      auto line = text.substr(0, cut);
      if (auto indent = line.find_first_not_of(' '); indent != line.npos && line[indent] != '#')
        lines.push_back({indent, line.substr(indent)});
    }
  }
  value block(std::size_t indent) {
    value out;
    while (at < lines.size() && lines[at].first >= indent) {
      auto [depth, line] = lines[at++];
      auto colon = std::min(line.find(':'), line.size());
      auto &v = out.entries.emplace_back();
      v.key = line.substr(0, colon);
      if (colon + 1 < line.size())
        v.scalar = line.substr(line.find_first_not_of(": ", colon));
      else if (at < lines.size() && lines[at].first > depth)
        v.entries = block(lines[at].first).entries;
    }
    return out;
  }
};
stallfree::task<> serve(inputs &in) {
  std::string manifest;
  for (std::size_t i = 0; i < in.words.size(); ++i)
    manifest += std::string(2 * (i % 4), ' ') + in.words[i] + (i % 4 == 3 ? ": " + in.words[i] : ":") + "\n";
  keep(double(reader(manifest).block(0).depth()));
  co_return;
}
} // namespace manifest_tree
PROGRAM(manifest_tree, 5000)

// In kind: choosing a node for each waiting pod by filters and scores (Kubernetes' scheduler, Nomad).
namespace pod_placement {
struct node {
  double processors, memory;
  unsigned zone, taints;
  std::set<int> apps;
};
struct pod {
  double processors, memory;
  unsigned tolerates;
  int app;
};
std::optional<double> score(const node &n, const pod &p, const std::array<int, 8> &in_zone) {
  if (n.processors < p.processors || n.memory < p.memory || (n.taints & ~p.tolerates))
    return std::nullopt;
  double left = std::min(n.processors - p.processors, n.memory - p.memory);
  double balance = std::abs((n.processors - p.processors) - (n.memory - p.memory));
  return left - balance - 3.0 * n.apps.contains(p.app) - 0.1 * in_zone[n.zone];
}
stallfree::task<> serve(inputs &in) {
  std::vector<node> nodes;
  for (unsigned i = 0; i < 700; ++i)
    nodes.push_back({16.0 + i % 3 * 16, 24.0 + i % 5 * 16, i % 8, i % 11 == 0 ? 1u : 0u, {}});
  std::array<int, 8> in_zone{};
  std::size_t unplaced = 0;
  for (auto &row : in.rows) {
    pod p{1.0 + row[0] % 4, 1.0 + row[1] % 8, row[2] % 5 == 0, row[3] % 60};
    node *best = nullptr;
    double most = -1e9;
    for (auto &n : nodes)
      if (auto s = score(n, p, in_zone); s && *s > most)
        most = *s, best = &n;
    unplaced += !best;
    if (!best)
      continue;
    best->processors -= p.processors, best->memory -= p.memory;
    best->apps.insert(p.app);
    ++in_zone[best->zone];
  }
  keep(double(unplaced));
  co_return;
}
} // namespace pod_placement
PROGRAM(pod_placement, 20000)

// In kind: the slow tail of all requests from a digest of centroids (t-digest in Elasticsearch, Envoy).
namespace tail_digest {
struct centroid { double mean, weight; };
class digest {
  std::vector<centroid> kept, fresh;
  double total = 0;
  static constexpr double compression = 200;
  void compress() {
    std::ranges::sort(fresh, {}, &centroid::mean);
    std::vector<centroid> all(kept.size() + fresh.size()), out;
    std::ranges::merge(kept, fresh, all.begin(), {}, &centroid::mean, &centroid::mean);
    double before = 0;
    for (auto &c : all) {
      double q = (before + c.weight / 2) / total, most = 4 * total * q * (1 - q) / compression;
      if (!out.empty() && out.back().weight + c.weight <= std::max(1.0, most)) {
        auto &last = out.back();
        last.mean += (c.mean - last.mean) * c.weight / (last.weight += c.weight);
      } else
        out.push_back(c);
      before += c.weight;
    }
    kept = std::move(out);
    fresh.clear();
  }

public:
  void add(double x) {
    total += 1;
    fresh.push_back({x, 1});
    if (fresh.size() == 1000)
      compress();
  }
  double quantile(double q) {
    compress();
    double seen = 0;
    auto it = std::ranges::find_if(kept, [&](auto &c) { return (seen += c.weight) >= q * total; });
    return it == kept.end() ? kept.back().mean : it->mean;
  }
};
stallfree::task<> serve(inputs &in) {
  digest latencies;
  for (double r : in.reals)
    latencies.add(-std::log(1 - r));
  keep(latencies.quantile(0.99) + latencies.quantile(0.999));
  co_return;
}
} // namespace tail_digest
PROGRAM(tail_digest, 1300000)
