// Optimising, learning and playing.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <numeric>
#include <ranges>
#include <span>
#include <utility>

// In kind: the best mix of a plant's products by pivoting (GLPK, HiGHS's simplex).
namespace product_mix {
class tableau {
  std::vector<std::vector<double>> rows; // the last one: what is gained

public:
  tableau(const std::vector<std::vector<double>> &limits, const std::vector<double> &gain) {
    const std::size_t m = limits.size(), n = gain.size();
    rows.assign(m + 1, std::vector<double>(n + m + 1));
    for (std::size_t r = 0; r < m; ++r) {
      std::ranges::copy(limits[r], rows[r].begin());
      rows[r][n + r] = 1, rows[r].back() = 50 + double(r);
    }
    std::ranges::transform(gain, rows[m].begin(), std::negate());
  }
  double maximise(int most_pivots) {
    auto &goal = rows.back();
    while (most_pivots-- > 0) {
      auto column = std::size_t(std::ranges::min_element(goal.begin(), goal.end() - 1) - goal.begin());
      if (goal[column] > -1e-9)
        break;
      std::size_t pivot = 0;
      double least = 1e300;
      for (std::size_t r = 0; r + 1 < rows.size(); ++r)
        if (rows[r][column] > 1e-9 && rows[r].back() / rows[r][column] < least)
          least = rows[r].back() / rows[pivot = r][column];
      for (double scale = rows[pivot][column]; auto &v : rows[pivot])
        v /= scale;
      for (std::size_t r = 0; r < rows.size(); ++r)
        if (double factor = rows[r][column]; r != pivot && factor != 0)
          for (std::size_t k = 0; k < goal.size(); ++k)
            rows[r][k] -= factor * rows[pivot][k];
    }
    return goal.back();
  }
};
stallfree::task<> serve(inputs &in) {
  const std::size_t products = 900, machines = std::min<std::size_t>(in.rows.size(), 950);
  std::vector<std::vector<double>> limits(machines, std::vector<double>(products));
  for (std::size_t r = 0; r < machines; ++r)
    for (std::size_t k = 0; k < products; ++k)
      limits[r][k] = 0.05 + in.reals[(r * products + k) % in.reals.size()];
  std::vector<double> gain(in.reals.end() - std::ptrdiff_t(products), in.reals.end());
  keep(tableau(limits, gain).maximise(5000));
  co_return;
}
} // namespace product_mix
PROGRAM(product_mix, 40011)

// In kind: how much freight a network of depots can pass at once (LEMON, Boost.Graph, OR-Tools).
namespace freight_flow {
struct lane { int to, room; std::size_t back; };
class network {
  std::vector<std::vector<lane>> lanes;
  std::vector<int> level;
  std::vector<std::size_t> tried;
  bool rank(int from, int to) {
    std::ranges::fill(level, -1);
    std::deque<int> waiting{from};
    level[std::size_t(from)] = 0;
    for (; !waiting.empty(); waiting.pop_front())
      for (auto &l : lanes[std::size_t(waiting.front())])
        if (l.room > 0 && level[std::size_t(l.to)] < 0) {
          level[std::size_t(l.to)] = level[std::size_t(waiting.front())] + 1;
          waiting.push_back(l.to);
        }
    return level[std::size_t(to)] >= 0;
  }
  int push(int at, int to, int most) {
    if (at == to)
      return most;
    for (auto &i = tried[std::size_t(at)]; i < lanes[std::size_t(at)].size(); ++i) {
      auto &l = lanes[std::size_t(at)][i];
      bool onward = l.room > 0 && level[std::size_t(l.to)] == level[std::size_t(at)] + 1;
      if (int sent = onward ? push(l.to, to, std::min(most, l.room)) : 0) {
        l.room -= sent, lanes[std::size_t(l.to)][l.back].room += sent;
        return sent;
      }
    }
    return 0;
  }

public:
  explicit network(std::size_t n) : lanes(n), level(n), tried(n) {}
  void connect(int a, int b, int room) {
    lanes[std::size_t(a)].push_back({b, room, lanes[std::size_t(b)].size()});
    lanes[std::size_t(b)].push_back({a, 0, lanes[std::size_t(a)].size() - 1});
  }
  int most(int from, int to) {
    int total = 0;
    while (rank(from, to)) {
      std::ranges::fill(tried, 0);
      while (int sent = push(from, to, 1 << 30))
        total += sent;
    }
    return total;
  }
};
stallfree::task<> serve(inputs &in) {
  const int depots = int(in.rows.size());
  network net(in.rows.size());
  for (int i = 0; i < depots; ++i)
    for (int n : std::span(in.rows[std::size_t(i)]).first(i ? 5 : 10))
      net.connect(i, (i / 40 * 40 + n % 110) % depots, 1 + n / 128 % 50);
  keep(net.most(0, depots - 1));
  co_return;
}
} // namespace freight_flow
PROGRAM(freight_flow, 400000)

// In kind: learning which customers leave, by many small trees (ranger, XGBoost, mlpack).
namespace churn_forest {
using customers = std::vector<const std::vector<int> *>;
struct tree { std::size_t feature = 0; int limit = 0; double leaves = 0; std::unique_ptr<tree> low, high; };
bool left_us(const std::vector<int> &row) { return row[0] % 97 + row[3] % 50 > 80; }
double impurity(double yes, double all) { return all > 0 ? yes * (1 - yes / all) : 0; }
std::unique_ptr<tree> grow(const customers &rows, int depth, std::uint32_t &dice) {
  auto t = std::make_unique<tree>();
  double yes = double(std::ranges::count_if(rows, [](auto *r) { return left_us(*r); })), all = double(rows.size());
  t->leaves = yes / std::max(1.0, all);
  double best = impurity(yes, all);
  if (depth == 0 || best == 0 || rows.size() < 8)
    return t;
  for (int attempt = 0; attempt < 10; ++attempt) {
    dice = dice * 1664525u + 1013904223u;
    std::size_t feature = dice >> 10 & 3;
    int limit = (*rows[(dice >> 12) % rows.size()])[feature];
    double low_yes = 0, low = 0;
    for (auto *r : rows)
      if ((*r)[feature] < limit)
        ++low, low_yes += left_us(*r);
    double after = impurity(low_yes, low) + impurity(yes - low_yes, all - low);
    if (after < best)
      best = after, t->feature = feature, t->limit = limit;
  }
  if (best == impurity(yes, all))
    return t;
  customers low, high;
  for (auto *r : rows)
    ((*r)[t->feature] < t->limit ? low : high).push_back(r);
  t->low = grow(low, depth - 1, dice), t->high = grow(high, depth - 1, dice);
  return t;
}
double predict(const tree &t, const std::vector<int> &row) {
  return t.low ? predict(row[t.feature] < t.limit ? *t.low : *t.high, row) : t.leaves;
}
stallfree::task<> serve(inputs &in) {
  std::uint32_t dice = 5;
  double wrong = 0;
  for (int n = 0; n < 20; ++n) {
    customers sample;
    for (std::size_t i = 0; i < in.rows.size(); ++i)
      sample.push_back(&in.rows[(i * 7919 + std::size_t(n) * 31) % in.rows.size() / 2 * 2]);
    auto t = grow(sample, 8, dice);
    for (auto &row : in.rows)
      wrong += std::abs(predict(*t, row) - left_us(row));
  }
  keep(wrong);
  co_return;
}
} // namespace churn_forest
PROGRAM(churn_forest, 75000)

// In kind: learning the pieces that words are made of (SentencePiece, Hugging Face's tokenizers).
namespace merge_vocabulary {
using pieces = std::vector<int>;
void join(pieces &word, std::pair<int, int> pair, int name) {
  std::size_t out = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    bool met = i + 1 < word.size() && word[i] == pair.first && word[i + 1] == pair.second;
    word[out++] = met ? ++i, name : word[i];
  }
  word.resize(out);
}
stallfree::task<> serve(inputs &in) {
  constexpr int letters = 256, vocabulary = letters + 60;
  std::map<std::string, int> counts;
  for (auto &w : in.words)
    ++counts[w];
  std::vector<std::pair<pieces, int>> words;
  for (auto &[w, n] : counts)
    words.emplace_back(pieces(w.begin(), w.end()), n);
  int merged = 0;
  for (int name = letters; name < vocabulary; ++name) {
    std::map<std::pair<int, int>, int> pairs;
    for (auto &[word, n] : words)
      for (std::size_t i = 1; i < word.size(); ++i)
        pairs[{word[i - 1], word[i]}] += n;
    auto best = std::ranges::max_element(pairs, {}, [](auto &p) { return p.second; });
    if (best == pairs.end() || best->second < 2)
      break;
    for (auto &[word, n] : words)
      join(word, best->first, name);
    merged += best->second;
  }
  keep(merged);
  co_return;
}
} // namespace merge_vocabulary
PROGRAM(merge_vocabulary, 8000)

// In kind: the next stone on a small Hex board by games played at random (OpenSpiel, MoHex).
namespace hex_playouts {
constexpr int side = 7, cells = side * side, playouts = 40000;
using board = std::array<signed char, cells>;
bool connected(const board &b, int at, board &seen) {
  if (b[std::size_t(at)] != 1 || std::exchange(seen[std::size_t(at)], 1))
    return false;
  int x = at % side, y = at / side;
  if (y == side - 1)
    return true;
  constexpr std::array<std::pair<int, int>, 6> around{{{0, 1}, {-1, 1}, {1, 0}, {-1, 0}, {1, -1}, {0, -1}}};
  return std::ranges::any_of(around, [&](auto step) {
    int nx = x + step.first, ny = y + step.second;
    return nx >= 0 && nx < side && ny >= 0 && ny < side && connected(b, ny * side + nx, seen);
  });
}
stallfree::task<> serve(inputs &in) {
  std::uint32_t dice = 1 + in.bytes[0];
  std::array<int, cells> wins{}, games{};
  for (int game = 1; game <= playouts; ++game) {
    auto worth = [&](int m) {
      double n = games[std::size_t(m)];
      return n > 0 ? wins[std::size_t(m)] / n + std::sqrt(2 * std::log(game) / n) : 1e9;
    };
    auto move = std::size_t(*std::ranges::max_element(std::views::iota(0, cells), {}, worth));
    board b;
    std::ranges::generate(b, [i = 0]() mutable { return static_cast<signed char>(i++ % 2); });
    for (std::size_t i = cells - 1; i > 0; --i) {
      dice = dice * 1664525u + 1013904223u;
      std::swap(b[i], b[(dice >> 8) % (i + 1)]);
    }
    b[move] = 1;
    board seen{};
    wins[move] += std::ranges::any_of(std::views::iota(0, side), [&](int x) { return connected(b, x, seen); });
    ++games[move];
  }
  keep(double(std::ranges::max_element(games) - games.begin()));
  co_return;
}
} // namespace hex_playouts
PROGRAM(hex_playouts, 100)

// In kind: which of several headlines to show next, by what was clicked so far (Vowpal Wabbit).
namespace headline_choice {
struct arm {
  double shown = 1, clicked = 0.5;
  double hope(double all) const { return clicked / shown + std::sqrt(2 * std::log(all) / shown); }
};
stallfree::task<> serve(inputs &in) {
  std::array<arm, 24> headlines;
  double all = double(headlines.size());
  for (std::size_t visit = 0; visit < 900 && visit < in.reals.size(); ++visit, ++all) {
    auto best = std::ranges::max_element(headlines, {}, [&](auto &a) { return a.hope(all); });
    best->shown += 1, best->clicked += in.reals[visit] < 0.02 * double(best - headlines.begin() + 1);
  }
  keep(std::accumulate(headlines.begin(), headlines.end(), 0.0, [](double s, auto &a) { return s + a.clicked * a.clicked; }));
  co_return;
}
} // namespace headline_choice
PROGRAM(headline_choice, 20000)

// In kind: what a shop should order each night, worked out from the last night back (Stockpyl, MDPtoolbox).
namespace reorder_policy {
constexpr int nights = 42, shelf = 80, most_asked = 24;
stallfree::task<> serve(inputs &in) {
  std::array<double, most_asked> chance;
  std::copy_n(in.reals.begin(), most_asked, chance.begin());
  double all = std::reduce(chance.begin(), chance.end()), bought = 0;
  std::vector<double> worth(shelf + 1);
  for (int night = nights; night-- > 0;) {
    std::vector<double> today(shelf + 1, -1e9);
    for (int stock = 0; stock <= shelf; ++stock)
      for (int order = 0; stock + order <= shelf; ++order) {
        double value = order ? -8 - 1.5 * order : 0;
        for (int asked = 0; asked < most_asked; ++asked) {
          int sold = std::min(asked, stock + order), left = stock + order - sold;
          value += chance[std::size_t(asked)] / all * (3.0 * sold - 0.05 * left + worth[std::size_t(left)]);
        }
        today[std::size_t(stock)] = std::max(today[std::size_t(stock)], value);
      }
    bought += (worth = std::move(today))[0];
  }
  keep(bought);
  co_return;
}
} // namespace reorder_policy
PROGRAM(reorder_policy, 300)

// In kind: the ratings of a league's players after a season (lichess's Glicko, OpenSkill).
namespace league_ratings {
stallfree::task<> serve(inputs &in) {
  std::map<int, double> ratings;
  for (int pass = 0; pass < 3; ++pass)
    for (auto &row : in.rows) {
      double &home = ratings.try_emplace(row[0] % 64, 1500).first->second, &away = ratings.try_emplace(row[1] % 64, 1500).first->second;
      double expected = 1 / (1 + std::pow(10, (away - home - 40) / 400)), result = row[2] % 3 / 2.0;
      home += 24 * (result - expected), away -= 24 * (result - expected);
    }
  keep(std::accumulate(ratings.begin(), ratings.end(), 0.0, [](double s, auto &r) { return s + r.first * r.second; }));
  co_return;
}
} // namespace league_ratings
PROGRAM(league_ratings, 9000)
