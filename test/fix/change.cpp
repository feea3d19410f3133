// How far a change goes: the text of a function, two steps of a callback, or the
// signature of what leads there.
// RUN: not stallfree check --no-store --root %S %s -- -std=c++20 -I%runtime_include > %t.txt 2>/dev/null
// RUN: FileCheck %s < %t.txt
// RUN: not stallfree check --no-store --root %S --format=json %s -- -std=c++20 -I%runtime_include 2>/dev/null | FileCheck --check-prefix=JSON %s
// RUN: not stallfree check --no-store --root %S --format=sarif %s -- -std=c++20 -I%runtime_include 2>/dev/null | FileCheck --check-prefix=SARIF %s
// RUN: not stallfree check --no-store --root %S --format=github %s -- -std=c++20 -I%runtime_include 2>/dev/null | FileCheck --check-prefix=LINE %s
// RUN: not stallfree check --no-store --root %S --format=gitlab %s -- -std=c++20 -I%runtime_include 2>/dev/null | FileCheck --check-prefix=LINE %s
// RUN: not stallfree check --no-store --root %S --format=html --output=%t.html %s -- -std=c++20 -I%runtime_include 2>/dev/null
// RUN: FileCheck --check-prefix=LINE --input-file=%t.html %s
// RUN: stallfree fix --dry-run --quiet --no-store --root %S %s -- -std=c++20 -I%runtime_include 2>&1 | FileCheck --check-prefix=LINE %s
#include <stallfree/task.hpp>
#include <unistd.h>

[[clang::annotate("stallfree::loop")]] void on_event() {
  // CHECK: in two steps: post 'fsync(...)' to a thread pool; there, when it is done, post what follows the call now back to the loop, with the result
  // CHECK: no automatic fix: 'on_event' is a callback, which cannot wait (fixable here in two steps: only 'on_event' has to change)
  ::fsync(1);
}

[[clang::annotate("stallfree::loop")]] int answer() {
  // CHECK: no automatic fix: 'answer' has to give its result at once: its callers would have to wait for it (a signature must change: 'answer' alone cannot wait for it)
  return ::fsync(2);
}

stallfree::task<void> held() {
  try {
    co_return;
  } catch (...) {
    // CHECK: no automatic fix: co_await is not allowed in a catch block (fixable here: only 'held' has to change)
    ::fsync(3);
  }
}

// JSON: "change": {
// JSON-NEXT: "kind": "two-steps",
// JSON-NEXT: "function": "on_event",
// JSON-NEXT: "coroutine": false
// JSON: "kind": "signature",
// JSON: "kind": "here",
// JSON-NEXT: "function": "held",
// JSON-NEXT: "coroutine": true
// SARIF: "change": "two-steps"
// SARIF: "changeFunction": "on_event"
// SARIF: "unfixable": "'on_event' is a callback, which cannot wait
// SARIF: "change": "signature"
// SARIF: "change": "here"
// LINE: fixable here in two steps: only {{.*}}on_event{{.*}} has to change
// LINE: a signature must change: {{.*}}answer{{.*}} alone cannot wait for it
// LINE: fixable here: only {{.*}}held{{.*}} has to change
