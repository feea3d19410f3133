// Reading, searching and building text.
#include "program.hpp"
#include <algorithm>
#include <cctype>
#include <regex>
#include <string_view>
#include <unordered_map>

namespace capitalise {
stallfree::task<> serve(inputs &in) {
  bool start = true;
  for (char &c : in.text) {
    if (start)
      c = char(std::toupper(static_cast<unsigned char>(c)));
    start = c == ' ' || c == '\n';
  }
  keep(in.text[0]);
  co_return;
}
} // namespace capitalise
PROGRAM(capitalise, 60000)

namespace count_mentions {
// In kind: how often each name of a list is in a document.
static int occurrences(const std::string &text, const std::string &name) {
  int n = 0;
  for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + 1))
    ++n;
  return n;
}
stallfree::task<> serve(inputs &in) {
  long total = 0;
  for (std::size_t i = 0; i < in.words.size(); ++i)
    total += occurrences(in.text, in.words[i]);
  keep(double(total));
  co_return;
}
} // namespace count_mentions
PROGRAM(count_mentions, 15000)

namespace tokenise {
// In kind: the lexer of a small language.
struct token {
  int kind;
  std::string text;
};
stallfree::task<> serve(inputs &in) {
  std::vector<token> tokens;
  std::size_t at = 0;
  while (at < in.text.size()) {
    char c = in.text[at];
    if (std::isspace(static_cast<unsigned char>(c))) {
      ++at;
      continue;
    }
    std::string word;
    while (at < in.text.size() && std::isalpha(static_cast<unsigned char>(in.text[at])))
      word += in.text[at++];
    tokens.push_back({word.size() > 3 ? 1 : 0, word});
  }
  keep(tokens.size());
  co_return;
}
} // namespace tokenise
PROGRAM(tokenise, 3000000)

namespace match_pattern {
stallfree::task<> serve(inputs &in) {
  static const std::regex pattern("[a-m]+[n-z]+e?r");
  int n = 0;
  for (const std::string &word : in.words)
    n += std::regex_match(word, pattern);
  keep(n);
  co_return;
}
} // namespace match_pattern
PROGRAM(match_pattern, 60000)

namespace escape_html {
static std::string escape(std::string_view text) {
  std::string out;
  for (char c : text)
    switch (c) {
    case '<':
      out += "&lt;";
      break;
    case '&':
      out += "&amp;";
      break;
    default:
      out += c;
    }
  return out;
}
stallfree::task<> serve(inputs &in) {
  keep(escape(in.text).size());
  co_return;
}
} // namespace escape_html
PROGRAM(escape_html, 20000)

namespace nearest_word {
// In kind: "did you mean" over a dictionary.
static std::size_t distance(const std::string &a, const std::string &b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = above;
    }
  }
  return row[b.size()];
}
stallfree::task<> serve(inputs &in) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < in.words.size(); i += 50) {
    std::size_t best = 1000;
    for (const std::string &known : in.words)
      if (&known != &in.words[i])
        best = std::min(best, distance(in.words[i], known));
    sum += best;
  }
  keep(sum);
  co_return;
}
} // namespace nearest_word
PROGRAM(nearest_word, 8000)

namespace parse_option {
static bool option(const std::string &line, std::string &key, std::string &value) {
  auto equals = line.find('=');
  if (equals == std::string::npos)
    return false;
  key = line.substr(0, equals);
  value = line.substr(equals + 1);
  while (!value.empty() && value.back() == ' ')
    value.pop_back();
  return true;
}
stallfree::task<> serve(inputs &) {
  std::string key, value;
  const char *lines[] = {"port=8080", "host=localhost  ", "threads=4", "no option", "name=server"};
  int n = 0;
  for (const char *line : lines)
    n += option(line, key, value);
  keep(n);
  co_return;
}
} // namespace parse_option
PROGRAM(parse_option, 10)
