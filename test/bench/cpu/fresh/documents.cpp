// Settings, requests, documents, reports.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cctype>
#include <iomanip>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string_view>
#include <unordered_map>

namespace ini_settings {
using section = std::map<std::string, std::string>;

static const char *const defaults = R"(
; window
[window]
width = 1280
height = 800
maximised = false
title = Untitled

[editor]
font = Monospace
size = 11
tabs = 4
wrap = true
; columns
ruler = 100
trim_on_save = true

[network]
proxy =
timeout = 30
retries = 3
agent = desk/2.1

[plugins]
spell = on
lint = off
minimap = on
git = on

[recent]
1 = ~/notes.txt
2 = ~/src/main.cpp
3 = ~/src/view.cpp
)";

static std::string trimmed(const std::string &s) {
  auto from = s.find_first_not_of(" \t\r");
  if (from == std::string::npos)
    return "";
  auto to = s.find_last_not_of(" \t\r");
  return s.substr(from, to - from + 1);
}

static std::map<std::string, section> parse(std::istream &from) {
  std::map<std::string, section> result;
  std::string line, current;
  while (std::getline(from, line)) {
    line = trimmed(line);
    if (line.empty() || line[0] == ';' || line[0] == '#')
      continue;
    if (line.front() == '[' && line.back() == ']') {
      current = line.substr(1, line.size() - 2);
      continue;
    }
    auto equals = line.find('=');
    if (equals == std::string::npos)
      continue;
    result[current][trimmed(line.substr(0, equals))] = trimmed(line.substr(equals + 1));
  }
  return result;
}

stallfree::task<> serve(inputs &) {
  std::istringstream source(defaults);
  auto settings = parse(source);
  int width = std::stoi(settings["window"]["width"]);
  std::size_t count = 0;
  for (const auto &[name, values] : settings)
    count += values.size();
  keep(double(width) + double(count));
  co_return;
}
} // namespace ini_settings
PROGRAM(ini_settings, 10)

namespace http_request {
struct request {
  std::string method, path, version;
  std::map<std::string, std::string> query;
  std::vector<std::pair<std::string, std::string>> headers;
  std::map<std::string, std::string> cookies;
};

static const std::string received =
    "GET /items/list?page=3&order=name&filter=new&lang=en HTTP/1.1\r\n"
    "Host: shop.example.org\r\n"
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:120.0)\r\n"
    "Accept: text/html,application/xhtml+xml;q=0.9,*/*;q=0.8\r\n"
    "Accept-Language: en-GB,en;q=0.5\r\n"
    "Accept-Encoding: gzip, deflate\r\n"
    "Connection: keep-alive\r\n"
    "Cookie: session=8fd1c2; theme=dark; seen=1\r\n"
    "Cache-Control: no-cache\r\n"
    "\r\n";

static std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> parts;
  while (true) {
    auto at = text.find(by);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos)
      return parts;
    text.remove_prefix(at + 1);
  }
}

static std::string lower(std::string_view s) {
  std::string out(s);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return char(std::tolower(c)); });
  return out;
}

static std::pair<std::string, std::string> assignment(std::string_view s) {
  while (!s.empty() && s.front() == ' ')
    s.remove_prefix(1);
  auto at = s.find('=');
  if (at == std::string_view::npos)
    return {std::string(s), ""};
  return {std::string(s.substr(0, at)), std::string(s.substr(at + 1))};
}

static void parse_target(std::string_view target, request &into) {
  auto mark = target.find('?');
  into.path = target.substr(0, mark);
  if (mark == std::string_view::npos)
    return;
  for (auto part : split(target.substr(mark + 1), '&'))
    into.query.insert(assignment(part));
}

static request parse(std::string_view text) {
  request result;
  bool first = true;
  for (;;) {
    auto end = text.find("\r\n");
    if (end == std::string_view::npos || end == 0)
      break;
    auto line = text.substr(0, end);
    text.remove_prefix(end + 2);
    if (first) {
      auto parts = split(line, ' ');
      result.method = parts[0];
      parse_target(parts[1], result);
      result.version = parts[2];
      first = false;
      continue;
    }
    auto colon = line.find(':');
    auto name = lower(line.substr(0, colon));
    auto value = line.substr(colon + 2);
    if (name == "cookie")
      for (auto part : split(value, ';'))
        result.cookies.insert(assignment(part));
    result.headers.emplace_back(std::move(name), std::string(value));
  }
  return result;
}

stallfree::task<> serve(inputs &) {
  request r = parse(received);
  keep(double(r.headers.size() + r.query.size() + r.cookies.size()));
  co_return;
}
} // namespace http_request
PROGRAM(http_request, 10)

namespace line_diff {
struct change {
  char kind;
  std::string line;
};

static std::vector<std::string> lines_of(const std::string &text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);)
    lines.push_back(line);
  return lines;
}

static std::vector<change> diff(const std::vector<std::string> &before,
                                const std::vector<std::string> &after) {
  std::vector<std::vector<int>> common(before.size() + 1, std::vector<int>(after.size() + 1));
  for (std::size_t i = before.size(); i-- > 0;)
    for (std::size_t j = after.size(); j-- > 0;)
      if (before[i] == after[j])
        common[i][j] = common[i + 1][j + 1] + 1;
      else
        common[i][j] = std::max(common[i + 1][j], common[i][j + 1]);

  std::vector<change> changes;
  std::size_t i = 0, j = 0;
  while (i < before.size() && j < after.size()) {
    if (before[i] == after[j]) {
      ++i, ++j;
    } else if (common[i + 1][j] >= common[i][j + 1]) {
      changes.push_back({'-', before[i++]});
    } else {
      changes.push_back({'+', after[j++]});
    }
  }
  for (; i < before.size(); ++i)
    changes.push_back({'-', before[i]});
  for (; j < after.size(); ++j)
    changes.push_back({'+', after[j]});
  return changes;
}

stallfree::task<> serve(inputs &in) {
  auto before = lines_of(in.text);
  auto after = before;
  after.erase(after.begin() + after.size() / 3);
  after.insert(after.begin() + after.size() / 2, "a line of mine");
  after.back() += "!";
  keep(double(diff(before, after).size()));
  co_return;
}
} // namespace line_diff
PROGRAM(line_diff, 180000)

namespace spell_suggest {
class speller {
public:
  explicit speller(const std::vector<std::string> &words) {
    for (const auto &word : words)
      ++count[word];
  }

  std::string correct(const std::string &word) const {
    if (count.contains(word))
      return word;
    std::set<std::string> near;
    edits(word, near);
    if (auto best = most_frequent(near); !best.empty())
      return best;
    std::set<std::string> far;
    for (const auto &each : near)
      edits(each, far);
    auto best = most_frequent(far);
    return best.empty() ? word : best;
  }

private:
  std::unordered_map<std::string, int> count;

  static void edits(const std::string &word, std::set<std::string> &into) {
    for (std::size_t i = 0; i < word.size(); ++i)
      into.insert(word.substr(0, i) + word.substr(i + 1));
    for (std::size_t i = 0; i + 1 < word.size(); ++i) {
      std::string swapped = word;
      std::swap(swapped[i], swapped[i + 1]);
      into.insert(swapped);
    }
    for (std::size_t i = 0; i < word.size(); ++i)
      for (char c = 'a'; c <= 'z'; ++c) {
        std::string replaced = word;
        replaced[i] = c;
        into.insert(replaced);
      }
    for (std::size_t i = 0; i <= word.size(); ++i)
      for (char c = 'a'; c <= 'z'; ++c)
        into.insert(word.substr(0, i) + c + word.substr(i));
  }

  std::string most_frequent(const std::set<std::string> &candidates) const {
    std::string best;
    int most = 0;
    for (const auto &candidate : candidates)
      if (auto it = count.find(candidate); it != count.end() && it->second > most) {
        most = it->second;
        best = candidate;
      }
    return best;
  }
};

stallfree::task<> serve(inputs &in) {
  speller checker(in.words);
  std::size_t length = 0;
  for (const char *typed : {"recieve", "seperate", "definately"})
    length += checker.correct(typed).size();
  keep(double(length));
  co_return;
}
} // namespace spell_suggest
PROGRAM(spell_suggest, 3000)

namespace sales_report {
constexpr int months = 12;
constexpr int regions = 6;
constexpr std::array<const char *, regions> names = {"North", "South",   "East",
                                                     "West",  "Islands", "Abroad"};
using table = std::array<std::array<double, months>, regions>;

static std::string line(const std::string &title, const std::array<double, months> &values) {
  std::ostringstream out;
  out << std::left << std::setw(10) << title << std::right << std::fixed << std::setprecision(1);
  double total = 0;
  for (double value : values) {
    out << std::setw(9) << value;
    total += value;
  }
  out << std::setw(11) << total << '\n';
  return out.str();
}

static std::array<double, months> totals(const table &sales) {
  std::array<double, months> sum{};
  for (const auto &region : sales)
    for (int m = 0; m < months; ++m)
      sum[m] += region[m];
  return sum;
}

stallfree::task<> serve(inputs &in) {
  table sales;
  for (int r = 0; r < regions; ++r)
    for (int m = 0; m < months; ++m)
      sales[r][m] = in.reals[r * months + m] * 1000;
  std::string report;
  for (int r = 0; r < regions; ++r)
    report += line(names[r], sales[r]);
  report += std::string(10 + 9 * months + 11, '-') + '\n';
  report += line("Total", totals(sales));
  keep(double(report.size()));
  co_return;
}
} // namespace sales_report
PROGRAM(sales_report, 100)

namespace redact_names {
static std::string redact(const std::string &text) {
  static const std::regex name(R"(\b([a-z])[a-z]*qu?[a-z]*\b)");
  std::string out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    out += std::regex_replace(line, name, "$1***");
    out += '\n';
  }
  return out;
}

stallfree::task<> serve(inputs &in) {
  keep(double(redact(in.text).size()));
  co_return;
}
} // namespace redact_names
PROGRAM(redact_names, 300000)

namespace markdown_render {
static void inline_text(std::string_view line, std::string &html) {
  bool strong = false, code = false;
  for (char c : line) {
    switch (c) {
    case '*':
      html += strong ? "</b>" : "<b>";
      strong = !strong;
      break;
    case '`':
      html += code ? "</code>" : "<code>";
      code = !code;
      break;
    case '<':
      html += "&lt;";
      break;
    case '>':
      html += "&gt;";
      break;
    case '&':
      html += "&amp;";
      break;
    default:
      html += c;
    }
  }
  if (strong)
    html += "</b>";
  if (code)
    html += "</code>";
}

static std::string render(const std::string &source) {
  std::string html;
  bool list = false;
  std::size_t at = 0;
  while (at < source.size()) {
    auto end = std::min(source.find('\n', at), source.size());
    std::string_view line(source.data() + at, end - at);
    at = end + 1;
    bool item = line.starts_with("- ");
    if (item != list) {
      html += item ? "<ul>\n" : "</ul>\n";
      list = item;
    }
    if (item) {
      html += "<li>";
      inline_text(line.substr(2), html);
      html += "</li>\n";
    } else if (auto level = std::min(line.find_first_not_of('#'), line.size());
               level > 0 && level <= 6) {
      auto number = std::to_string(level);
      html += "<h" + number + ">";
      inline_text(line.substr(level), html);
      html += "</h" + number + ">\n";
    } else if (!line.empty()) {
      html += "<p>";
      inline_text(line, html);
      html += "</p>\n";
    }
  }
  return html;
}

stallfree::task<> serve(inputs &in) {
  keep(double(render(in.text).size()));
  co_return;
}
} // namespace markdown_render
PROGRAM(markdown_render, 2500000)

namespace mail_merge {
struct recipient {
  std::string name, city, order, amount;
};

static const std::string letter =
    "Dear {{name}},\n\nthank you for your order {{order}}. We have sent it to {{city}} today. "
    "Please pay {{amount}} within two weeks, and name {{order}} when you do.\n\n"
    "Yours, the shop in {{city}}\n";

static void fill(std::string &text, const std::string &field, const std::string &value) {
  const std::string mark = "{{" + field + "}}";
  for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size()))
    text.replace(at, mark.size(), value);
}

static std::string merged(const recipient &to) {
  std::string text = letter;
  fill(text, "name", to.name);
  fill(text, "city", to.city);
  fill(text, "order", to.order);
  fill(text, "amount", to.amount);
  return text;
}

stallfree::task<> serve(inputs &) {
  const std::vector<recipient> recipients = {
      {"Ada Byron", "London", "A-1017", "12.50"},
      {"Grace Hopper", "New York", "A-1018", "7.20"},
      {"Emmy Noether", "Erlangen", "A-1019", "31.00"},
      {"Mary Jackson", "Hampton", "A-1020", "18.75"},
      {"Hedy Lamarr", "Vienna", "A-1021", "4.10"},
      {"Sofia Kovalevskaya", "Stockholm", "A-1022", "55.00"}};
  std::size_t sent = 0;
  for (const auto &to : recipients)
    sent += merged(to).size();
  keep(double(sent));
  co_return;
}
} // namespace mail_merge
PROGRAM(mail_merge, 10)
