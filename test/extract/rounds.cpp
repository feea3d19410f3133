// How wide the elements of a loop are, and whether its rounds can be computed
// several at a time. What is part of an address is no operation of its own.
// RUN: stallfree facts %s -- -std=c++20 | FileCheck %s
#include <vector>

// CHECK-LABEL: function invert
// CHECK: loop {{.*}} width 1 blocks
void invert(unsigned char *bytes, int n) {
  for (int i = 0; i < n; ++i)
    bytes[i] = 255 - bytes[i];
}

// CHECK-LABEL: function difference
// CHECK: loop {{.*}} operations 3 accesses 3 divisions 0 width 4 blocks
void difference(int (&to)[100], const int (&from)[100], int n) {
  for (int i = 1; i < n; ++i)
    to[i] = from[i] - from[i - 1];
}

// One block of memory is accessed once, whatever its rows.
// CHECK-LABEL: function rows
// CHECK: loop {{.*}} operations 2 accesses 1 divisions 0 width 8 blocks
double grid[8][512];
void rows(int n) {
  for (int i = 0; i < n; ++i)
    grid[3][i] = 0;
}

// CHECK-LABEL: function total
// CHECK: loop {{.*}} width 4 blocks
long total(const std::vector<int> &all) {
  long sum = 0;
  for (int n : all)
    sum += n;
  return sum;
}

// Sums of floating-point numbers are made in order.
// CHECK-LABEL: function mean
// CHECK: loop {{.*}} width 8 in-order blocks
double mean(const std::vector<double> &all) {
  double sum = 0;
  for (double n : all)
    sum += n;
  return sum;
}

// CHECK-LABEL: function hash
// CHECK: loop {{.*}} width 1 in-order blocks
unsigned hash(const std::vector<unsigned char> &all) {
  unsigned h = 7;
  for (unsigned char c : all)
    h = (h ^ c) * 16777619;
  return h;
}

// CHECK-LABEL: function largest
// CHECK-NOT: in-order
// CHECK-LABEL: function lookup
// CHECK: loop {{.*}} in-order
int largest(const int *all, int n) {
  int most = 0;
  for (int i = 0; i < n; ++i)
    most = all[i] > most ? all[i] : most;
  return most;
}
void lookup(int *to, const int *table, const int *at, int n) {
  for (int i = 0; i < n; ++i)
    to[i] = table[at[i]];
}

// CHECK-LABEL: function remainders
// CHECK: loop {{.*}} divisions 1 {{.*}} in-order
// CHECK-LABEL: function halves
// CHECK: loop {{.*}} step 3 {{.*}} divisions 0
void remainders(int *all, int n, int by) {
  for (int i = 0; i < n; ++i)
    all[i] %= by;
}
constexpr int half = 2;
void halves(int *all, int n) {
  for (int i = 0; i < n; i += 3)
    all[i] /= half;
}

// CHECK-LABEL: function least
// CHECK-NOT: in-order
// CHECK-LABEL: function nearest
// CHECK: loop {{.*}} in-order
int least(const int *all, int n, int low) {
  for (int i = 0; i < n; ++i)
    if (all[i] < low) {
      low = all[i];
    }
  return low;
}
int nearest(const int *all, int n, int low, int at) {
  for (int i = 0; i < n; ++i)
    if (all[i] < low) {
      low = all[i];
      at = i;
    }
  return at;
}

// An index that is counted on from round to round takes one addition.
// CHECK-LABEL: function plane
// CHECK: loop {{.*}} operations 4 accesses 1 divisions 0 width 4
int plane(const int *a, int n, int y, int width, int dx) {
  int sum = 0;
  for (int x = 0; x < n; ++x)
    sum += a[(y - 1) * width + x + dx - 1];
  return sum;
}

// Until a round changes nothing: a few rounds, whatever the most is.
// CHECK-LABEL: function settle
// CHECK: loop {{.*}} constant 8 n by
// CHECK-LABEL: function search
// CHECK: loop {{.*}} sized |n|
void settle(std::vector<int> &at, int n) {
  bool changed = true;
  for (int round = 0; changed && round < n; ++round) {
    changed = false;
    for (int i = 1; i < n; ++i)
      if (at[i] < at[i - 1]) {
        at[i] = at[i - 1];
        changed = true;
      }
  }
}
void search(std::vector<int> &at, int n) {
  bool going = true;
  for (int i = 0; going && i < n; ++i)
    going = at[i] != 7;
}

// What a loop makes anew in each round tells nothing of its rounds; an array has its size.
// CHECK-LABEL: function maze
// CHECK: loop {{.*}} sized by {{parameter [^:]*:.*}} marks local open : bool[61][61] levels 2 depth 0
bool maze(std::vector<int> &path) {
  bool open[61][61] = {};
  while (!path.empty()) {
    int ways[4] = {2, -2, 3, -3};
    int at = path.back() + ways[path.back() % 4];
    if (open[at / 61][at % 61]) {
      path.pop_back();
      continue;
    }
    open[at / 61][at % 61] = true;
    path.push_back(at);
  }
  return open[1][1];
}
