// Build servers, package managers and editors' language servers.
#include "program.hpp"
#include <algorithm>
#include <cctype>
#include <deque>
#include <functional>
#include <ranges>
#include <string_view>
#include <tuple>
#include <unordered_map>

// In kind: the null build of a build daemon (Ninja, Bazel): which targets are older than what they need.
namespace stale_targets {
struct target {
  int modified;
  std::vector<std::size_t> needed_by;
  std::size_t waits_for = 0;
  bool stale = false;
};

class graph {
public:
  explicit graph(const std::vector<int> &numbers) {
    for (int n : numbers)
      targets_.push_back({.modified = n % 100000, .needed_by = {}});
    for (std::size_t i = 1; i < targets_.size(); ++i)
      for (unsigned edge = 0; edge < 4; ++edge) {
        auto source = (std::size_t(numbers[i]) * (2 * edge + 1) + edge) % i;
        targets_[source].needed_by.push_back(i);
        ++targets_[i].waits_for;
      }
  }
  std::size_t mark() {
    std::deque<std::size_t> ready;
    for (std::size_t i = 0; i < targets_.size(); ++i)
      if (targets_[i].waits_for == 0)
        ready.push_back(i);
    std::size_t stale = 0;
    for (; !ready.empty(); ready.pop_front()) {
      const auto &source = targets_[ready.front()];
      stale += source.stale;
      for (auto next : source.needed_by) {
        auto &t = targets_[next];
        t.stale |= source.stale || source.modified > t.modified;
        if (--t.waits_for == 0)
          ready.push_back(next);
      }
    }
    return stale;
  }

private:
  std::vector<target> targets_;
};

stallfree::task<> serve(inputs &in) {
  graph g(in.numbers);
  keep(double(g.mark()));
  co_return;
}
} // namespace stale_targets
PROGRAM(stale_targets, 150000)

// In kind: the cross references of a language server (clangd's index): every identifier and its lines.
namespace identifier_lines {
stallfree::task<> serve(inputs &in) {
  std::unordered_map<std::string, std::vector<std::uint32_t>> index;
  std::uint32_t line = 1;
  std::string identifier;
  auto finish = [&] {
    if (identifier.empty())
      return;
    auto &lines = index[identifier];
    if (lines.empty() || lines.back() != line)
      lines.push_back(line);
    identifier.clear();
  };
  for (char c : in.text) {
    if (std::isalnum(static_cast<unsigned char>(c)) || c == '_') {
      identifier += c;
      continue;
    }
    finish();
    line += c == '\n';
  }
  finish();
  std::vector<std::pair<std::size_t, std::string_view>> most_used;
  for (const auto &[name, lines] : index)
    most_used.emplace_back(lines.size(), name);
  std::ranges::sort(most_used, std::greater{});
  keep(most_used.empty() ? 0 : double(most_used.front().first));
  co_return;
}
} // namespace identifier_lines
PROGRAM(identifier_lines, 2000000)

// In kind: dependency resolution (Cargo, pip's resolver): backtracking that gives up soon and tells the user.
namespace version_choice {
constexpr int give_up_after = 400;
constexpr std::size_t most_packages = 40;

struct package {
  std::string name;
  std::vector<int> versions;
};

class resolver {
public:
  explicit resolver(const std::vector<package> &wanted) : wanted_(wanted) {}
  bool resolve() { return place(0); }
  int attempts() const { return attempts_; }

private:
  bool conflicts(std::size_t with, int version) const {
    for (std::size_t i = 0; i < with; ++i)
      if ((chosen_[i] * 31 + version * 17 + int(i)) % 23 == 0)
        return true;
    return false;
  }
  bool place(std::size_t i) {
    if (i == wanted_.size())
      return true;
    for (int version : wanted_[i].versions) {
      if (++attempts_ > give_up_after)
        return false;
      if (conflicts(i, version))
        continue;
      chosen_.resize(i);
      chosen_.push_back(version);
      if (place(i + 1))
        return true;
    }
    return false;
  }
  const std::vector<package> &wanted_;
  std::vector<int> chosen_;
  int attempts_ = 0;
};

stallfree::task<> serve(inputs &in) {
  std::vector<package> wanted;
  for (std::size_t i = 0; i < std::min(in.rows.size(), most_packages); ++i) {
    package p{in.words[i], in.rows[i]};
    for (int &v : p.versions)
      v %= 1000;
    std::ranges::sort(p.versions, std::greater{});
    wanted.push_back(std::move(p));
  }
  resolver r(wanted);
  bool solved = r.resolve();
  keep(solved ? r.attempts() : -r.attempts());
  co_return;
}
} // namespace version_choice
PROGRAM(version_choice, 100000)

// In kind: "go to file" of an editor (VS Code, fzf): scores every path of the workspace against what was typed.
namespace fuzzy_paths {
int score(std::string_view typed, std::string_view path) {
  std::vector<int> row(path.size() + 1), next(path.size() + 1);
  for (std::size_t i = 0; i < typed.size(); ++i) {
    next[0] = -1000;
    int run = 0;
    for (std::size_t j = 0; j < path.size(); ++j) {
      run = typed[i] == path[j] ? run + 1 : 0;
      int taken = run ? row[j] + 10 + 5 * run + (j == 0 || path[j - 1] == '/' ? 8 : 0) : -1000;
      next[j + 1] = std::max(next[j] - 1, taken);
    }
    row.swap(next);
  }
  return row.back();
}

struct match {
  int score;
  std::string path;
};

stallfree::task<> serve(inputs &in) {
  const std::string typed = "arter";
  std::vector<match> matches;
  for (std::size_t i = 0; i < in.words.size(); ++i) {
    std::string path = "src/" + in.words[i / 100] + "/" + in.words[i] + ".cpp";
    if (int s = score(typed, path); s > 0)
      matches.push_back({s, std::move(path)});
  }
  auto shown = std::min<std::size_t>(matches.size(), 50);
  std::ranges::partial_sort(matches, matches.begin() + long(shown), std::greater{}, &match::score);
  keep(shown ? matches.front().score : 0);
  co_return;
}
} // namespace fuzzy_paths
PROGRAM(fuzzy_paths, 100000)

// In kind: the completion popup of an editor (Vim's popup menu, clangd): scores and sorts a bounded list.
namespace completion_popup {
constexpr std::size_t considered = 300;
constexpr std::size_t shown = 12;

struct candidate {
  std::string label;
  int score;
};

int rate(std::string_view prefix, std::string_view label) {
  int points = 0;
  auto at = label.begin();
  for (char c : prefix) {
    auto found = std::find(at, label.end(), c);
    if (found == label.end())
      return -1;
    points += 10 - int(std::min<std::ptrdiff_t>(found - at, 9));
    at = std::next(found);
  }
  return points;
}

stallfree::task<> serve(inputs &in) {
  std::vector<candidate> list;
  for (const auto &word : in.words | std::views::take(considered))
    list.push_back({word, rate("er", word)});
  std::ranges::sort(list, [](const candidate &a, const candidate &b) {
    return std::tie(b.score, a.label) < std::tie(a.score, b.label);
  });
  auto repeated = std::ranges::unique(list, {}, &candidate::label);
  list.erase(repeated.begin(), repeated.end());
  std::size_t widest = 0;
  for (const auto &c : list | std::views::take(shown))
    widest = std::max(widest, c.label.size());
  keep(double(widest + list.size()));
  co_return;
}
} // namespace completion_popup
PROGRAM(completion_popup, 200000)

// In kind: a linter that runs in the language server (pylint, ESLint), some lines at a time.
namespace lint_document {
struct finding {
  std::size_t line;
  const char *message;
};

void check(std::string_view line, std::size_t number, std::vector<finding> &findings) {
  if (line.size() > 100)
    findings.push_back({number, "line too long"});
  if (line.ends_with(' '))
    findings.push_back({number, "trailing space"});
  std::string_view before;
  for (auto part : line | std::views::split(' ')) {
    std::string_view word(part.begin(), part.end());
    if (!word.empty() && word == before)
      findings.push_back({number, "repeated word"});
    if (word.size() > 5 && std::ranges::count(word, word.front()) > 2)
      findings.push_back({number, "suspicious name"});
    before = word;
  }
}

stallfree::task<std::vector<finding>> lint(std::string_view text) {
  std::vector<finding> findings;
  for (std::size_t number = 1; !text.empty(); ++number) {
    auto end = std::min(text.find('\n'), text.size());
    check(text.substr(0, std::min<std::size_t>(end, 400)), number, findings);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (number % 64 == 0)
      co_await stallfree::yield();
  }
  co_return findings;
}

stallfree::task<> serve(inputs &in) {
  auto findings = co_await lint(in.text);
  keep(double(findings.size()));
}
} // namespace lint_document
PROGRAM(lint_document, 2000000)

// In kind: format on save (clang-format's whitespace pass, EditorConfig): tabs, trailing blanks, line ends.
namespace save_whitespace {
constexpr std::size_t largest_formatted = 1 << 20; // larger files are saved as they are
constexpr std::size_t tab = 4;

std::string tidy(std::string_view text) {
  std::string out;
  std::size_t column = 0, blanks = 0;
  for (char c : text) {
    switch (c) {
    case '\r':
      break;
    case ' ':
      ++blanks;
      break;
    case '\t':
      blanks += tab - (column + blanks) % tab;
      break;
    case '\n':
      out += '\n';
      column = blanks = 0;
      break;
    default:
      out.append(blanks, ' ');
      column += blanks + 1;
      blanks = 0;
      out += c;
    }
  }
  while (out.ends_with("\n\n"))
    out.pop_back();
  return out;
}

stallfree::task<> serve(inputs &in) {
  std::string saved = in.text.size() > largest_formatted ? in.text : tidy(in.text);
  keep(double(saved.size()));
  co_return;
}
} // namespace save_whitespace
PROGRAM(save_whitespace, 1000000)
