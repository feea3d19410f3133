// Retail and investment banking.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <random>
#include <ranges>
#include <string_view>
#include <unordered_map>

// In kind: IBAN validation of an uploaded payment file (python-stdnum, iban4j): ISO 7064 mod 97-10.
namespace payment_file {
class iban {
public:
  explicit iban(std::string digits) : text_(std::move(digits)) {}
  std::string rearranged() const {
    std::string moved = text_.substr(4) + text_.substr(0, 4), numeric;
    for (char c : moved) {
      if (c >= '0' && c <= '9')
        numeric += c;
      else
        numeric += std::to_string(c - 'A' + 10);
    }
    return numeric;
  }
  int remainder() const {
    int r = 0;
    for (char c : rearranged())
      r = (r * 10 + (c - '0')) % 97;
    return r;
  }
  const std::string &text() const { return text_; }

private:
  std::string text_;
};

struct totals {
  int accepted = 0, refused = 0;
  std::map<int, int> by_bank;
};

stallfree::task<> serve(inputs &in) {
  totals t;
  for (std::size_t i = 0; i < in.words.size(); ++i) {
    std::string account = std::to_string(in.numbers[i]);
    iban number("DE" + std::to_string(10 + in.numbers[i] % 90) + "37040044" + std::string(10 - account.size(), '0') + account);
    if (number.remainder() == 1) {
      ++t.accepted;
      ++t.by_bank[in.numbers[i] % 300];
    } else {
      ++t.refused;
    }
  }
  keep(t.accepted + t.refused * 0.5 + double(t.by_bank.size()));
  co_return;
}
} // namespace payment_file
PROGRAM(payment_file, 100000)

// In kind: connected accounts in an anti-money-laundering screen: disjoint sets over transfers, then group statistics.
namespace fraud_rings {
class disjoint_sets {
public:
  explicit disjoint_sets(std::size_t n) : parent_(n), size_(n, 1) { std::iota(parent_.begin(), parent_.end(), 0u); }
  std::uint32_t find(std::uint32_t x) {
    while (parent_[x] != x)
      x = parent_[x] = parent_[parent_[x]];
    return x;
  }
  bool unite(std::uint32_t a, std::uint32_t b) {
    a = find(a), b = find(b);
    if (a == b)
      return false;
    if (size_[a] < size_[b])
      std::swap(a, b);
    parent_[b] = a;
    size_[a] += size_[b];
    return true;
  }

private:
  std::vector<std::uint32_t> parent_, size_;
};

stallfree::task<> serve(inputs &in) {
  const auto accounts = in.numbers.size();
  disjoint_sets sets(accounts);
  int cycles = 0;
  for (std::size_t i = 0; i + 1 < in.numbers.size(); i += 2)
    cycles += !sets.unite(std::uint32_t(std::size_t(in.numbers[i]) % accounts), std::uint32_t(std::size_t(in.numbers[i + 1]) % accounts));
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> rings;
  for (std::uint32_t a = 0; a < accounts; ++a)
    rings[sets.find(a)].push_back(a);
  std::size_t suspicious = 0;
  for (const auto &[root, members] : rings)
    if (members.size() >= 3 && members.size() <= 20)
      ++suspicious;
  keep(double(suspicious) + cycles);
  co_return;
}
} // namespace fraud_rings
PROGRAM(fraud_rings, 500000)

// In kind: a basket option priced with correlated Brownian paths (QuantLib's MCEuropeanBasketEngine).
namespace basket_pricing {
constexpr int assets = 5, months = 12, paths = 20000;

struct market {
  std::array<double, assets> spot{100, 95, 120, 80, 103}, volatility{0.2, 0.25, 0.18, 0.3, 0.22};
  double rate = 0.03, correlation = 0.4;
};

std::array<std::array<double, assets>, assets> cholesky(double rho) {
  std::array<std::array<double, assets>, assets> l{};
  for (int i = 0; i < assets; ++i)
    for (int j = 0; j <= i; ++j) {
      double sum = i == j ? 1 : rho;
      for (int k = 0; k < j; ++k)
        sum -= l[i][k] * l[j][k];
      l[i][j] = i == j ? std::sqrt(sum) : sum / l[j][j];
    }
  return l;
}

double payoff(const market &m, const std::array<std::array<double, assets>, assets> &l, std::mt19937_64 &random) {
  std::normal_distribution<double> normal;
  auto level = m.spot;
  const double dt = 1.0 / months;
  for (int t = 0; t < months; ++t) {
    std::array<double, assets> z;
    for (double &v : z)
      v = normal(random);
    for (int a = 0; a < assets; ++a) {
      double w = std::inner_product(z.begin(), z.begin() + a + 1, l[a].begin(), 0.0);
      level[a] *= std::exp((m.rate - m.volatility[a] * m.volatility[a] / 2) * dt + m.volatility[a] * std::sqrt(dt) * w);
    }
  }
  return std::max(0.0, std::accumulate(level.begin(), level.end(), 0.0) / assets - 100);
}

stallfree::task<> serve(inputs &) {
  const market m;
  const auto l = cholesky(m.correlation);
  std::mt19937_64 random(42);
  double sum = 0;
  for (int p = 0; p < paths; ++p)
    sum += payoff(m, l, random);
  keep(std::exp(-m.rate) * sum / paths);
  co_return;
}
} // namespace basket_pricing
PROGRAM(basket_pricing, 100)

// In kind: a card form (Luhn's check): PANs have at most 19 digits.
namespace card_digits {
std::optional<int> check(std::string_view pan) {
  int sum = 0;
  bool twice = false;
  for (char c : pan | std::views::reverse) {
    int d = c % 10;
    if (twice && (d *= 2) > 9)
      d -= 9;
    sum += d;
    twice = !twice;
  }
  return sum % 10 == 0 ? std::optional(sum) : std::nullopt;
}

stallfree::task<> serve(inputs &in) {
  std::string_view typed = in.text;
  typed = typed.substr(0, 19);
  keep(check(typed).value_or(-1));
  co_return;
}
} // namespace card_digits
PROGRAM(card_digits, 100000)

// A page of an account's bookings, with the running balance of those shown.
namespace statement_pages {
constexpr long bookings_per_page = 50;

struct booking {
  std::string_view text;
  long cents;
};

std::string line(const booking &b, long balance) {
  std::string s(b.text);
  s.resize(30, ' ');
  s += std::to_string(b.cents / 100) + '.' + std::to_string(std::abs(b.cents % 100));
  s.resize(45, ' ');
  return s += std::to_string(balance);
}

stallfree::task<> serve(inputs &in) {
  const long pages = long(in.words.size()) / bookings_per_page;
  const long page = pages ? in.numbers[0] % pages : 0;
  std::string shown;
  long balance = 0;
  for (long i : std::views::iota(0L, long(in.words.size())) | std::views::drop(page * bookings_per_page) |
                    std::views::take(bookings_per_page)) {
    booking b{in.words[std::size_t(i)], in.numbers[std::size_t(i)] % 100000 - 50000};
    shown += line(b, balance += b.cents) + "\r\n";
  }
  keep(double(shown.size()));
  co_return;
}
} // namespace statement_pages
PROGRAM(statement_pages, 200000)

// In kind: risk decomposition: the covariance of ten factors over the returns of every book (pandas' DataFrame.cov).
namespace factor_covariance {
class covariance {
public:
  void add(const std::vector<int> &row) {
    ++count_;
    std::array<double, 10> x, delta;
    for (std::size_t i = 0; i < 10; ++i) {
      x[i] = row[i] / 16777216.0;
      delta[i] = x[i] - mean_[i];
      mean_[i] += delta[i] / double(count_);
    }
    for (std::size_t i = 0; i < 10; ++i)
      for (std::size_t j = 0; j <= i; ++j)
        moment_[i][j] += delta[i] * (x[j] - mean_[j]);
  }
  double trace() const {
    double t = 0;
    for (std::size_t i = 0; i < 10; ++i)
      t += moment_[i][i];
    return t / double(count_);
  }

private:
  std::size_t count_ = 0;
  std::array<double, 10> mean_{};
  std::array<std::array<double, 10>, 10> moment_{};
};

stallfree::task<> serve(inputs &in) {
  covariance c;
  for (const auto &row : in.rows)
    if (row.size() >= 10)
      c.add(row);
  keep(c.trace());
  co_return;
}
} // namespace factor_covariance
PROGRAM(factor_covariance, 400000)

// A loan calculator: the repayment table of a mortgage, forty years at the most.
namespace annuity_rows {
struct terms {
  double principal, yearly_rate;
  int months;
};

std::vector<std::array<double, 3>> table(const terms &t) {
  std::vector<std::array<double, 3>> rows;
  double rate = t.yearly_rate / 12, left = t.principal;
  double instalment = left * rate / (1 - std::pow(1 + rate, -t.months));
  for (int m = 0; m < t.months; ++m) {
    double interest = std::round(left * rate * 100) / 100, paid = instalment - interest;
    left -= paid;
    rows.push_back({interest, paid, left});
  }
  return rows;
}

stallfree::task<> serve(inputs &in) {
  terms asked{double(in.numbers.at(0)), 0.01 + in.reals.at(0) / 20, in.numbers.at(1)};
  asked.months = std::clamp(asked.months, 1, 40 * 12);
  double interest = 0;
  for (const auto &row : table(asked))
    interest += row[0];
  keep(interest);
  co_return;
}
} // namespace annuity_rows
PROGRAM(annuity_rows, 100000)
