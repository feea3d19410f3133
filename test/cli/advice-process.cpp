// A process is advised only for work that can cross into one; else a pool, and why.
// RUN: not stallfree check --no-store --root %S %s -- -std=c++20 -I%runtime_include 2>/dev/null | FileCheck %s
#include <functional>
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

task<long> crosses() { co_return plain(1, "x"); }
// CHECK-DAG: to_process<&work>(plain(...))`; a pool of as many threads as cores also does, and copies nothing [A6: it computes for longer than the budget, takes only values and shares no state]
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
