// Containers, sorting, hashing, graphs.
#include "program.hpp"
#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <queue>
#include <set>
#include <unordered_map>

namespace find_duplicates {
stallfree::task<> serve(inputs &in) {
  int equal = 0;
  for (std::size_t i = 0; i < in.words.size(); ++i)
    for (std::size_t j = i + 1; j < in.words.size(); ++j)
      if (in.words[i] == in.words[j])
        ++equal;
  keep(equal);
  co_return;
}
} // namespace find_duplicates
PROGRAM(find_duplicates, 6000)

namespace contains_all {
// In kind: a permission test that looks every wanted name up in a list.
static bool contains(const std::vector<int> &list, int wanted) {
  for (int n : list)
    if (n == wanted)
      return true;
  return false;
}
stallfree::task<> serve(inputs &in) {
  int found = 0;
  for (int i = 0; i < int(in.numbers.size()); ++i)
    found += contains(in.numbers, -1 - i);
  keep(found);
  co_return;
}
} // namespace contains_all
PROGRAM(contains_all, 8000)

namespace index_words {
stallfree::task<> serve(inputs &in) {
  std::map<std::string, std::vector<std::size_t>> index;
  for (std::size_t i = 0; i < in.words.size(); ++i)
    index[in.words[i]].push_back(i);
  keep(index.size());
  co_return;
}
} // namespace index_words
PROGRAM(index_words, 100000)

namespace sum_rows {
stallfree::task<> serve(inputs &in) {
  long sum = 0;
  for (const auto &row : in.rows)
    for (int n : row)
      sum += n;
  keep(double(sum));
  co_return;
}
} // namespace sum_rows
PROGRAM(sum_rows, 5000)

namespace sort_constant {
stallfree::task<> serve(inputs &) {
  std::vector<int> v(3000000);
  std::uint32_t x = 1;
  for (int &n : v)
    n = int(x = x * 1664525u + 1013904223u);
  std::sort(v.begin(), v.end());
  keep(v[5]);
  co_return;
}
} // namespace sort_constant
PROGRAM(sort_constant, 10)

namespace sort_hundred {
stallfree::task<> serve(inputs &in) {
  std::vector<int> v(100);
  for (int i = 0; i < 100; ++i)
    v[i] = (i * 7919) % 101;
  std::sort(v.begin(), v.end());
  keep(v[5]);
  co_return;
}
} // namespace sort_hundred
PROGRAM(sort_hundred, 10)

namespace bubble_sort {
stallfree::task<> serve(inputs &in) {
  auto &v = in.numbers;
  for (std::size_t i = 0; i < v.size(); ++i)
    for (std::size_t j = 0; j + 1 < v.size() - i; ++j)
      if (v[j] > v[j + 1])
        std::swap(v[j], v[j + 1]);
  keep(v.front());
  co_return;
}
} // namespace bubble_sort
PROGRAM(bubble_sort, 8000)

namespace erase_front {
// In kind: a queue kept in a vector.
stallfree::task<> serve(inputs &in) {
  long sum = 0;
  while (!in.numbers.empty()) {
    sum += in.numbers.front();
    in.numbers.erase(in.numbers.begin());
  }
  keep(double(sum));
  co_return;
}
} // namespace erase_front
PROGRAM(erase_front, 60000)

namespace fibonacci {
static long fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
stallfree::task<> serve(inputs &) {
  keep(double(fib(36)));
  co_return;
}
} // namespace fibonacci
PROGRAM(fibonacci, 10)

namespace shortest_paths {
// In kind: routes between all pairs of stations.
stallfree::task<> serve(inputs &in) {
  const int n = int(in.rows.size());
  std::vector<std::vector<int>> d(n, std::vector<int>(n, 1000000));
  for (int i = 0; i < n; ++i)
    for (int to : in.rows[i])
      d[i][to % n] = 1;
  for (int k = 0; k < n; ++k)
    for (int i = 0; i < n; ++i)
      for (int j = 0; j < n; ++j)
        d[i][j] = std::min(d[i][j], d[i][k] + d[k][j]);
  keep(d[0][n - 1]);
  co_return;
}
} // namespace shortest_paths
PROGRAM(shortest_paths, 4000)

namespace tree_depth {
struct node {
  std::vector<node> children;
};
static int depth(const node &n) {
  int deepest = 0;
  for (const node &c : n.children)
    deepest = std::max(deepest, depth(c));
  return deepest + 1;
}
stallfree::task<> serve(inputs &) {
  node root;
  root.children.resize(3);
  root.children[1].children.resize(2);
  keep(depth(root));
  co_return;
}
} // namespace tree_depth
PROGRAM(tree_depth, 10)

namespace copy_table {
// In kind: a snapshot of nested containers taken in a handler.
stallfree::task<> serve(inputs &in) {
  std::vector<std::vector<int>> copies;
  for (int version = 0; version < 20; ++version) {
    auto snapshot = in.rows;
    copies.insert(copies.end(), snapshot.begin(), snapshot.end());
  }
  keep(copies.size());
  co_return;
}
} // namespace copy_table
PROGRAM(copy_table, 200000)

namespace hash_all {
static std::uint64_t fnv(const std::vector<unsigned char> &data) {
  std::uint64_t h = 1469598103934665603ULL;
  for (unsigned char c : data)
    h = (h ^ c) * 1099511628211ULL;
  return h;
}
stallfree::task<> serve(inputs &in) {
  keep(double(fnv(in.bytes)));
  co_return;
}
} // namespace hash_all
PROGRAM(hash_all, 100000)
