// Walks and searches in graphs.
#include "program.hpp"
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <limits>
#include <map>
#include <numeric>
#include <queue>
#include <set>
#include <stack>

namespace grid_route {
// In kind: the way of a unit over a game's map.
constexpr int Width = 512, Height = 512;
struct open_cell {
  int estimate, cost, cell;
  bool operator<(const open_cell &o) const { return estimate > o.estimate; }
};
stallfree::task<> serve(inputs &in) {
  std::vector<int> best(Width * Height, std::numeric_limits<int>::max());
  std::priority_queue<open_cell> open;
  const int goal = Width * Height - 1;
  open.push({Width + Height, 0, 0});
  best[0] = 0;
  while (!open.empty()) {
    const open_cell now = open.top();
    open.pop();
    if (now.cell == goal)
      break;
    if (now.cost > best[now.cell])
      continue;
    const int x = now.cell % Width, y = now.cell / Width;
    static constexpr int Steps[4][2] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
    for (const auto &step : Steps) {
      const int nx = x + step[0], ny = y + step[1];
      if (nx < 0 || ny < 0 || nx >= Width || ny >= Height)
        continue;
      const int next = ny * Width + nx, cost = now.cost + 1 + in.bytes[next] % 8;
      if (cost < best[next]) {
        best[next] = cost;
        open.push({cost + std::abs(Width - 1 - nx) + std::abs(Height - 1 - ny), cost, next});
      }
    }
  }
  keep(best[goal]);
  co_return;
}
} // namespace grid_route
PROGRAM(grid_route, 262144)

namespace cable_plan {
// In kind: the cheapest cables that join all the houses.
struct cable {
  int cost, from, to;
};
static int root(std::vector<int> &parent, int n) {
  while (parent[n] != n)
    n = parent[n] = parent[parent[n]];
  return n;
}
stallfree::task<> serve(inputs &in) {
  const int n = int(in.rows.size());
  std::vector<cable> cables;
  for (int i = 0; i < n; ++i)
    for (int to : in.rows[i])
      cables.push_back({to % 1000, i, to % n});
  std::sort(cables.begin(), cables.end(),
            [](const cable &a, const cable &b) { return a.cost < b.cost; });
  std::vector<int> parent(n);
  std::iota(parent.begin(), parent.end(), 0);
  long total = 0;
  for (const auto &c : cables) {
    const int a = root(parent, c.from), b = root(parent, c.to);
    if (a != b) {
      parent[a] = b;
      total += c.cost;
    }
  }
  keep(double(total));
  co_return;
}
} // namespace cable_plan
PROGRAM(cable_plan, 500000)

namespace central_members {
// In kind: who lies between the others in a network, by Brandes.
stallfree::task<> serve(inputs &in) {
  const int n = int(in.rows.size());
  std::vector<double> between(n);
  for (int s = 0; s < n; ++s) {
    std::vector<std::vector<int>> before(n);
    std::vector<double> paths(n), share(n);
    std::vector<int> distance(n, -1);
    std::stack<int> order;
    std::queue<int> waiting;
    paths[s] = 1;
    distance[s] = 0;
    waiting.push(s);
    while (!waiting.empty()) {
      const int v = waiting.front();
      waiting.pop();
      order.push(v);
      for (int to : in.rows[v]) {
        const int w = to % n;
        if (distance[w] < 0) {
          distance[w] = distance[v] + 1;
          waiting.push(w);
        }
        if (distance[w] == distance[v] + 1) {
          paths[w] += paths[v];
          before[w].push_back(v);
        }
      }
    }
    for (; !order.empty(); order.pop()) {
      const int w = order.top();
      for (int v : before[w])
        share[v] += paths[v] / paths[w] * (1 + share[w]);
      if (w != s)
        between[w] += share[w];
    }
  }
  keep(*std::max_element(between.begin(), between.end()));
  co_return;
}
} // namespace central_members
PROGRAM(central_members, 6000)

namespace start_levels {
// In kind: which of an application's services start together.
stallfree::task<> serve(inputs &) {
  static const std::map<std::string, std::set<std::string>> Needs{
      {"web", {"session", "render"}}, {"session", {"store"}}, {"render", {"theme"}}, {"store", {}},
      {"theme", {"store"}},
  };
  std::map<std::string, int> level;
  std::function<int(const std::string &)> of = [&](const std::string &name) {
    auto known = level.find(name);
    if (known != level.end())
      return known->second;
    int l = 0;
    for (const auto &need : Needs.at(name))
      l = std::max(l, of(need) + 1);
    return level[name] = l;
  };
  int last = 0;
  for (const auto &[name, needs] : Needs)
    last = std::max(last, of(name));
  keep(last);
  co_return;
}
} // namespace start_levels
PROGRAM(start_levels, 10)

namespace assign_couriers {
// In kind: couriers to parcels at the least cost, by potentials.
stallfree::task<> serve(inputs &in) {
  const int n = int(std::sqrt(double(in.reals.size())));
  std::vector<double> u(n + 1), v(n + 1);
  std::vector<int> match(n + 1), way(n + 1);
  for (int i = 1; i <= n; ++i) {
    match[0] = i;
    int column = 0;
    std::vector<double> least(n + 1, 1e18);
    std::vector<bool> used(n + 1);
    do {
      used[column] = true;
      const int row = match[column];
      double delta = 1e18;
      int next = 0;
      for (int j = 1; j <= n; ++j) {
        if (used[j])
          continue;
        const double cost = in.reals[(row - 1) * n + j - 1] - u[row] - v[j];
        if (cost < least[j]) {
          least[j] = cost;
          way[j] = column;
        }
        if (least[j] < delta) {
          delta = least[j];
          next = j;
        }
      }
      for (int j = 0; j <= n; ++j) {
        if (used[j]) {
          u[match[j]] += delta;
          v[j] -= delta;
        } else
          least[j] -= delta;
      }
      column = next;
    } while (match[column]);
    do {
      const int previous = way[column];
      match[column] = match[previous];
      column = previous;
    } while (column);
  }
  keep(-v[0]);
  co_return;
}
} // namespace assign_couriers
PROGRAM(assign_couriers, 160000)

namespace knapsack_plan {
// In kind: which adverts fill a break; slots and seconds are the station's.
constexpr int Adverts = 400, Seconds = 7200;
stallfree::task<> serve(inputs &in) {
  std::vector<int> best(Seconds + 1);
  for (int i = 0; i < Adverts; ++i) {
    const int length = 5 + in.numbers[i] % 60, worth = in.numbers[i] % 977;
    for (int s = Seconds; s >= length; --s)
      best[s] = std::max(best[s], best[s - length] + worth);
  }
  keep(best[Seconds]);
  co_return;
}
} // namespace knapsack_plan
PROGRAM(knapsack_plan, 400)
