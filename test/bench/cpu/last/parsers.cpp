// Parsers, lexers and what reads headers.
#include "program.hpp"
#include <cctype>
#include <cstdlib>
#include <memory>
#include <optional>
#include <stallfree/sleep.hpp>
#include <string_view>

namespace value_tree {
// In kind: a document parsed into nodes on the heap.
struct value {
  double number = 0;
  std::vector<std::unique_ptr<value>> items;
};
struct parser {
  const char *at;
  void blank() {
    while (*at == ' ' || *at == '\n')
      ++at;
  }
  std::unique_ptr<value> parse() {
    auto v = std::make_unique<value>();
    blank();
    if (*at == '[') {
      do {
        ++at;
        v->items.push_back(parse());
        blank();
      } while (*at == ',');
      if (*at == ']')
        ++at;
    } else {
      char *end;
      v->number = std::strtod(at, &end);
      at = end;
    }
    return v;
  }
};
stallfree::task<> serve(inputs &in) {
  std::string document = "[0";
  for (const auto &row : in.rows) {
    document += ", [0";
    for (int n : row)
      document += ", " + std::to_string(n);
    document += "]";
  }
  document += "]";
  keep(double(parser{document.c_str()}.parse()->items.size()));
  co_return;
}
} // namespace value_tree
PROGRAM(value_tree, 300000)

namespace calculate_field {
// In kind: a sum typed into a field of a form.
constexpr std::size_t MaxExpression = 64;
struct calculator {
  std::string_view s;
  std::size_t at = 0;
  char peek() const { return at < s.size() ? s[at] : '\0'; }
  double factor() {
    if (peek() == '(') {
      ++at;
      const double v = sum();
      ++at;
      return v;
    }
    double v = 0;
    while (std::isdigit(static_cast<unsigned char>(peek())))
      v = v * 10 + (s[at++] - '0');
    return v;
  }
  double term() {
    double v = factor();
    while (peek() == '*' || peek() == '/')
      v = s[at++] == '*' ? v * factor() : v / factor();
    return v;
  }
  double sum() {
    double v = term();
    while (peek() == '+' || peek() == '-')
      v = s[at++] == '+' ? v + term() : v - term();
    return v;
  }
};
stallfree::task<> serve(inputs &in) {
  const std::string field = std::to_string(in.numbers[0]) + "*(12+7)/3-4*(5+6)";
  if (field.size() <= MaxExpression)
    keep(calculator{field}.sum());
  co_return;
}
} // namespace calculate_field
PROGRAM(calculate_field, 10)

namespace range_header {
// In kind: the ranges that a download asks for.
struct range {
  long first, last;
};
static std::optional<std::vector<range>> parse(std::string_view header, long length) {
  if (header.substr(0, 6) != "bytes=" || header.size() > 256)
    return std::nullopt;
  header.remove_prefix(6);
  std::vector<range> ranges;
  while (!header.empty()) {
    const auto comma = header.find(',');
    const std::string part(header.substr(0, comma));
    const auto dash = part.find('-');
    if (dash == std::string::npos)
      return std::nullopt;
    range r{std::atol(part.c_str()),
            dash + 1 < part.size() ? std::atol(part.c_str() + dash + 1) : length - 1};
    if (r.first > r.last || r.first >= length)
      return std::nullopt;
    ranges.push_back(r);
    header.remove_prefix(comma == std::string_view::npos ? header.size() : comma + 1);
  }
  return ranges;
}
stallfree::task<> serve(inputs &in) {
  const auto ranges = parse("bytes=0-99,200-299,900-", 1000 + in.numbers[0]);
  keep(ranges ? double(ranges->size()) : -1);
  co_return;
}
} // namespace range_header
PROGRAM(range_header, 10)

namespace stem_words {
// In kind: the stems of a document's words, for a search.
static bool ends(const std::string &w, const char *suffix, std::size_t n) {
  return w.size() > n + 2 && w.compare(w.size() - n, n, suffix) == 0;
}
static std::string stem(std::string w) {
  static const std::vector<std::string> Suffixes{
      "ational", "fulness", "ization", "ement", "ness", "ing", "able", "ed", "er", "ly", "es", "s"};
  for (const auto &s : Suffixes)
    if (ends(w, s.c_str(), s.size())) {
      w.resize(w.size() - s.size());
      break;
    }
  return w;
}
stallfree::task<> serve(inputs &in) {
  std::vector<std::string> stems;
  std::string word;
  for (char c : in.text) {
    if (std::isalpha(static_cast<unsigned char>(c)))
      word += char(std::tolower(static_cast<unsigned char>(c)));
    else if (!word.empty()) {
      stems.push_back(stem(word));
      word.clear();
    }
  }
  keep(double(stems.size()));
  co_return;
}
} // namespace stem_words
PROGRAM(stem_words, 4000000)

namespace token_stream {
// In kind: a reader of a feed that lets others run after each thousand tokens.
stallfree::task<> serve(inputs &in) {
  std::size_t tokens = 0, letters = 0;
  const char *at = in.text.data(), *const end = at + in.text.size();
  while (at != end) {
    const char *start = at;
    while (at != end && *at != ' ' && *at != '\n')
      ++at;
    letters += std::string(start, at).size();
    if (at != end)
      ++at;
    if (++tokens == 1000) {
      tokens = 0;
      co_await stallfree::yield();
    }
  }
  keep(double(letters));
}
} // namespace token_stream
PROGRAM(token_stream, 4000000)
