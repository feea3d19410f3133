// What sizes and numbers are held against, what counts fields, what fields start as.
// RUN: stallfree facts %s -- -std=c++20 | FileCheck %s
#include <vector>
struct limits {
  int most = 64;
  int none;
  bool open = true;
};
// CHECK: function room
// CHECK: holds the size of parameter 0 all {{.*}} against integer 100
// CHECK: holds parameter 1 n {{.*}} against field limits::most
// CHECK-NOT: holds
bool room(const std::vector<int> &all, int n, const limits &l) {
  if (all.size() < 3 || all[0] == 200)
    return false;
  return all.size() < 100 && n <= l.most;
}
struct steps {
  // CHECK: function steps::next
  // CHECK: holds field steps::taken : int of-this against integer 1000
  // CHECK: counts steps::taken
  // CHECK-NOT: counts
  bool next() { return ++taken > 1000; }
  int taken = 0;
};
// CHECK: function scan
// CHECK: loop {{.*}} sized |all| {{.*}} within field limits::most
void scan(const std::vector<int> &all, const limits &l) {
  for (int i = 0; i < int(all.size()) && i < l.most; ++i)
    room(all, i, l);
}
// CHECK: class limits
// CHECK: field limits::most : int is 64
// CHECK: field limits::none : int{{$}}
// CHECK: field limits::open : bool is 1
