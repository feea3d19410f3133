// Web crawling, translation, museums.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <numeric>
#include <optional>
#include <queue>
#include <set>
#include <span>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

// In kind: near duplicates among crawled pages (datasketch, Nutch): MinHash of word shingles.
namespace page_shingles {
constexpr std::size_t permutations = 64, shingle = 3;
using signature = std::array<std::uint32_t, permutations>;

std::vector<std::uint32_t> word_hashes(std::string_view text) {
  std::vector<std::uint32_t> hashes;
  std::uint32_t hash = 2166136261u;
  for (char c : text)
    if (c == ' ' || c == '\n') {
      hashes.push_back(hash);
      hash = 2166136261u;
    } else {
      hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    }
  return hashes;
}

signature minimal(std::string_view text) {
  signature least;
  least.fill(~0u);
  const auto words = word_hashes(text);
  for (std::size_t i = 0; i + shingle <= words.size(); ++i) {
    std::uint32_t h = 0;
    for (std::size_t k = 0; k < shingle; ++k)
      h = h * 31 + words[i + k];
    for (std::size_t p = 0; p < permutations; ++p)
      least[p] = std::min(least[p], std::uint32_t((h * (2 * p + 1) * 2654435761u) ^ (p * 40503u)));
  }
  return least;
}

stallfree::task<> serve(inputs &in) {
  const auto half = in.text.size() / 2;
  const signature a = minimal(std::string_view(in.text).substr(0, half)), b = minimal(std::string_view(in.text).substr(half));
  keep(double(std::inner_product(a.begin(), a.end(), b.begin(), 0, std::plus<>{}, std::equal_to<>{})) + a[0]);
  co_return;
}
} // namespace page_shingles
PROGRAM(page_shingles, 2500000)

// In kind: robots.txt (Google's parser): the longest rule that matches decides; what lies beyond the limit is ignored.
namespace robots_rules {
constexpr std::size_t read_at_most = 24 << 10;

struct rule {
  bool allowed;
  std::string path;
};

std::string_view trimmed(std::string_view s) {
  const auto from = s.find_first_not_of(" \t\r");
  return from == std::string_view::npos ? std::string_view{} : s.substr(from, s.find_last_not_of(" \t\r") - from + 1);
}

std::vector<rule> parse(std::string_view body) {
  std::vector<rule> rules;
  while (!body.empty()) {
    const auto end = std::min(body.find('\n'), body.size());
    std::string_view line = trimmed(body.substr(0, end));
    body.remove_prefix(std::min(end + 1, body.size()));
    if (line.empty() || line.front() == '#')
      continue;
    const auto separator = std::min(line.find_first_of(": "), line.size());
    const auto name = line.substr(0, separator);
    const auto value = separator < line.size() ? trimmed(line.substr(separator + 1)) : std::string_view{};
    rules.push_back({name.front() < 'n', std::string(value)});
  }
  return rules;
}

bool allowed(const std::vector<rule> &rules, std::string_view url) {
  const rule *longest = nullptr;
  for (const auto &r : rules)
    if (url.starts_with(std::string_view(r.path).substr(0, 2)) && (!longest || r.path.size() > longest->path.size()))
      longest = &r;
  return !longest || longest->allowed;
}

stallfree::task<> serve(inputs &in) {
  const auto rules = parse(std::string_view(in.text).substr(0, read_at_most));
  int open = 0;
  for (std::string_view url : {"index", "archive", "search", "login", "media", "feed"})
    open += allowed(rules, url);
  keep(open + double(rules.size()));
  co_return;
}
} // namespace robots_rules
PROGRAM(robots_rules, 3000000)

// In kind: a crawler's frontier (Heritrix, Scrapy): a page's links normalised and queued, so many a page and a host.
namespace link_frontier {
class frontier {
public:
  static constexpr std::size_t links_per_page = 250, links_per_host = 20;
  bool offer(const std::string &link) {
    if (accepted_ >= links_per_page)
      return false;
    std::string url = normalise(link);
    const std::string host = url.substr(0, 9);
    if (auto &waiting = hosts_[host]; waiting < links_per_host && seen_.insert(url).second) {
      ++waiting;
      queue_.push(std::move(url));
    }
    ++accepted_;
    return true;
  }
  std::size_t size() const { return queue_.size(); }

private:
  static std::string normalise(const std::string &link) {
    std::string url = "http://" + link;
    std::ranges::transform(url, url.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    if (auto fragment = url.find('#'); fragment != std::string::npos)
      url.erase(fragment);
    if (!url.ends_with('/'))
      url += '/';
    return url;
  }
  std::size_t accepted_ = 0;
  std::map<std::string, std::size_t> hosts_;
  std::unordered_set<std::string> seen_;
  std::queue<std::string> queue_;
};

stallfree::task<> serve(inputs &in) {
  frontier next;
  std::ranges::all_of(in.words, [&](const std::string &link) { return next.offer(link); });
  keep(double(next.size()));
  co_return;
}
} // namespace link_frontier
PROGRAM(link_frontier, 100000)

// In kind: PageRank of a site (networkx, igraph): power iteration until it has settled.
namespace site_rank {
class web {
public:
  explicit web(const std::vector<std::vector<int>> &links) : links_(links.size()) {
    for (std::size_t page = 0; page < links.size(); ++page)
      for (int target : links[page])
        links_[page].push_back(std::uint32_t(std::size_t(target) % links.size()));
  }
  std::vector<double> rank(double damping, double tolerance) const {
    const double n = double(links_.size());
    std::vector<double> score(links_.size(), 1 / n), next(links_.size());
    for (double change = 1; change > tolerance; score.swap(next)) {
      std::ranges::fill(next, (1 - damping) / n);
      for (std::size_t page = 0; page < links_.size(); ++page)
        for (auto target : links_[page])
          next[target] += damping * score[page] / double(links_[page].size());
      change = std::transform_reduce(score.begin(), score.end(), next.begin(), 0.0, std::plus<>{},
                                     [](double a, double b) { return std::abs(a - b); });
    }
    return score;
  }

private:
  std::vector<std::vector<std::uint32_t>> links_;
};

stallfree::task<> serve(inputs &in) {
  const auto rank = web(in.rows).rank(0.85, 1e-6);
  keep(*std::ranges::max_element(rank));
  co_return;
}
} // namespace site_rank
PROGRAM(site_rank, 600000)

// In kind: phrase translation with a beam (Moses, Marian): each word's candidates under a bigram model.
namespace beam_translation {
constexpr std::size_t beam = 6, candidates = 3000;
constexpr int sentence = 50;

struct hypothesis {
  double score = 0;
  std::array<std::uint16_t, sentence> words{};
};

double bigram(unsigned before, unsigned word) {
  const unsigned h = (before * 2654435761u) ^ (word * 40503u);
  return -double(h % 1000) / 100;
}

stallfree::task<> serve(inputs &in) {
  std::vector<hypothesis> alive(1);
  for (int at = 0; at < sentence; ++at) {
    std::vector<hypothesis> grown;
    const unsigned source = unsigned(in.numbers.at(std::size_t(at)));
    for (const auto &h : alive)
      for (unsigned c = 0; c < candidates; ++c) {
        const unsigned word = (source + c * 17) % 30000;
        const double score = h.score + bigram(at ? h.words[std::size_t(at - 1)] : 0, word) - double(c) / 50;
        if (grown.size() == beam && score <= grown.back().score)
          continue;
        hypothesis longer = h;
        longer.score = score;
        longer.words[std::size_t(at)] = std::uint16_t(word);
        grown.insert(std::ranges::upper_bound(grown, score, std::greater<>{}, &hypothesis::score), longer);
        if (grown.size() > beam)
          grown.pop_back();
      }
    alive = std::move(grown);
  }
  keep(alive.front().score);
  co_return;
}
} // namespace beam_translation
PROGRAM(beam_translation, 1000)

// In kind: BLEU of a test set's translation (sacrebleu): n-grams of both sides, counted and clipped.
namespace bleu_score {
using counts = std::unordered_map<std::string, int>;

counts ngrams(std::span<const std::string> words, std::size_t n) {
  counts found;
  for (std::size_t i = 0; i + n <= words.size(); ++i) {
    std::string gram;
    for (std::size_t k = 0; k < n; ++k) {
      gram += words[i + k];
      gram += ' ';
    }
    ++found[gram];
  }
  return found;
}

double precision(std::span<const std::string> translated, std::span<const std::string> reference, std::size_t n) {
  const auto mine = ngrams(translated, n), theirs = ngrams(reference, n);
  int clipped = 0, total = 0;
  for (const auto &[gram, count] : mine) {
    total += count;
    if (auto found = theirs.find(gram); found != theirs.end())
      clipped += std::min(count, found->second);
  }
  return (clipped + 1.0) / (total + 1.0);
}

stallfree::task<> serve(inputs &in) {
  const std::span<const std::string> words(in.words);
  const auto half = words.size() / 2;
  double logarithm = 0;
  for (std::size_t n = 1; n <= 4; ++n)
    logarithm += std::log(precision(words.first(half), words.last(half), n)) / 4;
  keep(std::exp(logarithm));
  co_return;
}
} // namespace bleu_score
PROGRAM(bleu_score, 60000)

// In kind: a museum's scan made small for the catalogue (libvips, Pillow): Lanczos, first along, then down.
namespace scan_thumbnail {
constexpr int lobes = 3;

double lanczos(double x) {
  if (std::abs(x) < 1e-9)
    return 1;
  if (std::abs(x) >= lobes)
    return 0;
  const double p = std::numbers::pi * x;
  return lobes * std::sin(p) * std::sin(p / lobes) / (p * p);
}

struct kernel {
  int first;
  std::vector<float> weights;
};

std::vector<kernel> kernels(int from, int to) {
  std::vector<kernel> all;
  const double scale = double(from) / to;
  for (int i = 0; i < to; ++i) {
    const double centre = (i + 0.5) * scale;
    const int low = std::max(0, int(centre - lobes * scale)), high = std::min(from, int(centre + lobes * scale) + 1);
    kernel k{low, {}};
    for (int s = low; s < high; ++s)
      k.weights.push_back(float(lanczos((s + 0.5 - centre) / scale)));
    const float sum = std::accumulate(k.weights.begin(), k.weights.end(), 0.0f);
    for (float &w : k.weights)
      w /= sum;
    all.push_back(std::move(k));
  }
  return all;
}

std::vector<float> shrink_transposed(const std::vector<float> &image, int width, int height, int to) {
  std::vector<float> out(std::size_t(to) * std::size_t(height));
  const auto along = kernels(width, to);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < to; ++x) {
      const auto &[first, weights] = along[std::size_t(x)];
      float sum = 0;
      for (std::size_t k = 0; k < weights.size(); ++k)
        sum += weights[k] * image[std::size_t(y * width + first) + k];
      out[std::size_t(x * height + y)] = sum;
    }
  return out;
}

stallfree::task<> serve(inputs &in) {
  const int side = int(std::sqrt(double(in.bytes.size())));
  const int thumbnail = side / 4;
  std::vector<float> scan(in.bytes.begin(), in.bytes.begin() + long(side) * side);
  const auto half = shrink_transposed(scan, side, side, thumbnail);
  const auto small = shrink_transposed(half, side, thumbnail, thumbnail);
  keep(std::accumulate(small.begin(), small.end(), 0.0));
  co_return;
}
} // namespace scan_thumbnail
PROGRAM(scan_thumbnail, 4500000)

// Facets beside a collection's search results: counted over the first hits only.
namespace collection_facets {
constexpr std::size_t hits_for_facets = 500;

struct object {
  std::string maker;
  int century;
  std::string material;
};

object describe(const std::vector<int> &row, const std::string &maker) {
  static constexpr std::array<const char *, 6> materials = {"oil", "bronze", "paper", "silk", "marble", "glass"};
  return {maker.substr(0, 1), 12 + row[0] % 9, materials[std::size_t(row[1]) % materials.size()]};
}

stallfree::task<> serve(inputs &in) {
  const auto hits = std::span(in.rows).first(std::min(in.rows.size(), hits_for_facets));
  std::map<std::string, std::map<std::string, int>> facets;
  std::size_t number = 0;
  for (const auto &row : hits) {
    const object o = describe(row, in.words[number++ % in.words.size()]);
    ++facets["maker"][o.maker];
    ++facets["century"][std::to_string(o.century)];
    ++facets["material"][o.material];
  }
  std::string summary;
  for (const auto &[facet, values] : facets) {
    std::vector<std::pair<int, std::string>> ranked;
    for (const auto &[value, count] : values)
      ranked.emplace_back(count, value);
    std::ranges::sort(ranked, std::greater<>{});
    summary += facet + ": " + ranked.front().second + "\n";
  }
  keep(double(summary.size()));
  co_return;
}
} // namespace collection_facets
PROGRAM(collection_facets, 1000000)
