#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <limits>
#include <map>
#include <numeric>
#include <sstream>
#include <string_view>

// In kind: the smallest ring through each bond of a molecule's graph, as RDKit's and
// Open Babel's ring perception begin.
namespace smallest_rings {
class molecule {
  std::vector<std::vector<int>> bonds;

public:
  explicit molecule(std::size_t atoms) : bonds(atoms) {}
  void bond(int a, int b) {
    if (a == b || std::find(bonds[a].begin(), bonds[a].end(), b) != bonds[a].end())
      return;
    bonds[a].push_back(b);
    bonds[b].push_back(a);
  }
  std::size_t size() const { return bonds.size(); }
  const std::vector<int> &of(int atom) const { return bonds[atom]; }
  int ring_through(int from, int to) const {
    std::vector<int> distance(bonds.size(), -1);
    std::deque<int> queue{from};
    distance[from] = 0;
    while (!queue.empty()) {
      int atom = queue.front();
      queue.pop_front();
      for (int next : bonds[atom]) {
        if ((atom == from && next == to) || distance[next] >= 0)
          continue;
        distance[next] = distance[atom] + 1;
        if (next == to)
          return distance[next] + 1;
        queue.push_back(next);
      }
    }
    return 0;
  }
};
stallfree::task<> serve(inputs &in) {
  molecule graph(in.rows.size());
  for (std::size_t atom = 1; atom < graph.size(); ++atom) {
    graph.bond(int(atom), int(atom - 1));
    if (in.rows[atom][0] % 3 == 0)
      graph.bond(int(atom), int(atom - std::min<std::size_t>(atom, 2 + in.rows[atom][1] % 400)));
  }
  std::map<int, int> sizes;
  for (std::size_t atom = 0; atom < graph.size(); ++atom)
    for (int other : graph.of(int(atom)))
      if (other > int(atom))
        ++sizes[graph.ring_through(int(atom), other)];
  keep(double(sizes[0]) + double(sizes.size()));
  co_return;
}
} // namespace smallest_rings
PROGRAM(smallest_rings, 60000)

// In kind: how often a gene uses each codon, relative to its synonyms, as EMBOSS's cusp
// reports for one sequence.
namespace codon_usage {
constexpr std::string_view bases = "TCAG";
constexpr std::string_view acids = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG";
int codon(const char *at) {
  int index = 0;
  for (int i = 0; i < 3; ++i)
    index = index * 4 + int(bases.find(at[i]));
  return index;
}
stallfree::task<> serve(inputs &in) {
  std::string gene;
  for (int n : in.numbers) {
    gene += bases[n % 4];
    if (gene.size() == 3 * 900)
      break;
  }
  std::array<int, 64> seen{};
  std::map<char, int> of_acid;
  for (std::size_t i = 0; i + 3 <= gene.size(); i += 3) {
    int c = codon(gene.data() + i);
    ++seen[c];
    ++of_acid[acids[c]];
  }
  std::ostringstream table;
  for (int c = 0; c < 64; ++c)
    if (seen[c])
      table << bases[c / 16] << bases[c / 4 % 4] << bases[c % 4] << '\t' << acids[c] << '\t'
            << double(seen[c]) / of_acid[acids[c]] << '\n';
  keep(double(table.str().size()));
  co_return;
}
} // namespace codon_usage
PROGRAM(codon_usage, 150000)

// In kind: a phylogenetic tree by neighbour joining, as RapidNJ and Biopython build it.
namespace joined_tree {
using matrix = std::vector<std::vector<double>>;
matrix distances(const std::vector<std::vector<int>> &profiles) {
  matrix d(profiles.size(), std::vector<double>(profiles.size()));
  for (std::size_t i = 0; i < d.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      d[i][j] = d[j][i] = std::inner_product(profiles[i].begin(), profiles[i].end(), profiles[j].begin(), 0.0, std::plus<>(),
                                             [](int a, int b) { return a % 32 != b % 32 ? 1.0 + (a ^ b) % 3 : 0.0; });
  return d;
}
struct pair {
  std::size_t a, b;
};
pair nearest(const matrix &d, const std::vector<std::size_t> &live, const std::vector<double> &total) {
  pair best{live[0], live[1]};
  double least = std::numeric_limits<double>::max();
  for (std::size_t i = 0; i < live.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      double q = double(live.size() - 2) * d[live[i]][live[j]] - total[live[i]] - total[live[j]];
      if (q < least)
        least = q, best = {live[j], live[i]};
    }
  return best;
}
stallfree::task<> serve(inputs &in) {
  matrix d = distances(in.rows);
  std::vector<std::size_t> live(d.size());
  std::iota(live.begin(), live.end(), 0);
  std::vector<double> total(d.size());
  double length = 0;
  while (live.size() > 2) {
    for (std::size_t i : live) {
      total[i] = 0;
      for (std::size_t j : live)
        total[i] += d[i][j];
    }
    auto [a, b] = nearest(d, live, total);
    length += d[a][b];
    for (std::size_t k : live)
      d[a][k] = d[k][a] = k == a ? 0 : (d[a][k] + d[b][k] - d[a][b]) / 2;
    std::erase(live, b);
  }
  keep(length);
  co_return;
}
} // namespace joined_tree
PROGRAM(joined_tree, 5000)

// In kind: the acid to add for each wanted pH of a dilution series, by bisection, as
// laboratory calculators (buffer recipes) do.
namespace buffer_recipe {
struct buffer {
  double concentration, pk;
  double charge(double ph) const { return concentration / (1 + std::pow(10.0, pk - ph)); }
};
double balance(const std::vector<buffer> &mix, double ph, double acid) {
  double sum = std::pow(10.0, -ph) - std::pow(10.0, ph - 14) + 0.05 - acid;
  for (const buffer &b : mix)
    sum -= b.charge(ph);
  return sum;
}
stallfree::task<> serve(inputs &in) {
  static const std::vector<buffer> mix{{0.02, 2.15}, {0.02, 7.2}, {0.015, 12.35}, {0.01, 4.76}};
  std::vector<double> ph_of_well;
  for (std::size_t well = 0; well < 384; ++well) {
    double acid = in.reals[well % in.reals.size()] * 0.08, low = 0, high = 14;
    while (high - low > 1e-4) {
      double middle = (low + high) / 2;
      (balance(mix, middle, acid) > 0 ? low : high) = middle;
    }
    ph_of_well.push_back(low);
  }
  keep(std::accumulate(ph_of_well.begin(), ph_of_well.end(), 0.0) / 384);
  co_return;
}
} // namespace buffer_recipe
PROGRAM(buffer_recipe, 2000)

// In kind: the minimizers that sketch a long read, as minimap2 makes them.
namespace read_sketch {
constexpr int k = 15;
constexpr std::size_t window = 10;
std::uint64_t mixed(std::uint64_t key) {
  key = (~key + (key << 21)) & ((1ull << (2 * k)) - 1);
  key ^= key >> 24;
  return (key + (key << 3) + (key << 8)) & ((1ull << (2 * k)) - 1);
}
stallfree::task<> serve(inputs &in) {
  std::uint64_t forward = 0, reverse = 0;
  std::deque<std::pair<std::uint64_t, std::size_t>> least;
  std::vector<std::pair<std::uint64_t, std::size_t>> sketch;
  for (std::size_t i = 0; i < in.bytes.size(); ++i) {
    std::uint64_t base = in.bytes[i] & 3;
    forward = (forward << 2 | base) & ((1ull << (2 * k)) - 1);
    reverse = reverse >> 2 | (3 - base) << (2 * (k - 1));
    std::uint64_t hash = mixed(std::min(forward, reverse));
    while (!least.empty() && least.back().first >= hash)
      least.pop_back();
    least.emplace_back(hash, i);
    if (least.front().second + window <= i)
      least.pop_front();
    if (i >= k + window && (sketch.empty() || sketch.back() != least.front()))
      sketch.push_back(least.front());
  }
  keep(double(sketch.size()));
  co_return;
}
} // namespace read_sketch
PROGRAM(read_sketch, 900000)

// In kind: relaxes a cluster of argon atoms by steepest descent from one start, as
// LAMMPS's "minimize" does for small systems.
namespace cluster_energy {
constexpr std::size_t atoms = 150;
constexpr int steps = 1600;
using point = std::array<double, 3>;
double forces(const std::vector<point> &x, std::vector<point> &f) {
  double energy = 0;
  std::fill(f.begin(), f.end(), point{});
  for (std::size_t i = 0; i < x.size(); ++i)
    for (std::size_t j = i + 1; j < x.size(); ++j) {
      point d{x[i][0] - x[j][0], x[i][1] - x[j][1], x[i][2] - x[j][2]};
      double r2 = std::max(0.5, d[0] * d[0] + d[1] * d[1] + d[2] * d[2]), s = 1 / (r2 * r2 * r2);
      energy += 4 * s * (s - 1);
      for (int axis = 0; axis < 3; ++axis) {
        double push = 24 * s * (2 * s - 1) / r2 * d[axis];
        f[i][axis] += push, f[j][axis] -= push;
      }
    }
  return energy;
}
stallfree::task<> serve(inputs &in) {
  std::vector<point> x(atoms), f(atoms);
  for (std::size_t i = 0; i < atoms; ++i)
    for (std::size_t axis = 0, cell = i; axis < 3; ++axis, cell /= 6)
      x[i][axis] = double(cell % 6) * 1.15 + 0.1 * in.reals[(3 * i + axis) % in.reals.size()];
  double step = 1e-4, energy = forces(x, f);
  for (int n = 0; n < steps; ++n) {
    for (std::size_t i = 0; i < atoms; ++i)
      for (int axis = 0; axis < 3; ++axis)
        x[i][axis] += std::clamp(step * f[i][axis], -0.1, 0.1);
    double now = forces(x, f);
    step *= now < energy ? 1.1 : 0.5;
    energy = now;
  }
  keep(energy);
  co_return;
}
} // namespace cluster_energy
PROGRAM(cluster_energy, 3000)
