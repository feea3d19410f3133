// Typesetting, fonts, documents.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <list>
#include <numeric>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

// In kind: TeX's line breaking (Knuth and Plass): the cheapest breaks of each paragraph of a book.
namespace paragraph_breaks {
constexpr int measure = 66, lines_of_a_paragraph = 14;

class paragraph {
public:
  void add(std::string_view word) { lengths_.push_back(int(word.size())); }
  bool empty() const { return lengths_.empty(); }
  double best() const {
    const std::size_t n = lengths_.size();
    std::vector<double> cost(n + 1, std::numeric_limits<double>::infinity());
    std::vector<std::size_t> from(n + 1);
    cost[0] = 0;
    for (std::size_t end = 1; end <= n; ++end) {
      int width = -1;
      for (std::size_t begin = end; begin-- > 0;) {
        width += lengths_[begin] + 1;
        if (width > measure)
          break;
        const double badness = end == n ? 0 : std::pow(double(measure - width) / 10, 3.0);
        if (cost[begin] + (1 + badness) * (1 + badness) < cost[end]) {
          cost[end] = cost[begin] + (1 + badness) * (1 + badness);
          from[end] = begin;
        }
      }
    }
    int lines = 0;
    for (std::size_t at = n; at > 0 && from[at] < at; at = from[at])
      ++lines;
    return lines + cost[n] / 1e6;
  }

private:
  std::vector<int> lengths_;
};

stallfree::task<> serve(inputs &in) {
  double sum = 0;
  paragraph current;
  int lines = 0;
  const std::string_view text(in.text);
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find_first_of(" \n", at), text.size());
    if (end > at)
      current.add(text.substr(at, end - at));
    if (end < text.size() && text[end] == '\n' && ++lines % lines_of_a_paragraph == 0) {
      sum += current.best();
      current = {};
    }
    at = end + 1;
  }
  if (!current.empty())
    sum += current.best();
  keep(sum);
  co_return;
}
} // namespace paragraph_breaks
PROGRAM(paragraph_breaks, 2000000)

// In kind: Liang's hyphenation (Hypher, TeX) of the paragraph that is being edited.
namespace hyphen_points {
constexpr int words_at_most = 300;

class patterns {
public:
  patterns() {
    for (std::string_view p : {"a1b", "er1", "1na", "n2d", "1tio", "2s1t", "e1re", "o2n1", "1con", "t1te", "i1a",
                               "4m1p", "u1la", "r2k", "h1e", "1qu", "x1c", "y1s", "2z1z", "l2l"}) {
      std::string letters, values;
      char pending = '0';
      for (char c : p)
        if (c >= '0' && c <= '9') {
          pending = c;
        } else {
          letters += c;
          values += pending;
          pending = '0';
        }
      values += pending;
      table_.emplace(std::move(letters), std::move(values));
    }
  }
  std::string hyphenate(const std::string &word) const {
    std::string levels(word.size() + 1, '0');
    for (std::size_t from = 0; from < word.size(); ++from)
      for (std::size_t length = 2; length <= 4 && from + length <= word.size(); ++length)
        if (auto found = table_.find(word.substr(from, length)); found != table_.end())
          for (std::size_t i = 0; i < found->second.size(); ++i)
            levels[from + i] = std::max(levels[from + i], found->second[i]);
    std::string result;
    for (std::size_t i = 0; i < word.size(); ++i) {
      if (i > 1 && i + 2 < word.size() && (levels[i] - '0') % 2 == 1)
        result += "\u00AD";
      result += word[i];
    }
    return result;
  }

private:
  std::unordered_map<std::string, std::string> table_;
};

stallfree::task<> serve(inputs &in) {
  static const patterns english;
  std::string out, word;
  int words = 0;
  for (char c : in.text) {
    if (c != ' ' && c != '\n') {
      word.push_back(c);
      continue;
    }
    out += english.hyphenate(word);
    out += c;
    word.clear();
    if (++words == words_at_most) // the rest when the caret gets there
      break;
  }
  keep(double(out.size()));
  co_return;
}
} // namespace hyphen_points
PROGRAM(hyphen_points, 1000000)

// In kind: a font preview's glyph atlas (stb_truetype, FreeType's smooth raster): outlines to coverage.
namespace glyph_atlas {
constexpr int first_glyph = 32, last_glyph = 126, pixels = 40, subsamples = 4, flattening = 6;

struct point {
  float x, y;
};
using outline = std::vector<point>;

outline flatten(int glyph) {
  outline flat;
  constexpr int curves = 8;
  const auto knot = [&](int k) {
    const float angle = 6.2831853f * float(k) / curves, radius = 12 + float((glyph * 7 + k * 5) % 7);
    return point{pixels / 2 + radius * std::cos(angle), pixels / 2 + radius * std::sin(angle)};
  };
  for (int c = 0; c < curves; ++c) {
    const point a = knot(c), b = knot((c + 1) % curves), control{(a.x + b.x) / 2 + 2, (a.y + b.y) / 2 - 2};
    for (int i = 0; i < flattening; ++i) {
      const float t = float(i) / flattening, u = 1 - t;
      flat.push_back({u * u * a.x + 2 * u * t * control.x + t * t * b.x, u * u * a.y + 2 * u * t * control.y + t * t * b.y});
    }
  }
  return flat;
}

std::array<unsigned char, pixels * pixels> rasterise(const outline &shape) {
  std::array<unsigned char, pixels * pixels> bitmap{};
  std::vector<float> crossings;
  for (int line = 0; line < pixels * subsamples; ++line) {
    const float y = (float(line) + 0.5f) / subsamples;
    crossings.clear();
    for (std::size_t i = 0; i < shape.size(); ++i) {
      const point &a = shape[i], &b = shape[(i + 1) % shape.size()];
      if ((a.y <= y) != (b.y <= y))
        crossings.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
    }
    std::ranges::sort(crossings);
    for (std::size_t i = 0; i + 1 < crossings.size(); i += 2)
      for (int x = int(crossings[i]); x < std::min(int(crossings[i + 1]), pixels); ++x)
        bitmap[std::size_t(line / subsamples * pixels + x)] += 255 / subsamples;
  }
  return bitmap;
}

stallfree::task<> serve(inputs &) {
  std::vector<std::array<unsigned char, pixels * pixels>> atlas;
  for (int glyph = first_glyph; glyph <= last_glyph; ++glyph)
    atlas.push_back(rasterise(flatten(glyph)));
  double ink = 0;
  for (const auto &bitmap : atlas)
    ink += std::accumulate(bitmap.begin(), bitmap.end(), 0.0);
  keep(ink);
  co_return;
}
} // namespace glyph_atlas
PROGRAM(glyph_atlas, 100)

// In kind: a text view's shaped words (HarfBuzz behind Blink's word cache): the lines on the screen, kerned.
namespace shaped_lines {
struct run {
  std::vector<float> advances;
  float width = 0;
};

class word_cache {
public:
  const run &shape(const std::string &word) {
    if (auto found = where_.find(word); found != where_.end()) {
      used_.splice(used_.begin(), used_, found->second);
      return found->second->second;
    }
    if (used_.size() == capacity) {
      where_.erase(used_.back().first);
      used_.pop_back();
    }
    used_.emplace_front(word, compute(word));
    where_.emplace(word, used_.begin());
    return used_.front().second;
  }

private:
  static constexpr std::size_t capacity = 256;
  static run compute(const std::string &word) {
    run r;
    for (std::size_t i = 0; i < word.size(); ++i) {
      float advance = 6.5f + float(word[i] % 5);
      if (i > 0 && (word[i - 1] == 'v' || word[i] == 'a'))
        advance -= 0.7f; // a kerning pair
      r.advances.push_back(advance);
      r.width += advance;
    }
    return r;
  }
  std::list<std::pair<std::string, run>> used_;
  std::unordered_map<std::string, std::list<std::pair<std::string, run>>::iterator> where_;
};

stallfree::task<> serve(inputs &in) {
  constexpr int window_lines = 80;
  constexpr std::size_t clipped_column = 300; // nobody sees what is further right
  word_cache cache;
  std::size_t at = 0;
  float widest = 0;
  for (int line = 0; line < window_lines && at < in.text.size(); ++line) {
    const std::size_t end = std::min(in.text.find('\n', at), in.text.size());
    const std::string shown = in.text.substr(at, std::min(end - at, clipped_column));
    float width = 0;
    for (std::size_t from = 0; from < shown.size();) {
      const std::size_t to = std::min(shown.find(' ', from), shown.size());
      width += cache.shape(shown.substr(from, to - from)).width + 4;
      from = to + 1;
    }
    widest = std::max(widest, width);
    at = end + 1;
  }
  keep(widest);
  co_return;
}
} // namespace shaped_lines
PROGRAM(shaped_lines, 4000000)

// A page of a book's subject index, asked for with offset and limit.
namespace subject_index {
constexpr std::size_t page_size = 50, largest_page = 200;

struct entry {
  std::string subject;
  std::vector<int> pages;
};

std::string pages_text(std::vector<int> pages) {
  std::ranges::sort(pages);
  std::string text;
  for (std::size_t i = 0; i < pages.size();) {
    std::size_t last = i;
    while (last + 1 < pages.size() && pages[last + 1] <= pages[last] + 1)
      ++last;
    text += (text.empty() ? "" : ", ") + std::to_string(pages[i]);
    if (last > i)
      text += "\u2013" + std::to_string(pages[last]);
    i = last + 1;
  }
  return text;
}

std::vector<entry> load(const inputs &in, std::size_t offset, std::size_t limit) {
  std::vector<entry> page;
  const std::size_t end = std::min({offset + limit, in.words.size(), in.rows.size()});
  for (std::size_t i = offset; i < end; ++i) {
    entry &e = page.emplace_back(entry{in.words[i], in.rows[i]});
    for (int &p : e.pages)
      p %= 60;
  }
  return page;
}

stallfree::task<> serve(inputs &in) {
  const std::size_t offset = std::size_t(in.numbers.at(0)) % in.rows.size();
  const std::size_t asked = in.numbers.at(1) == 0 ? page_size : std::size_t(in.numbers.at(1));
  std::string html = "<dl>";
  for (auto &e : load(in, offset, std::min(asked, largest_page)))
    html += "<dt>" + e.subject + "</dt><dd>" + pages_text(std::move(e.pages)) + "</dd>";
  html += "</dl>";
  keep(double(html.size()));
  co_return;
}
} // namespace subject_index
PROGRAM(subject_index, 1000000)

// In kind: a wiki page to HTML (cmark, MediaWiki): paragraphs, emphasis, escapes, links to the glossary.
namespace wiki_html {
class glossary {
public:
  explicit glossary(const std::vector<std::string> &terms)
      : terms_(terms.begin(), terms.begin() + long(std::min<std::size_t>(terms.size(), 5000))) {}
  bool contains(const std::string &word) const { return terms_.contains(word); }

private:
  std::unordered_set<std::string> terms_;
};

class writer {
public:
  explicit writer(const glossary &links) : links_(links) {}
  void block(std::string_view text) {
    const bool heading = text.starts_with("# ");
    html_ += heading ? "<h1>" : "<p>";
    std::string word;
    for (char c : text)
      if (std::isalnum(static_cast<unsigned char>(c))) {
        word += c;
      } else {
        flush(word);
        inline_mark(c);
      }
    flush(word);
    html_ += heading ? "</h1>\n" : "</p>\n";
  }
  std::string take() { return std::move(html_); }

private:
  void flush(std::string &word) {
    if (links_.contains(word))
      html_ += "<a href=\"/term/" + word + "\">" + word + "</a>";
    else
      html_ += word;
    word.clear();
  }
  void inline_mark(char c) {
    switch (c) {
    case '*':
      html_ += (emphasis_ = !emphasis_) ? "<em>" : "</em>";
      break;
    case '<':
      html_ += "&lt;";
      break;
    case '&':
      html_ += "&amp;";
      break;
    default:
      html_ += c;
    }
  }
  const glossary &links_;
  std::string html_;
  bool emphasis_ = false;
};

stallfree::task<> serve(inputs &in) {
  const glossary terms(in.words);
  writer out(terms);
  const std::string_view text(in.text);
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    out.block(text.substr(at, end - at));
    at = end + 1;
  }
  keep(double(out.take().size()));
  co_return;
}
} // namespace wiki_html
PROGRAM(wiki_html, 2000000)

// In kind: a PDF page's content stream with the LZWDecode filter (qpdf, libtiff): one buffer of output at a time.
namespace page_lzw {
constexpr std::size_t buffer_size = 4096;
constexpr unsigned clear_code = 256, first_free = 258, last_code = 4095;

class compressor {
public:
  void put(unsigned char c) {
    if (prefix_ == none) {
      prefix_ = c;
      return;
    }
    const unsigned key = prefix_ << 8 | c;
    if (auto known = table_.find(key); known != table_.end()) {
      prefix_ = known->second;
      return;
    }
    codes_.push_back(prefix_);
    table_.emplace(key, next_++);
    if (next_ > last_code) {
      codes_.push_back(clear_code);
      table_.clear();
      next_ = first_free;
    }
    prefix_ = c;
  }
  std::size_t codes() const { return codes_.size() + (prefix_ != none); }

private:
  static constexpr unsigned none = ~0u;
  std::unordered_map<unsigned, unsigned> table_;
  std::vector<unsigned> codes_;
  unsigned prefix_ = none, next_ = first_free;
};

stallfree::task<> serve(inputs &in) {
  std::array<unsigned char, buffer_size> buffer;
  const std::size_t taken = std::min(in.text.size(), buffer.size());
  std::copy_n(in.text.begin(), taken, buffer.begin());
  compressor lzw;
  for (std::size_t i = 0; i < taken; ++i)
    lzw.put(buffer[i]);
  keep(double(lzw.codes()));
  co_return;
}
} // namespace page_lzw
PROGRAM(page_lzw, 600000)
