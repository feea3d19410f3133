// Reading and building text.
#include "program.hpp"
#include <algorithm>
#include <cctype>
#include <map>
#include <regex>
#include <sstream>

namespace csv_parse {
// In kind: an upload of a table, taken apart field by field.
struct table {
  std::vector<std::vector<std::string>> rows;
};
static std::vector<std::string> split(const std::string &line) {
  std::vector<std::string> fields;
  std::string field;
  for (char c : line) {
    if (c == ' ') {
      fields.push_back(field);
      field.clear();
    } else {
      field += c;
    }
  }
  fields.push_back(field);
  return fields;
}
stallfree::task<> serve(inputs &in) {
  table t;
  std::istringstream lines(in.text);
  std::string line;
  while (std::getline(lines, line))
    t.rows.push_back(split(line));
  keep(t.rows.size());
  co_return;
}
} // namespace csv_parse
PROGRAM(csv_parse, 2000000)

namespace header_parse {
static int value(char c) { return c >= '0' && c <= '9' ? c - '0' : 0; }
stallfree::task<> serve(inputs &in) {
  int total = 0;
  for (char c : in.text)
    total = total * 10 + value(c);
  keep(total);
  co_return;
}
} // namespace header_parse
PROGRAM(header_parse, 400)

namespace naive_join {
// In kind: a report that is put together by +, copying all of it each time.
stallfree::task<> serve(inputs &in) {
  std::string page;
  for (const std::string &word : in.words)
    page = page + "<li>" + word + "</li>";
  keep(page.size());
  co_return;
}
} // namespace naive_join
PROGRAM(naive_join, 8000)

namespace replace_all {
static void replace(std::string &text, const std::string &from, const std::string &to) {
  std::size_t at = 0;
  while ((at = text.find(from, at)) != std::string::npos) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
}
stallfree::task<> serve(inputs &in) {
  for (const char *entity : {"a", "e", "i", "o", "u"})
    replace(in.text, entity, "&x;");
  keep(in.text.size());
  co_return;
}
} // namespace replace_all
PROGRAM(replace_all, 300000)

namespace edit_distance {
// In kind: "did you mean" over all known names.
static int distance(const std::string &a, const std::string &b) {
  std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i)
    for (std::size_t j = 0; j <= b.size(); ++j)
      d[i][j] = i == 0   ? int(j)
                : j == 0 ? int(i)
                         : std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
  return d[a.size()][b.size()];
}
stallfree::task<> serve(inputs &in) {
  int best = 1000;
  for (const std::string &word : in.words)
    best = std::min(best, distance(word, "configuration"));
  keep(best);
  co_return;
}
} // namespace edit_distance
PROGRAM(edit_distance, 30000)

namespace regex_lines {
stallfree::task<> serve(inputs &in) {
  static const std::regex pattern("([a-z]+)([0-9]*)x");
  int hits = 0;
  for (const std::string &word : in.words)
    hits += std::regex_search(word, pattern);
  keep(hits);
  co_return;
}
} // namespace regex_lines
PROGRAM(regex_lines, 30000)

namespace trim {
stallfree::task<> serve(inputs &in) {
  std::string s = in.words.front();
  while (!s.empty() && std::isspace(static_cast<unsigned char>(s.back())))
    s.pop_back();
  keep(s.size());
  co_return;
}
} // namespace trim
PROGRAM(trim, 10)

namespace hex_dump {
stallfree::task<> serve(inputs &in) {
  static const char digits[] = "0123456789abcdef";
  std::string out;
  for (unsigned char byte : in.bytes) {
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  keep(out.size());
  co_return;
}
} // namespace hex_dump
PROGRAM(hex_dump, 64000)
