// Reading and building text.
#include "program.hpp"
#include <algorithm>
#include <cctype>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string_view>

namespace json_numbers {
// In kind: a hand-written parser with a cursor.
struct cursor {
  const char *at, *end;
};
static void skip(cursor &c) {
  while (c.at != c.end && *c.at == ' ')
    ++c.at;
}
static std::string token(cursor &c) {
  std::string result;
  while (c.at != c.end && *c.at != ' ')
    result.push_back(*c.at++);
  return result;
}
stallfree::task<> serve(inputs &in) {
  cursor c{in.text.data(), in.text.data() + in.text.size()};
  std::vector<std::string> tokens;
  while (c.at != c.end) {
    skip(c);
    tokens.push_back(token(c));
  }
  keep(tokens.size());
  co_return;
}
} // namespace json_numbers
PROGRAM(json_numbers, 1500000)

namespace url_decode {
static std::string decode(const std::string &s) {
  std::string out;
  for (std::size_t i = 0; i < s.size(); ++i)
    out += s[i] == '+' ? ' ' : s[i];
  return out;
}
stallfree::task<> serve(inputs &in) {
  keep(decode(in.words.front()).size());
  co_return;
}
} // namespace url_decode
PROGRAM(url_decode, 10)

namespace prepend {
// In kind: a log view that puts the newest line in front.
stallfree::task<> serve(inputs &in) {
  std::string log;
  for (const auto &word : in.words)
    log.insert(0, word + "\n");
  keep(log.size());
  co_return;
}
} // namespace prepend
PROGRAM(prepend, 20000)

namespace word_count {
stallfree::task<> serve(inputs &in) {
  std::map<std::string, int> count;
  std::istringstream words(in.text);
  std::string word;
  while (words >> word)
    ++count[word];
  keep(count.size());
  co_return;
}
} // namespace word_count
PROGRAM(word_count, 1000000)

namespace common_subsequence {
// In kind: a diff of two texts, word against word.
stallfree::task<> serve(inputs &in) {
  const auto &a = in.words, &b = in.words;
  std::vector<std::vector<int>> best(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j)
      best[i][j] = a[i - 1] == b[j - 1] ? best[i - 1][j - 1] + 1 : std::max(best[i - 1][j], best[i][j - 1]);
  keep(best.back().back());
  co_return;
}
} // namespace common_subsequence
PROGRAM(common_subsequence, 3000)

namespace highlight {
// In kind: a highlighter that tries each rule on each line.
stallfree::task<> serve(inputs &in) {
  const std::vector<std::regex> rules = {std::regex("[0-9]+"), std::regex("\\b(if|else|for)\\b"),
                                         std::regex("\"[^\"]*\""), std::regex("//.*")};
  int hits = 0;
  for (const auto &line : in.words)
    for (const auto &rule : rules)
      hits += std::regex_search(line, rule);
  keep(hits);
  co_return;
}
} // namespace highlight
PROGRAM(highlight, 10000)

namespace first_word {
stallfree::task<> serve(inputs &in) {
  std::size_t i = 0;
  while (i < in.text.size() && !std::isspace(static_cast<unsigned char>(in.text[i])))
    ++i;
  keep(i);
  co_return;
}
} // namespace first_word
PROGRAM(first_word, 100000)

namespace base64 {
stallfree::task<> serve(inputs &in) {
  static constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i + 2 < in.bytes.size(); i += 3) {
    unsigned v = in.bytes[i] << 16 | in.bytes[i + 1] << 8 | in.bytes[i + 2];
    for (int shift = 18; shift >= 0; shift -= 6)
      out += letters[v >> shift & 63];
  }
  keep(out.size());
  co_return;
}
} // namespace base64
PROGRAM(base64, 50000)
