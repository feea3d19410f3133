#include "program.hpp"
#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <limits>
#include <list>
#include <map>
#include <numeric>
#include <optional>
#include <string_view>
#include <utility>

// In kind: packs boxes on pallets by the lowest skyline, as stb_rect_pack and the
// container loaders of warehouses do.
namespace pallet_layers {
constexpr int width = 240, depth = 200;
struct span {
  int x, width, level;
};
class layer {
  std::list<span> skyline{{0, width, 0}};
  std::optional<int> level_at(std::list<span>::const_iterator from, int box) const {
    int level = 0;
    for (int left = box; left > 0; ++from) {
      if (from == skyline.end())
        return {};
      level = std::max(level, from->level);
      left -= from->width;
    }
    return level;
  }

public:
  bool place(int box_width, int box_depth) {
    auto best = skyline.end();
    int lowest = std::numeric_limits<int>::max();
    for (auto at = skyline.begin(); at != skyline.end(); ++at)
      if (auto level = level_at(at, box_width); level && *level < lowest && *level + box_depth <= depth)
        best = at, lowest = *level;
    if (best == skyline.end())
      return false;
    best = skyline.insert(best, {best->x, box_width, lowest + box_depth});
    int covered = box_width;
    for (auto next = std::next(best); covered > 0;) {
      int cut = std::min(covered, next->width);
      next->x += cut, next->width -= cut, covered -= cut;
      next = next->width == 0 ? skyline.erase(next) : next;
    }
    return true;
  }
};
stallfree::task<> serve(inputs &in) {
  std::vector<std::pair<int, int>> boxes;
  for (const auto &row : in.rows)
    boxes.emplace_back(4 + row[0] % 20, 4 + row[1] % 16);
  std::sort(boxes.begin(), boxes.end(), [](auto &a, auto &b) { return a.second > b.second; });
  std::vector<layer> layers;
  for (auto [w, d] : boxes) {
    bool placed = false;
    for (auto at = layers.begin(); at != layers.end() && !placed; ++at)
      placed = at->place(w, d);
    if (!placed)
      layers.emplace_back().place(w, d);
  }
  keep(double(layers.size()));
  co_return;
}
} // namespace pallet_layers
PROGRAM(pallet_layers, 300000)

// In kind: delivery rounds by Clarke and Wright's savings, as VROOM-like planners and
// OR-Tools' first solutions build them.
namespace savings_rounds {
struct stop {
  double x, y;
  int load;
};
struct saving {
  double km;
  int a, b;
};
double far(const stop &a, const stop &b) { return std::hypot(a.x - b.x, a.y - b.y); }
stallfree::task<> serve(inputs &in) {
  const stop depot{0.5, 0.5, 0};
  constexpr int capacity = 100;
  std::vector<stop> stops;
  for (const auto &row : in.rows)
    stops.push_back({row[0] / 16777216.0, row[1] / 16777216.0, 1 + row[2] % 12});
  std::vector<saving> savings;
  for (int a = 0; a < int(stops.size()); ++a)
    for (int b = 0; b < a; ++b)
      if (double km = far(depot, stops[a]) + far(depot, stops[b]) - far(stops[a], stops[b]); km > 0.05)
        savings.push_back({km, a, b});
  std::sort(savings.begin(), savings.end(), [](const saving &x, const saving &y) { return x.km > y.km; });
  std::vector<int> round(stops.size());
  std::iota(round.begin(), round.end(), 0);
  std::vector<std::vector<int>> rounds;
  std::vector<int> load;
  for (int s = 0; s < int(stops.size()); ++s)
    rounds.push_back({s}), load.push_back(stops[s].load);
  double saved = 0;
  for (auto [km, a, b] : savings) {
    int p = round[a], q = round[b];
    if (p == q || load[p] + load[q] > capacity)
      continue;
    auto &first = rounds[p], &second = rounds[q];
    if (first.front() == a)
      std::reverse(first.begin(), first.end());
    if (second.back() == b)
      std::reverse(second.begin(), second.end());
    if (first.back() != a || second.front() != b)
      continue;
    for (int s : second)
      round[s] = p, first.push_back(s);
    second.clear();
    load[p] += std::exchange(load[q], 0);
    saved += km;
  }
  keep(saved);
  co_return;
}
} // namespace savings_rounds
PROGRAM(savings_rounds, 17000)

// In kind: when to order the articles of one supplier again, from their daily sales, as
// ERPNext and Odoo's reordering rules do.
namespace reorder_points {
struct article {
  std::vector<double> daily;
  int stock, lead_days;
};
struct advice {
  double level;
  int quantity;
};
advice advise(const article &a) {
  double n = double(a.daily.size()), mean = std::accumulate(a.daily.begin(), a.daily.end(), 0.0) / n;
  double squares = std::inner_product(a.daily.begin(), a.daily.end(), a.daily.begin(), 0.0);
  double deviation = std::sqrt(std::max(0.0, squares / n - mean * mean));
  double level = mean * a.lead_days + 1.65 * deviation * std::sqrt(a.lead_days);
  int quantity = a.stock < level ? int(std::ceil(std::sqrt(2 * mean * 365 * 12 / 0.8))) : 0;
  return {level, quantity};
}
stallfree::task<> serve(inputs &in) {
  constexpr std::size_t articles = 60, days = 90;
  double ordered = 0;
  for (std::size_t a = 0; a < articles && a < in.rows.size(); ++a) {
    article item{{}, in.rows[a][0] % 200, 2 + in.rows[a][1] % 20};
    for (std::size_t day = 0; day < days; ++day)
      item.daily.push_back(in.numbers[(a * days + day) % in.numbers.size()] % 14 * (day % 7 < 6));
    std::vector<double> week(7);
    for (std::size_t day = 0; day < days; ++day)
      week[day % 7] += item.daily[day];
    if (*std::max_element(week.begin(), week.end()) > 0)
      ordered += advise(item).quantity;
  }
  keep(ordered);
  co_return;
}
} // namespace reorder_points
PROGRAM(reorder_points, 9000)

// In kind: orders the jobs of a flow shop by insertion (Nawaz, Enscore and Ham), as
// production planners (frePPLe's heuristics, OptaPlanner examples) start.
namespace flow_shop {
constexpr std::size_t machines = 10;
using job = std::vector<int>;
int makespan(const std::vector<const job *> &sequence) {
  std::array<int, machines> done{};
  for (const job *j : sequence) {
    done[0] += (*j)[0];
    for (std::size_t m = 1; m < machines; ++m)
      done[m] = std::max(done[m], done[m - 1]) + (*j)[m];
  }
  return done.back();
}
stallfree::task<> serve(inputs &in) {
  std::vector<job> jobs = in.rows;
  for (job &j : jobs)
    for (int &minutes : j)
      minutes = 1 + minutes % 99;
  std::sort(jobs.begin(), jobs.end(), [](const job &a, const job &b) {
    return std::accumulate(a.begin(), a.end(), 0) > std::accumulate(b.begin(), b.end(), 0);
  });
  std::vector<const job *> sequence;
  for (const job &j : jobs) {
    std::size_t best = 0;
    int least = std::numeric_limits<int>::max();
    for (std::size_t at = 0; at <= sequence.size(); ++at) {
      sequence.insert(sequence.begin() + at, &j);
      if (int span = makespan(sequence); span < least)
        least = span, best = at;
      sequence.erase(sequence.begin() + at);
    }
    sequence.insert(sequence.begin() + best, &j);
  }
  keep(makespan(sequence));
  co_return;
}
} // namespace flow_shop
PROGRAM(flow_shop, 3600)

// In kind: checks a ward's month of shifts against the rules of rest, as rosters of
// hospitals (Timefold's nurse example) do.
namespace roster_rules {
enum shift { off, early, late, night };
struct nurse {
  std::array<shift, 28> days;
};
struct rule {
  const char *name;
  int (*broken)(const nurse &);
};
int run_longer_than(const nurse &n, int most, bool nights) {
  int broken = 0, run = 0;
  for (shift s : n.days) {
    run = (nights ? s == night : s != off) ? run + 1 : 0;
    broken += run > most;
  }
  return broken;
}
int short_rest(const nurse &n) {
  int broken = 0;
  for (std::size_t day = 1; day < n.days.size(); ++day)
    broken += n.days[day - 1] != off && n.days[day] != off && n.days[day] < n.days[day - 1];
  return broken;
}
int no_free_weekend(const nurse &n) {
  for (std::size_t day = 5; day + 1 < n.days.size(); day += 7)
    if (n.days[day] == off && n.days[day + 1] == off)
      return 0;
  return 1;
}
constexpr rule rules[] = {{"rest", short_rest}, {"weekend", no_free_weekend},
                          {"row", [](const nurse &n) { return run_longer_than(n, 6, false); }},
                          {"nights", [](const nurse &n) { return run_longer_than(n, 3, true); }}};
stallfree::task<> serve(inputs &in) {
  std::map<std::string_view, int> broken;
  std::array<std::array<int, 4>, 28> cover{};
  for (std::size_t i = 0; i < 36; ++i) {
    nurse n;
    for (std::size_t day = 0; day < n.days.size(); ++day) {
      n.days[day] = shift(in.bytes[(i * 28 + day) % in.bytes.size()] % 4);
      ++cover[day][n.days[day]];
    }
    for (const rule &r : rules)
      broken[r.name] += r.broken(n);
  }
  for (const auto &day : cover)
    broken["cover"] += day[early] < 7 || day[late] < 7 || day[night] < 4;
  double penalty = 0;
  for (const auto &[name, times] : broken)
    penalty += times * double(name.size());
  keep(penalty);
  co_return;
}
} // namespace roster_rules
PROGRAM(roster_rules, 2000)

// In kind: checks and groups the container numbers of a gate's list (ISO 6346), as
// terminal operating systems do for one truck or train.
namespace container_gate {
int value(char c) {
  if (std::isdigit(static_cast<unsigned char>(c)))
    return c - '0';
  int v = 10 + c - 'A';
  return v + v / 11 - (v == 32) + (v >= 32); // no value is a multiple of eleven
}
int check_digit(std::string_view code) {
  int sum = 0;
  for (std::size_t i = 0; i < 10; ++i)
    sum += value(code[i]) << i;
  return sum % 11 % 10;
}
std::vector<std::string> gate_list(const inputs &in, std::size_t most) {
  std::vector<std::string> list;
  for (std::size_t i = 0; i < in.words.size() && list.size() < most; ++i) {
    std::string code = in.words[i].substr(0, 3) + 'u';
    std::transform(code.begin(), code.end(), code.begin(), [](unsigned char c) { return char(std::toupper(c)); });
    code += std::to_string(100000 + in.numbers[i] % 900000);
    list.push_back(code + char('0' + in.numbers[i] / 7 % 10));
  }
  return list;
}
stallfree::task<> serve(inputs &in) {
  std::map<std::string, std::vector<std::string>> by_owner;
  int wrong = 0;
  for (const std::string &code : gate_list(in, 4000)) {
    if (check_digit(code) != code.back() - '0') {
      ++wrong;
      continue;
    }
    by_owner[code.substr(0, 1)].push_back(code);
  }
  std::size_t longest = 0;
  for (auto &[owner, codes] : by_owner) {
    std::sort(codes.begin(), codes.end());
    longest = std::max(longest, codes.size());
  }
  keep(double(wrong) + double(longest));
  co_return;
}
} // namespace container_gate
PROGRAM(container_gate, 90000)
