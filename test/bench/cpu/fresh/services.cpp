// Caches, timers, routing, contacts, games, planning.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <list>
#include <map>
#include <memory>
#include <numeric>
#include <set>
#include <stdexcept>
#include <string_view>
#include <unordered_map>

namespace page_cache {
class lru {
public:
  explicit lru(std::size_t capacity) : capacity(capacity) {}

  const std::string *get(const std::string &key) {
    auto it = index.find(key);
    if (it == index.end())
      return nullptr;
    order.splice(order.begin(), order, it->second);
    return &it->second->second;
  }

  void put(const std::string &key, std::string value) {
    order.emplace_front(key, std::move(value));
    index[key] = order.begin();
    if (order.size() > capacity) {
      index.erase(order.back().first);
      order.pop_back();
    }
  }

private:
  using entry = std::pair<std::string, std::string>;
  std::size_t capacity;
  std::list<entry> order;
  std::unordered_map<std::string, std::list<entry>::iterator> index;
};

stallfree::task<> serve(inputs &in) {
  lru cache(2000);
  int hits = 0;
  for (const auto &word : in.words) {
    std::string key = "/page/" + word.substr(0, 3);
    if (cache.get(key))
      ++hits;
    else
      cache.put(key, "<h1>" + word + "</h1>");
  }
  keep(hits);
  co_return;
}
} // namespace page_cache
PROGRAM(page_cache, 30000)

namespace timer_wheel {
struct timer {
  int id;
  std::uint64_t due;
};

class wheel {
public:
  void schedule(int id, std::uint64_t delay) {
    std::uint64_t due = now + std::max<std::uint64_t>(1, delay);
    slots[due % slots.size()].push_back({id, due});
  }

  template <class F> void advance(F fire) {
    ++now;
    auto &slot = slots[now % slots.size()];
    for (auto it = slot.begin(); it != slot.end();) {
      if (it->due == now) {
        fire(it->id);
        it = slot.erase(it);
      } else {
        ++it;
      }
    }
  }

private:
  std::array<std::list<timer>, 64> slots;
  std::uint64_t now = 0;
};

stallfree::task<> serve(inputs &in) {
  wheel timers;
  for (std::size_t i = 0; i < in.numbers.size(); ++i)
    timers.schedule(int(i), std::uint64_t(in.numbers[i] % 200));
  std::size_t fired = 0;
  while (fired < in.numbers.size())
    timers.advance([&](int) { ++fired; });
  keep(double(fired));
  co_return;
}
} // namespace timer_wheel
PROGRAM(timer_wheel, 4000)

namespace route_lookup {
struct route {
  std::uint32_t network;
  int prefix;
  int gateway;

  bool covers(std::uint32_t address) const {
    std::uint32_t mask = prefix == 0 ? 0 : ~std::uint32_t(0) << (32 - prefix);
    return (address & mask) == (network & mask);
  }
};

class routing_table {
public:
  void add(const route &r) { routes.push_back(r); }
  int gateway(std::uint32_t address) const {
    const route *best = nullptr;
    for (const auto &r : routes)
      if (r.covers(address) && (!best || r.prefix > best->prefix))
        best = &r;
    return best ? best->gateway : 0;
  }

private:
  std::vector<route> routes;
};

stallfree::task<> serve(inputs &in) {
  routing_table table;
  table.add({0, 0, 1});
  for (std::size_t i = 0; i < in.numbers.size() / 2; ++i)
    table.add({std::uint32_t(in.numbers[i]) << 8, 12 + in.numbers[i] % 13, int(i)});
  long sum = 0;
  for (std::size_t i = in.numbers.size() / 2; i < in.numbers.size(); ++i)
    sum += table.gateway(std::uint32_t(in.numbers[i]) << 8 | (i & 255));
  keep(double(sum));
  co_return;
}
} // namespace route_lookup
PROGRAM(route_lookup, 24000)

namespace sudoku {
class board {
public:
  explicit board(std::string_view given) {
    for (int i = 0; i < 81; ++i)
      cells[i / 9][i % 9] = given[i] == '.' ? 0 : given[i] - '0';
  }

  bool solve() {
    for (int row = 0; row < 9; ++row)
      for (int column = 0; column < 9; ++column) {
        if (cells[row][column])
          continue;
        for (int digit = 1; digit <= 9; ++digit)
          if (fits(row, column, digit)) {
            cells[row][column] = digit;
            if (solve())
              return true;
            cells[row][column] = 0;
          }
        return false;
      }
    return true;
  }

  int corner() const { return cells[0][0] * 100 + cells[0][1] * 10 + cells[0][2]; }

private:
  std::array<std::array<int, 9>, 9> cells;

  bool fits(int row, int column, int digit) const {
    for (int i = 0; i < 9; ++i)
      if (cells[row][i] == digit || cells[i][column] == digit)
        return false;
    int top = row / 3 * 3, left = column / 3 * 3;
    for (int y = top; y < top + 3; ++y)
      for (int x = left; x < left + 3; ++x)
        if (cells[y][x] == digit)
          return false;
    return true;
  }
};

stallfree::task<> serve(inputs &) {
  board puzzle("4.....8.5.3..........7......2.....6.....8.4......1.......6.3.7.5..2.....1.4......");
  bool solved = puzzle.solve();
  keep(solved ? puzzle.corner() : 0);
  co_return;
}
} // namespace sudoku
PROGRAM(sudoku, 10)

namespace merge_contacts {
struct contact {
  std::string name;
  std::set<std::string> pairs;
};

static std::set<std::string> letter_pairs(const std::string &name) {
  std::set<std::string> pairs;
  for (std::size_t i = 0; i + 1 < name.size(); ++i)
    pairs.insert(name.substr(i, 2));
  return pairs;
}

static double similarity(const contact &a, const contact &b) {
  std::size_t shared = 0;
  for (const auto &pair : a.pairs)
    shared += b.pairs.count(pair);
  return 2.0 * double(shared) / double(a.pairs.size() + b.pairs.size());
}

stallfree::task<> serve(inputs &in) {
  std::vector<contact> contacts;
  for (const auto &word : in.words)
    contacts.push_back({word, letter_pairs(word)});
  std::vector<std::pair<std::size_t, std::size_t>> likely;
  for (std::size_t i = 0; i < contacts.size(); ++i)
    for (std::size_t j = i + 1; j < contacts.size(); ++j)
      if (similarity(contacts[i], contacts[j]) > 0.7)
        likely.emplace_back(i, j);
  keep(double(likely.size()));
  co_return;
}
} // namespace merge_contacts
PROGRAM(merge_contacts, 3000)

namespace sort_members {
struct member {
  std::string name;
  int joined;
};

static bool before(const member &a, const member &b) {
  return std::lexicographical_compare(
      a.name.begin(), a.name.end(), b.name.begin(), b.name.end(),
      [](unsigned char x, unsigned char y) { return std::tolower(x) < std::tolower(y); });
}

stallfree::task<> serve(inputs &) {
  std::array<member, 12> members = {{{"Ulla", 2011},
                                     {"bernd", 2014},
                                     {"Chiara", 2009},
                                     {"Ying", 2020},
                                     {"amara", 2018},
                                     {"Oleg", 2013},
                                     {"Fatima", 2016},
                                     {"jonas", 2022},
                                     {"Priya", 2015},
                                     {"Noah", 2019},
                                     {"eva", 2012},
                                     {"Kofi", 2017}}};
  std::sort(members.begin(), members.end(), before);
  std::string shown;
  for (const auto &m : members)
    shown += m.name + " (" + std::to_string(m.joined) + ")\n";
  keep(double(shown.size()) + members[0].joined);
  co_return;
}
} // namespace sort_members
PROGRAM(sort_members, 10)

namespace json_pretty {
enum class kind { text, list, object };

struct value {
  explicit value(kind k) : type(k) {}
  kind type;
  std::string scalar;
  std::vector<value> items;
  std::vector<std::string> names; ///< Of an object's items.
};

class parser {
public:
  explicit parser(std::string_view source) : rest(source) {}

  value parse() {
    skip();
    if (take('{')) {
      value v(kind::object);
      while (!take('}')) {
        skip();
        v.names.push_back(quoted());
        expect(':');
        v.items.push_back(parse());
        take(',');
      }
      return v;
    }
    if (take('[')) {
      value v(kind::list);
      while (!take(']')) {
        v.items.push_back(parse());
        take(',');
      }
      return v;
    }
    value v(kind::text);
    if (!rest.empty() && rest.front() == '"') {
      v.scalar = '"' + quoted() + '"';
    } else {
      while (!rest.empty() && (std::isalnum(static_cast<unsigned char>(rest.front())) ||
                               rest.front() == '.' || rest.front() == '-')) {
        v.scalar += rest.front();
        rest.remove_prefix(1);
      }
    }
    return v;
  }

private:
  std::string_view rest;

  void skip() {
    while (!rest.empty() && std::isspace(static_cast<unsigned char>(rest.front())))
      rest.remove_prefix(1);
  }
  bool take(char c) {
    skip();
    if (rest.empty())
      throw std::runtime_error("unexpected end");
    if (rest.front() != c)
      return false;
    rest.remove_prefix(1);
    return true;
  }
  void expect(char c) {
    if (!take(c))
      throw std::runtime_error("unexpected character");
  }
  std::string quoted() {
    expect('"');
    std::string out;
    while (!rest.empty() && rest.front() != '"') {
      if (rest.front() == '\\')
        rest.remove_prefix(1);
      out += rest.front();
      rest.remove_prefix(1);
    }
    expect('"');
    return out;
  }
};

static void print(const value &v, int depth, std::string &out) {
  auto line = [&](int at) { out += '\n' + std::string(std::size_t(at) * 2, ' '); };
  switch (v.type) {
  case kind::text:
    out += v.scalar;
    break;
  case kind::list:
    out += '[';
    for (const auto &item : v.items) {
      line(depth + 1);
      print(item, depth + 1, out);
      out += ',';
    }
    line(depth);
    out += ']';
    break;
  case kind::object:
    out += '{';
    for (std::size_t i = 0; i < v.items.size(); ++i) {
      line(depth + 1);
      out += '"' + v.names[i] + "\": ";
      print(v.items[i], depth + 1, out);
      out += ',';
    }
    line(depth);
    out += '}';
  }
}

stallfree::task<> serve(inputs &) {
  static constexpr std::string_view document =
      R"({"user":{"id":4711,"name":"Ulla","tags":["admin","staff"],"address":{"city":"Oslo","zip":"0150"}},)"
      R"("orders":[{"id":1,"total":12.5,"lines":[{"sku":"a-1","n":2},{"sku":"b-7","n":1}]},)"
      R"({"id":2,"total":99.0,"lines":[{"sku":"c-3","n":4}]}],"active":true,"balance":-3.25,"note":null})";
  std::string out;
  print(parser(document).parse(), 0, out);
  keep(double(out.size()));
  co_return;
}
} // namespace json_pretty
PROGRAM(json_pretty, 10)

namespace delivery_tour {
constexpr int stops = 10;

struct place {
  double x, y;
};

using distances = std::array<std::array<double, stops + 1>, stops + 1>;

static distances between(const std::array<place, stops + 1> &places) {
  distances d;
  for (int i = 0; i <= stops; ++i)
    for (int j = 0; j <= stops; ++j)
      d[i][j] = std::hypot(places[i].x - places[j].x, places[i].y - places[j].y);
  return d;
}

static double length(const distances &d, const std::array<int, stops> &order) {
  double sum = d[0][order.front()] + d[order.back()][0];
  for (int i = 0; i + 1 < stops; ++i)
    sum += d[order[i]][order[i + 1]];
  return sum;
}

stallfree::task<> serve(inputs &in) {
  std::array<place, stops + 1> places;
  for (int i = 0; i <= stops; ++i)
    places[i] = {in.reals[2 * i], in.reals[2 * i + 1]};
  auto d = between(places);
  std::array<int, stops> order;
  std::iota(order.begin(), order.end(), 1);
  double shortest = length(d, order);
  while (std::next_permutation(order.begin(), order.end()))
    shortest = std::min(shortest, length(d, order));
  keep(shortest);
  co_return;
}
} // namespace delivery_tour
PROGRAM(delivery_tour, 100)

namespace computer_move {
constexpr int columns = 7;
constexpr int rows = 6;
constexpr int depth = 7;

class four_in_a_row {
public:
  int best_column() {
    int best = -1, value = -1000;
    for (int column = 0; column < columns; ++column) {
      if (!drop(column, 'x'))
        continue;
      int outcome = -outlook('o', 'x', depth);
      take_back(column);
      if (outcome > value) {
        value = outcome;
        best = column;
      }
    }
    return best;
  }

private:
  std::array<std::array<char, rows>, columns> board{};
  std::array<int, columns> height{};

  bool drop(int column, char player) {
    if (height[column] == rows)
      return false;
    board[column][height[column]++] = player;
    return true;
  }
  void take_back(int column) { board[column][--height[column]] = 0; }

  int run(int column, int row, int dx, int dy, char player) const {
    int length = 0;
    for (column += dx, row += dy; column >= 0 && column < columns && row >= 0 && row < rows;
         column += dx, row += dy) {
      if (board[column][row] != player)
        break;
      ++length;
    }
    return length;
  }

  bool won_by_last(int column, char player) const {
    static constexpr int directions[4][2] = {{1, 0}, {0, 1}, {1, 1}, {1, -1}};
    int row = height[column] - 1;
    for (auto [dx, dy] : directions)
      if (run(column, row, dx, dy, player) + run(column, row, -dx, -dy, player) >= 3)
        return true;
    return false;
  }

  int outlook(char player, char other, int left) {
    if (left == 0)
      return 0;
    int best = -1000;
    for (int column = 0; column < columns; ++column) {
      if (!drop(column, player))
        continue;
      int outcome = won_by_last(column, player) ? left : -outlook(other, player, left - 1);
      take_back(column);
      best = std::max(best, outcome);
    }
    return best == -1000 ? 0 : best;
  }
};

stallfree::task<> serve(inputs &) {
  four_in_a_row game;
  keep(game.best_column());
  co_return;
}
} // namespace computer_move
PROGRAM(computer_move, 10)
