// Searches, plans and games.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <numeric>
#include <queue>
#include <unordered_map>
#include <unordered_set>

namespace word_ladder {
// In kind: a word game's ladder from one word to another.
stallfree::task<> serve(inputs &in) {
  const std::unordered_set<std::string> known(in.words.begin(), in.words.end());
  std::unordered_map<std::string, int> steps{{in.words.front(), 0}};
  std::queue<std::string> waiting;
  waiting.push(in.words.front());
  while (!waiting.empty() && !steps.contains("zzzzer")) {
    const std::string word = waiting.front();
    waiting.pop();
    for (std::size_t i = 0; i < word.size(); ++i) {
      std::string other = word;
      for (char c = 'a'; c <= 'z'; ++c) {
        other[i] = c;
        if (known.contains(other) && steps.emplace(other, steps[word] + 1).second)
          waiting.push(other);
      }
    }
  }
  keep(double(steps.size()));
  co_return;
}
} // namespace word_ladder
PROGRAM(word_ladder, 60000)

namespace course_places {
// In kind: students to courses, everyone one of ten wishes.
class matching {
public:
  matching(const std::vector<std::vector<int>> &wishes, int courses)
      : wishes(wishes), taken(courses, -1), seen(courses) {}
  int size() {
    int placed = 0;
    for (int s = 0; s < int(wishes.size()); ++s) {
      std::fill(seen.begin(), seen.end(), false);
      placed += place(s);
    }
    return placed;
  }

private:
  bool place(int student) {
    for (int wish : wishes[student]) {
      const int course = wish % int(taken.size());
      if (seen[course])
        continue;
      seen[course] = true;
      if (taken[course] < 0 || place(taken[course])) {
        taken[course] = student;
        return true;
      }
    }
    return false;
  }
  const std::vector<std::vector<int>> &wishes;
  std::vector<int> taken;
  std::vector<bool> seen;
};
stallfree::task<> serve(inputs &in) {
  keep(matching(in.rows, int(in.rows.size())).size());
  co_return;
}
} // namespace course_places
PROGRAM(course_places, 40000)

namespace module_cycles {
// In kind: which modules of a program depend on each other, by Tarjan.
struct finder {
  const std::vector<std::vector<int>> &uses;
  std::vector<int> index, low, stack;
  std::vector<char> on_stack;
  int next = 0, groups = 0;
  void visit(int v) {
    index[v] = low[v] = ++next;
    stack.push_back(v);
    on_stack[v] = 1;
    for (int i = 0; i < 2; ++i) {
      const int w = uses[v][i] % int(uses.size());
      if (!index[w]) {
        visit(w);
        low[v] = std::min(low[v], low[w]);
      } else if (on_stack[w])
        low[v] = std::min(low[v], index[w]);
    }
    if (low[v] == index[v]) {
      ++groups;
      int w;
      do {
        w = stack.back();
        stack.pop_back();
        on_stack[w] = 0;
      } while (w != v);
    }
  }
};
stallfree::task<> serve(inputs &in) {
  const std::size_t n = in.rows.size();
  finder f{in.rows, std::vector<int>(n), std::vector<int>(n), {}, std::vector<char>(n)};
  for (std::size_t v = 0; v < n; ++v)
    if (!f.index[v])
      f.visit(int(v));
  keep(f.groups);
  co_return;
}
} // namespace module_cycles
PROGRAM(module_cycles, 150000)

namespace best_bookings {
// In kind: the bookings of a hall that pay most and do not overlap.
struct booking {
  int from, to, pay;
};
stallfree::task<> serve(inputs &in) {
  std::vector<booking> all;
  for (std::size_t i = 0; i + 2 < in.numbers.size(); i += 3) {
    const int from = in.numbers[i] % 525600;
    all.push_back({from, from + 60 + in.numbers[i + 1] % 600, in.numbers[i + 2] % 1000});
  }
  std::sort(all.begin(), all.end(), [](const auto &a, const auto &b) { return a.to < b.to; });
  std::vector<long> best(all.size() + 1);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto before = std::upper_bound(all.begin(), all.begin() + std::ptrdiff_t(i), all[i].from,
                                         [](int t, const booking &b) { return t < b.to; });
    best[i + 1] = std::max(best[i], best[before - all.begin()] + all[i].pay);
  }
  keep(double(best.back()));
  co_return;
}
} // namespace best_bookings
PROGRAM(best_bookings, 60000)

namespace print_queue {
// In kind: which of a shop's printers takes which order next.
struct printer {
  long free_at;
  int id;
  bool operator>(const printer &o) const { return free_at > o.free_at; }
};
stallfree::task<> serve(inputs &in) {
  std::priority_queue<printer, std::vector<printer>, std::greater<>> printers;
  for (int id = 0; id < 12; ++id)
    printers.push({0, id});
  std::vector<int> orders(in.numbers);
  std::sort(orders.begin(), orders.end(), std::greater<>());
  long last = 0;
  for (int pages : orders) {
    printer p = printers.top();
    printers.pop();
    p.free_at += 30 + pages % 500;
    last = std::max(last, p.free_at);
    printers.push(p);
  }
  keep(double(last));
  co_return;
}
} // namespace print_queue
PROGRAM(print_queue, 20000)

namespace knight_tour {
// In kind: a knight over the whole board, always where it can go on least.
constexpr int Side = 8, Moves[8][2] = {{1, 2},   {2, 1},   {2, -1}, {1, -2},
                                       {-1, -2}, {-2, -1}, {-2, 1}, {-1, 2}};
static bool open(const int (&board)[Side][Side], int x, int y) {
  return x >= 0 && y >= 0 && x < Side && y < Side && !board[y][x];
}
static int ways(const int (&board)[Side][Side], int x, int y) {
  int n = 0;
  for (const auto &m : Moves)
    n += open(board, x + m[0], y + m[1]);
  return n;
}
stallfree::task<> serve(inputs &) {
  int board[Side][Side] = {}, x = 0, y = 0, step = 1;
  for (board[0][0] = step; step < Side * Side; board[y][x] = ++step) {
    int least = 9, nx = -1, ny = -1;
    for (const auto &m : Moves) {
      if (!open(board, x + m[0], y + m[1]))
        continue;
      const int w = ways(board, x + m[0], y + m[1]);
      if (w < least) {
        least = w;
        nx = x + m[0];
        ny = y + m[1];
      }
    }
    if (nx < 0)
      break;
    x = nx;
    y = ny;
  }
  keep(step);
  co_return;
}
} // namespace knight_tour
PROGRAM(knight_tour, 10)

namespace drop_four {
// In kind: the computer's move in four in a row.
constexpr int Width = 7, Height = 6, Depth = 9;
class game {
public:
  int best(int player, int depth, int alpha, int beta) {
    if (depth == 0)
      return score(1) - score(2);
    for (int x = 0; x < Width && alpha < beta; ++x) {
      if (height[x] == Height)
        continue;
      cells[x][height[x]++] = player;
      const int value =
          wins(x, player) ? 1000 + depth : -best(3 - player, depth - 1, -beta, -alpha);
      cells[x][--height[x]] = 0;
      alpha = std::max(alpha, value);
    }
    return alpha;
  }

private:
  bool wins(int x, int player) const {
    const int y = height[x] - 1;
    static constexpr int Ways[4][2] = {{1, 0}, {0, 1}, {1, 1}, {1, -1}};
    for (const auto &way : Ways) {
      int row = 1;
      for (int sign : {-1, 1})
        for (int i = 1; i < 4 && at(x + sign * i * way[0], y + sign * i * way[1]) == player; ++i)
          ++row;
      if (row >= 4)
        return true;
    }
    return false;
  }
  int at(int x, int y) const {
    return x < 0 || y < 0 || x >= Width || y >= Height ? -1 : cells[x][y];
  }
  int score(int player) const {
    int sum = 0;
    for (int x = 0; x < Width; ++x)
      for (int y = 0; y < height[x]; ++y)
        sum += cells[x][y] == player ? 3 - std::abs(x - 3) : 0;
    return sum;
  }
  int cells[Width][Height] = {}, height[Width] = {};
};
stallfree::task<> serve(inputs &) {
  game g;
  keep(g.best(1, Depth, -10000, 10000));
  co_return;
}
} // namespace drop_four
PROGRAM(drop_four, 10)

namespace letter_sums {
// In kind: a puzzle of the day, SEND + MORE = MONEY, by trying all.
stallfree::task<> serve(inputs &) {
  std::array<int, 10> d;
  std::iota(d.begin(), d.end(), 0);
  int solutions = 0;
  do {
    const auto [s, e, n, o, r, y, m, v, w, x] = d;
    const int send = ((s * 10 + e) * 10 + n) * 10 + v, more = ((m * 10 + o) * 10 + r) * 10 + e;
    const int money = (((m * 10 + o) * 10 + n) * 10 + e) * 10 + y;
    if (s && m && send + more == money && w < x)
      ++solutions;
  } while (std::next_permutation(d.begin(), d.end()));
  keep(solutions);
  co_return;
}
} // namespace letter_sums
PROGRAM(letter_sums, 10)

namespace fold_strand {
// In kind: how many pairs a strand of RNA can form, by Nussinov.
stallfree::task<> serve(inputs &in) {
  const int n = int(in.bytes.size());
  std::vector<std::vector<int>> pairs(n, std::vector<int>(n));
  for (int span = 4; span < n; ++span) {
    for (int i = 0; i + span < n; ++i) {
      const int j = i + span;
      int best = std::max(pairs[i + 1][j], pairs[i][j - 1]);
      if (in.bytes[i] % 4 + in.bytes[j] % 4 == 3)
        best = std::max(best, pairs[i + 1][j - 1] + 1);
      for (int k = i + 1; k < j; ++k)
        best = std::max(best, pairs[i][k] + pairs[k + 1][j]);
      pairs[i][j] = best;
    }
  }
  keep(pairs[0][n - 1]);
  co_return;
}
} // namespace fold_strand
PROGRAM(fold_strand, 600)
