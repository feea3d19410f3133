// Plans, games, searches for the best.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <queue>
#include <utility>

namespace water_network {
// In kind: how much a network of pipes can carry, by Edmonds and Karp.
class network {
public:
  explicit network(int n) : n(n), room(n, std::vector<int>(n)) {}
  void pipe(int from, int to, int capacity) { room[from][to] += capacity; }
  long flow(int source, int sink) {
    long total = 0;
    std::vector<int> before;
    while (reach(source, sink, before)) {
      int least = std::numeric_limits<int>::max();
      for (int v = sink; v != source; v = before[v])
        least = std::min(least, room[before[v]][v]);
      for (int v = sink; v != source; v = before[v]) {
        room[before[v]][v] -= least;
        room[v][before[v]] += least;
      }
      total += least;
    }
    return total;
  }

private:
  bool reach(int source, int sink, std::vector<int> &before) const {
    before.assign(n, -1);
    before[source] = source;
    std::queue<int> waiting({source});
    while (!waiting.empty() && before[sink] < 0) {
      const int v = waiting.front();
      waiting.pop();
      for (int w = 0; w < n; ++w)
        if (before[w] < 0 && room[v][w] > 0) {
          before[w] = v;
          waiting.push(w);
        }
    }
    return before[sink] >= 0;
  }
  int n;
  std::vector<std::vector<int>> room;
};
stallfree::task<> serve(inputs &in) {
  const int n = int(in.rows.size());
  network net(n);
  for (int i = 0; i < n; ++i)
    for (int to : in.rows[i])
      net.pipe(i, to % n, 1 + to / n % 50);
  keep(double(net.flow(0, n - 1)));
  co_return;
}
} // namespace water_network
PROGRAM(water_network, 10000)

namespace noughts_and_crosses {
// In kind: the first move of a small game's opponent, by trying all games.
class board {
public:
  int best(int player) {
    if (won(-player))
      return -1;
    int value = -2;
    for (int &cell : cells)
      if (cell == 0) {
        cell = player;
        value = std::max(value, -best(-player));
        cell = 0;
      }
    return value == -2 ? 0 : value;
  }

private:
  bool won(int player) const {
    static constexpr int Lines[8][3] = {{0, 1, 2}, {3, 4, 5}, {6, 7, 8}, {0, 3, 6},
                                        {1, 4, 7}, {2, 5, 8}, {0, 4, 8}, {2, 4, 6}};
    return std::any_of(std::begin(Lines), std::end(Lines), [&](const int(&line)[3]) {
      return std::all_of(std::begin(line), std::end(line),
                         [&](int i) { return cells[i] == player; });
    });
  }
  std::array<int, 9> cells{};
};
stallfree::task<> serve(inputs &) {
  keep(board().best(1));
  co_return;
}
} // namespace noughts_and_crosses
PROGRAM(noughts_and_crosses, 1)

namespace load_vans {
// In kind: the parcels of a day into as few vans as first fit needs.
constexpr int Room = 1000;
struct van {
  int used = 0;
  std::vector<int> parcels;
  bool takes(int size) const { return used + size <= Room; }
};
stallfree::task<> serve(inputs &in) {
  std::vector<int> sizes;
  for (int n : in.numbers)
    sizes.push_back(20 + n % 600);
  std::sort(sizes.rbegin(), sizes.rend());
  std::vector<van> vans;
  for (int size : sizes) {
    auto it = std::find_if(vans.begin(), vans.end(), [&](const van &v) { return v.takes(size); });
    if (it == vans.end())
      it = vans.insert(it, van());
    it->used += size;
    it->parcels.push_back(size);
  }
  keep(double(vans.size()));
  co_return;
}
} // namespace load_vans
PROGRAM(load_vans, 30000)

namespace ward_roster {
// In kind: a week's roster by trying, given up after so many tries.
constexpr int Shifts = 21, Tries = 5000;
struct roster {
  const std::vector<int> &wishes;
  int nurses, tries = 0;
  std::array<int, Shifts> who{};
  bool allowed(int shift, int nurse) const {
    if (wishes[(nurse * Shifts + shift) % wishes.size()] % 3 == 0)
      return false;
    for (int s = std::max(0, shift - 2); s < shift; ++s)
      if (who[s] == nurse)
        return false;
    return std::count(who.begin(), who.begin() + shift, nurse) < 4;
  }
  bool fill(int shift) {
    if (shift == Shifts)
      return true;
    if (++tries > Tries)
      return false;
    for (int nurse = 0; nurse < nurses; ++nurse)
      if (allowed(shift, nurse)) {
        who[shift] = nurse;
        if (fill(shift + 1))
          return true;
      }
    return false;
  }
};
stallfree::task<> serve(inputs &in) {
  roster r{in.numbers, std::min(int(in.words.size()), 12)};
  keep(r.fill(0) ? r.who[Shifts - 1] : -1);
  co_return;
}
} // namespace ward_roster
PROGRAM(ward_roster, 300)

namespace label_islands {
// In kind: numbers the islands of a map that was scanned.
constexpr int Water = 100;
struct labels {
  std::vector<int> parent{0};
  int fresh() {
    parent.push_back(int(parent.size()));
    return parent.back();
  }
  int root(int l) {
    while (parent[l] != l)
      l = parent[l] = parent[parent[l]];
    return l;
  }
  void join(int a, int b) { parent[std::max(root(a), root(b))] = std::min(root(a), root(b)); }
};
stallfree::task<> serve(inputs &in) {
  const int width = int(std::sqrt(double(in.bytes.size()))), height = width;
  std::vector<int> of(width * height);
  labels l;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const int i = y * width + x;
      if (in.bytes[i] < Water)
        continue;
      const int left = x ? of[i - 1] : 0, up = y ? of[i - width] : 0;
      of[i] = left ? left : up ? up : l.fresh();
      if (left && up && left != up)
        l.join(left, up);
    }
  std::vector<int> area(l.parent.size());
  for (int label : of)
    ++area[l.root(label)];
  keep(*std::max_element(area.begin() + 1, area.end()));
  co_return;
}
} // namespace label_islands
PROGRAM(label_islands, 4000000)

namespace paid_invoices {
// In kind: which open invoices a payment settles; at most forty are tried.
constexpr int Half = 20;
static std::vector<long> sums(const int *amounts) {
  std::vector<long> all(1 << Half);
  for (int set = 1; set < 1 << Half; ++set) {
    const int lowest = __builtin_ctz(unsigned(set));
    all[set] = all[set & (set - 1)] + amounts[lowest];
  }
  std::sort(all.begin(), all.end());
  return all;
}
stallfree::task<> serve(inputs &in) {
  const auto first = sums(&in.numbers[0]), second = sums(&in.numbers[Half]);
  const long payment = std::accumulate(in.numbers.begin(), in.numbers.begin() + Half, 0L);
  long nearest = payment;
  auto high = second.size();
  for (long a : first) {
    while (high > 0 && a + second[high - 1] > payment)
      --high;
    if (high == 0)
      break;
    nearest = std::min(nearest, payment - a - second[high - 1]);
  }
  keep(double(nearest));
  co_return;
}
} // namespace paid_invoices
PROGRAM(paid_invoices, 40)

namespace project_dates {
// In kind: when each task of a project can begin; its needs come before it.
stallfree::task<> serve(inputs &in) {
  const int n = int(in.rows.size());
  std::vector<int> start(n);
  bool changed = true;
  for (int round = 0; changed && round < n; ++round) {
    changed = false;
    for (int task = 1; task < n; ++task)
      for (std::size_t k = 0; k < 3; ++k) {
        const int need = in.rows[task][k] % task, end = start[need] + 1 + in.numbers[need] % 20;
        if (end > start[task]) {
          start[task] = end;
          changed = true;
        }
      }
  }
  keep(*std::max_element(start.begin(), start.end()));
  co_return;
}
} // namespace project_dates
PROGRAM(project_dates, 20000)

namespace maze_level {
// In kind: the maze of a game's level; its size is the game's.
constexpr int Side = 61;
stallfree::task<> serve(inputs &in) {
  std::array<std::array<bool, Side>, Side> open{};
  std::uint32_t seed = std::uint32_t(in.numbers[0]);
  std::vector<std::pair<int, int>> path{{1, 1}};
  open[1][1] = true;
  while (!path.empty()) {
    const auto [x, y] = path.back();
    std::array<std::pair<int, int>, 4> ways{{{2, 0}, {-2, 0}, {0, 2}, {0, -2}}};
    for (std::size_t i = ways.size() - 1; i > 0; --i) {
      seed = seed * 1664525u + 1013904223u;
      std::swap(ways[i], ways[(seed >> 8) % (i + 1)]);
    }
    const auto way = std::find_if(ways.begin(), ways.end(), [&, x = x, y = y](const auto &w) {
      const int nx = x + w.first, ny = y + w.second;
      return nx > 0 && ny > 0 && nx < Side && ny < Side && !open[ny][nx];
    });
    if (way == ways.end()) {
      path.pop_back();
      continue;
    }
    open[y + way->second / 2][x + way->first / 2] = true;
    open[y + way->second][x + way->first] = true;
    path.emplace_back(x + way->first, y + way->second);
  }
  keep(open[30][31]);
  co_return;
}
} // namespace maze_level
PROGRAM(maze_level, 4)
