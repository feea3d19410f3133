// The lock is released around the call, so all that it leads to while it is held is one finding, which names each.
// RUN: not stallfree check --no-store --quiet --root %S %s -- -std=c++20 | FileCheck %s
// RUN: not stallfree check --no-store --quiet --root %S --format=sarif %s -- -std=c++20 | FileCheck %s --check-prefix SARIF
extern "C" int open(const char *, int, ...);
extern "C" int usleep(unsigned);
static void load() {
  open("first", 0);
  open("second", 0);
  usleep(10);
}
[[clang::annotate("stallfree::gil")]] void method() {
  // CHECK: [[@LINE+3]]:3: warning: 'load' leads to 'open', which waits for a file's contents while holding the Python interpreter lock
  // CHECK: :8:3: note: and 1 more such call below it, first: 'open' waits
  // CHECK-NOT: leads to
  load();
}
// SARIF-COUNT-2: "threadFlows"
// SARIF-NOT: "threadFlows"
