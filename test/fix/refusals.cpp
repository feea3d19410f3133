// What is not rewritten, and why. Each refusal has a twin that is.
// RUN: not stallfree check --no-store --root %S %s -- -std=c++20 -I%runtime_include 2>/dev/null | FileCheck %s
#include <fstream>
#include <mutex>
#include <stallfree/task.hpp>
#include <string>
#include <unistd.h>

using stallfree::task;
std::string load(const std::string &path) { // blocks
  std::ifstream in(path);
  return {};
}
std::string join(std::string a, std::string b);
std::string next();
std::mutex gate;
#define LOAD(path) load(path)

task<void> in_catch(std::string p) {
  try {
    next();
  } catch (...) {
    // CHECK-DAG: no automatic fix: co_await is not allowed in a catch block
    ::fsync(1);
  }
  co_return;
}

task<void> locked() {
  std::lock_guard hold(gate);
  // CHECK-DAG: no automatic fix: a lock is held here, and would be held across the co_await
  ::fsync(2);
  co_return;
}

task<std::string> ordered(int fd) {
  // CHECK-DAG: no automatic fix: other calls of the same expression may run before or after it: name its result first
  co_return join(next(), std::to_string(::fsync(fd)));
}

struct Waiter {
  ~Waiter() { ::fsync(3); }
};
task<void> destructor() {
  Waiter w;
  // CHECK-DAG: no automatic fix: a destructor cannot wait for a co_await
  co_return;
}

#define SYNC(fd) ::fsync(fd)
task<void> macro() {
  // CHECK-DAG: no automatic fix: the call is part of a macro, a default argument or a static initialiser, or was not written as a call
  SYNC(4);
  co_return;
}

thread_local int attempts = 0;
int counted(int fd) {
  ++attempts;
  return ::fdatasync(fd);
}
task<int> thread_locals() {
  // CHECK-DAG: no automatic fix: code that it runs uses a thread_local variable
  co_return counted(5);
}

const std::string &cached(const std::string &path) {
  static std::string text = load(path);
  return text;
}
task<void> reference(std::string p) {
  // CHECK-DAG: no automatic fix: the call gives a reference, and to_thread returns values: name a copy
  const std::string &text = cached(p);
  (void)text;
  co_return;
}

task<int> reads_errno(int fd) {
  // CHECK-DAG: no automatic fix: 'reads_errno' reads errno afterwards
  if (::fsync(fd) < 0)
    co_return errno;
  co_return 0;
}

task<int> number(int fd) { co_return fd; }
task<int> awaits() {
  // CHECK-DAG: no automatic fix: an argument of the call has a co_await: name its result first
  co_return ::fsync(co_await number(6));
}

task<int> waits(int synced = ::fsync(7)) { co_return synced; }
task<void> default_argument() {
  // CHECK-DAG: [[@LINE+1]]:{{[0-9]+}}: warning: 'fsync' waits
  co_await waits();
}

task<int> initialiser() {
  // CHECK-DAG: [[@LINE+1]]:{{[0-9]+}}: {{.*}}'fsync' waits
  static int synced = ::fsync(8);
  co_return synced;
}

struct Pinned {
  explicit Pinned(int fd) { ::fsync(fd); }
  Pinned(const Pinned &) = delete;
};
Pinned pin(int fd) { return Pinned(fd); }
task<void> immovable() {
  // CHECK-DAG: no automatic fix: the result cannot be moved out of a thread
  auto pinned = pin(9);
  (void)pinned;
  co_return;
}

struct Disk {
  void sync() { ::fsync(10); }
};
struct Memory {
  void sync() {}
};
template <class T> task<void> disagree(T kind) {
  // CHECK-DAG: no automatic fix: the instances of this template disagree
  kind.sync();
  co_return;
}
struct Tape {
  void sync() { ::fsync(11); }
};
template <int N> task<void> agree(Tape kind) {
  // CHECK-DAG: [[@LINE+1]]:{{[0-9]+}}: note: 'agree' calls 'Tape::sync'
  kind.sync();
  co_return;
}
task<void> instances() {
  co_await disagree(Disk{});
  co_await disagree(Memory{});
  co_await agree<1>(Tape{});
  co_await agree<2>(Tape{});
}

// A lambda that is no coroutine is called by one: there it is moved.
task<void> inner_lambda() {
  auto work = [] { ::fsync(12); };
  work();
  co_return;
}

// CHECK-DAG: note: `stallfree fix` makes this change
task<int> twin(int fd) { co_return ::fsync(fd); }
