#include "program.hpp"
#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <optional>
#include <queue>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

// In kind: the immediate dominators of a function's flow graph, iterated until nothing
// changes (Cooper, Harvey and Kennedy), as in GCC-like optimisers.
namespace block_dominators {
class flow_graph {
  std::vector<std::vector<int>> after, before;
  std::vector<int> order, number;
  void visit(int block) {
    std::vector<std::pair<int, std::size_t>> stack{{block, 0}};
    number[block] = -2;
    while (!stack.empty()) {
      auto &[at, next] = stack.back();
      if (next < after[at].size()) {
        int to = after[at][next++];
        if (number[to] == -1)
          number[to] = -2, stack.emplace_back(to, 0);
        continue;
      }
      number[at] = int(order.size());
      order.push_back(at);
      stack.pop_back();
    }
  }

public:
  explicit flow_graph(std::size_t blocks) : after(blocks), before(blocks), number(blocks, -1) {}
  void edge(int from, int to) {
    after[from].push_back(to);
    before[to].push_back(from);
  }
  std::vector<int> dominators() {
    visit(0);
    std::vector<int> idom(after.size(), -1);
    idom[0] = 0;
    auto meet = [&](int a, int b) {
      while (a != b) {
        while (number[a] < number[b])
          a = idom[a];
        while (number[b] < number[a])
          b = idom[b];
      }
      return a;
    };
    for (bool changed = true; changed;) {
      changed = false;
      for (auto block = order.rbegin() + 1; block != order.rend(); ++block) {
        int best = -1;
        for (int from : before[*block])
          if (idom[from] != -1)
            best = best == -1 ? from : meet(from, best);
        if (idom[*block] != best)
          idom[*block] = best, changed = true;
      }
    }
    return idom;
  }
};
stallfree::task<> serve(inputs &in) {
  flow_graph graph(in.rows.size());
  for (int block = 0, last = int(in.rows.size()) - 1; block < last; ++block) {
    graph.edge(block, block + 1);
    const auto &row = in.rows[block];
    if (row[0] % 2)
      graph.edge(block, std::min(last, block + 2 + row[1] % 30));
    else if (row[0] % 5 == 0)
      graph.edge(block, std::max(1, block - row[2] % 2000));
  }
  std::vector<int> idom = graph.dominators();
  keep(double(std::accumulate(idom.begin(), idom.end(), 0L)));
  co_return;
}
} // namespace block_dominators
PROGRAM(block_dominators, 400000)

// In kind: expands a macro's invocation with nested parameters up to a depth, as small
// C preprocessors (mcpp, chibicc) do.
namespace macro_expand {
struct macro {
  std::vector<std::string> parameters, body;
};
using tokens = std::vector<std::string>;
class preprocessor {
  std::map<std::string, macro> macros;
  std::set<std::string> hidden;

public:
  void define(std::string name, tokens parameters, tokens body) { macros[std::move(name)] = {std::move(parameters), std::move(body)}; }
  tokens expand(const tokens &source, int depth) {
    tokens result;
    for (std::size_t i = 0; i < source.size(); ++i) {
      auto found = macros.find(source[i]);
      if (found == macros.end() || depth == 0 || hidden.contains(source[i])) {
        result.push_back(source[i]);
        continue;
      }
      const auto &[parameters, body] = found->second;
      tokens bound = body;
      for (std::size_t p = 0; p < parameters.size() && i + 1 < source.size(); ++p, ++i)
        std::replace(bound.begin(), bound.end(), parameters[p], source[i + 1]);
      auto mark = hidden.insert(found->first).first;
      tokens inner = expand(bound, depth - 1);
      hidden.erase(mark);
      result.insert(result.end(), inner.begin(), inner.end());
    }
    return result;
  }
};
stallfree::task<> serve(inputs &in) {
  preprocessor cpp;
  cpp.define("MAX", {"a", "b"}, {"(", "a", ">", "b", "?", "a", ":", "b", ")"});
  cpp.define("CLAMP", {"x", "l", "h"}, {"MAX", "x", "l", ";", "MIN", "x", "h"});
  cpp.define("MIN", {"a", "b"}, {"(", "a", "<", "b", "?", "NORM", "a", ":", "NORM", "b", ")"});
  cpp.define("NORM", {"v"}, {"(", "MAX", "v", "0", ")", "/", "CLAMP", "v", "0", "9"});
  tokens line;
  for (std::size_t i = 0; i < 24 && i < in.words.size(); ++i)
    line.push_back(i % 4 == 0 ? "CLAMP" : in.words[i]);
  std::size_t length = 0;
  for (const std::string &token : cpp.expand(line, 8))
    length += token.size() + 1;
  keep(double(length));
  co_return;
}
} // namespace macro_expand
PROGRAM(macro_expand, 60000)

// In kind: minimises a lexer's automaton by splitting its states into classes, as re2c
// and flex do when they generate a scanner.
namespace lexer_states {
constexpr int alphabet = 16;
using state = std::array<int, alphabet>;
struct automaton {
  std::vector<state> next;
  std::vector<int> accepts;
};
automaton generated(const std::vector<int> &numbers, std::size_t states) {
  automaton a;
  for (std::size_t s = 0; s < states; ++s) {
    state moves;
    for (int c = 0; c < alphabet; ++c)
      moves[c] = c < 3 ? int((s + c + 1) % states) : int(s / 4 * 4 % states);
    a.next.push_back(moves);
    a.accepts.push_back(s + 1 == states ? 1 + numbers[s % numbers.size()] % 3 : 0);
  }
  return a;
}
std::size_t minimise(const automaton &a) {
  std::vector<int> of_state = a.accepts;
  std::size_t classes = std::set<int>(of_state.begin(), of_state.end()).size();
  while (true) {
    std::map<std::vector<int>, int> seen;
    std::vector<int> refined(of_state.size());
    for (std::size_t s = 0; s < of_state.size(); ++s) {
      std::vector<int> key{of_state[s]};
      for (int to : a.next[s])
        key.push_back(of_state[to]);
      refined[s] = seen.emplace(std::move(key), int(seen.size())).first->second;
    }
    of_state = std::move(refined);
    if (seen.size() == classes)
      return classes;
    classes = seen.size();
  }
}
stallfree::task<> serve(inputs &in) {
  automaton scanner = generated(in.numbers, in.rows.size());
  keep(double(minimise(scanner)));
  co_return;
}
} // namespace lexer_states
PROGRAM(lexer_states, 11000)

// In kind: finds the functions of a stack trace in sorted unwind tables, as
// libunwind and cpptrace do for each frame.
namespace unwind_lookup {
struct entry {
  int start, length, rule;
};
class table {
  const std::vector<int> &index; // the low bits of each function's start

public:
  explicit table(const std::vector<int> &index) : index(index) {}
  std::optional<entry> find(int address) const {
    std::size_t low = 0, high = index.size();
    while (low + 1 < high) {
      std::size_t middle = low + (high - low) / 2;
      if (start(middle) <= address)
        low = middle;
      else
        high = middle;
    }
    if (start(low) > address)
      return {};
    return entry{start(low), 48, index[low] % 5};
  }
  int start(std::size_t i) const { return int(i) * 48 + index[i] % 16; }
  int end() const { return int(index.size()) * 48; }
};
stallfree::task<> serve(inputs &in) {
  table functions(in.numbers);
  int address = functions.end() / 2, depth = 0;
  long checksum = 0;
  for (; depth < 256; ++depth) {
    auto frame = functions.find(address);
    if (!frame)
      break;
    checksum = checksum * 31 % 1000003 + frame->rule;
    for (int rule = 0; rule <= frame->rule; ++rule)
      address = int((address * 1103515245L + 12345 + rule) % functions.end());
  }
  keep(double(checksum + depth));
  co_return;
}
} // namespace unwind_lookup
PROGRAM(unwind_lookup, 2000000)

// In kind: value numbering of a straight run of instructions, with constant folding, as
// the middle ends of QBE or Cranelift do.
namespace value_numbers {
enum class op { constant, add, multiply, shift, load };
struct key {
  op what;
  int left, right;
  bool operator==(const key &) const = default;
};
struct hash {
  std::size_t operator()(const key &k) const { return (std::size_t(k.what) * 1000003u + k.left) * 1000003u + k.right; }
};
stallfree::task<> serve(inputs &in) {
  std::unordered_map<key, int, hash> numbers;
  std::vector<std::optional<int>> constants;
  std::vector<int> value;
  auto number = [&](key k, std::optional<int> known) {
    auto [at, fresh] = numbers.try_emplace(k, int(constants.size()));
    if (fresh)
      constants.push_back(known);
    return at->second;
  };
  int removed = 0;
  for (int n : in.numbers) {
    auto before = constants.size();
    if (value.size() < 2 || n % 7 == 0) {
      value.push_back(number({op::constant, n / 7 % 64, 0}, n / 7 % 64));
    } else {
      std::size_t reach = std::min<std::size_t>(value.size(), 40);
      int left = value[value.size() - 1 - n / 7 % reach], right = value[value.size() - 1 - n / 300 % reach];
      op what = op(1 + n % 4);
      if (what != op::shift && left > right)
        std::swap(left, right);
      auto a = constants[left], b = constants[right];
      std::optional<int> folded;
      if (a && b && what != op::load)
        folded = what == op::add ? (*a + *b) % 1024 : what == op::multiply ? *a * *b % 1024 : (*a << (*b & 7)) % 1024;
      value.push_back(folded ? number({op::constant, *folded, 0}, folded) : number({what, left, right}, {}));
    }
    removed += constants.size() == before;
  }
  keep(removed);
  co_return;
}
} // namespace value_numbers
PROGRAM(value_numbers, 170000)

// In kind: chooses call sites to inline, cheapest first, until the unit's budget is
// spent, as the inliners of LLVM and GCC do.
namespace inline_budget {
struct function {
  long size;
  std::vector<int> calls;
};
struct candidate {
  long cost;
  int caller, callee;
  bool operator<(const candidate &o) const { return std::tie(cost, caller, callee) > std::tie(o.cost, o.caller, o.callee); }
};
stallfree::task<> serve(inputs &in) {
  std::vector<function> unit;
  for (const auto &row : in.rows) {
    function f{10 + row[0] % 200, {}};
    for (std::size_t i = 1; i < 6 && !unit.empty(); ++i)
      f.calls.push_back(row[i] % int(unit.size()));
    unit.push_back(std::move(f));
  }
  std::priority_queue<candidate> sites;
  long total = 0;
  for (std::size_t f = 0; f < unit.size(); ++f) {
    total += unit[f].size;
    for (int callee : unit[f].calls)
      sites.push({unit[callee].size, int(f), callee});
  }
  for (const long budget = total * 4; !sites.empty() && total < budget;) {
    auto [cost, caller, callee] = sites.top();
    sites.pop();
    if (cost != unit[callee].size) { // it grew in the meantime
      sites.push({unit[callee].size, caller, callee});
      continue;
    }
    unit[caller].size += cost - 5;
    total += cost - 5;
    for (int inner : unit[callee].calls)
      if (inner != caller && unit[caller].size < 4000)
        sites.push({unit[inner].size, caller, inner});
  }
  keep(double(total));
  co_return;
}
} // namespace inline_budget
PROGRAM(inline_budget, 240000)
