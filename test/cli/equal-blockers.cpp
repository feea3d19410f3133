// What one call of a helper that threads use, too, leads to is one finding of a check, the surest and
// nearest, which names the others. What a comment silences below it does not silence the others.
// RUN: not stallfree check --no-store --quiet --root %S %s -- -std=c++20 | FileCheck %s
// RUN: not stallfree check --no-store --quiet --root %S --format=sarif %s -- -std=c++20 | FileCheck %s --check-prefix SARIF
#define LOOP [[clang::annotate("stallfree::loop")]]
extern "C" int open(const char *, int, ...);
extern "C" int fsync(int);
extern "C" long read(int, void *, unsigned long);
static void load(const char *name, char *to) {
  int first = open(name, 0);
  open("more", 0);
  open("most", 0); // NOLINT(stallfree-blocking-file)
  fsync(first);
  read(first, to, 100);
}
[[clang::annotate("stallfree::thread")]] void worker(char *to) { load("worker", to); }
[[clang::annotate("stallfree::thread")]] void helper(char *to) { load("helper", to); }

LOOP void on_start(const char *name, char *to) {
  // CHECK: [[@LINE+2]]:3: warning: 'load' leads to 'open'
  // CHECK: :11:3: note: and 3 more such calls below it, first: 'open' waits
  load(name, to);
  // CHECK-NOT: leads to
}

// Two findings, one of them silent.
// SARIF-COUNT-5: "threadFlows"
// SARIF-NOT: "threadFlows"

// A baseline knows each of them: another one is news, and one that is gone is none.
// RUN: rm -rf %t && mkdir %t && sed 's/usleep(900000);//' %S/Inputs/helper-waits.cpp > %t/a.cpp
// RUN: stallfree check --no-store --quiet --root %t %t/a.cpp --write-baseline=%t/base.json --fail-on=never -- -std=c++20
// RUN: stallfree check --no-store --quiet --root %t %t/a.cpp --baseline=%t/base.json -- -std=c++20
// RUN: cp %S/Inputs/helper-waits.cpp %t/a.cpp
// RUN: not stallfree check --no-store --quiet --root %t %t/a.cpp --baseline=%t/base.json -- -std=c++20 | FileCheck %s --check-prefix NEWS
// RUN: stallfree check --no-store --quiet --root %t %t/a.cpp --write-baseline=%t/all.json --fail-on=never -- -std=c++20
// RUN: sed 's/sleep(1);//' %S/Inputs/helper-waits.cpp > %t/a.cpp
// RUN: stallfree check --no-store --quiet --root %t %t/a.cpp --baseline=%t/all.json -- -std=c++20
// NEWS: 'work' leads to 'sleep'
