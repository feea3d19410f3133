// Numbers: simulation, statistics, dates, money, large integers.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <random>

namespace solar_system {
constexpr int steps = 400000;
constexpr double dt = 0.01;

struct body {
  double x, y, z, vx, vy, vz, mass;
};

using system = std::array<body, 5>;

static void advance(system &bodies) {
  for (std::size_t i = 0; i < bodies.size(); ++i)
    for (std::size_t j = i + 1; j < bodies.size(); ++j) {
      body &a = bodies[i], &b = bodies[j];
      double dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
      double squared = dx * dx + dy * dy + dz * dz;
      double pull = dt / (squared * std::sqrt(squared));
      a.vx -= dx * b.mass * pull;
      a.vy -= dy * b.mass * pull;
      a.vz -= dz * b.mass * pull;
      b.vx += dx * a.mass * pull;
      b.vy += dy * a.mass * pull;
      b.vz += dz * a.mass * pull;
    }
  for (auto &b : bodies) {
    b.x += dt * b.vx;
    b.y += dt * b.vy;
    b.z += dt * b.vz;
  }
}

stallfree::task<> serve(inputs &) {
  system bodies = {{{0, 0, 0, 0, 0, 0, 39.47},
                    {4.84, -1.16, -0.10, 0.61, 2.81, -0.02, 0.037},
                    {8.34, 4.12, -0.40, -1.01, 1.82, 0.008, 0.011},
                    {12.89, -15.11, -0.22, 1.08, 0.87, -0.01, 0.0017},
                    {15.38, -25.92, 0.18, 0.98, 0.59, -0.03, 0.002}}};
  for (int i = 0; i < steps; ++i)
    advance(bodies);
  keep(bodies[1].x);
  co_return;
}
} // namespace solar_system
PROGRAM(solar_system, 10)

namespace big_factorial {
constexpr std::uint32_t base = 1'000'000'000;

class natural {
public:
  explicit natural(std::uint32_t n) : limbs{n} {}

  natural &operator*=(std::uint32_t factor) {
    std::uint64_t carry = 0;
    for (auto &limb : limbs) {
      carry += std::uint64_t(limb) * factor;
      limb = std::uint32_t(carry % base);
      carry /= base;
    }
    if (carry)
      limbs.push_back(std::uint32_t(carry));
    return *this;
  }

  std::string str() const {
    std::string out = std::to_string(limbs.back());
    for (auto it = limbs.rbegin() + 1; it != limbs.rend(); ++it) {
      char digits[16];
      std::snprintf(digits, sizeof digits, "%09u", unsigned(*it));
      out += digits;
    }
    return out;
  }

private:
  std::vector<std::uint32_t> limbs;
};

static natural factorial(int n) {
  natural product(1);
  for (int i = 2; i <= n; ++i)
    product *= std::uint32_t(i);
  return product;
}

stallfree::task<> serve(inputs &) {
  keep(double(factorial(10000).str().size()));
  co_return;
}
} // namespace big_factorial
PROGRAM(big_factorial, 10)

namespace pack_orders {
struct order {
  int weight, price;
};

static int best_load(const std::vector<order> &orders, int capacity) {
  std::vector<int> best(std::size_t(capacity) + 1);
  for (const auto &o : orders)
    for (int room = capacity; room >= o.weight; --room)
      best[room] = std::max(best[room], best[room - o.weight] + o.price);
  return best[capacity];
}

stallfree::task<> serve(inputs &in) {
  std::vector<order> orders;
  for (std::size_t i = 0; i + 1 < in.numbers.size(); i += 2)
    orders.push_back({100 + in.numbers[i] % 2000, in.numbers[i + 1] % 500});
  int total = std::accumulate(orders.begin(), orders.end(), 0,
                              [](int sum, const order &o) { return sum + o.weight; });
  keep(best_load(orders, total / 4));
  co_return;
}
} // namespace pack_orders
PROGRAM(pack_orders, 1000)

namespace latency_summary {
struct summary {
  double mean, deviation, median, p90, p99;
  std::array<int, 20> buckets;
};

static double percentile(const std::vector<double> &sorted, double p) {
  double at = p * double(sorted.size() - 1);
  auto below = std::size_t(at);
  auto above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - double(below)) * (sorted[above] - sorted[below]);
}

static summary summarise(std::vector<double> values) {
  summary s{};
  s.mean = std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
  double squares = 0;
  for (double v : values)
    squares += (v - s.mean) * (v - s.mean);
  s.deviation = std::sqrt(squares / double(values.size()));
  std::sort(values.begin(), values.end());
  s.median = percentile(values, 0.5);
  s.p90 = percentile(values, 0.9);
  s.p99 = percentile(values, 0.99);
  for (double v : values)
    ++s.buckets[std::min<std::size_t>(s.buckets.size() - 1,
                                      std::size_t(v * double(s.buckets.size())))];
  return s;
}

stallfree::task<> serve(inputs &in) {
  summary s = summarise(in.reals);
  keep(s.p99 + s.deviation + s.buckets[3]);
  co_return;
}
} // namespace latency_summary
PROGRAM(latency_summary, 50000)

namespace skeleton_pose {
constexpr int joints = 64;

struct mat4 {
  float m[4][4] = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};

  mat4 operator*(const mat4 &o) const {
    mat4 r;
    for (int i = 0; i < 4; ++i)
      for (int j = 0; j < 4; ++j) {
        r.m[i][j] = 0;
        for (int k = 0; k < 4; ++k)
          r.m[i][j] += m[i][k] * o.m[k][j];
      }
    return r;
  }
};

static mat4 turned(float angle, float length) {
  mat4 r;
  r.m[0][0] = r.m[1][1] = std::cos(angle);
  r.m[0][1] = -std::sin(angle);
  r.m[1][0] = std::sin(angle);
  r.m[0][3] = length;
  return r;
}

stallfree::task<> serve(inputs &in) {
  std::array<mat4, joints> local, world;
  for (int i = 0; i < joints; ++i)
    local[i] = turned(float(in.reals[i]), 0.3f);
  world[0] = local[0];
  for (int i = 1; i < joints; ++i)
    world[i] = world[(i - 1) / 2] * local[i];
  keep(world[joints - 1].m[0][3]);
  co_return;
}
} // namespace skeleton_pose
PROGRAM(skeleton_pose, 100)

namespace loan_schedule {
constexpr int months = 240;

struct loan {
  double amount, yearly_rate;
  double monthly_rate() const { return yearly_rate / 12; }
  double payment() const {
    double growth = std::pow(1 + monthly_rate(), months);
    return amount * monthly_rate() * growth / (growth - 1);
  }
};

static std::string row(int month, double interest, double principal, double left) {
  char line[96];
  std::snprintf(line, sizeof line, "%4d %12.2f %12.2f %14.2f\n", month, interest, principal, left);
  return line;
}

stallfree::task<> serve(inputs &in) {
  loan l{100000 + in.reals[0] * 50000, 0.035};
  double left = l.amount;
  std::string schedule;
  for (int month = 1; month <= months; ++month) {
    double interest = left * l.monthly_rate();
    double principal = l.payment() - interest;
    left -= principal;
    schedule += row(month, interest, principal, left);
  }
  keep(double(schedule.size()));
  co_return;
}
} // namespace loan_schedule
PROGRAM(loan_schedule, 10)

namespace calendar_month {
constexpr int weeks = 6;
constexpr int days = 7;

struct date {
  int year, month, day;
};

static bool leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

static int length(int year, int month) {
  static constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && leap(year) ? 29 : lengths[month - 1];
}

/// 0 is Monday.
static int weekday(date d) {
  static constexpr int offset[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
  int year = d.month < 3 ? d.year - 1 : d.year;
  return (year + year / 4 - year / 100 + year / 400 + offset[d.month - 1] + d.day + 6) % 7;
}

static date next(date d) {
  if (++d.day > length(d.year, d.month)) {
    d.day = 1;
    if (++d.month > 12) {
      d.month = 1;
      ++d.year;
    }
  }
  return d;
}

static date monday_before(int year, int month) {
  int back = weekday({year, month, 1});
  if (back == 0)
    return {year, month, 1};
  int previous = month == 1 ? 12 : month - 1;
  int of = month == 1 ? year - 1 : year;
  return {of, previous, length(of, previous) - back + 1};
}

stallfree::task<> serve(inputs &in) {
  int year = 2000 + in.numbers[0] % 50, month = 1 + in.numbers[1] % 12;
  std::array<std::array<date, days>, weeks> grid;
  date d = monday_before(year, month);
  for (auto &week : grid)
    for (auto &cell : week) {
      cell = d;
      d = next(d);
    }
  std::string page = "Mo Tu We Th Fr Sa Su\n";
  for (const auto &week : grid) {
    for (const auto &cell : week) {
      std::string number = cell.month == month ? std::to_string(cell.day) : "";
      page += std::string(2 - number.size(), ' ') + number + ' ';
    }
    page += '\n';
  }
  keep(double(page.size()) + grid[5][6].day);
  co_return;
}
} // namespace calendar_month
PROGRAM(calendar_month, 10)

namespace retirement_plan {
constexpr int trials = 5000;
constexpr int months = 12 * 30;

static double final_balance(std::mt19937 &random) {
  std::normal_distribution<double> monthly_return(0.005, 0.04);
  double balance = 10000;
  for (int month = 0; month < months; ++month)
    balance = balance * (1 + monthly_return(random)) + 300;
  return balance;
}

stallfree::task<> serve(inputs &in) {
  std::mt19937 random(unsigned(in.numbers[0]));
  std::array<double, trials> outcomes;
  for (auto &outcome : outcomes)
    outcome = final_balance(random);
  std::sort(outcomes.begin(), outcomes.end());
  keep(outcomes[trials / 20] + outcomes[trials / 2]);
  co_return;
}
} // namespace retirement_plan
PROGRAM(retirement_plan, 10)
