// Containers, sorting, recursion.
#include "program.hpp"
#include <algorithm>
#include <map>
#include <memory>
#include <queue>

namespace unique_list {
stallfree::task<> serve(inputs &in) {
  std::vector<std::string> unique;
  for (const std::string &word : in.words)
    if (std::find(unique.begin(), unique.end(), word) == unique.end())
      unique.push_back(word);
  keep(unique.size());
  co_return;
}
} // namespace unique_list
PROGRAM(unique_list, 12000)

namespace common_numbers {
static std::vector<int> common(const std::vector<int> &a, const std::vector<int> &b) {
  std::vector<int> both;
  for (int x : a)
    for (int y : b)
      if (x == y + 1)
        both.push_back(x);
  return both;
}
stallfree::task<> serve(inputs &in) {
  keep(common(in.numbers, in.numbers).size());
  co_return;
}
} // namespace common_numbers
PROGRAM(common_numbers, 9000)

namespace sort_numbers {
stallfree::task<> serve(inputs &in) {
  std::sort(in.numbers.begin(), in.numbers.end());
  keep(in.numbers.front());
  co_return;
}
} // namespace sort_numbers
PROGRAM(sort_numbers, 1500000)

namespace sort_page {
struct entry {
  std::string name;
  int size;
};
stallfree::task<> serve(inputs &in) {
  std::vector<entry> page;
  for (std::size_t i = 0; i < 50 && i < in.words.size(); ++i)
    page.push_back({in.words[i], in.numbers[i]});
  std::sort(page.begin(), page.end(), [](const entry &a, const entry &b) { return a.size < b.size; });
  keep(page.front().size);
  co_return;
}
} // namespace sort_page
PROGRAM(sort_page, 1000)

namespace nested_groups {
stallfree::task<> serve(inputs &in) {
  std::map<int, std::map<int, std::vector<int>>> groups;
  for (int n : in.numbers)
    groups[n % 100][n % 10007].push_back(n);
  keep(groups.size());
  co_return;
}
} // namespace nested_groups
PROGRAM(nested_groups, 200000)

namespace run_schedule {
struct job {
  int due, id;
  bool operator<(const job &other) const { return due > other.due; }
};
stallfree::task<> serve(inputs &in) {
  std::priority_queue<job> queue;
  int id = 0;
  for (int n : in.numbers)
    queue.push({n, ++id});
  long sum = 0;
  while (!queue.empty()) {
    sum += queue.top().id;
    queue.pop();
  }
  keep(double(sum));
  co_return;
}
} // namespace run_schedule
PROGRAM(run_schedule, 300000)

namespace queens {
static int place(int n, int row, unsigned columns, unsigned left, unsigned right) {
  if (row == n)
    return 1;
  int solutions = 0;
  for (int c = 0; c < n; ++c) {
    unsigned bit = 1u << c;
    if (!((columns | left | right) & bit))
      solutions += place(n, row + 1, columns | bit, (left | bit) << 1, (right | bit) >> 1);
  }
  return solutions;
}
stallfree::task<> serve(inputs &) {
  keep(place(11, 0, 0, 0, 0));
  co_return;
}
} // namespace queens
PROGRAM(queens, 10)

namespace subsets {
static long count(int items, long weight) {
  if (items == 0)
    return weight > 100 ? 1 : 0;
  return count(items - 1, weight) + count(items - 1, weight + items);
}
stallfree::task<> serve(inputs &) {
  keep(double(count(26, 0)));
  co_return;
}
} // namespace subsets
PROGRAM(subsets, 10)

namespace search_tree {
struct node {
  int value;
  std::unique_ptr<node> left, right;
};
static void insert(std::unique_ptr<node> &at, int value) {
  if (!at)
    at = std::make_unique<node>(node{value, nullptr, nullptr});
  else
    insert(value < at->value ? at->left : at->right, value);
}
stallfree::task<> serve(inputs &in) {
  std::unique_ptr<node> root;
  for (int i = 0; i < 40; ++i)
    insert(root, in.numbers[i]);
  keep(root->value);
  co_return;
}
} // namespace search_tree
PROGRAM(search_tree, 100)
