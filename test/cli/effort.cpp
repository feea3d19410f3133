// What a way takes: every format tells it, loops have conditions too, and of two ways that are
// found one after the other the one with fewer conditions counts.
// RUN: not stallfree check --no-store --root %S %s -- -std=c++20 2>/dev/null | FileCheck %s
// RUN: not stallfree check --no-store --root %S --format=json %s -- -std=c++20 2>/dev/null | FileCheck %s --check-prefix=JSON
// RUN: not stallfree check --no-store --root %S --format=sarif %s -- -std=c++20 2>/dev/null | FileCheck %s --check-prefix=SARIF
// RUN: not stallfree check --no-store --root %S --format=html %s -- -std=c++20 2>/dev/null | FileCheck %s --check-prefix=HTML
#include <coroutine>
#include <unistd.h>

#define ON_LOOP [[clang::annotate("stallfree::loop")]]

namespace asio {
template <class T = void> struct awaitable {
  struct promise_type {
    awaitable get_return_object();
    std::suspend_always initial_suspend(), final_suspend() noexcept;
    void return_void(), unhandled_exception();
  };
  bool await_ready();
  void await_suspend(std::coroutine_handle<>), await_resume();
};
} // namespace asio

struct page {
  bool open, shown, ready, dirty, local, saved;
};

// CHECK: effort.cpp:[[@LINE+6]]:{{.*}}warning: this loop computes {{.*}}(probable) [stallfree-cpu-loop]
// CHECK: effort.cpp:[[@LINE+5]]:{{.*}}note: 7 calls and conditions have to come together for it: more than 4 are probable at most
ON_LOOP double count(page *p, bool last) {
  if (!p->open || !p->shown || !p->ready || !p->dirty || !p->local || !p->saved || last)
    return 0;
  double sum = 0;
  for (int i = 1; i < 100000000; ++i)
    sum += 1.0 / i;
  return sum;
}

// CHECK: effort.cpp:[[@LINE+3]]:{{.*}}warning: this loop computes {{.*}}event loop, in 'count_at_once' [stallfree-cpu-loop]
ON_LOOP double count_at_once() {
  double sum = 0;
  for (int i = 1; i < 100000000; ++i)
    sum += 1.0 / i;
  return sum;
}

// The coroutines that await each other are found when all else is.
// CHECK: effort.cpp:[[@LINE+1]]:{{.*}}warning: 'sleep' puts the thread to sleep on the event loop [stallfree-blocking-sleep]
static void rest() { sleep(1); }
ON_LOOP void seldom(page *p) {
  if (p->open && p->shown && p->ready && p->dirty && p->local && p->saved)
    rest();
}
asio::awaitable<> again(page *p);
asio::awaitable<> once(page *p) {
  rest();
  co_await again(p);
}
asio::awaitable<> again(page *p) { co_await once(p); }

// JSON: "check": "cpu-loop"
// JSON: "effort": 7
// JSON: "check": "cpu-loop"
// JSON: "effort": 0
// JSON: "check": "blocking-sleep"
// JSON: "effort": 1
// SARIF: 7 calls and conditions have to come together for it
// SARIF: "effort": 7
// HTML: <p>7 calls and conditions have to come together for it: more than 4 are probable at most</p>
