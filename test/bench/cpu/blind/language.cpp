// Text: lexers, patterns, layout, words.
#include "program.hpp"
#include <algorithm>
#include <cctype>
#include <iterator>
#include <limits>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string_view>
#include <unordered_map>

namespace query_lexer {
// In kind: the tokens of a script that migrates a database.
enum class kind { keyword, name, space };
struct token {
  kind what;
  std::string value;
  int line;
};
class lexer {
public:
  explicit lexer(const std::string &source) : source(source) {}
  std::vector<token> all() {
    std::vector<token> tokens;
    while (at < source.size())
      tokens.push_back(next());
    return tokens;
  }

private:
  token next() {
    if (std::isspace(static_cast<unsigned char>(source[at])))
      return {kind::space, take([](unsigned char c) { return std::isspace(c) != 0; }), line};
    std::string word = take([](unsigned char c) { return std::isalnum(c) || c == '_'; });
    return {Keywords.count(word) ? kind::keyword : kind::name, std::move(word), line};
  }
  template <class P> std::string take(P belongs) {
    std::string value;
    while (at < source.size() && belongs(static_cast<unsigned char>(source[at]))) {
      line += source[at] == '\n';
      value += source[at++];
    }
    return value;
  }
  static inline const std::set<std::string> Keywords{"select", "insert", "update", "delete",
                                                     "values", "having", "create", "commit"};
  const std::string &source;
  std::size_t at = 0;
  int line = 1;
};
stallfree::task<> serve(inputs &in) {
  const auto tokens = lexer(in.text).all();
  keep(double(std::count_if(tokens.begin(), tokens.end(),
                            [](const token &t) { return t.what == kind::keyword; })));
  co_return;
}
} // namespace query_lexer
PROGRAM(query_lexer, 1000000)

namespace even_paragraphs {
// In kind: the line breaks of a book that leave the least uneven right edge.
constexpr int Measure = 66;
static double lay_out(const std::vector<std::string> &words) {
  const std::size_t n = words.size();
  std::vector<double> cost(n + 1, std::numeric_limits<double>::max());
  std::vector<std::size_t> next(n + 1, n);
  cost[n] = 0;
  for (std::size_t i = n; i-- > 0;) {
    int width = -1;
    for (std::size_t j = i; j < n; ++j) {
      width += int(words[j].size()) + 1;
      if (width > Measure)
        break;
      const double slack = j + 1 == n ? 0 : Measure - width;
      const double total = slack * slack * slack + cost[j + 1];
      if (total < cost[i]) {
        cost[i] = total;
        next[i] = j + 1;
      }
    }
  }
  return cost[0];
}
stallfree::task<> serve(inputs &in) {
  std::istringstream stream(in.text);
  const std::vector<std::string> words{std::istream_iterator<std::string>(stream), {}};
  keep(lay_out(words));
  co_return;
}
} // namespace even_paragraphs
PROGRAM(even_paragraphs, 800000)

namespace match_route {
// In kind: which handler takes a request; the path is short or refused.
constexpr std::size_t LongestPath = 512;
stallfree::task<> serve(inputs &in) {
  static const std::vector<std::regex> Routes{
      std::regex("/users/([0-9]+)"),       std::regex("/users/([0-9]+)/posts"),
      std::regex("/posts/([a-z-]+)"),      std::regex("/tags/([a-z]+)/feed"),
      std::regex("/search/([a-z ]+)"),     std::regex("/static/(.*)\\.css"),
      std::regex("/files/([a-z]+)/(\\w+)")};
  std::string path = "/search/" + in.words.front();
  if (path.size() > LongestPath)
    co_return;
  std::smatch parts;
  for (std::size_t i = 0; i < Routes.size(); ++i)
    if (std::regex_match(path, parts, Routes[i])) {
      keep(double(i) + double(parts[1].length()));
      break;
    }
  co_return;
}
} // namespace match_route
PROGRAM(match_route, 100)

namespace scan_log {
// In kind: the lines of a day's log that a pattern of the user finds.
stallfree::task<> serve(inputs &in) {
  const std::regex pattern("\\b([a-f]+)([m-z])\\w* (\\w+)er\\b");
  std::istringstream lines(in.text);
  int found = 0;
  for (std::string line; std::getline(lines, line);)
    if (std::regex_search(line, pattern))
      ++found;
  keep(found);
  co_return;
}
} // namespace scan_log
PROGRAM(scan_log, 1000000)

namespace concordance {
// In kind: every word of a book with the words around it.
static std::vector<std::string> split(const std::string &text) {
  std::vector<std::string> parts;
  std::string part;
  for (char c : text) {
    if (c != ' ' && c != '\n') {
      part += char(std::toupper(static_cast<unsigned char>(c)));
    } else if (!part.empty()) {
      parts.push_back(part);
      part.clear();
    }
  }
  if (!part.empty())
    parts.push_back(part);
  return parts;
}
stallfree::task<> serve(inputs &in) {
  const auto words = split(in.text);
  std::map<std::string, std::vector<std::string>> contexts;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::size_t first = i < 3 ? 0 : i - 3, last = std::min(i + 4, words.size());
    std::string context;
    for (std::size_t j = first; j < last; ++j)
      context += words[j] + " ";
    contexts[words[i]].push_back(context);
  }
  keep(double(contexts.size()));
  co_return;
}
} // namespace concordance
PROGRAM(concordance, 700000)

namespace same_sound {
// In kind: the names of a register that sound alike.
static std::string soundex(const std::string &name) {
  static const std::string Digits = "01230120022455012623010202";
  std::string code(1, char(std::toupper(static_cast<unsigned char>(name[0]))));
  char last = Digits[name[0] - 'a'];
  for (std::size_t i = 1; i < name.size() && code.size() < 4; ++i) {
    const char digit = Digits[name[i] - 'a'];
    if (digit != '0' && digit != last)
      code += digit;
    last = digit;
  }
  code.resize(4, '0');
  return code;
}
stallfree::task<> serve(inputs &in) {
  std::map<std::string, std::vector<std::string>> groups;
  for (const auto &name : in.words)
    groups[soundex(name)].push_back(name);
  const auto largest = std::max_element(groups.begin(), groups.end(), [](auto &a, auto &b) {
    return a.second.size() < b.second.size();
  });
  keep(double(largest->second.size()));
  co_return;
}
} // namespace same_sound
PROGRAM(same_sound, 100000)

namespace filter_rule {
// In kind: a rule of a mail filter, compiled to a stack machine with a budget.
constexpr int Budget = 5000;
constexpr std::size_t Deepest = 64;
stallfree::task<> serve(inputs &in) {
  std::vector<long> stack;
  std::size_t pc = 0;
  int steps = 0;
  while (pc < in.bytes.size()) {
    if (++steps > Budget)
      break;
    const unsigned char op = in.bytes[pc++];
    if (op < 160) {
      if (stack.size() < Deepest)
        stack.push_back(op);
      continue;
    }
    if (stack.size() < 2)
      continue;
    const long b = stack.back();
    stack.pop_back();
    long &a = stack.back();
    switch (op & 3) {
    case 0:
      a = (a + b) & 0xffff;
      break;
    case 1:
      a = a < b;
      break;
    case 2:
      a = a && b;
      break;
    case 3:
      pc = a == b && b > 0 ? pc - std::min<std::size_t>(pc, b) : pc;
      break;
    }
  }
  keep(stack.empty() ? 0 : double(stack.back()));
  co_return;
}
} // namespace filter_rule
PROGRAM(filter_rule, 20000)

namespace babble {
// In kind: a chat's bot that learns the channel and answers in its words.
class chain {
public:
  void learn(const std::string &text) {
    for (std::size_t i = 0; i + Order < text.size(); ++i)
      follow[text.substr(i, Order)] += text[i + Order];
  }
  std::string say(std::uint32_t seed, std::size_t length) const {
    std::string out = follow.begin()->first;
    while (out.size() < length) {
      const auto it = follow.find(out.substr(out.size() - Order));
      if (it == follow.end())
        break;
      seed = seed * 1664525u + 1013904223u;
      out += it->second[(seed >> 8) % it->second.size()];
    }
    return out;
  }

private:
  static constexpr std::size_t Order = 4;
  std::unordered_map<std::string, std::string> follow;
};
stallfree::task<> serve(inputs &in) {
  chain c;
  c.learn(in.text);
  keep(double(c.say(7, 280).size()));
  co_return;
}
} // namespace babble
PROGRAM(babble, 500000)

namespace excerpt {
// In kind: what a list of results shows of an article.
constexpr std::size_t Around = 80;
stallfree::task<> serve(inputs &in) {
  const std::string_view text = in.text;
  const std::string_view term = text.substr(text.size() / 50, 5);
  std::size_t at = text.find(term);
  if (at == std::string_view::npos)
    at = 0;
  std::size_t first = at > Around ? text.rfind(' ', at - Around) : 0;
  if (first == std::string_view::npos)
    first = 0;
  std::string out = first ? "... " : "";
  out += text.substr(first, at - first);
  out += "<b>";
  out += term;
  out += "</b>";
  out += text.substr(std::min(at + term.size(), text.size()), Around);
  std::replace(out.begin(), out.end(), '\n', ' ');
  keep(double(out.size()));
  co_return;
}
} // namespace excerpt
PROGRAM(excerpt, 60000)
