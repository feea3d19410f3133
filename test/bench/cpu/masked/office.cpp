#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <iomanip>
#include <map>
#include <numeric>
#include <optional>
#include <random>
#include <regex>
#include <sstream>
#include <string_view>
#include <unordered_map>

// In kind: fits a volatility model to daily returns on a grid of its parameters, as the
// start of GARCH fits in QuantLib and arch.
namespace volatility_grid {
struct model {
  double alpha, beta, likelihood = -1e300;
};
double likelihood(const std::vector<double> &squares, double mean, const model &m) {
  double variance = mean, sum = 0;
  for (double square : squares) {
    sum -= std::log(variance) + square / variance;
    variance = mean * (1 - m.alpha - m.beta) + m.alpha * square + m.beta * variance;
  }
  return sum / 2;
}
stallfree::task<> serve(inputs &in) {
  std::vector<double> squares;
  for (double r : in.reals)
    squares.push_back(std::pow(0.04 * (r - 0.5), 2) + 1e-8);
  double mean = std::accumulate(squares.begin(), squares.end(), 0.0) / double(squares.size());
  model best{};
  for (double alpha = 0.01; alpha < 0.3; alpha += 0.02)
    for (double beta = 0.5; alpha + beta < 0.999; beta += 0.02) {
      model m{alpha, beta};
      m.likelihood = likelihood(squares, mean, m);
      if (m.likelihood > best.likelihood)
        best = m;
    }
  keep(best.alpha + best.beta);
  co_return;
}
} // namespace volatility_grid
PROGRAM(volatility_grid, 45000)

// In kind: the winner of an election by the strongest beat paths (Schulze), as the
// votes of Debian and of CIVS are counted.
namespace strongest_paths {
class election {
  std::size_t n;
  std::vector<int> prefer, path;

public:
  explicit election(std::size_t candidates) : n(candidates), prefer(n * n), path(n * n) {}
  void ballot(const std::vector<int> &ranks) {
    for (std::size_t a = 0; a < n; ++a)
      for (std::size_t b = 0; b < n; ++b)
        prefer[a * n + b] += ranks[a % ranks.size()] % (31 + int(a)) < ranks[b % ranks.size()] % (31 + int(b));
  }
  void count() {
    for (std::size_t a = 0; a < n; ++a)
      for (std::size_t b = 0; b < n; ++b)
        path[a * n + b] = prefer[a * n + b] > prefer[b * n + a] ? prefer[a * n + b] : 0;
    for (std::size_t k = 0; k < n; ++k)
      for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = 0; b < n; ++b)
          if (a != b)
            path[a * n + b] = std::max(path[a * n + b], std::min(path[a * n + k], path[k * n + b]));
  }
  std::vector<std::size_t> winners() const {
    std::vector<std::size_t> won;
    for (std::size_t a = 0; a < n; ++a) {
      bool best = true;
      for (std::size_t b = 0; b < n && best; ++b)
        best = path[a * n + b] >= path[b * n + a];
      if (best)
        won.push_back(a);
    }
    return won;
  }
};
stallfree::task<> serve(inputs &in) {
  election vote(24);
  for (const auto &ranks : in.rows)
    vote.ballot(ranks);
  vote.count();
  auto won = vote.winners();
  keep(double(won.size()) + double(won.empty() ? 0 : won[0]));
  co_return;
}
} // namespace strongest_paths
PROGRAM(strongest_paths, 600000)

// In kind: the price of an option that can be exercised early, by regression on
// simulated paths (Longstaff and Schwartz), as QuantLib does.
namespace early_exercise {
constexpr std::size_t paths = 24000, dates = 40;
constexpr double strike = 100, rate = 0.05, sigma = 0.2, step = 1.0 / dates;
struct fit {
  std::array<std::array<double, 4>, 3> m{};
  void add(double x, double y) {
    const double power[3] = {1, x, x * x};
    for (int i = 0; i < 3; ++i) {
      for (int j = 0; j < 3; ++j)
        m[i][j] += power[i] * power[j];
      m[i][3] += power[i] * y;
    }
  }
  std::array<double, 3> solve() {
    for (int i = 0; i < 3; ++i) {
      m[i][i] += 1e-9;
      for (int r = 0; r < 3; ++r)
        if (double f = m[r][i] / m[i][i]; r != i)
          for (int c = i; c < 4; ++c)
            m[r][c] -= f * m[i][c];
    }
    return {m[0][3] / m[0][0], m[1][3] / m[1][1], m[2][3] / m[2][2]};
  }
};
stallfree::task<> serve(inputs &in) {
  std::mt19937 random(in.numbers[0]);
  std::normal_distribution<double> normal;
  std::vector<std::array<double, dates>> spot(paths);
  for (auto &path : spot)
    for (double s = 100; double &at : path)
      at = s *= std::exp((rate - sigma * sigma / 2) * step + sigma * std::sqrt(step) * normal(random));
  std::vector<double> cash(paths);
  for (std::size_t p = 0; p < paths; ++p)
    cash[p] = std::max(0.0, strike - spot[p][dates - 1]);
  for (std::size_t date = dates - 1; date-- > 0;) {
    fit regression;
    for (std::size_t p = 0; p < paths; ++p) {
      cash[p] *= std::exp(-rate * step);
      if (spot[p][date] < strike)
        regression.add(spot[p][date] / strike, cash[p]);
    }
    auto [a, b, c] = regression.solve();
    for (std::size_t p = 0; p < paths; ++p)
      if (double x = spot[p][date] / strike; x < 1 && strike * (1 - x) > a + b * x + c * x * x)
        cash[p] = strike * (1 - x);
  }
  keep(std::accumulate(cash.begin(), cash.end(), 0.0) / paths);
  co_return;
}
} // namespace early_exercise
PROGRAM(early_exercise, 500)

// In kind: prints a page of payslips with taxes by bands, as LedgerSMB or Frappe HR do.
namespace payslip_page {
struct band {
  long up_to, percent;
};
constexpr band bands[] = {{95000, 0}, {240000, 14}, {540000, 30}, {1200000, 38}, {1L << 40, 45}};
long tax(long cents) {
  long owed = 0, from = 0;
  for (auto [up_to, percent] : bands) {
    if (cents > from)
      owed += (std::min(cents, up_to) - from) * percent / 100;
    from = up_to;
  }
  return owed;
}
std::string money(long cents) {
  std::string digits = std::to_string(cents / 100);
  for (std::size_t at = digits.size(); at > 3;)
    digits.insert(at -= 3, ",");
  return digits + '.' + char('0' + cents / 10 % 10) + char('0' + cents % 10);
}
stallfree::task<> serve(inputs &in) {
  std::ostringstream page;
  const std::size_t first = in.rows.size() / 2, last = std::min(in.rows.size(), first + 50);
  for (std::size_t i = first; i < last; ++i) {
    const auto &row = in.rows[i];
    long gross = 180000 + row[0] % 900000;
    for (std::size_t extra = 1; extra < row.size(); ++extra)
      gross += row[extra] % 3 == 0 ? row[extra] % 9000 : 0;
    long insurance = std::min(gross, 520000L) * 98 / 1000, owed = tax(gross - insurance);
    page << std::setw(8) << i << std::left << std::setw(20) << in.words[i % in.words.size()] << std::right;
    for (long amount : {gross, insurance, owed, gross - insurance - owed})
      page << std::setw(14) << money(amount);
    page << '\n';
  }
  keep(double(page.str().size()));
  co_return;
}
} // namespace payslip_page
PROGRAM(payslip_page, 100000)

// In kind: the yields of a portfolio's bonds from their prices, safely bracketed, as
// QuantLib and OpenGamma's Strata find them.
namespace coupon_yields {
struct bond {
  double coupon, price;
  int half_years;
};
double value(const bond &b, double yield) {
  double sum = 0, discount = 1;
  for (int i = 0; i < b.half_years; ++i) {
    discount /= 1 + yield / 2;
    sum += b.coupon / 2 * discount;
  }
  return sum + 100 * discount;
}
std::optional<double> yield(const bond &b) {
  double low = -0.05, high = 0.6;
  if (value(b, low) < b.price || value(b, high) > b.price)
    return {};
  for (int i = 0; i < 250 && high - low > 1e-10; ++i) {
    double guess = (low + high) / 2;
    (value(b, guess) > b.price ? low : high) = guess;
  }
  return low;
}
stallfree::task<> serve(inputs &in) {
  double sum = 0;
  int missing = 0;
  for (std::size_t i = 0; i < 365 && i < in.rows.size(); ++i) {
    bond b{in.rows[i][0] % 900 / 100.0, 60 + in.rows[i][1] % 700 / 10.0, 2 + in.rows[i][2] % 58};
    if (auto y = yield(b))
      sum += *y;
    else
      ++missing;
  }
  keep(sum + missing);
  co_return;
}
} // namespace coupon_yields
PROGRAM(coupon_yields, 40000)

// In kind: bills that were probably entered twice, by amount, date and number, as
// accounts payable tools (Odoo's duplicate check) look for them.
namespace doubled_bills {
struct bill {
  long cents;
  int day;
  std::string_view supplier;
};
std::size_t differences(std::string_view a, std::string_view b) {
  std::size_t shared = std::min(a.size(), b.size());
  return std::inner_product(a.begin(), a.begin() + shared, b.begin(), std::max(a.size(), b.size()) - shared, std::plus<>(),
                            std::not_equal_to<>());
}
stallfree::task<> serve(inputs &in) {
  std::unordered_map<long, std::vector<bill>> by_amount;
  std::size_t doubled = 0;
  for (std::size_t i = 0; i < in.words.size(); ++i) {
    bill b{in.numbers[i] % 20000 * 5L, in.numbers[i] / 20000 % 365, in.words[i]};
    auto &same = by_amount[b.cents];
    doubled += std::any_of(same.begin(), same.end(), [&](const bill &o) {
      return std::abs(o.day - b.day) <= 10 && differences(o.supplier, b.supplier) <= 3;
    });
    same.push_back(b);
  }
  keep(double(doubled));
  co_return;
}
} // namespace doubled_bills
PROGRAM(doubled_bills, 70000)

// In kind: checks the post codes of an uploaded address page by country, as libpostal's
// and shop plugins' patterns do.
namespace postcode_page {
stallfree::task<> serve(inputs &in) {
  static const std::map<std::string, std::regex> patterns{{"gb", std::regex("[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}")},
                                                          {"nl", std::regex("[1-9][0-9]{3} ?[A-Z]{2}")},
                                                          {"ca", std::regex("([A-Z][0-9]){3}")},
                                                          {"us", std::regex("[0-9]{5}(-[0-9]{4})?")}};
  std::map<std::string, int> valid;
  for (std::size_t i = 0; i < 250 && i < in.numbers.size(); ++i) {
    std::string code;
    for (int n = in.numbers[i]; n > 0; n /= 26)
      code += n % 2 ? char('0' + n % 10) : char('A' + n % 26);
    for (const auto &[country, pattern] : patterns)
      valid[country] += std::regex_match(code, pattern) || std::regex_search(code + " 1234AB", pattern);
  }
  double sum = 0;
  for (const auto &[country, n] : valid)
    sum = sum * 101 + n;
  keep(sum);
  co_return;
}
} // namespace postcode_page
PROGRAM(postcode_page, 70000)
