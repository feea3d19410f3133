// Loops that feed themselves, and others whose rounds their condition does not
// tell alone.
// RUN: stallfree facts %s -- -std=c++20 | FileCheck %s
#include <algorithm>
#include <queue>
#include <string>
#include <vector>
extern "C" long write(int fd, const void *data, unsigned long size);
long decode(const char *at, unsigned long size);

// CHECK-LABEL: function search
// CHECK: loop [[@LINE+4]]:3 sized by {{(local|parameter|field)[^:]*:.*}} marks parameter 0 next {{.*}} levels 1 marks local seen {{.*}} levels 1
void search(std::vector<std::vector<int>> &next, int from) {
  std::vector<bool> seen(next.size());
  std::queue<int> open;
  while (!open.empty()) {
    int at = open.front();
    open.pop();
    for (int to : next[at])
      if (!seen[to])
        open.push(to);
  }
}

// CHECK-LABEL: function painted
// CHECK: loop [[@LINE+4]]:3 sized by {{(local|parameter|field)[^:]*:.*}} marks parameter 0 grid {{.*}} levels 2
// CHECK: loop [[@LINE+11]]:3 sized |open| by parameter 1 open
// CHECK-NOT: marks
void painted(std::vector<std::string> &grid, std::vector<int> &open) {
  for (unsigned i = 0; i < open.size(); ++i) {
    int at = open[i];
    if (grid[at / 8][at % 8] == ' ')
      continue;
    grid[at / 8][at % 8] = ' ';
    open.push_back(at + 1);
  }
  // Nothing is put in.
  while (!open.empty())
    open.pop_back();
}

// CHECK-LABEL: function islands
// CHECK: loop [[@LINE+5]]:5 constant 2
// CHECK-LABEL: function messages
// CHECK: loop [[@LINE+9]]:5 sized by {{(local|parameter|field)[^:]*:.*}} marks parameter 0 seen
void islands(std::vector<bool> &seen, std::vector<int> &open) {
  for (unsigned i = 0; i < seen.size(); ++i)
    for (unsigned j = 0; j < open.size(); ++j)
      if (!seen[open[j]])
        open.push_back(open[j] + 1);
}
void messages(std::vector<bool> &seen, std::vector<int> &open) {
  for (;;)
    for (unsigned j = 0; j < open.size(); ++j)
      if (!seen[open[j]])
        open.push_back(open[j] + 1);
}

// CHECK-LABEL: function orders
// CHECK: loop [[@LINE+2]]:3 sized |a|! by parameter 0 a {{.*}} permutes
void orders(std::vector<int> &a) {
  while (std::next_permutation(a.begin(), a.end()))
    write(1, a.data(), a.size());
}

// CHECK-LABEL: function cursors
// CHECK: loop [[@LINE+6]]:3 unknown
// CHECK: loop [[@LINE+7]]:3 sized |size| {{.*}} step 8
// CHECK: loop [[@LINE+8]]:3 constant 20
// CHECK: loop [[@LINE+9]]:3 constant 20
void cursors(const char *data, unsigned long size, std::vector<int> &sorted) {
  unsigned long done = 0, at = 0, capacity = 64, low = 0, high = sorted.size();
  while (done < size)
    done += write(1, data + done, size - done);
  while (at < size)
    at = at + decode(data + at, size);
  while (size > capacity)
    capacity *= 2;
  while (low < high) {
    unsigned long middle = (low + high) / 2;
    if (sorted[middle] < 7)
      low = middle + 1;
    else
      high = middle;
  }
}

// CHECK-LABEL: function primes
// CHECK: loop [[@LINE+5]]:3 constant 1000 1000000
// CHECK: loop [[@LINE+5]]:5 sized {{.*}} step 256
// CHECK: loop [[@LINE+6]]:3 sized |n|
// CHECK: loop [[@LINE+6]]:5 constant 8
void primes(std::vector<bool> &sieve, int n) {
  for (int i = 2; i * i <= 1000000; ++i)
    for (int j = i * i; j < n; j += i)
      sieve[j] = true;
  for (int i = 1; i < n; ++i)
    for (int j = i; j < n; j += i)
      sieve[j] = !sieve[j];
}

// The longest case counts: one access and a division.
// CHECK-LABEL: function cases
// CHECK: loop [[@LINE+2]]:3 {{.*}} accesses 1 divisions 1
int cases(const int *from, int n, int sum, int by) {
  for (int i = 0; i < n; ++i)
    switch (i & 3) {
    case 0:
      sum += from[i];
      break;
    case 1:
      sum += from[i] / by;
      break;
    default:
      sum += from[n] + from[1];
    }
  return sum;
}
