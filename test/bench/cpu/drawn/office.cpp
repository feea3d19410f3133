// Spreadsheets, calendars and schools.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <deque>
#include <map>
#include <numeric>
#include <optional>
#include <random>
#include <span>
#include <stdexcept>
#include <string_view>

// In kind: a workbook's recalculation (LibreOffice Calc, HyperFormula): the cells in the order of their references.
namespace sheet_recalculation {
enum class operation { constant, sum, product, average };

struct cell {
  operation what = operation::constant;
  double value = 0;
  std::vector<std::size_t> reads;
};

class sheet {
public:
  explicit sheet(std::size_t size) : cells_(size), readers_(size) {}
  void constant(std::size_t at, double value) { cells_[at].value = value; }
  void formula(std::size_t at, operation what, std::vector<std::size_t> reads) {
    for (std::size_t from : reads)
      readers_[from].push_back(at);
    cells_[at].what = what;
    cells_[at].reads = std::move(reads);
  }
  std::size_t recalculate() {
    std::vector<std::size_t> missing(cells_.size());
    std::deque<std::size_t> ready;
    for (std::size_t i = 0; i < cells_.size(); ++i)
      if ((missing[i] = cells_[i].reads.size()) == 0)
        ready.push_back(i);
    std::size_t done = 0;
    for (; !ready.empty(); ++done) {
      const std::size_t at = ready.front();
      ready.pop_front();
      evaluate(cells_[at]);
      for (std::size_t reader : readers_[at])
        if (--missing[reader] == 0)
          ready.push_back(reader);
    }
    return done;
  }
  double value(std::size_t at) const { return cells_[at].value; }

private:
  void evaluate(cell &c) const {
    const auto add = [&](double sum, std::size_t from) { return sum + cells_[from].value; };
    switch (c.what) {
    case operation::constant:
      break;
    case operation::sum:
      c.value = std::accumulate(c.reads.begin(), c.reads.end(), 0.0, add);
      break;
    case operation::average:
      c.value = std::accumulate(c.reads.begin(), c.reads.end(), 0.0, add) / double(c.reads.size());
      break;
    case operation::product:
      c.value = 1;
      for (std::size_t from : c.reads)
        c.value = std::fmod(c.value * cells_[from].value, 1e6);
    }
  }
  std::vector<cell> cells_;
  std::vector<std::vector<std::size_t>> readers_;
};

stallfree::task<> serve(inputs &in) {
  sheet book(in.numbers.size());
  for (std::size_t i = 0; i < in.numbers.size(); ++i) {
    const auto n = std::size_t(in.numbers[i]);
    if (i < 100 || n % 3 == 0) {
      book.constant(i, double(n % 1000));
      continue;
    }
    std::vector<std::size_t> reads;
    for (std::size_t k = 0; k <= n % 4; ++k)
      reads.push_back((n * 31 + k * 7919) % i); // above or to the left
    book.formula(i, operation(1 + n % 3), std::move(reads));
  }
  keep(double(book.recalculate()) + book.value(in.numbers.size() - 1));
  co_return;
}
} // namespace sheet_recalculation
PROGRAM(sheet_recalculation, 250000)

// In kind: a pivot table (pandas.pivot_table, Excel): turnover by region, product and month.
namespace pivot_totals {
struct totals {
  double sum = 0;
  int count = 0, least = 1 << 30, most = 0;
  void add(int amount) {
    sum += amount;
    ++count;
    least = std::min(least, amount);
    most = std::max(most, amount);
  }
};
using by_month = std::map<int, totals>;
using by_product = std::map<std::string, by_month>;

std::string product_name(int number) { return "article-" + std::to_string(number % 400); }

stallfree::task<> serve(inputs &in) {
  static constexpr std::array<const char *, 5> regions = {"north", "east", "south", "west", "abroad"};
  std::map<std::string, by_product> pivot;
  for (const auto &sale : in.rows)
    pivot[regions[std::size_t(sale[0]) % regions.size()]][product_name(sale[1])][sale[2] % 12].add(sale[3] % 10000);
  double grand = 0;
  std::size_t lines = 0;
  for (const auto &[region, products] : pivot)
    for (const auto &[product, months] : products) {
      ++lines;
      for (const auto &[month, t] : months)
        grand += t.sum / t.count;
    }
  keep(grand / double(lines));
  co_return;
}
} // namespace pivot_totals
PROGRAM(pivot_totals, 2000000)

// In kind: the formula bar's parser (formula.js, Calc): recursive descent, with Excel's limit on a formula's length.
namespace formula_bar {
constexpr std::size_t longest_formula = 8192;

struct area {
  double column = 0, row = 0;
};

class parser {
public:
  explicit parser(std::string_view text) : rest_(text) {
    if (text.size() > longest_formula)
      throw std::length_error("formula too long");
  }
  area sum() {
    area left = intersection();
    while (accept('+')) {
      area right = intersection();
      left = {left.column + right.column, left.row + right.row};
    }
    return left;
  }

private:
  area intersection() { // a blank between references
    area left = reference();
    while (skip_blanks() && !rest_.empty() && rest_.front() != '+' && rest_.front() != ')') {
      area right = reference();
      left = {std::max(left.column, right.column), std::min(left.row, right.row)};
    }
    return left;
  }
  area reference() {
    skip_blanks();
    if (accept('(')) {
      area inner = sum();
      accept(')');
      return inner;
    }
    area here;
    while (!rest_.empty() && rest_.front() >= 'a' && rest_.front() <= 'z') {
      here.column = std::fmod(here.column * 26 + (rest_.front() - 'a' + 1), 16384);
      rest_.remove_prefix(1);
    }
    while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') {
      here.row = here.row * 10 + (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    return here;
  }
  bool skip_blanks() {
    const auto from = rest_.find_first_not_of(" \n");
    rest_.remove_prefix(from == std::string_view::npos ? rest_.size() : from);
    return true;
  }
  bool accept(char c) {
    if (rest_.empty() || rest_.front() != c)
      return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::string_view rest_;
};

stallfree::task<> serve(inputs &in) {
  try {
    parser formula(in.text);
    keep(formula.sum().column);
  } catch (const std::length_error &) {
    keep(-1);
  }
  co_return;
}
} // namespace formula_bar
PROGRAM(formula_bar, 8192)

// The part of a sheet that the window shows, as text with separated thousands.
namespace sheet_viewport {
constexpr int visible_rows = 60, visible_columns = 8;

std::string thousands(int value) {
  std::string digits = std::to_string(value);
  for (int at = int(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(std::size_t(at), 1, '\'');
  return digits;
}

std::string pad(std::string text, std::size_t width) {
  if (text.size() < width)
    text.insert(0, width - text.size(), ' ');
  return text;
}

stallfree::task<> serve(inputs &in) {
  const int scrolled = in.numbers.at(0) % int(in.rows.size());
  std::vector<std::string> lines;
  for (int y = 0; y < visible_rows; ++y) {
    const int row = scrolled + y;
    if (row >= int(in.rows.size()))
      break;
    std::string &line = lines.emplace_back();
    for (int x = 0; x < visible_columns; ++x)
      line += pad(thousands(in.rows[std::size_t(row)][std::size_t(x)]), 14);
  }
  keep(double(std::accumulate(lines.begin(), lines.end(), std::size_t(0),
                              [](std::size_t n, const std::string &s) { return n + s.size(); })));
  co_return;
}
} // namespace sheet_viewport
PROGRAM(sheet_viewport, 2000000)

// In kind: expanding an RRULE (libical): "the second Tuesday of each month, N times".
namespace recurring_event {
using namespace std::chrono;

struct rule {
  int every;      // months
  weekday day;
  unsigned which; // first, second ... of the month
  int count;
};

std::vector<sys_days> expand(year_month start, const rule &r, const std::vector<sys_days> &excluded) {
  std::vector<sys_days> days;
  auto month = start;
  for (int i = 0; i < r.count; ++i, month += months(r.every)) {
    const sys_days day = sys_days(month / weekday_indexed(r.day, r.which));
    if (!std::ranges::binary_search(excluded, day))
      days.push_back(day);
  }
  return days;
}

stallfree::task<> serve(inputs &in) {
  // What an invitation asks for is not to be trusted.
  const rule r{.every = 1 + in.numbers.at(0) % 3,
               .day = weekday(unsigned(in.numbers.at(1)) % 7),
               .which = 1 + unsigned(in.numbers.at(2)) % 4,
               .count = std::clamp(in.numbers.at(3), 1, 1000)};
  std::vector<sys_days> excluded;
  for (int i = 4; i < 20; ++i)
    excluded.push_back(sys_days(days(18000 + in.numbers.at(std::size_t(i)) % 4000)));
  std::ranges::sort(excluded);
  const auto found = expand(2024y / January, r, excluded);
  keep(double(found.back().time_since_epoch().count()));
  co_return;
}
} // namespace recurring_event
PROGRAM(recurring_event, 100000)

// In kind: free/busy of a company's calendars (CalDAV, Exchange): merges meetings, looks for the gaps.
namespace free_busy {
struct meeting {
  int begin, end;
  int person;
};

std::vector<meeting> merged(std::vector<meeting> meetings) {
  std::ranges::sort(meetings, [](const meeting &a, const meeting &b) {
    return std::tie(a.person, a.begin, a.end) < std::tie(b.person, b.begin, b.end);
  });
  std::vector<meeting> busy;
  for (const auto &m : meetings)
    if (!busy.empty() && busy.back().person == m.person && m.begin <= busy.back().end)
      busy.back().end = std::max(busy.back().end, m.end);
    else
      busy.push_back(m);
  return busy;
}

stallfree::task<> serve(inputs &in) {
  constexpr int people = 400, minutes_a_year = 365 * 24 * 60;
  std::vector<meeting> meetings;
  meetings.reserve(in.numbers.size());
  for (std::size_t i = 0; i < in.numbers.size(); ++i) {
    const int begin = in.numbers[i] % minutes_a_year / 15 * 15;
    meetings.push_back({begin, begin + 15 + 15 * (in.numbers[i] % 7), int(i % people)});
  }
  const auto busy = merged(std::move(meetings));
  std::map<int, int> gaps; // how long: how often
  for (std::size_t i = 1; i < busy.size(); ++i)
    if (busy[i].person == busy[i - 1].person)
      ++gaps[busy[i].begin - busy[i - 1].end];
  keep(gaps.empty() ? 0 : gaps.rbegin()->first + double(gaps.size()));
  co_return;
}
} // namespace free_busy
PROGRAM(free_busy, 400000)

// In kind: a school's timetable (UniTime, FET) by simulated annealing, as the planner's "improve" button does it.
namespace timetable_annealing {
constexpr int lessons = 480, slots = 40, teachers = 45, classes = 24, rooms = 18;
constexpr int rounds = 250'000;

struct lesson {
  int teacher, group, room;
};

class timetable {
public:
  timetable() : random_(7) {
    for (auto &l : lesson_)
      l = {pick(teachers), pick(classes), pick(rooms)};
    for (int i = 0; i < lessons; ++i) {
      slot_of_[i] = pick(slots);
      members_[slot_of_[i]].push_back(i);
    }
  }
  int anneal() {
    double temperature = 4;
    int gained = 0;
    for (int round = 0; round < rounds; ++round, temperature *= 0.99995) {
      const int moved = pick(lessons), to = pick(slots), from = slot_of_[moved];
      if (to == from)
        continue;
      const int change = clashes(moved, to) - clashes(moved, from);
      if (change <= 0 || std::generate_canonical<double, 32>(random_) < std::exp(-change / temperature)) {
        std::erase(members_[from], moved);
        members_[to].push_back(moved);
        slot_of_[moved] = to;
        gained -= change;
      }
    }
    return gained;
  }

private:
  int pick(int below) { return int(random_() % unsigned(below)); }
  int clashes(int which, int slot) const {
    int count = 0;
    const auto &mine = lesson_[which];
    for (int other : members_[slot])
      if (other != which) {
        const auto &theirs = lesson_[other];
        count += (mine.teacher == theirs.teacher) + (mine.group == theirs.group) + (mine.room == theirs.room);
      }
    return count;
  }
  std::mt19937 random_;
  std::array<lesson, lessons> lesson_;
  std::array<int, lessons> slot_of_;
  std::array<std::vector<int>, slots> members_;
};

stallfree::task<> serve(inputs &) {
  timetable plan;
  keep(plan.anneal());
  co_return;
}
} // namespace timetable_annealing
PROGRAM(timetable_annealing, 100)

// A class's marks with ranks and medians, for the form teacher.
namespace gradebook_class {
constexpr std::size_t largest_class = 36, tests = 10;

struct pupil {
  std::size_t number = 0;
  std::array<int, tests> marks{};
  double average = 0, median = 0;
};

struct school_class {
  std::array<pupil, largest_class> pupils;
  std::size_t count = 0;

  bool enrol(const std::vector<int> &marks) {
    if (count == pupils.size())
      return false;
    pupil &p = pupils[count];
    p.number = count++;
    for (std::size_t i = 0; i < tests && i < marks.size(); ++i)
      p.marks[i] = marks[i] % 6 + 1;
    return true;
  }
  void grade() {
    for (auto &p : std::span(pupils).first(count)) {
      p.average = std::accumulate(p.marks.begin(), p.marks.end(), 0.0) / tests;
      auto sorted = p.marks;
      std::ranges::nth_element(sorted, sorted.begin() + tests / 2);
      p.median = sorted[tests / 2];
    }
    std::stable_sort(pupils.begin(), pupils.begin() + long(count),
                     [](const pupil &a, const pupil &b) { return a.average < b.average; });
  }
};

stallfree::task<> serve(inputs &in) {
  school_class form;
  for (const auto &row : in.rows)
    if (!form.enrol(row))
      break;
  form.grade();
  keep(form.pupils[0].average + form.pupils[form.count / 2].median);
  co_return;
}
} // namespace gradebook_class
PROGRAM(gradebook_class, 200000)
