// Containers, sorting, hashing, graphs.
#include "program.hpp"
#include <algorithm>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <numeric>
#include <set>
#include <unordered_map>

namespace join_tables {
struct user {
  int id;
  std::string name;
};
stallfree::task<> serve(inputs &in) {
  std::vector<user> users;
  for (std::size_t i = 0; i < in.words.size(); ++i)
    users.push_back({int(i), in.words[i]});
  long matched = 0;
  for (int number : in.numbers)
    for (const user &u : users)
      if (u.id == number)
        ++matched;
  keep(double(matched));
  co_return;
}
} // namespace join_tables
PROGRAM(join_tables, 7000)

namespace find_each {
// In kind: std::find in a loop over the same list.
stallfree::task<> serve(inputs &in) {
  std::vector<int> distinct;
  for (int n : in.numbers)
    if (std::find(distinct.begin(), distinct.end(), n) == distinct.end())
      distinct.push_back(n);
  keep(distinct.size());
  co_return;
}
} // namespace find_each
PROGRAM(find_each, 20000)

namespace group_by {
stallfree::task<> serve(inputs &in) {
  std::unordered_map<std::string, int> groups;
  for (const auto &w : in.words)
    groups[w.substr(0, 3)] += 1;
  keep(groups.size());
  co_return;
}
} // namespace group_by
PROGRAM(group_by, 150000)

namespace count_cells {
stallfree::task<> serve(inputs &in) {
  int odd = 0;
  for (std::size_t r = 0; r < in.rows.size(); ++r)
    for (std::size_t c = 0; c < in.rows[r].size(); ++c)
      odd += in.rows[r][c] & 1;
  keep(odd);
  co_return;
}
} // namespace count_cells
PROGRAM(count_cells, 8000)

namespace heap_constant {
constexpr std::size_t items = 2'000'000;
stallfree::task<> serve(inputs &) {
  std::vector<std::uint32_t> heap;
  heap.resize(items);
  std::uint32_t x = 7;
  for (auto &n : heap)
    n = x = x * 1664525u + 1013904223u;
  std::make_heap(heap.begin(), heap.end());
  std::sort_heap(heap.begin(), heap.end());
  keep(heap[3]);
  co_return;
}
} // namespace heap_constant
PROGRAM(heap_constant, 10)

namespace median_of_few {
stallfree::task<> serve(inputs &) {
  int samples[31];
  for (int i = 0; i < 31; ++i)
    samples[i] = (i * 37) % 31;
  std::nth_element(samples, samples + 15, samples + 31);
  keep(samples[15]);
  co_return;
}
} // namespace median_of_few
PROGRAM(median_of_few, 10)

namespace insertion_sort {
stallfree::task<> serve(inputs &in) {
  std::vector<int> sorted;
  for (int n : in.numbers)
    sorted.insert(std::lower_bound(sorted.begin(), sorted.end(), n), n);
  keep(sorted.back());
  co_return;
}
} // namespace insertion_sort
PROGRAM(insertion_sort, 80000)

namespace list_nth {
// In kind: indexing into a linked list.
stallfree::task<> serve(inputs &in) {
  std::list<int> list(in.numbers.begin(), in.numbers.end());
  long sum = 0;
  for (std::size_t i = 0; i < list.size(); ++i)
    sum += *std::next(list.begin(), long(i));
  keep(double(sum));
  co_return;
}
} // namespace list_nth
PROGRAM(list_nth, 8000)

namespace hanoi {
static long moves(int discs, int from, int to) {
  if (discs == 0)
    return 0;
  return moves(discs - 1, from, 3 - from - to) + 1 + moves(discs - 1, 3 - from - to, to);
}
stallfree::task<> serve(inputs &) {
  keep(double(moves(26, 0, 2)));
  co_return;
}
} // namespace hanoi
PROGRAM(hanoi, 10)

namespace transitive_closure {
stallfree::task<> serve(inputs &in) {
  const std::size_t n = in.rows.size();
  std::vector<std::vector<bool>> reach(n, std::vector<bool>(n));
  for (std::size_t i = 0; i < n; ++i)
    for (int to : in.rows[i])
      reach[i][std::size_t(to) % n] = true;
  for (std::size_t via = 0; via < n; ++via)
    for (std::size_t from = 0; from < n; ++from)
      for (std::size_t to = 0; to < n; ++to)
        if (reach[from][via] && reach[via][to])
          reach[from][to] = true;
  keep(reach[0][n - 1]);
  co_return;
}
} // namespace transitive_closure
PROGRAM(transitive_closure, 4000)

namespace expression_tree {
struct node {
  int value = 1;
  std::vector<node> parts;
};
static long sum(const node &n) {
  long result = n.value;
  for (const node &p : n.parts)
    result += sum(p);
  return result;
}
stallfree::task<> serve(inputs &) {
  node root;
  root.parts.resize(5);
  for (node &p : root.parts)
    p.parts.resize(4);
  keep(double(sum(root)));
  co_return;
}
} // namespace expression_tree
PROGRAM(expression_tree, 10)

namespace breadth_first {
// In kind: reachability from every node of a graph.
static std::size_t reachable(const std::vector<std::vector<int>> &edges, std::size_t start) {
  std::vector<bool> seen(edges.size());
  std::deque<std::size_t> queue = {start};
  std::size_t count = 0;
  while (!queue.empty()) {
    std::size_t at = queue.front();
    queue.pop_front();
    for (int next : edges[at]) {
      std::size_t to = std::size_t(next) % edges.size();
      if (!seen[to]) {
        seen[to] = true;
        ++count;
        queue.push_back(to);
      }
    }
  }
  return count;
}
stallfree::task<> serve(inputs &in) {
  std::size_t most = 0;
  for (std::size_t i = 0; i < in.rows.size(); ++i)
    most = std::max(most, reachable(in.rows, i));
  keep(most);
  co_return;
}
} // namespace breadth_first
PROGRAM(breadth_first, 6000)

namespace adler {
static std::uint32_t checksum(const unsigned char *data, std::size_t size) {
  std::uint32_t a = 1, b = 0;
  for (std::size_t i = 0; i < size; ++i) {
    a = (a + data[i]) % 65521;
    b = (b + a) % 65521;
  }
  return b << 16 | a;
}
stallfree::task<> serve(inputs &in) {
  keep(checksum(in.bytes.data(), in.bytes.size()));
  co_return;
}
} // namespace adler
PROGRAM(adler, 60000)
