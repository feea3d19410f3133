// Web shop, kitchen and public library.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <bitset>
#include <cctype>
#include <cmath>
#include <list>
#include <map>
#include <numeric>
#include <ranges>
#include <regex>
#include <span>
#include <sstream>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

// In kind: "often bought together" (mlxtend's apriori, pairs only): supports of pairs over the baskets.
namespace bought_together {
constexpr int articles = 3000;

struct pair_hash {
  std::size_t operator()(std::pair<int, int> p) const { return std::size_t(p.first) * 1000003u ^ std::size_t(p.second); }
};

struct rule {
  int with, also;
  double lift;
};

class baskets {
public:
  void add(const std::vector<int> &row) {
    std::vector<int> items;
    std::ranges::transform(row, std::back_inserter(items), [](int n) { return n % articles; });
    std::ranges::sort(items);
    items.erase(std::ranges::unique(items).begin(), items.end());
    ++count_;
    for (std::size_t i = 0; i < items.size(); ++i) {
      ++single_[std::size_t(items[i])];
      for (std::size_t j = i + 1; j < items.size(); ++j)
        ++pair_[{items[i], items[j]}];
    }
  }
  std::vector<rule> rules(int support) const {
    std::vector<rule> found;
    for (const auto &[p, n] : pair_)
      if (n >= support)
        found.push_back({p.first, p.second, double(n) * count_ / single_[std::size_t(p.first)] / single_[std::size_t(p.second)]});
    std::ranges::sort(found, std::greater<>{}, &rule::lift);
    return found;
  }

private:
  int count_ = 0;
  std::vector<int> single_ = std::vector<int>(articles);
  std::unordered_map<std::pair<int, int>, int, pair_hash> pair_;
};

stallfree::task<> serve(inputs &in) {
  baskets b;
  for (const auto &row : in.rows)
    b.add(row);
  keep(double(b.rules(2).size()));
  co_return;
}
} // namespace bought_together
PROGRAM(bought_together, 150000)

// In kind: ingredient lines of a pasted recipe (ingredient-parser, Mealie): amounts by a regular expression.
namespace recipe_lines {
constexpr std::size_t most_lines = 30, longest_line = 80;

stallfree::task<> serve(inputs &in) {
  static const std::regex ingredient(R"(^\s*([a-m]+)\s+([a-z]{1,8})\s+(.*)$)");
  std::istringstream pasted(in.text.substr(0, most_lines * longest_line));
  std::string line;
  std::map<std::string, int> units;
  for (std::size_t n = 0; n < most_lines && std::getline(pasted, line); ++n) {
    if (line.size() > longest_line)
      continue;
    std::smatch m;
    if (std::regex_match(line, m, ingredient))
      units[m[2].str()] += int(m[1].length());
    else
      units["?"] += 1;
  }
  keep(double(units.size()));
  co_return;
}
} // namespace recipe_lines
PROGRAM(recipe_lines, 100000)

// In kind: library records in MARC 21 (pymarc, yaz): a leader, a directory, fields with subfields.
namespace marc_import {
struct field {
  int tag;
  std::vector<std::pair<char, std::string>> subfields;
};
struct record {
  std::vector<field> fields;
  std::string title() const {
    for (const auto &f : fields)
      if (f.tag % 25 == 0)
        for (const auto &[code, value] : f.subfields)
          if (code < 'f')
            return value;
    return {};
  }
};

field parse_field(std::string_view text) {
  field f{};
  for (char c : text.substr(0, 3))
    f.tag = f.tag * 10 + c % 10;
  while (!text.empty()) {
    auto end = text.find(' ');
    auto part = text.substr(0, end);
    if (!part.empty())
      f.subfields.emplace_back(part.front(), std::string(part.substr(1)));
    if (end == text.npos)
      break;
    text.remove_prefix(end + 1);
  }
  return f;
}

stallfree::task<> serve(inputs &in) {
  std::vector<record> records(1);
  std::string_view rest = in.text;
  while (!rest.empty()) {
    auto end = std::min(rest.find('\n'), rest.size());
    if (records.back().fields.size() == 15)
      records.emplace_back();
    records.back().fields.push_back(parse_field(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  std::unordered_map<std::string, int> titles;
  for (const auto &r : records)
    ++titles[r.title()];
  keep(double(titles.size()));
  co_return;
}
} // namespace marc_import
PROGRAM(marc_import, 4000000)

// In kind: the books that stand left and right of one (Koha's "browse shelf"). The catalogue keeps call numbers sorted.
namespace shelf_browse {
constexpr long each_side = 7;

stallfree::task<> serve(inputs &in) {
  const auto &shelf = in.numbers; // call numbers; near enough sorted for the search to end somewhere
  auto at = std::lower_bound(shelf.begin(), shelf.end(), shelf.empty() ? 0 : shelf.front());
  auto from = at - std::min<long>(each_side, at - shelf.begin()), to = at + std::min<long>(each_side, shelf.end() - at);
  std::string strip;
  for (auto book = from; book != to; ++book)
    strip += std::to_string(*book / 1000) + '.' + std::to_string(*book % 1000) + (book == at ? "* " : " ");
  keep(double(strip.size()));
  co_return;
}
} // namespace shelf_browse
PROGRAM(shelf_browse, 1000000)

// Prices of the articles in sight, through a small cache that forgets the least recently used.
namespace price_cache {
class lru {
public:
  explicit lru(std::size_t capacity) : capacity_(capacity) {}
  template <class Load> int get(int article, Load load) {
    if (auto known = where_.find(article); known != where_.end()) {
      entries_.splice(entries_.begin(), entries_, known->second);
      return entries_.front().second;
    }
    if (entries_.size() == capacity_) {
      where_.erase(entries_.back().first);
      entries_.pop_back();
    }
    entries_.emplace_front(article, load(article));
    where_[article] = entries_.begin();
    return entries_.front().second;
  }

private:
  std::size_t capacity_;
  std::list<std::pair<int, int>> entries_;
  std::unordered_map<int, std::list<std::pair<int, int>>::iterator> where_;
};

stallfree::task<> serve(inputs &in) {
  constexpr int tiles_in_sight = 96;
  lru prices(64);
  long sum = 0;
  for (int tile = 0; tile < tiles_in_sight && tile < int(in.numbers.size()); ++tile)
    sum += prices.get(in.numbers[std::size_t(tile)] % 80, [&](int article) {
      int price = 0;
      for (int digit = article; digit; digit /= 10)
        price = price * 10 + digit % 10;
      return price * 100 + 99;
    });
  keep(double(sum));
  co_return;
}
} // namespace price_cache
PROGRAM(price_cache, 200000)

// In kind: mood of all reviews of a shop (VADER): lexicon, negation, boosters, per sentence.
namespace review_mood {
class lexicon {
public:
  explicit lexicon(const std::vector<std::string> &words) {
    for (std::size_t i = 0; i < words.size(); i += 3)
      valence_.emplace(words[i], double(i % 9) - 4);
    for (auto w : {"not", "never", "hardly"})
      negations_.insert(w);
  }
  double valence(const std::string &w) const {
    auto v = valence_.find(w);
    return v == valence_.end() ? 0 : v->second;
  }
  bool negates(const std::string &w) const { return negations_.contains(w); }

private:
  std::unordered_map<std::string, double> valence_;
  std::unordered_set<std::string> negations_;
};

double mood(const std::vector<std::string> &sentence, const lexicon &l) {
  double sum = 0;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    double v = l.valence(sentence[i]);
    for (std::size_t back = 1; back <= 3 && back <= i; ++back)
      if (l.negates(sentence[i - back]))
        v *= -0.74;
    sum += v;
  }
  return sum / std::sqrt(sum * sum + 15);
}

stallfree::task<> serve(inputs &in) {
  const lexicon l(in.words);
  double total = 0;
  std::vector<std::string> sentence;
  std::string word;
  for (char c : in.text) {
    if (std::isalpha(static_cast<unsigned char>(c))) {
      word += char(std::tolower(static_cast<unsigned char>(c)));
      continue;
    }
    if (!word.empty())
      sentence.push_back(std::exchange(word, {}));
    if (c == '\n') {
      total += mood(sentence, l);
      sentence.clear();
    }
  }
  keep(total);
  co_return;
}
} // namespace review_mood
PROGRAM(review_mood, 2000000)

// In kind: similar articles by the cosine of their features (implicit, surprise: item-item similarity).
namespace similar_articles {
using features = std::array<float, 10>;

features normalised(const std::vector<int> &row) {
  features f{};
  std::ranges::transform(row | std::views::take(10), f.begin(), [](int n) { return float(n) / 16777216.f; });
  float norm = std::sqrt(std::inner_product(f.begin(), f.end(), f.begin(), 1e-9f));
  for (float &v : f)
    v /= norm;
  return f;
}

stallfree::task<> serve(inputs &in) {
  std::vector<features> all;
  for (const auto &row : in.rows)
    all.push_back(normalised(row));
  std::vector<std::vector<std::pair<float, int>>> neighbours(all.size());
  for (std::size_t a = 0; a < all.size(); ++a)
    for (std::size_t b = 0; b < a; ++b) {
      float cosine = std::inner_product(all[a].begin(), all[a].end(), all[b].begin(), 0.f);
      if (cosine > 0.97f) {
        neighbours[a].emplace_back(cosine, int(b));
        neighbours[b].emplace_back(cosine, int(a));
      }
    }
  std::size_t shown = 0;
  for (auto &n : neighbours) {
    std::ranges::sort(n, std::greater<>{});
    shown += std::min<std::size_t>(n.size(), 8);
  }
  keep(double(shown));
  co_return;
}
} // namespace similar_articles
PROGRAM(similar_articles, 30000)

// The smallest set of vouchers for every amount that a shopping cart can have.
namespace voucher_change {
constexpr int largest_cart = 50000; // cents
constexpr std::array vouchers = {100, 250, 500, 750, 1000, 1250, 1500, 2000, 2500, 3000, 4000, 5000, 7500, 10000,
                                 199, 299, 399, 499, 599, 699, 799, 899, 999, 1499, 1999, 2499, 2999, 4999};

stallfree::task<> serve(inputs &) {
  std::vector<int> fewest(largest_cart + 1, largest_cart), last(largest_cart + 1);
  fewest[0] = 0;
  for (int amount = 1; amount <= largest_cart; ++amount)
    for (int v : vouchers)
      if (v <= amount && fewest[std::size_t(amount - v)] + 1 < fewest[std::size_t(amount)]) {
        fewest[std::size_t(amount)] = fewest[std::size_t(amount - v)] + 1;
        last[std::size_t(amount)] = v;
      }
  keep(fewest[largest_cart] + last[largest_cart]);
  co_return;
}
} // namespace voucher_change
PROGRAM(voucher_change, 100)
