// Sequence servers: alignment, counting, primers, trees.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <unordered_map>

// In kind: a web alignment tool (EMBOSS water): the best local alignment of two pasted proteins.
namespace local_alignment {
constexpr int gap_open = -10, gap_extend = -1;

int similarity(char a, char b) {
  if (a == b)
    return 5;
  return (a - 'a') / 5 == (b - 'a') / 5 ? 1 : -3;
}

struct hit {
  int score = 0;
  std::size_t at_first = 0, at_second = 0;
};

hit align(std::string_view first, std::string_view second) {
  std::vector<int> best(second.size() + 1), gap(second.size() + 1, gap_open);
  hit top;
  for (std::size_t i = 1; i <= first.size(); ++i) {
    int diagonal = 0, left_gap = gap_open;
    for (std::size_t j = 1; j <= second.size(); ++j) {
      gap[j] = std::max(gap[j] + gap_extend, best[j] + gap_open);
      left_gap = std::max(left_gap + gap_extend, best[j - 1] + gap_open);
      int match = diagonal + similarity(first[i - 1], second[j - 1]);
      diagonal = best[j];
      best[j] = std::max({0, match, gap[j], left_gap});
      if (best[j] > top.score)
        top = {best[j], i, j};
    }
  }
  return top;
}

stallfree::task<> serve(inputs &in) {
  std::string_view both = in.text;
  auto found = align(both.substr(0, both.size() / 2), both.substr(both.size() / 2));
  keep(found.score + double(found.at_first));
  co_return;
}
} // namespace local_alignment
PROGRAM(local_alignment, 10000)

// In kind: a primer designer (Primer3): melting temperature, hairpins and self-dimers of one primer.
namespace primer_check {
constexpr std::size_t shortest = 15, longest = 36;
constexpr std::size_t stem = 4;

char base(char c) { return "ACGT"[c % 4]; }
char complement(char c) { return c == 'A' ? 'T' : c == 'T' ? 'A' : c == 'C' ? 'G' : 'C'; }

double melting(std::string_view primer) {
  double enthalpy = 0, entropy = 0;
  for (std::size_t i = 0; i + 1 < primer.size(); ++i) {
    int strong = (primer[i] == 'G' || primer[i] == 'C') + (primer[i + 1] == 'G' || primer[i + 1] == 'C');
    enthalpy -= 7.2 + 1.4 * strong;
    entropy -= 20.2 + 2.9 * strong;
  }
  return enthalpy * 1000 / (entropy - 1.987 * 16.8) - 273.15;
}

bool hairpin(std::string_view primer) {
  for (std::size_t i = 0; i + 2 * stem + 3 <= primer.size(); ++i)
    for (std::size_t j = i + stem + 3; j + stem <= primer.size(); ++j) {
      std::size_t paired = 0;
      while (paired < stem && complement(primer[i + paired]) == primer[j + stem - 1 - paired])
        ++paired;
      if (paired == stem)
        return true;
    }
  return false;
}

int dimer(std::string_view primer) {
  int most = 0;
  for (std::size_t shift = 0; shift < primer.size(); ++shift) {
    int bonds = 0;
    for (std::size_t i = 0; i + shift < primer.size(); ++i)
      bonds += complement(primer[i]) == primer[primer.size() - 1 - i - shift];
    most = std::max(most, bonds);
  }
  return most;
}

stallfree::task<> serve(inputs &in) {
  std::string primer = in.text;
  if (primer.size() < shortest)
    throw std::invalid_argument("primer too short");
  if (primer.size() > longest)
    primer.erase(longest); // the rest is never synthesised
  std::ranges::transform(primer, primer.begin(), base);
  keep(melting(primer) + hairpin(primer) * 100 + dimer(primer));
  co_return;
}
} // namespace primer_check
PROGRAM(primer_check, 500000)

// In kind: a k-mer counter behind an assembly service (Jellyfish, KMC), for one uploaded contig.
namespace kmer_spectrum {
constexpr int k = 21;
constexpr std::uint64_t mask = (std::uint64_t(1) << (2 * k)) - 1;

stallfree::task<> serve(inputs &in) {
  std::unordered_map<std::uint64_t, std::uint32_t> counts;
  std::uint64_t forward = 0, reverse = 0;
  int length = 0;
  for (char c : in.text) {
    if (c == '\n' || c == ' ')
      continue;
    std::uint64_t base = c & 3;
    forward = (forward << 2 | base) & mask;
    reverse = reverse >> 2 | (3 - base) << (2 * (k - 1));
    if (++length >= k)
      ++counts[std::min(forward, reverse)];
  }
  std::array<std::size_t, 256> spectrum{};
  for (const auto &[kmer, count] : counts)
    ++spectrum[std::min<std::size_t>(count, spectrum.size() - 1)];
  keep(double(spectrum[1]));
  co_return;
}
} // namespace kmer_spectrum
PROGRAM(kmer_spectrum, 1000000)

// In kind: the guide tree of a multiple alignment (Clustal, MUSCLE): UPGMA over the samples of a study.
namespace guide_tree {
struct cluster {
  std::size_t size = 1;
  double height = 0;
  bool joined = false;
};

double distance(const std::vector<int> &a, const std::vector<int> &b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    sum += std::abs(a[i] - b[i]);
  return sum;
}

stallfree::task<> serve(inputs &in) {
  const std::size_t n = in.rows.size();
  std::vector<std::vector<double>> d(n, std::vector<double>(n));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < i; ++j)
      d[i][j] = d[j][i] = distance(in.rows[i], in.rows[j]);

  std::vector<cluster> clusters(n);
  double root = 0;
  for (std::size_t merges = 1; merges < n; ++merges) {
    std::size_t a = 0, b = 0;
    double nearest = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < n; ++i) {
      if (clusters[i].joined)
        continue;
      for (std::size_t j = 0; j < i; ++j)
        if (!clusters[j].joined && d[i][j] < nearest) {
          nearest = d[i][j];
          a = j;
          b = i;
        }
    }
    for (std::size_t j = 0; j < n; ++j)
      d[a][j] = d[j][a] = (d[a][j] * double(clusters[a].size) + d[b][j] * double(clusters[b].size)) /
                          double(clusters[a].size + clusters[b].size);
    clusters[b].joined = true;
    clusters[a].size += clusters[b].size;
    clusters[a].height = root = nearest / 2;
  }
  keep(root);
  co_return;
}
} // namespace guide_tree
PROGRAM(guide_tree, 5000)

// In kind: a genome browser (JBrowse, Ensembl): open reading frames in the region on the screen.
namespace reading_frames {
constexpr std::size_t widest_region = 5000;

struct orf {
  std::size_t begin, length;
};

std::string region_of(const std::string &chromosome, std::size_t begin) {
  std::string region = chromosome.substr(begin, widest_region);
  for (char &c : region)
    c = "ACGT"[c & 3];
  return region;
}

bool is_stop(std::string_view codon) { return codon == "TAA" || codon == "TAG" || codon == "TGA"; }

void scan(std::string_view strand, std::size_t frame, std::vector<orf> &found) {
  std::optional<std::size_t> start;
  for (std::size_t i = frame; i + 3 <= strand.size(); i += 3) {
    auto codon = strand.substr(i, 3);
    if (!start && codon == "ATG")
      start = i;
    else if (start && is_stop(codon)) {
      found.push_back({*start, i + 3 - *start});
      start.reset();
    }
  }
}

stallfree::task<> serve(inputs &in) {
  std::string plus = region_of(in.text, in.text.size() / 3);
  std::string minus(plus.rbegin(), plus.rend());
  for (char &c : minus)
    c = c == 'A' ? 'T' : c == 'T' ? 'A' : c == 'C' ? 'G' : 'C';
  std::vector<orf> found;
  for (std::size_t frame = 0; frame < 3; ++frame) {
    scan(plus, frame, found);
    scan(minus, frame, found);
  }
  std::ranges::sort(found, std::greater{}, &orf::length);
  keep(found.empty() ? 0 : double(found.front().length));
  co_return;
}
} // namespace reading_frames
PROGRAM(reading_frames, 2000000)

// In kind: the quality report of a sequencing run (FastQC), made while the server goes on serving.
namespace read_quality {
constexpr std::size_t reads_per_turn = 500;

struct report {
  std::array<std::array<std::uint32_t, 42>, 10> by_position{};
  std::size_t dropped = 0;

  void add(const std::vector<int> &read) {
    std::size_t good = 0;
    for (std::size_t i = 0; i < by_position.size(); ++i) {
      int phred = read[i] % 42;
      ++by_position[i][phred];
      good += phred >= 20;
    }
    dropped += good < by_position.size() / 2;
  }
  int median(std::size_t position) const {
    const auto &histogram = by_position[position];
    auto total = std::accumulate(histogram.begin(), histogram.end(), 0u);
    std::uint32_t seen = 0;
    for (std::size_t q = 0; q < histogram.size(); ++q)
      if ((seen += histogram[q]) * 2 >= total)
        return int(q);
    return 0;
  }
};

stallfree::task<> serve(inputs &in) {
  report run;
  for (std::size_t i = 0; i < in.rows.size(); ++i) {
    run.add(in.rows[i]);
    if (i % reads_per_turn == reads_per_turn - 1)
      co_await stallfree::yield();
  }
  int worst = 41;
  for (std::size_t position = 0; position < run.by_position.size(); ++position)
    worst = std::min(worst, run.median(position));
  keep(worst + double(run.dropped));
}
} // namespace read_quality
PROGRAM(read_quality, 2000000)

// In kind: an annotation service: CpG islands of a bacterial genome by a two-state hidden Markov model.
namespace island_states {
enum state { background, island, states };

struct model {
  std::array<std::array<double, states>, states> step = {{{std::log(0.999), std::log(0.001)},
                                                          {std::log(0.01), std::log(0.99)}}};
  std::array<std::array<double, 4>, states> emit = {
      {{std::log(0.3), std::log(0.2), std::log(0.2), std::log(0.3)},
       {std::log(0.15), std::log(0.35), std::log(0.35), std::log(0.15)}}};
};

stallfree::task<> serve(inputs &in) {
  const model m;
  std::vector<std::array<std::uint8_t, states>> from(in.text.size());
  std::array<double, states> score = {std::log(0.99), std::log(0.01)};
  for (std::size_t i = 0; i < in.text.size(); ++i) {
    int base = in.text[i] & 3;
    std::array<double, states> next;
    for (int to = background; to < states; ++to) {
      double stay = score[background] + m.step[background][to];
      double change = score[island] + m.step[island][to];
      from[i][to] = change > stay ? island : background;
      next[to] = std::max(stay, change) + m.emit[to][base];
    }
    score = next;
  }
  int at = score[island] > score[background] ? island : background;
  std::size_t bases = 0;
  for (std::size_t i = in.text.size(); i-- > 0; at = from[i][at])
    bases += at == island;
  keep(double(bases));
  co_return;
}
} // namespace island_states
PROGRAM(island_states, 4600000)

// In kind: the extension step of a read mapper (BWA-MEM, minimap2): banded alignment of one long read.
namespace banded_extension {
constexpr std::size_t longest_read = 5000;
constexpr std::ptrdiff_t band = 50;
constexpr int drop_off = 10000;

int extend(std::string_view read, std::string_view reference) {
  constexpr int minus_infinity = -1000000;
  std::vector<int> row(2 * band + 1, 0), next(row.size());
  int best = 0;
  for (std::ptrdiff_t i = 0; i < std::ptrdiff_t(read.size()); ++i) {
    int row_best = minus_infinity;
    for (std::ptrdiff_t b = -band; b <= band; ++b) {
      std::ptrdiff_t j = i + b;
      std::size_t at = std::size_t(b + band);
      if (j < 0 || j >= std::ptrdiff_t(reference.size())) {
        next[at] = minus_infinity;
        continue;
      }
      int score = row[at] + (((read[std::size_t(i)] ^ reference[std::size_t(j)]) & 3) == 0 ? 2 : -4);
      if (at > 0)
        score = std::max(score, next[at - 1] - 3);
      if (at + 1 < row.size())
        score = std::max(score, row[at + 1] - 3);
      next[at] = score;
      row_best = std::max(row_best, score);
    }
    row.swap(next);
    best = std::max(best, row_best);
    if (row_best < best - drop_off)
      break;
  }
  return best;
}

stallfree::task<> serve(inputs &in) {
  std::string_view genome = in.text;
  std::string_view read = genome.substr(genome.size() / 2).substr(0, longest_read);
  keep(extend(read, genome.substr(genome.size() / 3).substr(0, read.size() + band)));
  co_return;
}
} // namespace banded_extension
PROGRAM(banded_extension, 300000)
