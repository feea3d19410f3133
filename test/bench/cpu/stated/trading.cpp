// Trading desks, exchanges and risk.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <numbers>
#include <numeric>
#include <optional>
#include <random>
#include <ranges>
#include <string_view>
#include <utility>

// In kind: the option chain of a retail broker (QuantLib's binomial engine): American puts at every strike.
namespace option_lattice {
constexpr double spot = 100, rate = 0.03, volatility = 0.25, years = 0.5;
constexpr int steps = 1000;
constexpr int strikes = 61;

double american_put(double strike) {
  const double dt = years / steps;
  const double up = std::exp(volatility * std::sqrt(dt)), down = 1 / up;
  const double p = (std::exp(rate * dt) - down) / (up - down), discount = std::exp(-rate * dt);
  std::array<double, steps + 1> value, price;
  for (int i = 0; i <= steps; ++i) {
    price[i] = spot * std::pow(up, 2 * i - steps);
    value[i] = std::max(strike - price[i], 0.0);
  }
  for (int step = steps - 1; step >= 0; --step)
    for (int i = 0; i <= step; ++i) {
      price[i] *= up;
      double wait = discount * (p * value[i + 1] + (1 - p) * value[i]);
      value[i] = std::max(wait, strike - price[i]);
    }
  return value[0];
}

stallfree::task<> serve(inputs &) {
  double chain = 0;
  for (int i = 0; i < strikes; ++i)
    chain += american_put(70 + i);
  keep(chain);
  co_return;
}
} // namespace option_lattice
PROGRAM(option_lattice, 10)

// In kind: the strategy optimiser of a charting service (TradingView, zipline): ten years of daily prices.
namespace crossover_backtest {
struct outcome {
  int fast, slow;
  double gain;
};

double moving_average(const std::vector<double> &prices, std::size_t day, int window) {
  return std::accumulate(prices.begin() + long(day) - window, prices.begin() + long(day), 0.0) / window;
}

double simulate(const std::vector<double> &prices, int fast, int slow) {
  double cash = 1, shares = 0;
  for (std::size_t day = slow; day < prices.size(); ++day) {
    bool rising = moving_average(prices, day, fast) > moving_average(prices, day, slow);
    if (rising && cash > 0)
      shares = std::exchange(cash, 0) / prices[day];
    else if (!rising && shares > 0)
      cash = std::exchange(shares, 0) * prices[day];
  }
  return cash + shares * prices.back();
}

stallfree::task<> serve(inputs &in) {
  std::vector<double> prices;
  double price = 50;
  for (double r : in.reals)
    prices.push_back(price *= 0.98 + 0.0402 * r);
  std::vector<outcome> tried;
  for (int fast = 5; fast <= 50; fast += 5)
    for (int slow = fast + 10; slow <= 200; slow += 10)
      tried.push_back({fast, slow, simulate(prices, fast, slow)});
  auto best = std::ranges::max_element(tried, {}, &outcome::gain);
  keep(best->gain);
  co_return;
}
} // namespace crossover_backtest
PROGRAM(crossover_backtest, 2500)

// In kind: a market-data gateway (an ITCH feed handler): a batch of changes to a book, then its best levels.
namespace book_snapshot {
constexpr std::size_t batch = 256;
constexpr std::size_t depth = 20;

struct change {
  bool bid;
  int price;
  int quantity;
};

class book {
public:
  void apply(const change &c) {
    if (c.bid)
      put(bids_, c);
    else
      put(asks_, c);
  }
  double pressure() const {
    return weigh(bids_) - weigh(asks_);
  }

private:
  template <class Side> static void put(Side &side, const change &c) {
    if (c.quantity == 0)
      side.erase(c.price);
    else
      side[c.price] += c.quantity;
  }
  template <class Side> static double weigh(const Side &side) {
    double sum = 0, weight = 1;
    for (const auto &[price, quantity] : side | std::views::take(depth))
      sum += (weight *= 0.9) * quantity;
    return sum;
  }
  std::map<int, int, std::greater<>> bids_;
  std::map<int, int> asks_;
};

stallfree::task<> serve(inputs &in) {
  book b;
  for (int n : in.numbers | std::views::take(batch))
    b.apply({.bid = n % 2 == 0, .price = 10000 + n / 2 % 400, .quantity = n / 800 % 10});
  keep(b.pressure());
  co_return;
}
} // namespace book_snapshot
PROGRAM(book_snapshot, 1000000)

// In kind: the volatility surface behind a quote screen: Newton's method on Black-Scholes for the shown strikes.
namespace implied_surface {
constexpr std::size_t rows_on_screen = 40;
constexpr int most_rounds = 50;

double cumulative(double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }

struct quote {
  double strike, years, price;
};

std::optional<double> implied(const quote &q, double spot, double rate) {
  double sigma = 0.3;
  for (int round = 0; round < most_rounds; ++round) {
    double width = sigma * std::sqrt(q.years);
    double d1 = (std::log(spot / q.strike) + (rate + sigma * sigma / 2) * q.years) / width;
    double value = spot * cumulative(d1) - q.strike * std::exp(-rate * q.years) * cumulative(d1 - width);
    double vega = spot * std::sqrt(q.years) * std::exp(-d1 * d1 / 2) / std::sqrt(2 * std::numbers::pi);
    if (std::abs(value - q.price) < 1e-8)
      return sigma;
    if (vega < 1e-10)
      break;
    sigma = std::clamp(sigma - (value - q.price) / vega, 1e-3, 5.0);
  }
  return std::nullopt;
}

stallfree::task<> serve(inputs &in) {
  double sum = 0;
  int solved = 0;
  for (std::size_t i = 0; i < std::min(in.reals.size(), rows_on_screen); ++i) {
    quote q{.strike = 80 + double(i), .years = 0.25, .price = 4 + 20 * in.reals[i]};
    if (auto sigma = implied(q, 100, 0.02)) {
      sum += *sigma;
      ++solved;
    }
  }
  keep(solved ? sum / solved : 0);
  co_return;
}
} // namespace implied_surface
PROGRAM(implied_surface, 1000000)

// In kind: the session layer of a FIX engine (QuickFIX): fields, checksum and repeating groups of one message.
namespace fix_fields {
constexpr std::size_t longest_message = 4096;

struct field {
  int tag;
  std::string_view value;
};

unsigned checksum(std::string_view message) {
  unsigned sum = 0;
  for (char c : message)
    sum += static_cast<unsigned char>(c);
  return sum % 256;
}

std::optional<std::vector<field>> split(std::string_view message) {
  if (message.size() > longest_message)
    return std::nullopt;
  std::vector<field> fields;
  while (!message.empty()) {
    auto end = std::min(message.find_first_of(" \n\x01"), message.size());
    auto part = message.substr(0, end);
    int tag = 0;
    for (char c : part.substr(0, 4))
      tag = tag * 10 + c % 10;
    fields.push_back({tag, part.substr(std::min<std::size_t>(part.size(), 4))});
    message.remove_prefix(std::min(end + 1, message.size()));
  }
  return fields;
}

stallfree::task<> serve(inputs &in) {
  auto fields = split(in.text);
  if (!fields) {
    keep(-1); // reject: too long
    co_return;
  }
  std::map<int, std::vector<std::string_view>> groups;
  for (const auto &f : *fields)
    groups[f.tag].push_back(f.value);
  std::size_t repeated = 0;
  for (auto &[tag, values] : groups) {
    std::ranges::sort(values);
    repeated += values.size() > 1;
  }
  keep(double(repeated + checksum(in.text)));
}
} // namespace fix_fields
PROGRAM(fix_fields, 1000000)

// In kind: the chart server of a broker: a day's ticks of one instrument become one-minute candles.
namespace tick_candles {
struct candle {
  double open, high, low, close;
  double turnover = 0, volume = 0;
  candle(double p) : open(p), high(p), low(p), close(p) {}
  void add(double price, double quantity) {
    high = std::max(high, price);
    low = std::min(low, price);
    close = price;
    turnover += price * quantity;
    volume += quantity;
  }
};

stallfree::task<> serve(inputs &in) {
  std::vector<candle> day;
  std::int64_t time = 0, minute = -1;
  double price = 100;
  for (std::size_t i = 0; i < in.reals.size(); ++i) {
    time += in.numbers[i] % 60;
    price += in.reals[i] - 0.5;
    if (time / 60000 != minute) {
      minute = time / 60000;
      day.emplace_back(price);
    }
    day.back().add(price, 1 + in.numbers[i] % 100);
  }
  double range = 0;
  for (const auto &c : day)
    range = std::max(range, (c.high - c.low) / (c.turnover / c.volume));
  keep(range);
  co_return;
}
} // namespace tick_candles
PROGRAM(tick_candles, 1000000)

// In kind: the nightly-turned-intraday risk of a bank: historical value at risk of a book of positions.
namespace value_at_risk {
constexpr int days = 1000; // four years of trading
constexpr int factors = 8;

struct position {
  double notional;
  std::array<float, factors> exposure;
};

stallfree::task<> serve(inputs &in) {
  std::vector<position> book(in.reals.size());
  for (std::size_t i = 0; i < book.size(); ++i) {
    book[i].notional = 1e6 * in.reals[i];
    for (int f = 0; f < factors; ++f)
      book[i].exposure[f] = float((in.numbers[i] >> f) % 7 - 3) / 10;
  }
  std::mt19937 history(2008);
  std::normal_distribution<float> move(0, 0.01f);
  std::vector<double> losses;
  for (int day = 0; day < days; ++day) {
    std::array<float, factors> shock;
    std::ranges::generate(shock, [&] { return move(history); });
    double loss = 0;
    for (const auto &p : book)
      loss -= p.notional * std::inner_product(shock.begin(), shock.end(), p.exposure.begin(), 0.0f);
    losses.push_back(loss);
  }
  auto worst = losses.begin() + days * 99 / 100;
  std::ranges::nth_element(losses, worst);
  keep(*worst);
  co_return;
}
} // namespace value_at_risk
PROGRAM(value_at_risk, 20000)

// In kind: the currency desk of a bank: is there a round trip through the quoted rates that gains?
namespace currency_cycles {
enum currency { usd, eur, jpy, gbp, chf, aud, cad, nzd, sek, nok, currencies };
using table = std::array<std::array<double, currencies>, currencies>;

table quotes(const std::vector<double> &noise) {
  constexpr std::array worth = {1.0, 1.08, 0.0067, 1.27, 1.13, 0.66, 0.73, 0.61, 0.095, 0.093};
  table rate;
  for (int from = usd; from < currencies; ++from)
    for (int to = usd; to < currencies; ++to) {
      double wobble = noise.empty() ? 0 : noise[std::size_t(from * 31 + to) % noise.size()] - 0.5;
      rate[from][to] = from == to ? 1 : worth[from] / worth[to] * (1 + 0.002 * wobble);
    }
  return rate;
}

stallfree::task<> serve(inputs &in) {
  table best = quotes(in.reals);
  for (int via = usd; via < currencies; ++via)
    for (int from = usd; from < currencies; ++from)
      for (int to = usd; to < currencies; ++to)
        best[from][to] = std::max(best[from][to], best[from][via] * best[via][to]);
  double gain = 0;
  for (int c = usd; c < currencies; ++c)
    gain = std::max(gain, best[c][c] - 1);
  keep(gain);
  co_return;
}
} // namespace currency_cycles
PROGRAM(currency_cycles, 1000)
