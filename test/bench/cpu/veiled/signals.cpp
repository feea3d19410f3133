// Telephone company, music school and e-learning.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <ranges>
#include <span>
#include <string_view>
#include <utility>

// In kind: rating a day's call records (CGRateS, libprefix trees): the longest dialled prefix sets the price.
namespace call_rating {
class tariff {
public:
  void add(std::string_view prefix, double price) {
    node *n = &root_;
    for (char c : prefix) {
      auto &next = n->digit[std::size_t(c - '0')];
      if (!next)
        next = std::make_unique<node>();
      n = next.get();
    }
    n->price = price;
  }
  double rate(std::string_view number) const {
    double price = 0.99;
    const node *n = &root_;
    for (char c : number) {
      n = n->digit[std::size_t(c - '0')].get();
      if (!n)
        break;
      price = n->price.value_or(price);
    }
    return price;
  }

private:
  struct node {
    std::array<std::unique_ptr<node>, 10> digit;
    std::optional<double> price;
  };
  node root_;
};

struct call {
  std::string dialled;
  int subscriber, seconds;
};

std::vector<call> records(const std::vector<int> &numbers) {
  std::vector<call> calls;
  for (std::size_t i = 0; i + 1 < numbers.size(); i += 2)
    calls.push_back({std::to_string(numbers[i]) + std::to_string(numbers[i + 1] % 1000), numbers[i + 1] % 20000, numbers[i] % 900});
  return calls;
}

stallfree::task<> serve(inputs &in) {
  tariff t;
  for (int prefix = 1; prefix < 8000; prefix += 3)
    t.add(std::to_string(prefix), prefix % 90 / 100.0);
  std::map<int, double> bills;
  for (const auto &c : records(in.numbers))
    bills[c.subscriber] += t.rate(c.dialled) * ((c.seconds + 59) / 60);
  double largest = 0;
  for (const auto &[subscriber, sum] : bills)
    largest = std::max(largest, sum);
  keep(largest);
  co_return;
}
} // namespace call_rating
PROGRAM(call_rating, 400000)

// In kind: trunks for a traffic (Erlang B, as in pyworkforce and Asterisk planners): the table behind the dialog.
namespace trunk_table {
constexpr int loads = 500, most_trunks = 600;

int trunks_for(double erlangs, double blocking) {
  double inverse = 1;
  for (int n = 1; n < most_trunks; ++n) {
    inverse = 1 + inverse * n / erlangs;
    if (1 / inverse <= blocking)
      return n;
  }
  return most_trunks;
}

stallfree::task<> serve(inputs &) {
  std::map<std::pair<int, int>, int> table;
  for (int promille : {1, 5, 10, 20})
    for (int load = 1; load <= loads; ++load)
      table[{promille, load}] = trunks_for(load, promille / 1000.0);
  keep(table[{5, 300}]);
  co_return;
}
} // namespace trunk_table
PROGRAM(trunk_table, 100)

// In kind: the smoothest four-part voicings of a phrase (music21's realizer): every voicing of each chord, then Viterbi.
namespace chord_voicing {
constexpr int lowest = 40, highest = 84;
constexpr std::array<std::array<int, 3>, 16> cadence = {{{0, 4, 7}, {9, 0, 4}, {5, 9, 0}, {2, 5, 9}, {7, 11, 2}, {4, 7, 11}, {9, 0, 4}, {2, 6, 9},
                                                           {7, 11, 2}, {0, 4, 7}, {5, 9, 0}, {11, 2, 5}, {4, 8, 11}, {9, 0, 4}, {7, 11, 2}, {0, 4, 7}}};

using voicing = std::array<int, 4>;

bool complete(const voicing &v, const std::array<int, 3> &chord) {
  auto in = [&](int note) { return std::ranges::find(chord, note % 12) != chord.end(); };
  return std::ranges::all_of(v, in) &&
         std::ranges::all_of(chord, [&](int c) { return std::ranges::any_of(v, [&](int n) { return n % 12 == c; }); });
}

std::vector<voicing> voicings(const std::array<int, 3> &chord) {
  std::vector<voicing> all;
  for (int bass = lowest; bass < lowest + 24; ++bass) {
    if (bass % 12 != chord[0])
      continue;
    for (int tenor = bass + 1; tenor < bass + 24; ++tenor)
      for (int alto = tenor + 1; alto <= tenor + 16; ++alto)
        for (int soprano = alto + 1; soprano <= std::min(alto + 16, highest); ++soprano)
          if (voicing v{bass, tenor, alto, soprano}; complete(v, chord))
            all.push_back(v);
  }
  return all;
}

int movement(const voicing &a, const voicing &b) {
  int sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    sum += std::abs(a[i] - b[i]);
    for (std::size_t j = i + 1; j < a.size(); ++j)
      if (int gap = (a[j] - a[i]) % 12; (gap == 7 || gap == 0) && (b[j] - b[i]) % 12 == gap && a[i] != b[i])
        sum += 50; // parallel fifths and octaves
  }
  return sum;
}

stallfree::task<> serve(inputs &) {
  auto before = voicings(cadence[0]);
  std::vector<int> cost(before.size());
  for (const auto &chord : cadence | std::views::drop(1)) {
    auto here = voicings(chord);
    std::vector<int> next(here.size(), 1 << 20);
    for (std::size_t h = 0; h < here.size(); ++h)
      for (std::size_t b = 0; b < before.size(); ++b)
        next[h] = std::min(next[h], cost[b] + movement(before[b], here[h]));
    before = std::move(here);
    cost = std::move(next);
  }
  keep(cost.empty() ? -1 : std::ranges::min(cost) * 1000.0 + double(cost.size()));
  co_return;
}
} // namespace chord_voicing
PROGRAM(chord_voicing, 100)

// In kind: a guitar chord for the preview button (Karplus and Strong's plucked string).
namespace plucked_strings {
constexpr int rate = 44100, seconds = 3;
constexpr std::array frequencies = {82.41, 123.47, 164.81, 207.65, 246.94, 329.63};

class string_model {
public:
  explicit string_model(double hertz) : delay_(std::size_t(rate / hertz)) {
    std::uint32_t noise = 1;
    for (float &s : delay_)
      s = float((noise = noise * 1664525u + 1013904223u) >> 8) / 8388608.f - 1;
  }
  float tick() {
    std::size_t next = at_ + 1 == delay_.size() ? 0 : at_ + 1;
    float out = delay_[at_];
    delay_[at_] = 0.498f * (out + delay_[next]);
    at_ = next;
    return out;
  }

private:
  std::vector<float> delay_;
  std::size_t at_ = 0;
};

stallfree::task<> serve(inputs &) {
  std::vector<float> mix(rate * seconds);
  int strum = 0;
  for (double f : frequencies) {
    string_model s(f);
    for (std::size_t i = std::size_t(strum); i < mix.size(); ++i)
      mix[i] += s.tick() / float(frequencies.size());
    strum += rate / 40;
  }
  double energy = 0;
  for (float v : mix)
    energy += std::tanh(v) * v;
  keep(energy);
  co_return;
}
} // namespace plucked_strings
PROGRAM(plucked_strings, 100)

// In kind: marking a short-answer quiz (Moodle): near enough answers count, answers are cut to a form's field.
namespace quiz_marks {
constexpr std::size_t questions = 25, field_width = 40;

std::size_t typos(std::string_view a, std::string_view b) {
  std::array<std::size_t, field_width + 1> row;
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j)
      diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])}));
  }
  return row[b.size()];
}

stallfree::task<> serve(inputs &in) {
  std::string_view sheet = in.text;
  int marks = 0;
  for (std::size_t q = 0; q < questions && sheet.size() >= 2; ++q) {
    auto end = std::min(sheet.find('\n'), sheet.size() - 1);
    auto answer = sheet.substr(0, std::min(end, field_width));
    sheet.remove_prefix(end + 1);
    auto solution = sheet.substr(0, std::min(answer.size(), sheet.size()));
    marks += typos(answer, solution) * 5 <= answer.size() * 4;
  }
  keep(marks);
  co_return;
}
} // namespace quiz_marks
PROGRAM(quiz_marks, 1000000)

// In kind: a counterpoint to a given melody (first species): backtracking that gives up after so many trials.
namespace counterpoint_search {
class composer {
public:
  explicit composer(std::span<const int> melody) : melody_(melody) {}
  bool solve(std::size_t bar = 0) {
    if (bar == melody_.size())
      return true;
    for (int interval : {3, 4, 8, 9, 7, 12, 15, 16}) {
      if (++trials_ > patience)
        return false;
      int note = melody_[bar] + interval;
      if (!fits(bar, note))
        continue;
      line_.push_back(note);
      if (solve(bar + 1))
        return true;
      line_.pop_back();
    }
    return false;
  }
  int trials() const { return trials_; }

private:
  static constexpr int patience = 20000;
  bool fits(std::size_t bar, int note) const {
    if (bar == 0)
      return true;
    int leap = std::abs(note - line_.back()), repeats = int(std::ranges::count(line_, note));
    bool parallel = (note - melody_[bar]) == (line_.back() - melody_[bar - 1]) && (note - melody_[bar]) % 12 % 7 == 0;
    return leap <= 4 && leap != 0 && repeats < 3 && !parallel;
  }
  std::span<const int> melody_;
  std::vector<int> line_;
  int trials_ = 0;
};

stallfree::task<> serve(inputs &in) {
  std::vector<int> melody;
  for (int n : in.numbers | std::views::take(64))
    melody.push_back(60 + n % 12);
  composer c(melody);
  bool found = c.solve();
  keep(c.trials() + (found ? 0.5 : 0));
  co_return;
}
} // namespace counterpoint_search
PROGRAM(counterpoint_search, 100000)

// In kind: parts of a long text message (GSM 03.38, Kannel): ten at the most, the rest is dropped.
namespace message_parts {
class message {
public:
  static constexpr int most_parts = 10, septets_per_part = 153;
  explicit message(std::string_view text) {
    while (!text.empty() && int(parts_.size()) < most_parts)
      text.remove_prefix(take(text));
  }
  const auto &parts() const { return parts_; }

private:
  std::size_t take(std::string_view text) {
    std::string packed;
    unsigned carry = 0;
    int bits = 0;
    std::size_t used = 0;
    for (; used < text.size() && used < septets_per_part; ++used) {
      carry |= unsigned(text[used] & 0x7f) << bits;
      for (bits += 7; bits >= 8; bits -= 8, carry >>= 8)
        packed += char(carry & 0xff);
    }
    if (bits)
      packed += char(carry);
    parts_.push_back(std::move(packed));
    return used;
  }
  std::vector<std::string> parts_;
};

stallfree::task<> serve(inputs &in) {
  const message m(in.text);
  keep(std::accumulate(m.parts().begin(), m.parts().end(), 0.0, [](double s, const auto &p) { return s + double(p.size()); }));
  co_return;
}
} // namespace message_parts
PROGRAM(message_parts, 500000)
