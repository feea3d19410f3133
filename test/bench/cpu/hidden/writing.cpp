// Documents, search and editing of text.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <memory>
#include <numeric>
#include <ranges>
#include <span>
#include <sstream>
#include <string_view>
#include <unordered_map>
#include <utility>

// In kind: the longest passage that a document repeats, by an automaton of its endings (plagiarism checks).
namespace repeated_passage {
struct state { std::map<char, int> next; int length = 0, link = -1, ends = 0; };
class automaton {
  std::vector<state> states{{}};
  int last = 0;

public:
  void extend(char c) {
    int fresh = int(states.size()), p = last;
    states.push_back({{}, states[std::size_t(last)].length + 1, 0, 1});
    while (p >= 0 && states[std::size_t(p)].next.try_emplace(c, fresh).second)
      p = states[std::size_t(p)].link;
    last = fresh;
    if (p < 0)
      return;
    int q = states[std::size_t(p)].next[c];
    if (states[std::size_t(q)].length == states[std::size_t(p)].length + 1)
      return void(states[std::size_t(fresh)].link = q);
    int copy = int(states.size());
    auto &original = states[std::size_t(q)];
    states.push_back({original.next, states[std::size_t(p)].length + 1, original.link, 0});
    for (; p >= 0 && states[std::size_t(p)].next[c] == q; p = states[std::size_t(p)].link)
      states[std::size_t(p)].next[c] = copy;
    states[std::size_t(q)].link = states[std::size_t(fresh)].link = copy;
  }
  int longest_repeat() {
    std::multimap<int, state *, std::greater<>> order;
    for (auto &s : states | std::views::drop(1))
      order.emplace(s.length, &s);
    int best = 0;
    for (auto &[length, s] : order) {
      states[std::size_t(s->link)].ends += s->ends;
      best = s->ends > 1 ? std::max(best, length) : best;
    }
    return best;
  }
};
stallfree::task<> serve(inputs &in) {
  automaton passages;
  for (char c : in.text)
    passages.extend(c);
  keep(passages.longest_repeat());
  co_return;
}
} // namespace repeated_passage
PROGRAM(repeated_passage, 110000)

// In kind: corrections for the words of a query from a tree of distances (Lucene's fuzzy terms, bktree).
namespace query_corrections {
int distance(std::string_view a, std::string_view b) {
  std::vector<int> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t k = 1, before = std::size_t(std::exchange(row[0], int(i))); k <= b.size(); ++k) {
      int best = std::min({row[k] + 1, row[k - 1] + 1, int(before) + (a[i - 1] != b[k - 1])});
      before = std::size_t(std::exchange(row[k], best));
    }
  return row.back();
}
struct node {
  std::string word;
  std::map<int, std::unique_ptr<node>> children;
  void insert(const std::string &w) {
    node *at = this;
    while (int d = distance(at->word, w)) {
      auto &child = at->children[d];
      if (!child)
        return void(child = std::make_unique<node>(node{w, {}}));
      at = child.get();
    }
  }
  void near(std::string_view w, int most, std::vector<std::string> &out) const {
    int d = distance(word, w);
    if (d <= most)
      out.push_back(word);
    for (auto it = children.lower_bound(d - most); it != children.end() && it->first <= d + most; ++it)
      it->second->near(w, most, out);
  }
};
stallfree::task<> serve(inputs &in) {
  node root{"reader", {}};
  for (auto &w : in.words)
    root.insert(w);
  std::vector<std::string> offered;
  for (auto *typed : {"bleder", "quiver", "marker"})
    root.near(typed, 2, offered);
  keep(double(offered.size()));
  co_return;
}
} // namespace query_corrections
PROGRAM(query_corrections, 30000)

// In kind: the first page of a help desk's search, ranked by how telling the words are (Lucene's BM25).
namespace ranked_page {
struct posting { int document, times; };
class index {
  std::unordered_map<std::string, std::vector<posting>> postings;
  std::vector<int> lengths;

public:
  void add(std::span<const std::string> words) {
    std::map<std::string, int> counts;
    for (auto &w : words)
      ++counts[w.substr(0, 2)];
    for (auto &[w, n] : counts)
      postings[w].push_back({int(lengths.size()), n});
    lengths.push_back(int(words.size()));
  }
  std::vector<std::pair<double, int>> search(std::initializer_list<const char *> terms, std::size_t page) const {
    std::map<int, double> scores;
    double mean = std::accumulate(lengths.begin(), lengths.end(), 0.0) / double(lengths.size());
    for (std::string term : terms)
      if (auto it = postings.find(term); it != postings.end()) {
        double n = double(it->second.size()), idf = std::log(1 + (double(lengths.size()) - n + 0.5) / (n + 0.5));
        for (auto &p : it->second)
          scores[p.document] += idf * p.times * 2.2 / (p.times + 1.2 * (0.25 + 0.75 * lengths[std::size_t(p.document)] / mean));
      }
    std::vector<std::pair<double, int>> best;
    for (auto &[document, score] : scores)
      best.emplace_back(score, document);
    std::ranges::partial_sort(best, best.begin() + std::ptrdiff_t(page = std::min(page, best.size())), std::greater());
    best.resize(page);
    return best;
  }
};
stallfree::task<> serve(inputs &in) {
  index articles;
  for (std::size_t at = 0; at + 40 <= in.words.size(); at += 40)
    articles.add(std::span(in.words).subspan(at, 40));
  double sum = 0;
  for (auto &[score, document] : articles.search({"re", "to", "an", "qu"}, 10))
    sum += score * document;
  keep(sum);
  co_return;
}
} // namespace ranked_page
PROGRAM(ranked_page, 9000)

// In kind: merging what several people typed into one shared document (Yjs, Automerge's sequence).
namespace shared_document {
struct stamp { std::uint32_t clock, site; auto operator<=>(const stamp &) const = default; };
struct glyph { stamp id; char letter; bool erased; };
class document {
  std::vector<glyph> glyphs;
  std::size_t index(stamp id) const { return std::size_t(std::ranges::find(glyphs, id, &glyph::id) - glyphs.begin()); }

public:
  void insert(stamp after, stamp id, char letter) {
    std::size_t at = glyphs.empty() ? 0 : std::min(index(after) + 1, glyphs.size());
    while (at < glyphs.size() && glyphs[at].id > id)
      ++at;
    glyphs.insert(glyphs.begin() + std::ptrdiff_t(at), {id, letter, false});
  }
  void erase(stamp id) {
    if (auto at = index(id); at < glyphs.size())
      glyphs[at].erased = true;
  }
  std::string text() const {
    std::string out;
    for (auto &g : glyphs | std::views::filter([](auto &g) { return !g.erased; }))
      out += g.letter;
    return out;
  }
};
stallfree::task<> serve(inputs &in) {
  document shared;
  std::vector<stamp> known;
  for (std::size_t i = 0; i < in.text.size(); ++i) {
    auto n = std::uint32_t(in.numbers[i]);
    stamp id{std::uint32_t(i), n % 5};
    if (n % 9 == 0 && !known.empty())
      shared.erase(known[n % known.size()]);
    else {
      shared.insert(known.empty() ? id : n % 3 ? known.back() : known[n % known.size()], id, in.text[i]);
      known.push_back(id);
    }
  }
  keep(double(std::hash<std::string>()(shared.text()) % 1000));
  co_return;
}
} // namespace shared_document
PROGRAM(shared_document, 20000)

// In kind: the order in which a line of mixed scripts is drawn (FriBidi, ICU).
namespace bidi_order {
enum class kind { left, right, digit, neutral };
kind classify(char c) {
  return c == ' ' || c == '\n' ? kind::neutral : c < 'k' ? kind::left : c < 'v' ? kind::right : kind::digit;
}
std::string visual(std::string_view line, int base) {
  std::vector<int> levels;
  for (std::size_t i = 0; i < line.size(); ++i) {
    auto k = classify(line[i]);
    auto next = std::ranges::find_if(line.substr(i), [](char c) { return classify(c) != kind::neutral; });
    if (k == kind::neutral)
      k = next != line.end() && classify(*next) == kind::right && !levels.empty() && levels.back() % 2 ? kind::right : kind::neutral;
    levels.push_back(k == kind::right ? base | 1 : k == kind::left ? (base + 1) / 2 * 2 : k == kind::digit ? base + 2 - base % 2 : base);
  }
  std::string out(line);
  for (int level = *std::ranges::max_element(levels); level > 0; --level)
    for (std::size_t i = 0; i < levels.size(); ++i) {
      auto from = i;
      while (i < levels.size() && levels[i] >= level)
        ++i;
      std::reverse(out.begin() + std::ptrdiff_t(from), out.begin() + std::ptrdiff_t(i));
    }
  return out;
}
stallfree::task<> serve(inputs &in) {
  std::string shown;
  std::istringstream lines(in.text);
  for (auto [row, line] = std::pair(0, std::string()); row < 60 && std::getline(lines, line); ++row)
    shown += line.empty() ? line : visual(line, row % 2);
  keep(std::accumulate(shown.begin(), shown.end(), 0.0, [](double s, char c) { return s * 0.9 + c; }));
  co_return;
}
} // namespace bidi_order
PROGRAM(bidi_order, 60000)

// In kind: how wide the cells of a terminal's table are, by ranges of wide letters (wcwidth, tabulate).
namespace column_widths {
struct range { int from, to, width; };
constexpr range table[] = {{0x0300, 0x036f, 0}, {0x1100, 0x115f, 2}, {0x200b, 0x200f, 0}, {0x2e80, 0x303e, 2},
                           {0x3041, 0x33ff, 2}, {0x4e00, 0x9fff, 2}, {0xac00, 0xd7a3, 2}, {0xff00, 0xff60, 2}};
int width(int code) {
  auto it = std::ranges::lower_bound(table, code, {}, &range::to);
  return it != std::end(table) && code >= it->from ? it->width : 1;
}
stallfree::task<> serve(inputs &in) {
  std::array<int, 10> widest{};
  for (std::size_t r = 0; r < std::min<std::size_t>(in.rows.size(), 50); ++r)
    for (std::size_t column = 0; column < widest.size(); ++column) {
      int cell = 0;
      for (int code = in.rows[r][column]; code > 0; code /= 3)
        cell += width(code % 0x10000);
      widest[column] = std::max(widest[column], cell);
    }
  keep(std::accumulate(widest.begin(), widest.end(), 0.0));
  co_return;
}
} // namespace column_widths
PROGRAM(column_widths, 100000)

// In kind: filling a page's template with sections that repeat (mustache, inja).
namespace list_template {
using view = std::map<std::string, std::string, std::less<>>;
std::string render(std::string_view page, const std::vector<view> &items, const view *item = nullptr) {
  std::string out;
  for (std::size_t open; (open = page.find("{{")) != page.npos;) {
    out += page.substr(0, open);
    auto close = page.find("}}", open);
    auto tag = page.substr(open + 2, close - open - 2);
    page.remove_prefix(close + 2);
    if (tag[0] == '#') {
      auto end = page.find("{{/" + std::string(tag.substr(1)) + "}}");
      for (auto &each : items)
        out += render(page.substr(0, end), items, &each);
      page.remove_prefix(end + tag.size() + 4);
    } else if (item && item->contains(tag))
      out += item->find(tag)->second;
  }
  return out += page;
}
stallfree::task<> serve(inputs &in) {
  std::vector<view> items;
  for (std::size_t i = 0; i < in.words.size(); ++i)
    items.push_back({{"name", in.words[i]}, {"price", std::to_string(in.numbers[i] % 9000)}, {"class", i % 2 ? "odd" : "even"}});
  auto page = render("<ul>{{#items}}<li class=\"{{class}}\"><b>{{name}}</b> {{price}} EUR</li>\n{{/items}}</ul>", items);
  keep(double(page.size()));
  co_return;
}
} // namespace list_template
PROGRAM(list_template, 8000)

// In kind: replaying a session's typing over the pieces of a file (Visual Studio Code's buffer, AbiWord).
namespace piece_edits {
struct piece { bool added; std::size_t from, length; };
class buffer {
  std::vector<piece> pieces;
  std::size_t typed = 0;

public:
  explicit buffer(std::size_t length) : pieces{{false, 0, length}} {}
  void insert(std::size_t at, std::size_t length) {
    auto it = std::ranges::find_if(pieces, [&](auto &p) { return p.length >= at || (at -= p.length, false); });
    if (it == pieces.end())
      return;
    piece rest{it->added, it->from + at, it->length - at};
    it->length = at;
    pieces.insert(it + 1, {piece{true, std::exchange(typed, typed + length), length}, rest});
  }
  std::size_t size() const { return pieces.size() + typed; }
};
stallfree::task<> serve(inputs &in) {
  buffer open(in.text.size());
  for (int n : in.numbers)
    open.insert(std::size_t(n) % in.text.size(), 1 + std::size_t(n) % 5);
  keep(double(open.size()));
  co_return;
}
} // namespace piece_edits
PROGRAM(piece_edits, 4000)
