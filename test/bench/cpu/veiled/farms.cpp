// Farming.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>
#include <ranges>
#include <string_view>
#include <unordered_map>

// In kind: inbreeding in a herd book (R's pedigreemm, AlphaSimR): the tabular method over all animals.
namespace herd_pedigree {
struct animal {
  int sire, dam; // -1: not known
};

std::vector<animal> herd_book(const std::vector<int> &numbers) {
  std::vector<animal> herd;
  for (int i = 0; i < int(numbers.size()); ++i) {
    int n = numbers[std::size_t(i)];
    herd.push_back(i < 40 ? animal{-1, -1} : animal{i - 1 - n % 40, i - 1 - n / 64 % 40});
  }
  return herd;
}

class relationship {
public:
  explicit relationship(const std::vector<animal> &herd) : a_(herd.size()) {
    for (std::size_t i = 0; i < herd.size(); ++i) {
      auto [sire, dam] = herd[i];
      a_[i].resize(i + 1);
      for (std::size_t j = 0; j < i; ++j)
        a_[i][j] = float(0.5 * (of(sire, int(j)) + of(dam, int(j))));
      a_[i][i] = float(1 + 0.5 * of(sire, dam));
    }
  }
  double inbreeding(std::size_t i) const { return a_[i][i] - 1; }

private:
  double of(int i, int j) const {
    if (i < 0 || j < 0)
      return 0;
    return i >= j ? a_[std::size_t(i)][std::size_t(j)] : a_[std::size_t(j)][std::size_t(i)];
  }
  std::vector<std::vector<float>> a_;
};

stallfree::task<> serve(inputs &in) {
  const auto herd = herd_book(in.numbers);
  const relationship r(herd);
  double sum = 0;
  for (std::size_t i = 0; i < herd.size(); ++i)
    sum += r.inbreeding(i);
  keep(sum);
  co_return;
}
} // namespace herd_pedigree
PROGRAM(herd_pedigree, 5000)

// In kind: a nutrient map from soil cores (gstat, PyKrige): ordinary kriging from the sixteen nearest cores per cell.
namespace soil_kriging {
constexpr std::size_t nearest = 16, order = nearest + 1;
constexpr int cells = 80, cores = 150;

struct core {
  double x, y, nitrogen;
};

double variogram(double h) { return h >= 0.4 ? 1.1 : 0.1 + 1.5 * h / 0.4 - 0.5 * std::pow(h / 0.4, 3); }

std::vector<core> sampling_plan() {
  std::vector<core> plan;
  for (int i = 0; i < cores; ++i)
    plan.push_back({std::fmod(i * 0.6180339, 1.0), std::fmod(i * 0.7548776, 1.0), 20 + 5 * std::sin(i * 0.7)});
  return plan;
}

void solve(std::array<std::array<double, order + 1>, order> &m) {
  for (std::size_t k = 0; k < order; ++k) {
    auto pivot = std::ranges::max_element(m.begin() + long(k), m.end(), {}, [&](const auto &row) { return std::abs(row[k]); });
    std::iter_swap(m.begin() + long(k), pivot);
    for (std::size_t r = k + 1; r < order; ++r) {
      double f = m[r][k] / m[k][k];
      for (std::size_t c = k; c <= order; ++c)
        m[r][c] -= f * m[k][c];
    }
  }
  for (std::size_t k = order; k-- > 0;) {
    for (std::size_t c = k + 1; c < order; ++c)
      m[k][order] -= m[k][c] * m[c][order];
    m[k][order] /= m[k][k];
  }
}

double estimate(std::vector<core> &plan, double x, double y) {
  auto away = [&](const core &c) { return std::hypot(c.x - x, c.y - y); };
  std::ranges::nth_element(plan, plan.begin() + nearest, {}, away);
  std::array<std::array<double, order + 1>, order> m{};
  for (std::size_t i = 0; i < nearest; ++i) {
    for (std::size_t j = 0; j < nearest; ++j)
      m[i][j] = i == j ? 0 : variogram(std::hypot(plan[i].x - plan[j].x, plan[i].y - plan[j].y));
    m[i][nearest] = m[nearest][i] = 1;
    m[i][order] = variogram(away(plan[i]));
  }
  m[nearest][order] = 1;
  solve(m);
  double sum = 0;
  for (std::size_t i = 0; i < nearest; ++i)
    sum += m[i][order] * plan[i].nitrogen;
  return sum;
}

stallfree::task<> serve(inputs &) {
  auto plan = sampling_plan();
  double total = 0;
  for (int y = 0; y < cells; ++y)
    for (int x = 0; x < cells; ++x)
      total += estimate(plan, (x + 0.5) / cells, (y + 0.5) / cells);
  keep(total);
  co_return;
}
} // namespace soil_kriging
PROGRAM(soil_kriging, 100)

// In kind: a plant drawn from a grammar (L-systems, as in the LPy teaching examples).
namespace plant_growth {
constexpr int generations = 8;

std::string grow(std::string_view axiom) {
  std::string plant(axiom);
  for (int g = 0; g < generations; ++g) {
    std::string next;
    for (char c : plant)
      if (c == 'F')
        next += "FF";
      else if (c == 'X')
        next += "F[+X][-X]F[+X]-FX";
      else
        next += c;
    plant = std::move(next);
  }
  return plant;
}

struct turtle {
  double x = 0, y = 0, angle = std::numbers::pi / 2;
};

double span_of(std::string_view plant) {
  turtle t;
  std::vector<turtle> branches;
  double left = 0, right = 0;
  for (char c : plant)
    switch (c) {
    case 'F':
      t.x += std::cos(t.angle);
      t.y += std::sin(t.angle);
      left = std::min(left, t.x);
      right = std::max(right, t.x);
      break;
    case '+': t.angle += 0.35; break;
    case '-': t.angle -= 0.35; break;
    case '[': branches.push_back(t); break;
    case ']':
      t = branches.back();
      branches.pop_back();
      break;
    }
  return right - left;
}

stallfree::task<> serve(inputs &) {
  keep(span_of(grow("X")));
  co_return;
}
} // namespace plant_growth
PROGRAM(plant_growth, 100)

// A packing station: eggs by weight class, and each class's mean.
namespace egg_grades {
enum grade { small, medium, large, extra_large, grades };

grade grade_of(int grams) {
  if (grams < 53)
    return small;
  if (grams < 63)
    return medium;
  return grams < 73 ? large : extra_large;
}

stallfree::task<> serve(inputs &in) {
  std::array<long, grades> count{}, weight{};
  for (int n : in.numbers) {
    int grams = 40 + n % 45;
    ++count[grade_of(grams)];
    weight[grade_of(grams)] += grams;
  }
  double means = 0;
  for (int g = 0; g < grades; ++g)
    means += double(weight[std::size_t(g)]) / double(std::max(1L, count[std::size_t(g)]));
  keep(means);
  co_return;
}
} // namespace egg_grades
PROGRAM(egg_grades, 500000)

// In kind: tonight's irrigation (OpenSprinkler): sixteen valves, quarter hours, no more than the pump can feed.
namespace valve_schedule {
constexpr int valves = 16, quarters = 32, pump = 60;

class night {
public:
  bool place(int valve, int litres, int length) {
    for (int start = 0; start + length <= quarters; ++start) {
      auto slots = std::ranges::subrange(used_.begin() + start, used_.begin() + start + length);
      if (std::ranges::all_of(slots, [&](int u) { return u + litres <= pump; })) {
        for (int &u : slots)
          u += litres;
        start_[std::size_t(valve)] = start;
        return true;
      }
    }
    return false;
  }
  int latest() const { return std::ranges::max(start_); }

private:
  std::array<int, quarters> used_{};
  std::array<int, valves> start_{};
};

stallfree::task<> serve(inputs &in) {
  night n;
  int refused = 0;
  for (int v = 0; v < valves; ++v) {
    int wish = in.numbers[std::size_t(v) % in.numbers.size()];
    refused += !n.place(v, 10 + wish % 30, 1 + wish / 32 % 8);
  }
  keep(n.latest() * 100 + refused);
  co_return;
}
} // namespace valve_schedule
PROGRAM(valve_schedule, 200000)

// In kind: lanes of a tractor over a field's yield map (Fields2Cover), lane by lane.
namespace field_lanes {
constexpr std::size_t lane = 500;

struct summary {
  double harvested = 0, fuel = 0;
  void drive(double yield, double slope) {
    harvested += yield;
    fuel += 0.02 * std::sqrt(1 + slope * slope) + 0.001 * yield;
  }
};

stallfree::task<> serve(inputs &in) {
  summary s;
  for (std::size_t start = 0; start + lane <= in.reals.size(); start += lane) {
    const bool back = start / lane % 2;
    for (std::size_t i = 0; i < lane; ++i) {
      std::size_t at = start + (back ? lane - 1 - i : i);
      s.drive(in.reals[at] * 9, at ? in.reals[at] - in.reals[at - 1] : 0);
    }
    co_await stallfree::yield();
  }
  keep(s.harvested - s.fuel);
}
} // namespace field_lanes
PROGRAM(field_lanes, 2000000)
