#include "program.hpp"
#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <deque>
#include <map>
#include <regex>
#include <sstream>
#include <stallfree/sleep.hpp>
#include <string_view>
#include <unordered_map>

// In kind: the filter of a chat room: words of a list are starred before the message is passed on.
namespace chat_filter {
constexpr std::string_view unwanted[] = {"idiot", "loser", "noob", "stupid", "trash", "jerk"};
constexpr std::size_t max_message = 2000;
stallfree::task<> serve(inputs &in) {
  std::string message = in.text.substr(0, max_message);
  int hits = 0;
  for (auto word : unwanted)
    for (auto at = message.find(word); at != std::string::npos; at = message.find(word, at + word.size()), ++hits)
      message.replace(at, word.size(), word.size(), '*');
  bool shouting = std::count_if(message.begin(), message.end(), [](unsigned char c) { return std::isupper(c); }) > 20;
  keep(hits + shouting + double(message.size()));
  co_return;
}
}
PROGRAM(chat_filter, 400)

// In kind: a file watcher holding all paths of a work tree against the patterns of an ignore file.
namespace ignore_globs {
constexpr std::string_view patterns[] = {"*/build/*", "*.o",      "*/node_modules/*", "*~",       "src/*/gen_*.h", "*.py[co]",
                                         "*/.git/*",  "docs/*.?", "*er/cache*",       "*/a*b*c/*", "tmp*",         "*.swp"};
bool matches(const char *p, const char *pe, const char *s, const char *se) {
  for (; p != pe; ++p, ++s) {
    if (*p == '*') {
      for (++p; s != se; ++s)
        if (matches(p, pe, s, se)) return true;
      return p == pe;
    }
    if (s == se || (*p != '?' && *p != *s)) return false;
  }
  return s == se;
}
stallfree::task<> serve(inputs &in) {
  int ignored = 0;
  std::string path;
  for (std::size_t i = 0; i < in.words.size(); ++i) {
    path = "src/" + in.words[i / 50] + '/' + in.words[i] + ".cpp";
    ignored += std::any_of(std::begin(patterns), std::end(patterns), [&](std::string_view p) {
      return matches(p.data(), p.data() + p.size(), path.data(), path.data() + path.size());
    });
  }
  keep(ignored); co_return;
}
}
PROGRAM(ignore_globs, 80'000)

// In kind: an editor restoring an unsaved session: its journal of edits is played into a piece table.
namespace edit_journal {
struct piece { bool added; std::size_t start, length; };
class document {
  std::vector<piece> pieces;
  std::string_view original;
  std::string added;
public:
  explicit document(std::string_view text) : pieces{{false, 0, text.size()}}, original(text) {}
  void insert(std::size_t at, std::string_view text) {
    piece fresh{true, added.size(), text.size()};
    added += text;
    auto p = pieces.begin();
    while (p != pieces.end() && at > p->length) at -= p->length, ++p;
    if (p == pieces.end()) return pieces.push_back(fresh);
    piece tail{p->added, p->start + at, p->length - at};
    p->length = at;
    pieces.insert(p + 1, {fresh, tail});
  }
  std::string text() const {
    std::string out;
    for (auto &p : pieces) out += (p.added ? std::string_view(added) : original).substr(p.start, p.length);
    return out;
  }
};
stallfree::task<> serve(inputs &in) {
  document d(in.text);
  std::size_t length = in.text.size();
  for (std::size_t i = 0; i < in.numbers.size(); length += in.words[i++].size())
    d.insert(std::size_t(in.numbers[i]) % length, in.words[i]);
  keep(double(d.text().size()));
  co_return;
}
}
PROGRAM(edit_journal, 9000)

// In kind: a wiki's page of changes: the longest common sequence of lines of two versions.
namespace page_changes {
std::vector<std::string> lines_of(const std::string &text) {
  std::vector<std::string> all;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) all.push_back(line);
  return all;
}
stallfree::task<> serve(inputs &in) {
  auto before = lines_of(in.text), after = before;
  std::rotate(after.begin(), after.begin() + after.size() / 3, after.end());
  std::vector<std::vector<int>> common(before.size() + 1, std::vector<int>(after.size() + 1));
  for (std::size_t i = before.size(); i-- > 0;)
    for (std::size_t j = after.size(); j-- > 0;)
      common[i][j] = before[i] == after[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
  std::string html;
  for (std::size_t i = 0, j = 0; i < before.size() && j < after.size();)
    if (before[i] == after[j]) html += ' ' + before[i], ++i, ++j;
    else if (common[i + 1][j] >= common[i][j + 1]) html += '-' + before[i++];
    else html += '+' + after[j++];
  keep(double(html.size()) + common[0][0]);
  co_return;
}
}
PROGRAM(page_changes, 200'000)

// In kind: a support tool that masks secrets in a log before it is attached to a ticket.
namespace log_masking {
stallfree::task<> serve(inputs &in) {
  static const std::regex secret("(token|passwd|secret|key)([ =:]+)([a-z0-9]+)"), mail("[a-z0-9.]+@[a-z0-9]+\\.[a-z]+");
  std::istringstream log(in.text);
  std::string masked;
  for (std::string line; std::getline(log, line); masked += '\n')
    masked += std::regex_replace(std::regex_replace(line, secret, "$1$2***"), mail, "<mail>");
  keep(double(masked.size()));
  co_return;
}
}
PROGRAM(log_masking, 300'000)

// In kind: a sandbox for the scripts of users: a small machine that is stopped when its fuel is used up.
namespace script_fuel {
constexpr long fuel = 20'000'000;
enum class op : std::uint8_t { push, add, mul, mod, dup, jump, jump_if_zero, store, load };
struct instruction { op code; std::int64_t value = 0; };
constexpr instruction script[] = {{op::load, 0}, {op::push, 48271}, {op::mul}, {op::push, 2147483647}, {op::mod}, {op::dup}, {op::store, 0},
                                  {op::load, 1}, {op::add}, {op::store, 1}, {op::load, 0}, {op::jump_if_zero, 13}, {op::jump, 0}};
struct machine {
  std::array<std::int64_t, 64> stack{}, slots{};
  std::size_t top = 0, at = 0;
  std::int64_t pop() { return stack[--top % 64]; }
  void push(std::int64_t v) { stack[top++ % 64] = v; }
  bool step() {
    auto [code, value] = script[at++];
    switch (code) {
    case op::push: push(value); break;
    case op::add: push(pop() + pop()); break;
    case op::mul: push(pop() * pop()); break;
    case op::mod: { auto m = pop(); push(m ? pop() % m : 0); break; }
    case op::dup: { auto v = pop(); push(v), push(v); break; }
    case op::jump: at = std::size_t(value); break;
    case op::jump_if_zero: if (!pop()) at = std::size_t(value); break;
    case op::store: slots[value] = pop(); break;
    case op::load: push(slots[value]); break;
    }
    return at < std::size(script);
  }
};
stallfree::task<> serve(inputs &in) {
  machine m;
  m.slots[0] = 1 + in.numbers[0] % 1'000'000;
  for (long used = 0; used < fuel && m.step();) ++used;
  keep(double(m.slots[1]));
  co_return;
}
}
PROGRAM(script_fuel, 16)

// In kind: a daemon reading its settings: sections of names and values.
namespace config_tree {
using section = std::map<std::string, std::string, std::less<>>;
stallfree::task<> serve(inputs &in) {
  std::map<std::string, section> tree;
  std::istringstream lines(in.text);
  std::string current = "main";
  for (std::string line; std::getline(lines, line);) {
    auto blank = line.find(' ');
    if (line.empty() || line[0] == '#') continue;
    if (blank == std::string::npos || line[0] == 'z') current = line.substr(0, blank);
    else tree[current].insert_or_assign(line.substr(0, blank), line.substr(blank + 1));
  }
  std::size_t total = 0;
  for (auto &[name, values] : tree) total += name.size() * values.size();
  keep(double(total)); co_return;
}
}
PROGRAM(config_tree, 6000)

// In kind: a terminal whose window was made narrower: the scrollback is wrapped anew in slices.
namespace scrollback_reflow {
constexpr std::size_t columns = 48, kept = 10'000, slice = 200;
stallfree::task<> serve(inputs &in) {
  std::deque<std::string> screen;
  std::string_view rest(in.text);
  for (std::size_t line = 1; !rest.empty(); ++line) {
    auto now = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(now.size() + 1, rest.size()));
    for (; now.size() > columns; now.remove_prefix(columns)) screen.emplace_back(now.substr(0, columns));
    screen.emplace_back(now);
    while (screen.size() > kept) screen.pop_front();
    if (line % slice == 0) co_await stallfree::yield();
  }
  keep(double(screen.size() + screen.front().size()));
}
}
PROGRAM(scrollback_reflow, 8'000'000)

// In kind: a terminal multiplexer: what of the screen must be sent to the client again.
namespace screen_grid {
constexpr int rows = 50, columns = 160;
using grid = std::array<std::array<char, columns>, rows>;
stallfree::task<> serve(inputs &in) {
  grid shown, next;
  for (int y = 0; y < rows; ++y)
    for (int x = 0; x < columns; ++x) {
      shown[y][x] = in.text[std::size_t(y * 31 + x) % in.text.size()];
      next[y][x] = in.text[std::size_t(y * 31 + x * 3 / 2) % in.text.size()];
    }
  int sent = 0;
  for (int y = 0; y < rows; ++y)
    for (int x = 0; x < columns; ++x)
      if (shown[y][x] != next[y][x]) sent += x && shown[y][x - 1] != next[y][x - 1] ? 1 : 6;
  keep(sent);
  co_return;
}
}
PROGRAM(screen_grid, 2000)

// In kind: one tick of a game room: who of the sixteen players is hit by which of the shots.
namespace arena_tick {
constexpr int players = 16, shots = 64, substeps = 4;
struct thing { double x, y, vx, vy; };
stallfree::task<> serve(inputs &in) {
  std::array<thing, players + shots> all;
  std::array<int, players> health;
  health.fill(100);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = {in.reals[i], in.reals[i + 1], in.reals[i + 2] - 0.5, in.reals[i + 3] - 0.5};
  for (int s = 0; s < substeps; ++s) {
    for (auto &t : all) t.x += t.vx / 240, t.y += t.vy / 240;
    for (int p = 0; p < players; ++p)
      for (int k = players; k < players + shots; ++k)
        if (std::hypot(all[p].x - all[k].x, all[p].y - all[k].y) < 0.03) health[p] -= 7;
  }
  keep(*std::min_element(health.begin(), health.end()));
  co_return;
}
}
PROGRAM(arena_tick, 128)

// In kind: a mail client taking in what is new: the messages are indexed by a task that gives way after each.
namespace inbox_sync {
using index = std::unordered_map<std::string, int>;
stallfree::task<> take_in(std::string_view message, index &words) {
  while (!message.empty()) {
    auto word = message.substr(0, message.find_first_of(" \n"));
    message.remove_prefix(std::min(word.size() + 1, message.size()));
    if (word.size() > 3) ++words[std::string(word.substr(0, 3))];
  }
  co_await stallfree::yield();
}
stallfree::task<> serve(inputs &in) {
  constexpr std::size_t message = 4000;
  index words;
  for (std::string_view rest(in.text); !rest.empty(); rest.remove_prefix(std::min(message, rest.size())))
    co_await take_in(rest.substr(0, message), words);
  keep(double(words.size()));
}
}
PROGRAM(inbox_sync, 5'000'000)

// In kind: the score of a mail by the words learnt from earlier ones (naive Bayes).
namespace spam_score {
struct counts { int spam = 0, ham = 0; };
stallfree::task<> serve(inputs &in) {
  std::map<char, counts> learnt;
  for (char c : std::string_view("winmoneyfreeprize")) ++learnt[c].spam;
  for (char c : std::string_view("meetingreportlunchproject")) ++learnt[c].ham;
  double odds = 0;
  bool start = true;
  for (char c : in.text) {
    if (auto known = learnt.find(c); start && known != learnt.end())
      odds += std::log((known->second.spam + 1.0) / (known->second.ham + 1.0));
    start = c == ' ' || c == '\n';
  }
  keep(odds);
  co_return;
}
}
PROGRAM(spam_score, 8000)

// In kind: a web framework finding the handler of a path among its routes with parameters.
namespace find_handler {
struct route { std::string_view pattern; int handler; };
constexpr route routes[] = {{"/", 0}, {"/users/:id", 1}, {"/users/:id/posts", 2}, {"/static/*", 3}, {"/:page/:sub", 4}};
bool fits(std::string_view pattern, std::string_view path) {
  while (!pattern.empty() && !path.empty()) {
    if (pattern[0] == '*') return true;
    if (pattern[0] == ':') {
      pattern.remove_prefix(std::min(pattern.find('/'), pattern.size()));
      path.remove_prefix(std::min(path.find('/'), path.size()));
    } else if (pattern[0] != path[0]) return false;
    else pattern.remove_prefix(1), path.remove_prefix(1);
  }
  return pattern.empty() && path.empty();
}
stallfree::task<> serve(inputs &in) {
  auto path = '/' + in.words[0] + '/' + in.text.substr(0, in.text.find(' '));
  auto found = std::find_if(std::begin(routes), std::end(routes), [&](const route &r) { return fits(r.pattern, path); });
  keep(found == std::end(routes) ? 404 : found->handler);
  co_return;
}
}
PROGRAM(find_handler, 60)
