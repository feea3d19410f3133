// A process is advised only for work that can cross into one; else a pool, and why.
// RUN: not stallfree check --no-store --root %S %s -- -std=c++20 -I%runtime_include 2>/dev/null | FileCheck %s
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <stallfree/task.hpp>
#include <string>
#include <vector>

using stallfree::task;
int limit = 3;   // set by main only
int verbose = 0; // changed by a handler
int calls = 0;

[[clang::annotate("stallfree::loop")]] void on_signal() { verbose = 1; }
int main(int argc, char **) { limit = argc; }

#define WORK                                                                                       \
  for (int i = 0; i < 500000000; ++i)                                                              \
  sum += i % 3

long plain(long sum, const std::string &) { WORK; return sum + limit; }
long pointer(long sum, const char *) { WORK; return sum; }
long reference(long sum, std::vector<int> &) { WORK; return sum; }
long callable(long sum, std::function<void()>) { WORK; return sum; }
long writes(long sum) { WORK; ++calls; return sum; }
int is_verbose() { return verbose; }
long reads(long sum) { WORK; return sum + is_verbose(); }
struct model {
  long member(long sum) { WORK; return sum; }
};

std::unique_ptr<long> owner(long sum) { WORK; return std::make_unique<long>(sum); }
long iterates(long sum, std::vector<int>::iterator at) { WORK; return sum + *at; }
long texts(long sum, const std::map<int, const char *> &names) { WORK; return sum + names.size(); }
struct shape {
  virtual ~shape() = default;
  virtual int sides() const { return 0; }
};
long derived(long sum, const shape &s) { WORK; return sum + s.sides(); }
long sets(long sum) { WORK; ::setenv("A", "b", 1); return sum; }
long ends(long sum) { WORK; if (sum == 3) std::exit(1); return sum; }
shape *common;
long through(long sum) { WORK; return sum + common->sides(); }

task<long> crosses() { co_return plain(1, "x"); }
// CHECK-DAG: to_process<&plain>(...)`; a pool of as many threads as cores also does, and copies nothing [A6: it computes for longer than the budget, takes only values and shares no state]
task<long> takes_pointer() { co_return pointer(1, "x"); }
// CHECK-DAG: [A6: it computes for longer than the budget; no process, since {{.*}} of 'pointer' is a pointer]
task<long> takes_reference(std::vector<int> v) { co_return reference(1, v); }
// CHECK-DAG: no process, since {{.*}} of 'reference' is a reference that it may change]
task<long> takes_callable() { co_return callable(1, [] {}); }
// CHECK-DAG: no process, since {{.*}} of 'callable' means something in this process only]
task<long> writes_global() { co_return writes(1); }
// CHECK-DAG: no process, since 'writes' changes 'calls', and the change would be lost]
task<long> reads_global() { co_return reads(1); }
// CHECK-DAG: no process, since 'is_verbose' reads 'verbose', which 'on_signal' changes in this process]
task<long> calls_member(model m) { co_return m.member(1); }
// CHECK-DAG: no process, since 'model::member' belongs to an object of this process]
task<void> results() {
  // CHECK-DAG: no process, since what 'owner' gives means something in this process only]
  owner(1);
  co_return;
}
task<void> parameters(std::vector<int> v, std::map<int, const char *> m, shape s) {
  // CHECK-DAG: no process, since 'at' of 'iterates' means something in this process only]
  iterates(1, v.begin());
  // CHECK-DAG: no process, since 'names' of 'texts' means something in this process only]
  texts(1, m);
  // CHECK-DAG: no process, since 's' of 'derived' may be of a derived class]
  derived(1, s);
  co_return;
}
task<void> effects() {
  // CHECK-DAG: no process, since 'sets' changes the process it is in]
  sets(1);
  // CHECK-DAG: no process, since 'ends' ends the process it is in]
  ends(1);
  // CHECK-DAG: no process, since 'through' calls 'common', which leads to objects of this process]
  through(1);
  co_return;
}
// CHECK-DAG: `stallfree fix` moves it to a pool of threads instead
