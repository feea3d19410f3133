// Compilers, grammars and editors' language services.
#include "program.hpp"
#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <memory>
#include <numeric>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

// In kind: the dominators of a function's blocks, repeated until nothing changes (LLVM, Cranelift).
namespace dominator_tree {
struct graph { std::vector<std::vector<int>> next, before; };
std::vector<int> reverse_postorder(const graph &g) {
  std::vector<int> order;
  std::vector<char> seen(g.next.size());
  std::vector<std::pair<int, std::size_t>> stack{{0, 0}};
  seen[0] = 1;
  while (!stack.empty()) {
    auto &[block, child] = stack.back();
    if (child == g.next[std::size_t(block)].size()) {
      order.push_back(block);
      stack.pop_back();
    } else if (int to = g.next[std::size_t(block)][child++]; !std::exchange(seen[std::size_t(to)], 1))
      stack.push_back({to, 0});
  }
  std::ranges::reverse(order);
  return order;
}
std::vector<int> dominators(const graph &g) {
  auto order = reverse_postorder(g);
  std::vector<int> rank(g.next.size(), -1), above(g.next.size(), -1);
  for (std::size_t i = 0; i < order.size(); ++i)
    rank[std::size_t(order[i])] = int(i);
  auto meet = [&](int a, int b) {
    while (a != b) {
      int &deeper = rank[std::size_t(a)] > rank[std::size_t(b)] ? a : b;
      deeper = above[std::size_t(deeper)];
    }
    return a;
  };
  above[0] = 0;
  for (bool changed = true; changed;) {
    changed = false;
    for (int block : order) {
      int found = -1;
      for (int p : g.before[std::size_t(block)])
        if (above[std::size_t(p)] >= 0)
          found = found < 0 ? p : meet(p, found);
      if (block && found != std::exchange(above[std::size_t(block)], found))
        changed = true;
    }
  }
  return above;
}
stallfree::task<> serve(inputs &in) {
  const std::size_t n = in.numbers.size();
  graph g{std::vector<std::vector<int>>(n), std::vector<std::vector<int>>(n)};
  for (std::size_t i = 0; i + 1 < n; ++i)
    for (int to : {int(i) + 1, std::clamp(int(i) - 150 + in.numbers[i] % 400, 0, int(n) - 1)}) {
      g.next[i].push_back(to);
      g.before[std::size_t(to)].push_back(int(i));
    }
  auto above = dominators(g);
  keep(std::accumulate(above.begin(), above.end(), 0.0));
  co_return;
}
} // namespace dominator_tree
PROGRAM(dominator_tree, 200000)

// In kind: giving live ranges their registers in one pass over a function (V8's Liftoff, LuaJIT).
namespace linear_scan {
struct interval { int from, to, where = -1; };
int allocate(std::vector<interval> &all, int registers) {
  std::ranges::sort(all, {}, &interval::from);
  std::vector<interval *> active;
  std::vector<int> unused(static_cast<std::size_t>(registers));
  std::iota(unused.begin(), unused.end(), 0);
  int spilled = 0;
  for (auto &current : all) {
    std::erase_if(active, [&](interval *a) {
      if (a->to >= current.from)
        return false;
      unused.push_back(a->where);
      return true;
    });
    if (unused.empty()) {
      ++spilled;
      auto last = std::ranges::max_element(active, {}, &interval::to);
      if ((*last)->to <= current.to)
        continue;
      current.where = std::exchange((*last)->where, -1);
      *last = &current;
    } else {
      current.where = unused.back();
      unused.pop_back();
      active.push_back(&current);
    }
  }
  return spilled;
}
stallfree::task<> serve(inputs &in) {
  std::vector<interval> ranges;
  for (auto &row : in.rows)
    for (int start = row[0] % 600; int v : row)
      ranges.push_back({start, start + v % 40});
  keep(allocate(ranges, 13));
  co_return;
}
} // namespace linear_scan
PROGRAM(linear_scan, 900)

// In kind: recognising a phrase by a grammar that may be ambiguous (Marpa, YAEP's Earley parser).
namespace earley_parser {
struct rule { char left; std::string right; };
const std::vector<rule> rules{{'S', "P"}, {'P', "PP"}, {'P', "vN"}, {'N', "NN"}, {'N', "c"},
                              {'P', "N"}, {'N', "cN"}, {'P', "v"},  {'N', "NvN"}};
struct item {
  int rule, dot, from;
  auto operator<=>(const item &) const = default;
};
std::size_t parse(std::string_view tokens) {
  std::vector<std::vector<item>> chart(tokens.size() + 1);
  std::vector<std::set<item>> known(tokens.size() + 1);
  auto add = [&](std::size_t column, item it) {
    if (known[column].insert(it).second)
      chart[column].push_back(it);
  };
  add(0, {0, 0, 0});
  for (std::size_t at = 0; at <= tokens.size(); ++at)
    for (std::size_t i = 0; i < chart[at].size(); ++i) {
      const item it = chart[at][i];
      auto &r = rules[std::size_t(it.rule)];
      if (it.dot == int(r.right.size())) {
        for (std::size_t k = 0; k < chart[std::size_t(it.from)].size(); ++k) {
          item up = chart[std::size_t(it.from)][k];
          auto &right = rules[std::size_t(up.rule)].right;
          if (up.dot < int(right.size()) && right[std::size_t(up.dot)] == r.left)
            add(at, {up.rule, up.dot + 1, up.from});
        }
      } else if (char next = r.right[std::size_t(it.dot)]; std::isupper(static_cast<unsigned char>(next))) {
        for (std::size_t k = 0; k < rules.size(); ++k)
          if (rules[k].left == next)
            add(at, {int(k), 0, int(at)});
      } else if (at < tokens.size() && tokens[at] == next)
        add(at + 1, {it.rule, it.dot + 1, it.from});
    }
  return std::accumulate(chart.begin(), chart.end(), std::size_t(0),
                         [](auto n, auto &column) { return n + column.size(); });
}
stallfree::task<> serve(inputs &in) {
  std::string tokens;
  for (char c : in.text)
    if (std::isalpha(static_cast<unsigned char>(c)))
      tokens += std::string_view("aeiou").find(c) != std::string_view::npos ? 'v' : 'c';
  keep(double(parse(tokens)));
  co_return;
}
} // namespace earley_parser
PROGRAM(earley_parser, 240)

// In kind: making a smallest automaton of a lexer's pattern when it is first used (re2c, flex).
namespace subset_construction {
constexpr int tail = 13; // (a|b)*a(a|b){tail}: one state more than tail, and two to the tail of sets.
struct automaton {
  std::vector<std::array<int, 2>> next;
  std::vector<int> accepts;
};
automaton determinise() {
  using states = std::set<int>;
  std::map<states, int> number{{states{0}, 0}};
  std::vector<states> todo{{0}};
  automaton out;
  for (std::size_t i = 0; i < todo.size(); ++i) {
    auto &edges = out.next.emplace_back();
    out.accepts.push_back(todo[i].contains(tail + 1));
    for (int letter = 0; letter < 2; ++letter) {
      states reached{0};
      for (int s : todo[i])
        if (s == 0 ? letter == 0 : s <= tail)
          reached.insert(s + 1);
      auto [it, fresh] = number.try_emplace(reached, int(todo.size()));
      edges[std::size_t(letter)] = it->second;
      if (fresh)
        todo.push_back(std::move(reached));
    }
  }
  return out;
}
int smallest(const automaton &a) {
  std::vector<int> part = a.accepts;
  for (std::size_t parts = 2;;) {
    std::map<std::array<int, 3>, int> names;
    std::vector<int> finer(part.size());
    for (std::size_t s = 0; s < part.size(); ++s)
      finer[s] = names.try_emplace({part[s], part[std::size_t(a.next[s][0])], part[std::size_t(a.next[s][1])]},
                                   int(names.size())).first->second;
    part = std::move(finer);
    if (names.size() == parts)
      return int(parts);
    parts = names.size();
  }
}
stallfree::task<> serve(inputs &in) {
  static const automaton lexer = determinise();
  int state = 0;
  for (char c : in.text)
    state = lexer.next[std::size_t(state)][c > 'm'];
  keep(smallest(lexer) + state);
  co_return;
}
} // namespace subset_construction
PROGRAM(subset_construction, 300)

// In kind: the types of an expression by unification (OCaml-like checkers, Hindley and Milner).
namespace unify_types {
struct type {
  char shape = '?'; // '?' unknown, 'i' int, 'b' bool, '>' function
  type *a = nullptr, *b = nullptr;
};
type *find(type *t) {
  while (t->shape == '?' && t->a)
    t = t->a;
  return t;
}
bool occurs(type *variable, type *t) {
  t = find(t);
  return t == variable || (t->shape == '>' && (occurs(variable, t->a) || occurs(variable, t->b)));
}
bool unify(type *x, type *y) {
  x = find(x), y = find(y);
  if (x == y)
    return true;
  if (x->shape != '?' && y->shape == '?')
    std::swap(x, y);
  if (x->shape == '?')
    return !occurs(x, y) && (x->a = y, true);
  return x->shape == y->shape && (x->shape != '>' || (unify(x->a, y->a) && unify(x->b, y->b)));
}
stallfree::task<> serve(inputs &in) {
  std::vector<std::unique_ptr<type>> heap;
  auto make = [&](char shape, type *a = nullptr, type *b = nullptr) {
    return heap.emplace_back(std::make_unique<type>(type{shape, a, b})).get();
  };
  std::vector<type *> names;
  for (int i = 0; i < 26; ++i)
    names.push_back(make('?'));
  int errors = 0;
  for (auto &word : in.words) {
    type *result = make(word[2] < 'h' ? 'i' : word[2] < 'm' ? 'b' : '?');
    auto callee = names[std::size_t(word[0] - 'a')], argument = names[std::size_t(word[1] - 'a')];
    errors += !unify(callee, make('>', argument, result));
    if (errors > 500)
      break;
  }
  keep(errors);
  co_return;
}
} // namespace unify_types
PROGRAM(unify_types, 4000)

// In kind: the line and column of each mark that a language server reports (clangd, rust-analyzer).
namespace source_positions {
class line_table {
  std::vector<std::size_t> starts{0};

public:
  explicit line_table(std::string_view text) {
    for (std::size_t at = 0; (at = text.find('\n', at)) != text.npos;)
      starts.push_back(++at);
  }
  std::pair<std::size_t, std::size_t> locate(std::size_t offset) const {
    auto line = std::size_t(std::ranges::upper_bound(starts, offset) - starts.begin()) - 1;
    return {line + 1, offset - starts[line] + 1};
  }
};
stallfree::task<> serve(inputs &in) {
  line_table lines(in.text);
  std::ostringstream report;
  for (std::size_t i = 0; i < in.numbers.size() && i < 250; ++i) {
    auto [line, column] = lines.locate(std::size_t(in.numbers[i]) % in.text.size());
    report << line << ':' << column << ": warning\n";
  }
  keep(double(report.str().size()));
  co_return;
}
} // namespace source_positions
PROGRAM(source_positions, 150000)

// In kind: expanding the macros of a piece of source, no macro within itself (mcpp, Boost.Wave).
namespace macro_expansion {
using table = std::map<std::string, std::vector<std::string>, std::less<>>;
void expand(const table &macros, const std::string &name, std::set<std::string> &open, std::vector<std::string> &out) {
  auto it = macros.find(name);
  if (it == macros.end() || open.contains(name))
    return out.push_back(name);
  open.insert(name);
  for (auto &part : it->second)
    expand(macros, part, open, out);
  open.erase(name);
}
stallfree::task<> serve(inputs &in) {
  table macros;
  for (char c = 'a'; c <= 'p'; ++c)
    macros[{c}] = c % 4 ? std::vector<std::string>{{char(c + 1)}, "+", {char(c + 3)}} : std::vector<std::string>{"(", {c}, ")"};
  std::vector<std::string> out;
  std::set<std::string> open;
  for (char c : in.text.substr(0, 800))
    expand(macros, {c}, open, out);
  keep(double(out.size()));
  co_return;
}
} // namespace macro_expansion
PROGRAM(macro_expansion, 20000)
