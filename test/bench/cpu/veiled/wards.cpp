// Hospital, polling station and insurance office.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <random>
#include <ranges>
#include <span>
#include <string_view>
#include <tuple>

// In kind: the single transferable vote (pyrankvote, OpenSTV): ballots move on as candidates are elected or excluded.
namespace transferable_vote {
constexpr int candidates = 24, seats = 4;

struct ballot {
  std::vector<int> preference;
  double weight = 1;
};
enum class status { hopeful, elected, excluded };

class count {
public:
  explicit count(const std::vector<std::vector<int>> &rows) {
    ballots_.reserve(rows.size());
    for (const auto &row : rows) {
      ballot b;
      for (int n : row)
        if (int c = n % candidates; std::ranges::find(b.preference, c) == b.preference.end())
          b.preference.push_back(c);
      ballots_.push_back(std::move(b));
    }
  }
  int run() {
    const double quota = std::floor(double(ballots_.size()) / (seats + 1)) + 1;
    int elected = 0, rounds = 0;
    for (; elected < seats && rounds < candidates; ++rounds) {
      auto votes = tally();
      int best = pick(votes, std::greater<>{}), worst = pick(votes, std::less<>{});
      if (best < 0)
        break;
      if (votes[std::size_t(best)] >= quota) {
        surplus(best, (votes[std::size_t(best)] - quota) / votes[std::size_t(best)]);
        state_[std::size_t(best)] = status::elected;
        ++elected;
      } else {
        state_[std::size_t(worst)] = status::excluded;
      }
    }
    return elected * 100 + rounds;
  }

private:
  int favourite(const ballot &b) const {
    auto f = std::ranges::find_if(b.preference, [&](int c) { return state_[std::size_t(c)] == status::hopeful; });
    return f == b.preference.end() ? -1 : *f;
  }
  std::array<double, candidates> tally() const {
    std::array<double, candidates> votes{};
    for (const auto &b : ballots_)
      if (int c = favourite(b); c >= 0)
        votes[std::size_t(c)] += b.weight;
    return votes;
  }
  void surplus(int of, double share) {
    for (auto &b : ballots_)
      if (favourite(b) == of)
        b.weight *= share;
  }
  template <class Better> int pick(const std::array<double, candidates> &votes, Better better) const {
    int found = -1;
    for (int c = 0; c < candidates; ++c)
      if (state_[std::size_t(c)] == status::hopeful && (found < 0 || better(votes[std::size_t(c)], votes[std::size_t(found)])))
        found = c;
    return found;
  }
  std::vector<ballot> ballots_;
  std::array<status, candidates> state_{};
};

stallfree::task<> serve(inputs &in) {
  keep(count(in.rows).run());
  co_return;
}
} // namespace transferable_vote
PROGRAM(transferable_vote, 600000)

// In kind: heart beats in a recorded day (Pan and Tompkins, as in NeuroKit and wfdb's xqrs).
namespace holter_beats {
class moving_sum {
public:
  explicit moving_sum(std::size_t width) : window_(width) {}
  double operator()(double v) {
    sum_ += v - window_[at_];
    window_[at_] = v;
    at_ = (at_ + 1) % window_.size();
    return sum_ / double(window_.size());
  }

private:
  std::vector<double> window_;
  std::size_t at_ = 0;
  double sum_ = 0;
};

std::vector<double> energy(const std::vector<double> &signal) {
  moving_sum low(6), high(32), integrated(38);
  std::vector<double> out(signal.size());
  std::array<double, 5> last{};
  for (std::size_t i = 0; i < signal.size(); ++i) {
    double smooth = low(signal[i]);
    double band = smooth - high(smooth);
    std::ranges::rotate(last, last.begin() + 1);
    last[4] = band;
    double slope = (2 * last[4] + last[3] - last[1] - 2 * last[0]) / 8;
    out[i] = integrated(slope * slope);
  }
  return out;
}

std::vector<std::size_t> beats(const std::vector<double> &e) {
  std::vector<std::size_t> found;
  double signal_level = 0, noise_level = 0;
  for (std::size_t i = 1; i + 1 < e.size(); ++i) {
    if (e[i] < e[i - 1] || e[i] <= e[i + 1])
      continue;
    double threshold = noise_level + 0.25 * (signal_level - noise_level);
    if (e[i] > threshold && (found.empty() || i - found.back() > 50)) {
      found.push_back(i);
      signal_level = 0.125 * e[i] + 0.875 * signal_level;
    } else {
      noise_level = 0.125 * e[i] + 0.875 * noise_level;
    }
  }
  return found;
}

stallfree::task<> serve(inputs &in) {
  keep(double(beats(energy(in.reals)).size()));
  co_return;
}
} // namespace holter_beats
PROGRAM(holter_beats, 3000000)

// In kind: interaction alerts while prescribing (OpenMRS drug orders): a dozen drugs per patient.
namespace drug_alerts {
constexpr std::size_t drugs_per_chart = 12;

struct interaction {
  std::string_view a, b;
  int severity;
};
constexpr interaction known[] = {{"warfarin", "aspirin", 3}, {"simvastatin", "clarithromycin", 3}, {"digoxin", "amiodarone", 2},
                                 {"lithium", "ibuprofen", 2}, {"sildenafil", "nitroglycerin", 4}, {"methotrexate", "trimethoprim", 4},
                                 {"fluoxetine", "tramadol", 2}, {"spironolactone", "ramipril", 2}, {"abcder", "bcdeer", 1}};

int severity(std::string_view a, std::string_view b) {
  for (const auto &i : known)
    if ((i.a == a && i.b == b) || (i.a == b && i.b == a))
      return i.severity;
  return 0;
}

stallfree::task<> serve(inputs &in) {
  auto chart = std::span(in.words).last(std::min(in.words.size(), drugs_per_chart));
  int worst = 0;
  for (auto a = chart.begin(); a != chart.end(); ++a)
    for (auto b = std::next(a); b != chart.end(); ++b)
      worst = std::max(worst, severity(*a, *b));
  keep(worst);
  co_return;
}
} // namespace drug_alerts
PROGRAM(drug_alerts, 200000)

// The screen in the emergency room: who is seen next. The room holds a hundred and fifty.
namespace triage_screen {
class waiting_room {
public:
  static constexpr std::size_t places = 150;
  struct patient {
    int urgency, arrived;
    std::string name;
  };
  bool admit(patient p) {
    if (patients_.size() >= places)
      return false;
    patients_.push_back(std::move(p));
    return true;
  }
  std::string screen(std::size_t lines) {
    lines = std::min(lines, patients_.size());
    std::ranges::partial_sort(patients_, patients_.begin() + long(lines), {},
                              [](const patient &p) { return std::tuple(p.urgency, p.arrived); });
    std::string text;
    for (const auto &p : patients_ | std::views::take(lines))
      text += std::to_string(p.urgency) + ' ' + p.name + '\n';
    return text;
  }

private:
  std::vector<patient> patients_;
};

stallfree::task<> serve(inputs &in) {
  waiting_room room;
  for (std::size_t i = 0; i < in.words.size(); ++i)
    if (!room.admit({in.numbers[i] % 5 + 1, int(i), in.words[i]}))
      break;
  keep(double(room.screen(20).size()));
  co_return;
}
} // namespace triage_screen
PROGRAM(triage_screen, 200000)

// In kind: joint-life annuity factors from a mortality law (lifelib, MortalityTables): every pair of ages.
namespace joint_annuity {
constexpr int oldest = 110, youngest = 40;

std::array<double, oldest + 1> survival(double level) {
  std::array<double, oldest + 1> l{};
  l[0] = 1;
  for (int x = 1; x <= oldest; ++x)
    l[std::size_t(x)] = l[std::size_t(x - 1)] * std::exp(-(0.0003 + level * std::pow(1.105, x)));
  return l;
}

double factor(const std::array<double, oldest + 1> &a, const std::array<double, oldest + 1> &b, int x, int y, double rate) {
  double v = 1 / (1 + rate), discount = 1, sum = 0;
  for (int t = 0; std::max(x, y) + t <= oldest; ++t, discount *= v) {
    double pa = a[std::size_t(x + t)] / a[std::size_t(x)], pb = b[std::size_t(y + t)] / b[std::size_t(y)];
    sum += discount * (pa + pb - pa * pb);
  }
  return sum;
}

stallfree::task<> serve(inputs &) {
  const auto women = survival(0.000018), men = survival(0.000029);
  double total = 0;
  for (double rate : {0.0, 0.01, 0.02, 0.03, 0.04, 0.05})
    for (int x = youngest; x <= oldest; ++x)
      for (int y = youngest; y <= oldest; ++y)
        total += factor(women, men, x, y, rate);
  keep(total);
  co_return;
}
} // namespace joint_annuity
PROGRAM(joint_annuity, 100)

// In kind: seats of a parliament by highest averages (D'Hondt, Sainte-Laguë).
namespace seat_allocation {
constexpr std::size_t parties = 14;
constexpr int seats = 299;

stallfree::task<> serve(inputs &in) {
  std::array<long, parties> votes{};
  for (std::size_t p = 0; p < parties; ++p)
    votes[p] = in.numbers[p % in.numbers.size()];
  std::array<int, parties> won{};
  for (int seat = 0; seat < seats; ++seat) {
    auto quotient = [&](std::size_t p) { return double(votes[p]) / (2 * won[p] + 1); };
    ++won[std::ranges::max(std::views::iota(std::size_t{0}, parties), {}, quotient)];
  }
  keep(won[0]);
  co_return;
}
} // namespace seat_allocation
PROGRAM(seat_allocation, 100000)

// In kind: a premium from simulated claim years (actuar's aggregateDist): Poisson numbers of log-normal losses.
namespace claim_years {
constexpr int years = 60000;

struct treaty {
  double retention, limit;
  double recovery(double loss) const { return std::clamp(loss - retention, 0.0, limit); }
};

stallfree::task<> serve(inputs &) {
  constexpr treaty layer{50000, 200000};
  std::mt19937 random(7);
  std::poisson_distribution<int> claims(8.5);
  std::lognormal_distribution<double> loss(9.1, 1.3);
  std::vector<double> ceded(years);
  for (double &year : ceded)
    for (int n = claims(random); n > 0; --n)
      year += layer.recovery(loss(random));
  auto tail = ceded.begin() + years * 99 / 100;
  std::ranges::nth_element(ceded, tail);
  keep(std::accumulate(ceded.begin(), ceded.end(), 0.0) / years + 0.05 * *tail);
  co_return;
}
} // namespace claim_years
PROGRAM(claim_years, 100)

// In kind: a laboratory's result message (HL7 v2, HAPI): segments, fields, components.
namespace lab_message {
using fields = std::vector<std::string>;

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts(1);
  for (char c : text)
    if (c == at)
      parts.emplace_back();
    else
      parts.back() += c;
  return parts;
}

std::map<std::string, std::vector<fields>> parse(std::string_view message) {
  std::map<std::string, std::vector<fields>> segments;
  for (const auto &line : split(message, '\n'))
    segments[line.substr(0, 3)].push_back(split(line, ' '));
  return segments;
}

stallfree::task<> serve(inputs &in) {
  constexpr std::size_t largest = 8 * 1024;
  std::string frame = in.text;
  if (frame.size() > largest)
    frame.resize(largest);
  std::size_t values = 0;
  for (const auto &[type, all] : parse(frame))
    for (const auto &f : all)
      values += f.size();
  keep(double(values));
  co_return;
}
} // namespace lab_message
PROGRAM(lab_message, 200000)
