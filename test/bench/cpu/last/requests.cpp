// Requests that are checked, patterns, differences of texts and settings.
#include "program.hpp"
#include <algorithm>
#include <cctype>
#include <map>
#include <regex>
#include <sstream>

namespace log_fields {
// In kind: the parts of each line of an access log.
stallfree::task<> serve(inputs &in) {
  static const std::regex Line(R"((\w+) (\w+) (\w+).*)");
  std::istringstream log(in.text);
  std::map<std::string, int> clients;
  for (std::string line; std::getline(log, line);) {
    std::smatch m;
    if (std::regex_match(line, m, Line))
      ++clients[m[1]];
  }
  keep(double(clients.size()));
  co_return;
}
} // namespace log_fields
PROGRAM(log_fields, 2000000)

namespace account_number {
// In kind: the check digits of a bank account.
constexpr std::size_t MaxAccount = 34;
static bool valid(const std::string &account) {
  if (account.size() < 5 || account.size() > MaxAccount)
    return false;
  const std::string turned = account.substr(4) + account.substr(0, 4);
  int rest = 0;
  for (unsigned char c : turned) {
    if (std::isdigit(c))
      rest = (rest * 10 + (c - '0')) % 97;
    else if (std::isupper(c))
      rest = (rest * 100 + (c - 'A' + 10)) % 97;
    else
      return false;
  }
  return rest == 1;
}
stallfree::task<> serve(inputs &in) {
  std::string account = "GB82WEST12345698765432";
  account.back() = char('0' + in.numbers[0] % 10);
  keep(valid(account));
  co_return;
}
} // namespace account_number
PROGRAM(account_number, 10)

namespace order_fields {
// In kind: the fields of an order, each with its pattern.
stallfree::task<> serve(inputs &in) {
  static const std::pair<const char *, const char *> Fields[] = {
      {"quantity", "[0-9]{1,4}"},
      {"postcode", "[A-Z0-9 ]{4,8}"},
      {"mail", "[^@ ]+@[^@ ]+\\.[a-z]+"}};
  const std::map<std::string, std::string> order{{"quantity", std::to_string(in.numbers[0] % 100)},
                                                 {"postcode", "AB1 2CD"},
                                                 {"mail", in.words[0] + "@example.org"}};
  int errors = 0;
  for (const auto &[field, pattern] : Fields)
    if (!std::regex_match(order.at(field), std::regex(pattern)))
      ++errors;
  keep(errors);
  co_return;
}
} // namespace order_fields
PROGRAM(order_fields, 10)

namespace shortest_edit {
// In kind: the lines added and removed between two versions, by Myers.
static int edits(const std::vector<std::string> &a, const std::vector<std::string> &b) {
  const int n = int(a.size()), m = int(b.size()), most = n + m;
  std::vector<int> furthest(2 * most + 2);
  for (int d = 0; d <= most; ++d)
    for (int k = -d; k <= d; k += 2) {
      int x;
      if (k == -d || (k != d && furthest[most + k - 1] < furthest[most + k + 1]))
        x = furthest[most + k + 1];
      else
        x = furthest[most + k - 1] + 1;
      int y = x - k;
      while (x < n && y < m && a[x] == b[y])
        ++x, ++y;
      furthest[most + k] = x;
      if (x >= n && y >= m)
        return d;
    }
  return most;
}
stallfree::task<> serve(inputs &in) {
  auto changed = in.words;
  for (std::size_t i = 0; i < changed.size(); i += 3)
    changed[i] += "ing";
  keep(edits(in.words, changed));
  co_return;
}
} // namespace shortest_edit
PROGRAM(shortest_edit, 6000)

namespace settings_diff {
// In kind: which settings of a window the user changed.
stallfree::task<> serve(inputs &in) {
  const std::map<std::string, int> defaults{
      {"width", 800}, {"height", 600}, {"zoom", 100}, {"theme", 1}, {"tabs", 4}};
  auto now = defaults;
  now["zoom"] = in.numbers[0] % 400;
  now["sound"] = 1;
  std::vector<std::string> changed;
  for (const auto &[name, value] : now) {
    auto was = defaults.find(name);
    if (was == defaults.end() || was->second != value)
      changed.push_back(name + "=" + std::to_string(value));
  }
  keep(double(changed.size()));
  co_return;
}
} // namespace settings_diff
PROGRAM(settings_diff, 10)

namespace role_matrix {
// In kind: the names of all members matched to the patterns of all rules.
static bool matches(const char *pattern, const char *name) {
  if (*pattern == '*')
    return matches(pattern + 1, name) || (*name && matches(pattern, name + 1));
  if (!*pattern || !*name)
    return *pattern == *name;
  return (*pattern == '?' || *pattern == *name) && matches(pattern + 1, name + 1);
}
stallfree::task<> serve(inputs &in) {
  std::vector<std::string> rules;
  for (std::size_t i = 0; i < in.words.size(); i += 20)
    rules.push_back("*" + in.words[i].substr(1, 2) + "*r");
  int granted = 0;
  for (const auto &name : in.words)
    for (const auto &rule : rules)
      granted += matches(rule.c_str(), name.c_str());
  keep(granted);
  co_return;
}
} // namespace role_matrix
PROGRAM(role_matrix, 8000)
