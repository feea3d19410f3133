#include "program.hpp"
#include <algorithm>
#include <array>
#include <deque>
#include <limits>
#include <numeric>
#include <optional>
#include <queue>
#include <stallfree/sleep.hpp>
#include <string_view>
#include <utility>

// In kind: a journey planner's connection scan over the timetable of a day.
namespace connection_scan {
constexpr int stops = 6000, never = std::numeric_limits<int>::max();
struct connection { int from, to, leaves, arrives; };
struct timetable {
  std::vector<connection> day;
  explicit timetable(const std::vector<int> &n) {
    day.reserve(n.size());
    for (std::size_t i = 0; i + 1 < n.size(); ++i) {
      int t = int(i * 86400 / n.size());
      day.push_back({n[i] % stops, n[i + 1] % stops, t, t + 60 + n[i] % 900});
    }
  }
  std::optional<int> earliest(int from, int to, int start) const {
    std::vector<int> at(stops, never);
    at[from] = start;
    for (const auto &c : day) {
      if (at[to] <= c.leaves) break;
      if (at[c.from] <= c.leaves && c.arrives < at[c.to]) at[c.to] = c.arrives;
    }
    return at[to] == never ? std::nullopt : std::optional(at[to]);
  }
};
stallfree::task<> serve(inputs &in) {
  timetable table(in.numbers);
  keep(table.earliest(17, 4711, 6 * 3600).value_or(-1) + table.earliest(4711, 17, 18 * 3600).value_or(-1)); co_return;
}
}
PROGRAM(connection_scan, 500'000)

// In kind: the flow field of a strategy game, made anew when the player orders a large group to a place.
namespace flow_field {
constexpr int side = 512, cells = side * side;
struct field {
  std::vector<int> cost = std::vector<int>(cells), distance = std::vector<int>(cells, 1 << 30);
  std::vector<std::int8_t> way = std::vector<std::int8_t>(cells, -1);
  static constexpr std::array<int, 4> dx{1, 0, -1, 0}, dy{0, 1, 0, -1};
  void spread(int goal) {
    using entry = std::pair<int, int>;
    std::priority_queue<entry, std::vector<entry>, std::greater<>> open;
    open.push({distance[goal] = 0, goal});
    while (!open.empty()) {
      auto [d, at] = open.top();
      open.pop();
      if (d > distance[at]) continue;
      for (int k = 0; k < 4; ++k) {
        int x = at % side + dx[k], y = at / side + dy[k];
        if (x < 0 || y < 0 || x >= side || y >= side || cost[y * side + x] > 240) continue;
        int to = y * side + x, step = d + cost[to];
        if (step < distance[to]) distance[to] = step, way[to] = std::int8_t(k ^ 2), open.push({step, to});
      }
    }
  }
};
stallfree::task<> serve(inputs &in) {
  field f;
  for (int i = 0; i < cells; ++i) f.cost[i] = 1 + in.bytes[std::size_t(i) * 7 % in.bytes.size()];
  f.spread(side * 200 + 300);
  keep(f.distance[0] % 1000 + f.way[cells - 1]); co_return;
}
}
PROGRAM(flow_field, 4001)

// In kind: the caves of a roguelike level, by a cellular automaton.
namespace cave_map {
enum class tile : char { rock, floor };
constexpr int width = 80, height = 45, smoothings = 4;
using level = std::array<std::array<tile, width>, height>;
int rocks_around(const level &l, int x, int y) {
  int n = 0;
  for (int j = y - 1; j <= y + 1; ++j)
    for (int i = x - 1; i <= x + 1; ++i)
      n += i < 0 || j < 0 || i >= width || j >= height || l[j][i] == tile::rock;
  return n;
}
stallfree::task<> serve(inputs &in) {
  level l;
  std::size_t at = 0;
  for (auto &row : l)
    for (auto &t : row) t = in.bytes[at++ % in.bytes.size()] < 115 ? tile::rock : tile::floor;
  for (int s = 0; s < smoothings; ++s) {
    level next;
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x) next[y][x] = rocks_around(l, x, y) >= 5 ? tile::rock : tile::floor;
    l = next;
  }
  int open = 0;
  for (auto &row : l) open += int(std::count(row.begin(), row.end(), tile::floor));
  keep(open); co_return;
}
}
PROGRAM(cave_map, 997)

// In kind: the history view of a version control client: all commits, children before parents, newest first.
namespace history_order {
struct commit { int date, parents[2], count; };
std::vector<commit> load(const std::vector<int> &n) {
  std::vector<commit> log(n.size());
  for (int i = 0; i < int(n.size()); ++i) {
    log[i] = {n[i] % 3600 + i * 60, {i - 1 - n[i] % 3, i - 1 - n[i] % 40}, n[i] % 4 ? 1 : 2};
    while (log[i].count && log[i].parents[log[i].count - 1] < 0) --log[i].count;
  }
  return log;
}
stallfree::task<> serve(inputs &in) {
  auto log = load(in.numbers);
  std::vector<int> children(log.size());
  for (auto &c : log)
    for (int p = 0; p < c.count; ++p) ++children[c.parents[p]];
  auto older = [&](int a, int b) { return log[a].date < log[b].date; };
  std::priority_queue<int, std::vector<int>, decltype(older)> ready(older);
  for (int i = 0; i < int(log.size()); ++i) if (!children[i]) ready.push(i);
  std::vector<int> shown;
  while (!ready.empty()) {
    int now = shown.emplace_back(ready.top());
    ready.pop();
    for (int p = 0; p < log[now].count; ++p)
      if (!--children[log[now].parents[p]]) ready.push(log[now].parents[p]);
  }
  keep(double(shown.size()) + shown[shown.size() / 2]); co_return;
}
}
PROGRAM(history_order, 300'000)

// In kind: a word game that loads its dictionary into a trie bit by bit, then finds the words on the board.
namespace letter_grid {
struct node { std::array<int, 26> next{}; bool word = false; };
class trie {
  std::deque<node> nodes{1};
public:
  void add(std::string_view w) {
    int at = 0;
    for (char c : w) {
      if (!nodes[at].next[c - 'a']) nodes[at].next[c - 'a'] = int(nodes.size()), nodes.emplace_back();
      at = nodes[at].next[c - 'a'];
    }
    nodes[at].word = true;
  }
  int search(const std::array<char, 16> &board, int cell, unsigned used, int at) const {
    at = nodes[at].next[board[cell] - 'a'];
    if (!at) return 0;
    int found = nodes[at].word;
    used |= 1u << cell;
    for (int y = std::max(0, cell / 4 - 1); y <= std::min(3, cell / 4 + 1); ++y)
      for (int x = std::max(0, cell % 4 - 1); x <= std::min(3, cell % 4 + 1); ++x)
        if (!(used >> (y * 4 + x) & 1)) found += search(board, y * 4 + x, used, at);
    return found;
  }
};
stallfree::task<> serve(inputs &in) {
  trie dictionary;
  int loaded = 0;
  for (const auto &w : in.words) {
    dictionary.add(w);
    if (++loaded % 500 == 0) co_await stallfree::yield();
  }
  std::array<char, 16> board;
  std::copy_n("tearsinoghelrbed", 16, board.begin());
  int found = 0;
  for (int cell = 0; cell < 16; ++cell) found += dictionary.search(board, cell, 0, 0);
  keep(found);
}
}
PROGRAM(letter_grid, 100'000)

// In kind: the hint button of a sliding number game: expectimax to a fixed depth.
namespace slide_hint {
using board = std::array<std::uint8_t, 16>;
constexpr int lookahead = 3;
bool slide(board &b, int direction) {
  bool moved = false;
  for (int line = 0; line < 4; ++line) {
    auto cell = [&](int k) -> std::uint8_t & {
      int j = direction & 1 ? 3 - k : k;
      return direction & 2 ? b[j * 4 + line] : b[line * 4 + j];
    };
    for (int k = 1, to = 0; k < 4; ++k) {
      auto v = cell(k);
      if (!v) continue;
      if (cell(to) == v) ++cell(to++), cell(k) = 0, moved = true;
      else if (int free = cell(to) ? ++to : to; free != k) cell(free) = v, cell(k) = 0, moved = true;
    }
  }
  return moved;
}
double worth(const board &b) {
  double score = 0;
  for (int i = 0; i < 16; ++i) score += b[i] ? b[i] * (i % 4 + i / 4) : 11;
  return score;
}
double best(const board &b, int depth);
double chance(const board &b, int depth) {
  double sum = 0;
  int free = 0;
  for (int i = 0; i < 16; ++i) {
    if (b[i]) continue;
    ++free;
    for (std::uint8_t v : {1, 2}) {
      board next = b;
      next[i] = v;
      sum += (v == 1 ? 0.9 : 0.1) * best(next, depth - 1);
    }
  }
  return free ? sum / free : worth(b);
}
double best(const board &b, int depth) {
  if (depth < 0) return worth(b);
  double top = 0;
  for (int d = 0; d < 4; ++d)
    if (board next = b; slide(next, d)) top = std::max(top, depth ? chance(next, depth) : worth(next));
  return top;
}
stallfree::task<> serve(inputs &in) {
  board b{};
  for (int i = 0; i < 12; ++i) b[i] = std::uint8_t(1 + in.numbers[i] % 6);
  keep(best(b, lookahead)); co_return;
}
}
PROGRAM(slide_hint, 16)

// In kind: capacity planning: the weakest cut of a network of sites (Stoer and Wagner).
namespace weak_link {
stallfree::task<> serve(inputs &in) {
  const int n = int(in.rows.size());
  std::vector<std::vector<int>> w(n, std::vector<int>(n));
  for (int i = 0; i < n; ++i)
    for (int v : in.rows[i])
      if (int to = v % n; to != i) w[i][to] = w[to][i] = w[i][to] + v % 97 + 1;
  std::vector<int> left(n); std::iota(left.begin(), left.end(), 0);
  int cut = std::numeric_limits<int>::max();
  while (left.size() > 1) {
    std::vector<int> pull(n), rest = left;
    int last = -1, before = -1;
    while (!rest.empty()) {
      auto next = std::max_element(rest.begin(), rest.end(), [&](int a, int b) { return pull[a] < pull[b]; });
      before = std::exchange(last, *next);
      rest.erase(next);
      for (int v : rest) pull[v] += w[last][v];
    }
    cut = std::min(cut, pull[last]);
    for (int v : left) w[before][v] = w[v][before] = w[v][before] + w[last][v];
    std::erase(left, last);
  }
  keep(cut); co_return;
}
}
PROGRAM(weak_link, 4000)

// In kind: a map editor counting islands, giving way while it fills them.
namespace island_survey {
constexpr int width = 1600, slice = 4096;
stallfree::task<> serve(inputs &in) {
  int height = int(in.bytes.size()) / width, islands = 0, work = 0;
  auto &land = in.bytes;
  for (auto &b : land) b = b < 150;
  co_await stallfree::yield();
  std::vector<int> open;
  for (int start = 0; start < width * height; ++start) {
    if (++work % slice == 0) co_await stallfree::yield();
    if (!land[start]) continue;
    ++islands, land[start] = 0, open.push_back(start);
    while (!open.empty()) {
      int at = open.back(), x = at % width;
      open.pop_back();
      auto visit = [&](int to) { if (land[to]) land[to] = 0, open.push_back(to); };
      if (x > 0) visit(at - 1);
      if (x + 1 < width) visit(at + 1);
      if (at >= width) visit(at - width);
      if (at + width < width * height) visit(at + width);
      if (++work % slice == 0) co_await stallfree::yield();
    }
  }
  keep(islands);
}
}
PROGRAM(island_survey, 1600 * 1200)

// In kind: logistics: distances from each depot to every customer; gives way only between depots.
namespace supply_routes {
using road_map = std::vector<std::vector<std::pair<int, int>>>;
std::vector<long> distances(const road_map &roads, int depot) {
  std::vector<long> best(roads.size(), 1L << 60);
  std::priority_queue<std::pair<long, int>, std::vector<std::pair<long, int>>, std::greater<>> queue;
  queue.emplace(best[depot] = 0, depot);
  while (!queue.empty()) {
    auto [d, at] = queue.top();
    queue.pop();
    if (d != best[at]) continue;
    for (auto [to, length] : roads[at])
      if (d + length < best[to]) queue.emplace(best[to] = d + length, to);
  }
  return best;
}
stallfree::task<> serve(inputs &in) {
  road_map roads(in.rows.size());
  for (std::size_t i = 0; i < roads.size(); ++i)
    for (int v : in.rows[i]) roads[i].emplace_back(v % int(roads.size()), 10 + v % 5000);
  long farthest = 0;
  for (int depot : {3, 1400, 8000, 21000}) {
    auto reach = distances(roads, depot);
    farthest = std::max(farthest, *std::max_element(reach.begin(), reach.end()));
    co_await stallfree::yield();
  }
  keep(double(farthest));
}
}
PROGRAM(supply_routes, 400'000)
