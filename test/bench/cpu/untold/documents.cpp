#include "program.hpp"
#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <map>
#include <numeric>
#include <ranges>
#include <sstream>
#include <stallfree/sleep.hpp>
#include <string_view>
#include <unordered_map>

namespace soft_hyphens {
struct pattern {
  std::string_view letters;
  int at, level;
};
constexpr pattern patterns[] = {{"er", 0, 1}, {"in", 1, 2}, {"th", 1, 2}, {"st", 1, 1}, {"tion", 0, 3}, {"con", 3, 1},
                                {"ab", 2, 1}, {"ck", 1, 4}, {"ph", 1, 4}, {"ing", 0, 3}, {"ment", 0, 3}, {"re", 2, 1}};

// In kind: the hyphenation of one long paragraph by Liang's patterns (hyphen, Hypher).
stallfree::task<> serve(inputs &in) {
  std::string out, word;
  auto flush = [&] {
    std::vector<int> level(word.size() + 1);
    for (const auto &p : patterns)
      for (auto at = word.find(p.letters); at != word.npos; at = word.find(p.letters, at + 1))
        level[at + p.at] = std::max(level[at + p.at], p.level);
    for (std::size_t i = 0; i < word.size(); ++i) {
      if (i >= 2 && i + 2 < word.size() && level[i] % 2)
        out += "\xc2\xad";
      out += word[i];
    }
    word.clear();
  };
  for (char c : in.text)
    if (std::isalpha(static_cast<unsigned char>(c)))
      word += c;
    else
      flush(), out += c;
  flush();
  keep(double(out.size()));
  co_return;
}
} // namespace soft_hyphens
PROGRAM(soft_hyphens, 3000)

namespace piece_journal {
struct piece {
  bool added;
  std::size_t from, length;
};

class piece_table {
public:
  explicit piece_table(std::size_t original) : pieces_{{false, 0, original}}, size_(original) {}
  void insert(std::size_t at, std::size_t length) {
    std::size_t i = 0;
    for (; i < pieces_.size() && at > pieces_[i].length; ++i)
      at -= pieces_[i].length;
    piece fresh{true, added_, length};
    added_ += length;
    size_ += length;
    if (i == pieces_.size())
      return pieces_.push_back(fresh);
    piece left = pieces_[i], right = left;
    left.length = at;
    right.from += at;
    right.length -= at;
    pieces_[i] = left;
    pieces_.insert(pieces_.begin() + long(i) + 1, {fresh, right});
  }
  std::size_t size() const { return size_; }
  std::size_t pieces() const { return pieces_.size(); }

private:
  std::vector<piece> pieces_;
  std::size_t size_, added_ = 0;
};

// In kind: an editor replaying the journal of a long session after a crash.
stallfree::task<> serve(inputs &in) {
  piece_table table(1'000'000);
  for (int n : in.numbers)
    table.insert(std::size_t(n) % table.size(), std::size_t(1 + n % 20));
  keep(double(table.pieces() + table.size()));
  co_return;
}
} // namespace piece_journal
PROGRAM(piece_journal, 20000)

namespace total_fit {
constexpr double line_width = 72, infinite = 1e18;
// In kind: breaking one paragraph with the least raggedness (par, fmt).
stallfree::task<> serve(inputs &in) {
  std::istringstream words(in.text);
  std::vector<std::size_t> width;
  for (std::string w; words >> w;)
    width.push_back(w.size());
  std::vector<double> best(width.size() + 1, infinite);
  best[width.size()] = 0;
  for (std::size_t i = width.size(); i-- > 0;) {
    double used = -1;
    for (std::size_t j = i; j < width.size(); ++j) {
      used += double(width[j]) + 1;
      if (used > line_width)
        break;
      double slack = j + 1 == width.size() ? 0 : line_width - used;
      best[i] = std::min(best[i], best[j + 1] + slack * slack * slack);
    }
  }
  keep(best[0]);
  co_return;
}
} // namespace total_fit
PROGRAM(total_fit, 5000)

namespace find_panel {
bool same(char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b)); }
// In kind: "find all" without regard to case in an editor or log viewer.
stallfree::task<> serve(inputs &in) {
  const std::string needle = in.words[0].substr(0, 4);
  std::vector<std::pair<int, std::size_t>> hits;
  int line = 1;
  auto from = in.text.begin();
  for (;;) {
    auto hit = std::search(from, in.text.end(), needle.begin(), needle.end(), same);
    line += int(std::count(from, hit, '\n'));
    if (hit == in.text.end())
      break;
    hits.push_back({line, std::size_t(hit - in.text.begin())});
    from = hit + 1;
  }
  keep(double(hits.size()) + line);
  co_return;
}
} // namespace find_panel
PROGRAM(find_panel, 4000000)

namespace merge_branches {
using lines = std::vector<int>;
std::vector<int> matched(const lines &base, const lines &side) {
  std::size_t columns = side.size() + 1;
  std::vector<std::uint16_t> length((base.size() + 1) * columns);
  for (std::size_t i = base.size(); i-- > 0;)
    for (std::size_t j = side.size(); j-- > 0;)
      length[i * columns + j] = base[i] == side[j]
                                    ? length[(i + 1) * columns + j + 1] + 1
                                    : std::max(length[(i + 1) * columns + j], length[i * columns + j + 1]);
  std::vector<int> to(base.size(), -1);
  for (std::size_t i = 0, j = 0; i < base.size() && j < side.size();)
    if (base[i] == side[j])
      to[i++] = int(j++);
    else if (length[(i + 1) * columns + j] >= length[i * columns + j + 1])
      ++i;
    else
      ++j;
  return to;
}

// In kind: the three-way merge of a source file of some thousand lines (diff3).
stallfree::task<> serve(inputs &in) {
  lines base, ours, theirs;
  for (int n : in.numbers) {
    base.push_back(n);
    if (n % 20)
      ours.push_back(n);
    theirs.push_back(n % 31 ? n : n + 1);
  }
  auto a = matched(base, ours), b = matched(base, theirs);
  int clean = 0;
  for (std::size_t i = 0; i < base.size(); ++i)
    clean += a[i] >= 0 || b[i] >= 0;
  keep(clean);
  co_return;
}
} // namespace merge_branches
PROGRAM(merge_branches, 5000)

namespace formula_chain {
struct cell {
  double value;
  std::vector<std::size_t> uses;
};
class sheet {
public:
  explicit sheet(std::vector<cell> cells) : cells_(std::move(cells)), users_(cells_.size()) {
    for (std::size_t i = 0; i < cells_.size(); ++i)
      for (auto u : cells_[i].uses)
        users_[u].push_back(i);
  }
  double recalculate() {
    std::vector<std::size_t> waiting, ready;
    for (std::size_t i = 0; i < cells_.size(); ++i)
      if (waiting.push_back(cells_[i].uses.size()); cells_[i].uses.empty())
        ready.push_back(i);
    double last = 0;
    while (!ready.empty()) {
      auto i = ready.back();
      ready.pop_back();
      for (auto u : cells_[i].uses)
        cells_[i].value += cells_[u].value * 0.5;
      last = cells_[i].value;
      for (auto user : users_[i])
        if (--waiting[user] == 0)
          ready.push_back(user);
    }
    return last;
  }

private:
  std::vector<cell> cells_;
  std::vector<std::vector<std::size_t>> users_;
};

// In kind: the recalculation of a large workbook when it is opened.
stallfree::task<> serve(inputs &in) {
  std::vector<cell> cells;
  for (std::size_t i = 0; i < in.reals.size(); ++i) {
    cells.push_back({in.reals[i], {}});
    for (std::size_t k = 0; k < 2 && i > 100; ++k)
      cells[i].uses.push_back(std::size_t(in.numbers[i] >> (4 * k)) % i);
  }
  keep(sheet(std::move(cells)).recalculate());
  co_return;
}
} // namespace formula_chain
PROGRAM(formula_chain, 300000)

namespace rtf_clipboard {
// In kind: what a word processor puts on the clipboard when a chapter is copied.
stallfree::task<> serve(inputs &in) {
  std::string rtf = "{\\rtf1\\ansi ";
  bool bold = false;
  for (std::size_t i = 0; i < in.text.size(); ++i) {
    unsigned char c = static_cast<unsigned char>(in.text[i]);
    if (bool now = in.bytes[i / 16] < 40; now != bold)
      rtf += (bold = now) ? "\\b " : "\\b0 ";
    if (c == '\n')
      rtf += "\\par\n";
    else if (c == '\\' || c == '{' || c == '}')
      (rtf += '\\') += static_cast<char>(c);
    else if (c >= 128)
      rtf += "\\u" + std::to_string(c) + '?';
    else
      rtf += static_cast<char>(c);
  }
  keep(double((rtf += '}').size()));
  co_return;
}
} // namespace rtf_clipboard
PROGRAM(rtf_clipboard, 800000)

namespace code_minimap {
constexpr std::size_t columns = 120, shown_lines = 400;
// In kind: the minimap at the right of a code editor.
stallfree::task<> serve(inputs &in) {
  std::array<std::array<unsigned char, columns>, shown_lines> map{};
  std::size_t row = 0, column = 0;
  for (char c : in.text) {
    if (c == '\n') {
      if (++row == shown_lines)
        break;
      column = 0;
    } else if (column < columns)
      map[row][column++] = c == ' ' ? 0 : 128 + c % 64;
  }
  double ink = 0;
  for (std::size_t y = 0; y + 1 < shown_lines; y += 2)
    for (std::size_t x = 0; x < columns; ++x)
      ink += (map[y][x] + map[y + 1][x]) / 2;
  keep(ink);
  co_return;
}
} // namespace code_minimap
PROGRAM(code_minimap, 500000)

namespace book_index {
// In kind: building the index, by three letters, of a help collection in the background of the viewer.
stallfree::task<> serve(inputs &in) {
  std::unordered_map<std::string_view, std::vector<int>> index;
  std::string_view rest = in.text;
  for (int line = 0; !rest.empty(); ++line) {
    auto end = std::min(rest.find('\n'), rest.size());
    for (auto part : rest.substr(0, end) | std::views::split(' '))
      if (std::string_view word(part.begin(), part.end()); word.size() > 3)
        index[word.substr(0, 3)].push_back(line);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line % 256 == 0)
      co_await stallfree::yield();
  }
  keep(double(index.size()));
}
} // namespace book_index
PROGRAM(book_index, 4000000)

namespace cited_works {
std::string sort_key(std::string s) {
  std::ranges::transform(s, s.begin(), [](unsigned char c) { return char(std::toupper(c)); });
  return s.starts_with("THE") ? s.substr(3) : s;
}
// In kind: a reference manager sorting its list after a click on "author".
stallfree::task<> serve(inputs &in) {
  auto works = in.words;
  std::ranges::sort(works, [](auto &a, auto &b) { return sort_key(a) < sort_key(b); });
  keep(works[works.size() / 2][0]);
  co_return;
}
} // namespace cited_works
PROGRAM(cited_works, 3000)
