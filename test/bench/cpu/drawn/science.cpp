// Chemistry, physics and energy.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <random>
#include <string_view>

// In kind: a structure search's SMILES reader (Open Babel, RDKit): atoms, bonds, and Morgan's ranks of the atoms.
namespace molecule_ranks {
constexpr std::size_t most_characters = 600;
constexpr int morgan_rounds = 12;

struct molecule {
  std::vector<char> atoms;
  std::vector<std::vector<int>> bonds;

  int add(char symbol) {
    atoms.push_back(symbol);
    bonds.emplace_back();
    return int(atoms.size()) - 1;
  }
  void bond(int a, int b) {
    bonds[std::size_t(a)].push_back(b);
    bonds[std::size_t(b)].push_back(a);
  }
};

molecule read(std::string_view smiles) {
  molecule m;
  std::vector<int> branches;
  std::map<char, int> rings;
  int last = -1;
  for (char c : smiles) {
    if (c == '(') {
      branches.push_back(last);
    } else if (c == ')' && !branches.empty()) {
      last = branches.back();
      branches.pop_back();
    } else if (c >= '0' && c <= '9' && last >= 0) {
      if (auto open = rings.find(c); open != rings.end()) {
        m.bond(open->second, last);
        rings.erase(open);
      } else {
        rings.emplace(c, last);
      }
    } else if (std::isalpha(static_cast<unsigned char>(c))) {
      const int atom = m.add(c);
      if (last >= 0)
        m.bond(last, atom);
      last = atom;
    }
  }
  return m;
}

std::size_t classes(const molecule &m) {
  std::vector<unsigned> rank(m.atoms.begin(), m.atoms.end());
  std::size_t different = 0;
  for (int round = 0; round < morgan_rounds; ++round) {
    std::vector<unsigned> next(rank.size());
    for (std::size_t i = 0; i < rank.size(); ++i) {
      next[i] = rank[i] * 31 + 7;
      for (int neighbour : m.bonds[i])
        next[i] += rank[std::size_t(neighbour)];
    }
    rank = next;
    std::ranges::sort(next);
    next.erase(std::unique(next.begin(), next.end()), next.end());
    if (next.size() <= different)
      break;
    different = next.size();
  }
  return different;
}

stallfree::task<> serve(inputs &in) {
  const std::string smiles = in.text.substr(0, most_characters);
  keep(double(classes(read(smiles))));
  co_return;
}
} // namespace molecule_ranks
PROGRAM(molecule_ranks, 500000)

// In kind: similarity search over a compound library (RDKit, chemfp): Tanimoto of 1024-bit fingerprints.
namespace compound_similarity {
using fingerprint = std::bitset<1024>;

fingerprint from_keys(const std::vector<int> &keys) {
  fingerprint f;
  for (int key : keys) {
    auto hash = unsigned(key);
    for (int bit = 0; bit < 4; ++bit) {
      hash = hash * 2654435761u + 12345;
      f.set(hash >> 22);
    }
  }
  return f;
}

double tanimoto(const fingerprint &a, const fingerprint &b) {
  const auto common = (a & b).count(), all = (a | b).count();
  return all ? double(common) / double(all) : 0;
}

struct hit {
  double score;
  std::size_t compound;
};

stallfree::task<> serve(inputs &in) {
  constexpr std::size_t actives = 8;
  std::vector<fingerprint> library;
  library.reserve(in.rows.size());
  for (const auto &keys : in.rows)
    library.push_back(from_keys(keys));
  std::vector<hit> hits;
  for (std::size_t i = actives; i < library.size(); ++i) {
    double best = 0;
    for (std::size_t a = 0; a < std::min(actives, library.size()); ++a)
      best = std::max(best, tanimoto(library[a], library[i]));
    if (best > 0.05)
      hits.push_back({best, i});
  }
  std::ranges::sort(hits, std::greater<>{}, &hit::score);
  keep(hits.empty() ? 0 : hits.front().score + double(hits.size()));
  co_return;
}
} // namespace compound_similarity
PROGRAM(compound_similarity, 800000)

// In kind: a teaching page's argon box (LAMMPS "melt", mdlj): Lennard-Jones with velocity Verlet.
namespace argon_box {
constexpr int per_side = 6, atoms = per_side * per_side * per_side, steps = 1000;
constexpr double box = 7.2, cutoff = 2.5, dt = 0.004;

struct vec {
  double x = 0, y = 0, z = 0;
  vec operator+(const vec &o) const { return {x + o.x, y + o.y, z + o.z}; }
  vec operator-(const vec &o) const { return {x - o.x, y - o.y, z - o.z}; }
  vec operator*(double f) const { return {x * f, y * f, z * f}; }
  double square() const { return x * x + y * y + z * z; }
};

double nearest(double d) { return d > box / 2 ? d - box : d < -box / 2 ? d + box : d; }

class simulation {
public:
  simulation() {
    std::mt19937 random(1);
    for (int i = 0; i < atoms; ++i) {
      const auto at = [](int k) { return (k + 0.5) * box / per_side; };
      place_[i] = {at(i % per_side), at(i / per_side % per_side), at(i / per_side / per_side)};
      const auto speed = [&] { return std::generate_canonical<double, 32>(random) - 0.5; };
      velocity_[i] = {speed(), speed(), speed()};
    }
    potential_ = forces();
  }
  void step() {
    for (int i = 0; i < atoms; ++i) {
      velocity_[i] = velocity_[i] + force_[i] * (dt / 2);
      place_[i] = place_[i] + velocity_[i] * dt;
    }
    potential_ = forces();
    for (int i = 0; i < atoms; ++i)
      velocity_[i] = velocity_[i] + force_[i] * (dt / 2);
  }
  double energy() const {
    double kinetic = 0;
    for (const auto &v : velocity_)
      kinetic += v.square() / 2;
    return kinetic + potential_;
  }

private:
  double forces() {
    force_.fill({});
    double sum = 0;
    for (int i = 0; i < atoms; ++i)
      for (int j = i + 1; j < atoms; ++j) {
        vec d = place_[i] - place_[j];
        d = {nearest(d.x), nearest(d.y), nearest(d.z)};
        const double r2 = d.square();
        if (r2 > cutoff * cutoff)
          continue;
        const double i6 = 1 / (r2 * r2 * r2);
        sum += 4 * i6 * (i6 - 1);
        const vec pull = d * (48 * i6 * (i6 - 0.5) / r2);
        force_[i] = force_[i] + pull;
        force_[j] = force_[j] - pull;
      }
    return sum;
  }
  std::array<vec, atoms> place_, velocity_, force_;
  double potential_ = 0;
};

stallfree::task<> serve(inputs &) {
  simulation argon;
  for (int i = 0; i < steps; ++i)
    argon.step();
  keep(argon.energy());
  co_return;
}
} // namespace argon_box
PROGRAM(argon_box, 100)

// In kind: isotope patterns for a mass spectrum's peptides (OpenMS, pyteomics): convolution atom by atom.
namespace isotope_pattern {
using distribution = std::vector<double>;
constexpr std::size_t peaks = 40;

distribution convolve(const distribution &a, const distribution &b) {
  distribution c(std::min(a.size() + b.size() - 1, peaks));
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < b.size() && i + j < c.size(); ++j)
      c[i + j] += a[i] * b[j];
  return c;
}

distribution pattern(const std::vector<int> &residues) {
  static const std::array<distribution, 5> elements = {{{0.9893, 0.0107},           // C
                                                        {0.99988, 0.00012},         // H
                                                        {0.99636, 0.00364},         // N
                                                        {0.99757, 0.00038, 0.00205}, // O
                                                        {0.9499, 0.0075, 0.0425, 0, 0.0001}}}; // S
  std::array<int, 5> atoms{};
  for (int residue : residues) {
    const std::array<int, 5> formula = {2 + residue % 9, 3 + residue % 10, 1 + residue % 3, 1 + residue % 2, residue % 11 == 0};
    for (std::size_t e = 0; e < atoms.size(); ++e)
      atoms[e] += formula[e];
  }
  distribution all{1.0};
  for (std::size_t e = 0; e < atoms.size(); ++e)
    for (int n = 0; n < atoms[e]; ++n)
      all = convolve(all, elements[e]);
  return all;
}

stallfree::task<> serve(inputs &in) {
  double sum = 0;
  for (const auto &peptide : in.rows) {
    const auto p = pattern(peptide);
    sum += double(std::ranges::max_element(p) - p.begin()) + p[1];
  }
  keep(sum);
  co_return;
}
} // namespace isotope_pattern
PROGRAM(isotope_pattern, 1500)

// In kind: Gillespie's stochastic reactions (StochPy, COPASI) behind a slider; the page stays alive meanwhile.
namespace reaction_events {
struct reactor {
  std::array<long, 4> amount = {5000, 3000, 0, 0};
  double time = 0;
  std::minstd_rand random{3};

  double uniform() { return (double(random()) + 1) / (double(std::minstd_rand::max()) + 2); }
  bool step() {
    const std::array<double, 3> rate = {1e-3 * double(amount[0]) * double(amount[1]), 0.5 * double(amount[2]),
                                        0.4 * double(amount[3]) + 1};
    const double total = std::accumulate(rate.begin(), rate.end(), 0.0);
    time -= std::log(uniform()) / total;
    double pick = uniform() * total;
    if ((pick -= rate[0]) < 0) {
      --amount[0], --amount[1], ++amount[2];
    } else if ((pick -= rate[1]) < 0) {
      --amount[2], ++amount[3];
    } else {
      amount[3] -= amount[3] > 0;
      ++amount[0], ++amount[1];
    }
    return amount[0] + amount[2] > 0;
  }
};

stallfree::task<long> simulate(reactor &r, long events) {
  constexpr long events_per_turn = 2000;
  long done = 0;
  while (done < events && r.step())
    if (++done % events_per_turn == 0)
      co_await stallfree::yield();
  co_return done;
}

stallfree::task<> serve(inputs &in) {
  reactor r;
  const long done = co_await simulate(r, long(in.numbers.size()) * 4);
  keep(r.time + double(done));
}
} // namespace reaction_events
PROGRAM(reaction_events, 500000)

// In kind: an energy supplier's load forecast (Holt-Winters, R's HoltWinters) with a search for the best smoothing.
namespace load_forecast {
constexpr std::size_t season = 24 * 7;

struct smoothing {
  double level, trend, seasonal;
};

double squared_error(const std::vector<double> &load, const smoothing &s) {
  double level = std::accumulate(load.begin(), load.begin() + season, 0.0) / season, trend = 0, error = 0;
  std::vector<double> seasonal(load.begin(), load.begin() + season);
  for (double &x : seasonal)
    x -= level;
  for (std::size_t t = season; t < load.size(); ++t) {
    double &usual = seasonal[t % season];
    const double off = load[t] - (level + trend + usual), before = level;
    error += off * off;
    level = s.level * (load[t] - usual) + (1 - s.level) * (level + trend);
    trend = s.trend * (level - before) + (1 - s.trend) * trend;
    usual = s.seasonal * (load[t] - level) + (1 - s.seasonal) * usual;
  }
  return error;
}

stallfree::task<> serve(inputs &in) {
  if (in.reals.size() < 2 * season)
    co_return keep(0);
  smoothing best{};
  double least = std::numeric_limits<double>::max();
  for (double level = 0.1; level < 0.95; level += 0.2)
    for (double trend = 0.05; trend < 0.5; trend += 0.1)
      for (double seasonal = 0.1; seasonal < 0.95; seasonal += 0.2)
        if (double error = squared_error(in.reals, {level, trend, seasonal}); error < least) {
          least = error;
          best = {level, trend, seasonal};
        }
  keep(best.level + least);
}
} // namespace load_forecast
PROGRAM(load_forecast, 26280)

// In kind: unit commitment for the next day (PyPSA's textbook form): dynamic programming over which plants run.
namespace plant_commitment {
constexpr int plants = 10, hours = 24;
constexpr unsigned states = 1u << plants;

struct plant {
  double capacity, running_cost, start_cost;
};

constexpr std::array<plant, plants> fleet = {{{455, 16.2, 4500}, {455, 17.3, 5000}, {130, 16.6, 550}, {130, 16.5, 560},
                                              {162, 19.7, 900}, {80, 22.3, 170}, {85, 27.7, 260}, {55, 25.9, 30},
                                              {55, 27.3, 30}, {55, 27.8, 30}}};

double demand(int hour) { return 900 + 400 * std::sin((hour - 6) * 3.14159 / 12); }

class planner {
public:
  planner() {
    for (unsigned s = 0; s < states; ++s)
      for (int p = 0; p < plants; ++p)
        if (s >> p & 1) {
          capacity_[s] += fleet[p].capacity;
          start_[s] += fleet[p].start_cost;
        }
  }
  double cheapest() const {
    std::vector<double> cost(states, 0.0), next(states);
    for (int hour = 0; hour < hours; ++hour) {
      for (unsigned to = 0; to < states; ++to) {
        next[to] = std::numeric_limits<double>::infinity();
        if (capacity_[to] < demand(hour))
          continue;
        for (unsigned from = 0; from < states; ++from)
          next[to] = std::min(next[to], cost[from] + start_[to & ~from]);
        next[to] += dispatch(to, demand(hour));
      }
      cost.swap(next);
    }
    return *std::ranges::min_element(cost);
  }

private:
  static double dispatch(unsigned running, double needed) {
    double cost = 0;
    for (int p = 0; p < plants && needed > 0; ++p)
      if (running >> p & 1) {
        const double made = std::min(needed, fleet[p].capacity);
        cost += made * fleet[p].running_cost;
        needed -= made;
      }
    return cost;
  }
  std::array<double, states> capacity_{}, start_{};
};

stallfree::task<> serve(inputs &) {
  const planner day_ahead;
  keep(day_ahead.cheapest());
  co_return;
}
} // namespace plant_commitment
PROGRAM(plant_commitment, 100)

// In kind: the heat equation of a numerics course (Gauss-Seidel with over-relaxation), a plate's steady state.
namespace plate_heat {
template <int N> class plate {
public:
  plate() {
    for (int i = 0; i < N; ++i)
      at(i, 0) = 100, at(0, i) = 25 + i % 7;
  }
  double sweep(double omega) {
    double largest = 0;
    for (int y = 1; y < N - 1; ++y)
      for (int x = 1; x < N - 1; ++x) {
        const double mean = (at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1)) / 4;
        const double change = omega * (mean - at(x, y));
        at(x, y) += change;
        largest = std::max(largest, std::abs(change));
      }
    return largest;
  }
  double &at(int x, int y) { return heat_[y * N + x]; }

private:
  std::array<double, N * N> heat_{};
};

stallfree::task<> serve(inputs &) {
  constexpr int sweeps = 120;
  plate<72> metal;
  double change = 0;
  for (int i = 0; i < sweeps; ++i)
    change = metal.sweep(1.7);
  keep(change + metal.at(36, 36));
  co_return;
}
} // namespace plate_heat
PROGRAM(plate_heat, 100)
