// Graphs, trees, groups.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <memory>
#include <numeric>
#include <queue>
#include <stack>
#include <unordered_map>

namespace road_route {
struct road {
  int to;
  int minutes;
};

class road_map {
public:
  explicit road_map(std::size_t towns) : roads(towns) {}
  void connect(int a, int b, int minutes) {
    roads[a].push_back({b, minutes});
    roads[b].push_back({a, minutes});
  }
  std::vector<int> minutes_from(int start) const {
    std::vector<int> best(roads.size(), std::numeric_limits<int>::max());
    using entry = std::pair<int, int>;
    std::priority_queue<entry, std::vector<entry>, std::greater<>> open;
    best[start] = 0;
    open.push({0, start});
    while (!open.empty()) {
      auto [so_far, town] = open.top();
      open.pop();
      if (so_far > best[town])
        continue;
      for (const auto &r : roads[town])
        if (int next = so_far + r.minutes; next < best[r.to]) {
          best[r.to] = next;
          open.push({next, r.to});
        }
    }
    return best;
  }

private:
  std::vector<std::vector<road>> roads;
};

stallfree::task<> serve(inputs &in) {
  road_map map(in.rows.size());
  for (std::size_t i = 0; i < in.rows.size(); ++i)
    for (int n : in.rows[i])
      map.connect(int(i), n % int(in.rows.size()), 1 + n % 97);
  auto minutes = map.minutes_from(0);
  keep(*std::max_element(minutes.begin(), minutes.end()));
  co_return;
}
} // namespace road_route
PROGRAM(road_route, 300000)

namespace package_order {
using dependencies = std::map<std::string, std::vector<std::string>>;

static const dependencies packages = {
    {"app", {"ui", "network", "storage"}},
    {"ui", {"widgets", "fonts", "images"}},
    {"widgets", {"paint", "events"}},
    {"paint", {"images", "fonts", "maths"}},
    {"fonts", {"files", "unicode"}},
    {"images", {"files", "compression"}},
    {"network", {"sockets", "tls", "json"}},
    {"tls", {"crypto", "sockets"}},
    {"sockets", {"events", "base"}},
    {"events", {"base"}},
    {"storage", {"files", "json", "compression"}},
    {"json", {"unicode", "base"}},
    {"files", {"base"}},
    {"unicode", {"base"}},
    {"compression", {"base"}},
    {"crypto", {"maths", "base"}},
    {"maths", {"base"}},
    {"base", {}},
};

static std::vector<std::string> build_order(const dependencies &of) {
  std::map<std::string, int> waiting;
  std::map<std::string, std::vector<std::string>> needed_by;
  for (const auto &[name, needs] : of) {
    waiting[name] += int(needs.size());
    for (const auto &need : needs)
      needed_by[need].push_back(name);
  }
  std::queue<std::string> ready;
  for (const auto &[name, count] : waiting)
    if (count == 0)
      ready.push(name);
  std::vector<std::string> order;
  while (!ready.empty()) {
    auto name = ready.front();
    ready.pop();
    order.push_back(name);
    for (const auto &user : needed_by[name])
      if (--waiting[user] == 0)
        ready.push(user);
  }
  return order;
}

stallfree::task<> serve(inputs &) {
  keep(double(build_order(packages).size()));
  co_return;
}
} // namespace package_order
PROGRAM(package_order, 10)

namespace friend_groups {
class groups {
public:
  explicit groups(std::size_t n) : parent(n), size(n, 1) {
    std::iota(parent.begin(), parent.end(), 0);
  }
  int find(int x) {
    while (parent[x] != x) {
      parent[x] = parent[parent[x]];
      x = parent[x];
    }
    return x;
  }
  bool join(int a, int b) {
    a = find(a);
    b = find(b);
    if (a == b)
      return false;
    if (size[a] < size[b])
      std::swap(a, b);
    parent[b] = a;
    size[a] += size[b];
    return true;
  }

private:
  std::vector<int> parent, size;
};

stallfree::task<> serve(inputs &in) {
  int people = int(in.numbers.size() / 2);
  groups friends(people);
  int left = people;
  for (std::size_t i = 0; i + 1 < in.numbers.size(); i += 2)
    if (friends.join(in.numbers[i] % people, in.numbers[i + 1] % people))
      --left;
  keep(left);
  co_return;
}
} // namespace friend_groups
PROGRAM(friend_groups, 500000)

namespace flood_fill {
constexpr int width = 1920;
constexpr int height = 1200;

class canvas {
public:
  canvas() : pixels(width * height) {}
  unsigned char &at(int x, int y) { return pixels[y * width + x]; }

  int fill(int x, int y, unsigned char colour) {
    unsigned char old = at(x, y);
    if (old == colour)
      return 0;
    int painted = 0;
    std::stack<std::pair<int, int>> open;
    open.push({x, y});
    while (!open.empty()) {
      auto [px, py] = open.top();
      open.pop();
      if (px < 0 || py < 0 || px >= width || py >= height || at(px, py) != old)
        continue;
      at(px, py) = colour;
      ++painted;
      open.push({px + 1, py});
      open.push({px - 1, py});
      open.push({px, py + 1});
      open.push({px, py - 1});
    }
    return painted;
  }

private:
  std::vector<unsigned char> pixels;
};

stallfree::task<> serve(inputs &in) {
  canvas page;
  for (int i = 0; i < 200; ++i)
    page.at(in.numbers[2 * i] % width, in.numbers[2 * i + 1] % height) = 1;
  keep(page.fill(width / 2, height / 2, 7));
  co_return;
}
} // namespace flood_fill
PROGRAM(flood_fill, 1000)

namespace router_distances {
constexpr int routers = 600;
constexpr int unreachable = 1'000'000;
using matrix = std::array<std::array<int, routers>, routers>;

static void close_over(matrix &hops, matrix &via) {
  for (int k = 0; k < routers; ++k)
    for (int i = 0; i < routers; ++i)
      for (int j = 0; j < routers; ++j)
        if (hops[i][k] + hops[k][j] < hops[i][j]) {
          hops[i][j] = hops[i][k] + hops[k][j];
          via[i][j] = k;
        }
}

stallfree::task<> serve(inputs &in) {
  auto hops = std::make_unique<matrix>();
  auto via = std::make_unique<matrix>();
  for (int i = 0; i < routers; ++i)
    for (int j = 0; j < routers; ++j) {
      (*hops)[i][j] = i == j ? 0 : unreachable;
      (*via)[i][j] = -1;
    }
  for (int i = 0; i < routers; ++i)
    for (int link = 0; link < 3; ++link)
      (*hops)[i][in.numbers[3 * i + link] % routers] = 1 + in.numbers[link] % 9;
  close_over(*hops, *via);
  keep((*hops)[0][routers - 1]);
  co_return;
}
} // namespace router_distances
PROGRAM(router_distances, 2000)

namespace menu_tree {
struct item {
  std::string label;
  std::vector<std::unique_ptr<item>> children;

  item &child(const std::string &name) {
    for (auto &c : children)
      if (c->label == name)
        return *c;
    children.push_back(std::make_unique<item>(item{name, {}}));
    return *children.back();
  }
};

static void add(item &root, const std::string &path) {
  item *at = &root;
  std::size_t from = 0;
  while (from <= path.size()) {
    auto slash = std::min(path.find('/', from), path.size());
    at = &at->child(path.substr(from, slash - from));
    from = slash + 1;
  }
}

static void print(const item &at, int depth, std::string &out) {
  out.append(std::size_t(depth) * 2, ' ');
  out += at.label;
  out += '\n';
  for (const auto &c : at.children)
    print(*c, depth + 1, out);
}

stallfree::task<> serve(inputs &in) {
  item root{"menu", {}};
  for (const auto &word : in.words)
    add(root, std::string(1, word[0]) + "/" + std::string(1, word[1]) + "/" + word);
  std::string out;
  print(root, 0, out);
  keep(double(out.size()));
  co_return;
}
} // namespace menu_tree
PROGRAM(menu_tree, 300)

namespace link_rank {
constexpr int rounds = 20;
constexpr double damping = 0.85;

static std::vector<double> next_rank(const std::vector<std::vector<int>> &links,
                                     const std::vector<double> &rank) {
  std::vector<double> next(rank.size(), (1 - damping) / double(rank.size()));
  for (std::size_t page = 0; page < links.size(); ++page) {
    double share = damping * rank[page] / double(links[page].size());
    for (int target : links[page])
      next[std::size_t(target) % next.size()] += share;
  }
  return next;
}

stallfree::task<> serve(inputs &in) {
  std::vector<double> rank(in.rows.size(), 1.0 / double(in.rows.size()));
  for (int i = 0; i < rounds; ++i)
    rank = next_rank(in.rows, rank);
  keep(*std::max_element(rank.begin(), rank.end()));
  co_return;
}
} // namespace link_rank
PROGRAM(link_rank, 800000)

namespace top_contributors {
struct score {
  std::string name;
  int commits;
};

static std::vector<score> top(const std::vector<std::string> &authors, std::size_t count) {
  std::unordered_map<std::string, int> commits;
  for (const auto &author : authors)
    ++commits[author];
  std::vector<score> scores;
  for (const auto &[name, n] : commits)
    scores.push_back({name, n});
  auto better = [](const score &a, const score &b) {
    return a.commits != b.commits ? a.commits > b.commits : a.name < b.name;
  };
  count = std::min(count, scores.size());
  std::partial_sort(scores.begin(), scores.begin() + count, scores.end(), better);
  scores.resize(count);
  return scores;
}

stallfree::task<> serve(inputs &in) {
  auto best = top(in.words, 10);
  keep(best.front().commits);
  co_return;
}
} // namespace top_contributors
PROGRAM(top_contributors, 25000)
