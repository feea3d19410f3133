// Orders, sales, dependencies, timetables and exports.
#include "program.hpp"
#include <algorithm>
#include <bitset>
#include <deque>
#include <map>
#include <queue>
#include <stallfree/sleep.hpp>
#include <unordered_set>

namespace match_orders {
struct order {
  int id, price, quantity;
};

class book {
public:
  int place(order o, bool buy) { return buy ? match(o, asks_, bids_) : match(o, bids_, asks_); }

private:
  template <class Against, class Own> int match(order o, Against &against, Own &own) {
    int trades = 0;
    while (o.quantity > 0 && !against.empty()) {
      auto best = against.begin();
      if (against.key_comp()(o.price, best->first))
        break;
      auto &queue = best->second;
      while (o.quantity > 0 && !queue.empty()) {
        int n = std::min(o.quantity, queue.front().quantity);
        o.quantity -= n;
        queue.front().quantity -= n;
        ++trades;
        if (queue.front().quantity == 0)
          queue.pop_front();
      }
      if (queue.empty())
        against.erase(best);
    }
    if (o.quantity > 0)
      own[o.price].push_back(o);
    return trades;
  }

  std::map<int, std::deque<order>, std::greater<int>> bids_;
  std::map<int, std::deque<order>> asks_;
};

// The opening auction: all that came in over night.
stallfree::task<> serve(inputs &in) {
  book b;
  int trades = 0;
  for (std::size_t i = 0; i < in.numbers.size(); ++i) {
    int n = in.numbers[i];
    bool buy = (n >> 12) & 1;
    trades += b.place({int(i), 10'000 + n % 400 + (buy ? -100 : 100), 1 + (n >> 14) % 90}, buy);
  }
  keep(trades);
  co_return;
}
} // namespace match_orders
PROGRAM(match_orders, 200'000)

namespace pivot_sales {
// Region by month by article, as the report shows it.
stallfree::task<> serve(inputs &in) {
  std::map<std::string, std::map<int, std::map<int, double>>> table;
  std::vector<std::string> regions{"north", "east", "south", "west", "abroad"};
  for (const auto &row : in.rows) {
    const std::string &region = regions[std::size_t(row[0]) % regions.size()];
    for (std::size_t month = 1; month < row.size(); ++month)
      table[region][int(month)][row[1] % 50] += row[month] / 100.0;
  }
  double most = 0;
  for (const auto &[region, months] : table)
    for (const auto &[month, articles] : months) {
      double sum = 0;
      for (const auto &[article, value] : articles)
        sum += value;
      most = std::max(most, sum);
    }
  keep(most);
  co_return;
}
} // namespace pivot_sales
PROGRAM(pivot_sales, 500'000)

namespace import_cycles {
struct finder {
  const std::vector<std::vector<int>> &imports;
  std::vector<int> index, low, stack;
  std::vector<bool> on_stack;
  int next = 1, cycles = 0;

  explicit finder(const std::vector<std::vector<int>> &imports)
      : imports(imports), index(imports.size()), low(imports.size()), on_stack(imports.size()) {}

  void visit(std::size_t v) {
    index[v] = low[v] = next++;
    stack.push_back(int(v));
    on_stack[v] = true;
    for (int number : imports[v]) {
      std::size_t w = v + 1 + std::size_t(number) % 400;
      if (number % 50 == 0)
        w = v - std::min(v, std::size_t(number / 50) % 20);
      if (w >= imports.size())
        continue;
      if (!index[w]) {
        visit(w);
        low[v] = std::min(low[v], low[w]);
      } else if (on_stack[w]) {
        low[v] = std::min(low[v], index[w]);
      }
    }
    if (low[v] != index[v])
      return;
    int members = 0;
    std::size_t w;
    do {
      w = std::size_t(stack.back());
      stack.pop_back();
      on_stack[w] = false;
      ++members;
    } while (w != v);
    cycles += members > 1;
  }
};

stallfree::task<> serve(inputs &in) {
  finder f(in.rows);
  for (std::size_t module = 0; module < in.rows.size(); ++module)
    if (!f.index[module])
      f.visit(module);
  keep(f.cycles);
  co_return;
}
} // namespace import_cycles
PROGRAM(import_cycles, 150'000)

namespace crawl_frontier {
stallfree::task<> serve(inputs &in) {
  std::queue<std::size_t> frontier;
  std::unordered_set<std::size_t> seen{0};
  frontier.push(0);
  std::size_t fetched = 0;
  while (!frontier.empty()) {
    std::size_t page = frontier.front();
    frontier.pop();
    for (int link : in.rows[page]) {
      std::size_t target = std::size_t(link) % in.rows.size();
      if (seen.insert(target).second)
        frontier.push(target);
    }
    if (++fetched % 50 == 0)
      co_await stallfree::yield();
  }
  keep(double(fetched));
}
} // namespace crawl_frontier
PROGRAM(crawl_frontier, 500'000)

namespace cron_next {
struct schedule {
  std::bitset<60> minutes;
  std::bitset<24> hours;
  std::bitset<32> days;
  std::bitset<13> months;
};

struct moment {
  int year, month, day, hour, minute;
};

void advance(moment &m) {
  static constexpr int lengths[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (++m.minute < 60)
    return;
  m.minute = 0;
  if (++m.hour < 24)
    return;
  m.hour = 0;
  int length = lengths[m.month] + (m.month == 2 && m.year % 4 == 0);
  if (++m.day <= length)
    return;
  m.day = 1;
  if (++m.month <= 12)
    return;
  m.month = 1;
  ++m.year;
}

// Minute by minute, two years at most: "15 4 30 2 *" has no next time.
stallfree::task<> serve(inputs &in) {
  schedule s;
  s.minutes.set(std::size_t(in.numbers[0]) % 60);
  s.hours.set(std::size_t(in.numbers[1]) % 24);
  s.days.set(30);
  s.months.set(2);
  moment m{2024, 3, 1, 0, 0};
  int waited = 0;
  for (; waited < 2 * 366 * 24 * 60; ++waited, advance(m))
    if (s.months[std::size_t(m.month)] && s.days[std::size_t(m.day)] &&
        s.hours[std::size_t(m.hour)] && s.minutes[std::size_t(m.minute)])
      break;
  keep(waited);
  co_return;
}
} // namespace cron_next
PROGRAM(cron_next, 10)

namespace export_rows {
std::string to_json(const std::vector<int> &row) {
  std::string out = "{\"id\":" + std::to_string(row[0]) + ",\"values\":[";
  for (std::size_t i = 1; i < row.size(); ++i) {
    if (i > 1)
      out += ',';
    out += std::to_string(row[i]);
  }
  return out + "]}";
}

stallfree::task<> serve(inputs &in) {
  std::string body = "[";
  std::size_t written = 0;
  for (const auto &row : in.rows) {
    if (written)
      body += ",\n";
    body += to_json(row);
    if (++written % 200 == 0)
      co_await stallfree::yield();
  }
  body += "]";
  keep(double(body.size()));
}
} // namespace export_rows
PROGRAM(export_rows, 200'000)
