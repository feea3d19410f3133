// What is not rewritten, and why. Each refusal has a twin that is.
// RUN: not stallfree check --no-store --root %S %s -- -std=c++20 -I%runtime_include 2>/dev/null | FileCheck %s
// RUN: stallfree fix --dry-run --quiet --no-store --root %S %s -- -std=c++20 -I%runtime_include 2>/dev/null | FileCheck --check-prefix=EDIT %s
#include <fstream>
#include <mutex>
#include <netdb.h>
#include <optional>
#include <pthread.h>
#include <stallfree/task.hpp>
#include <string>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <vector>

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

// What an argument reads goes to the thread with the call.
int note(int error) {
  ::fsync(20);
  return error;
}
task<void> argument_errno() {
  // CHECK-DAG: no automatic fix{{.*}}: an argument reads errno, which is this thread's: name its value first
  note(errno);
  co_return;
}
task<void> argument_named() {
  int error = errno;
  // EDIT-DAG: co_await stallfree::to_thread([&] { note(error); });
  note(error);
  co_return;
}

int note_id(std::thread::id) { return ::fsync(21); }
task<void> argument_id() {
  // CHECK-DAG: no automatic fix: 'argument_id' asks for the thread it is on: it would be another thread's
  note_id(std::this_thread::get_id());
  co_return;
}

int checked(int fd) {
  static const auto owner = std::this_thread::get_id();
  return owner == std::this_thread::get_id() ? ::fsync(fd) : -1;
}
task<void> callee_id() {
  // CHECK-DAG: no automatic fix: 'checked' asks for the thread it is on: it would be another thread's
  checked(22);
  co_return;
}

void report(const char *what) {
  std::string text = what + std::to_string(errno);
  std::ofstream out("log");
}
task<void> callee_errno() {
  // CHECK-DAG: no automatic fix: 'report' reads errno, which is this thread's: give it the value
  report("failed");
  co_return;
}

[[noreturn]] void fail() { throw std::system_error(errno, std::generic_category()); }
task<void> helper_errno(int fd) {
  // CHECK-DAG: no automatic fix: 'helper_errno' reads errno afterwards
  if (::fsync(fd) < 0)
    fail();
  co_return;
}

// A guard puts back what it found, whoever left it.
struct errno_guard {
  errno_guard() : old(errno) {}
  ~errno_guard() { errno = old; }
  int old;
};
void quietly() { errno_guard guard; }
task<void> guarded_errno() {
  // EDIT-DAG: co_await stallfree::to_thread([&] { return ::fsync(30); });
  ::fsync(30);
  quietly();
  co_return;
}

struct errno_note {
  errno_note() : seen(errno) {}
  ~errno_note() { errno = 0; }
  int seen;
};
int noted() { return errno_note().seen; }
task<int> noted_errno() {
  // CHECK-DAG: no automatic fix: 'noted_errno' reads errno afterwards
  ::fsync(31);
  co_return noted();
}

int parsed(const char *text) {
  errno = 0;
  long value = std::strtol(text, nullptr, 10);
  return errno == ERANGE ? -1 : int(value);
}
task<int> reset_errno() {
  // EDIT-DAG: co_await stallfree::to_thread([&] { return ::fsync(32); });
  ::fsync(32);
  co_return parsed("7");
}

task<void> loop_errno(int fd) {
  for (int i = 0; i < 3; ++i) {
    if (i != 0 && errno == EINTR)
      continue;
    // CHECK-DAG: no automatic fix: 'loop_errno' reads errno afterwards
    ::fsync(fd);
    co_await number(i);
  }
}

task<const char *> static_result(const char *name) {
  // CHECK-DAG: no automatic fix: 'gethostbyname' gives a result in static storage, which calls of other threads overwrite
  co_return ::gethostbyname(name)->h_name;
}

// What the result refers to would end with the lambda.
std::string slurp(const std::string &path) {
  std::ifstream in(path); // blocks
  return {};
}
struct part {
  std::string_view text;
};
part first_of(const std::string &text) {
  slurp(text);
  return {text};
}
struct owned {
  int size;
  std::vector<std::optional<std::string>> lines;
};
owned lines_of(const std::string &path) { return {0, {slurp(path)}}; }
task<std::size_t> temporary(std::string p) {
  // CHECK-DAG: no automatic fix{{.*}}: its result may refer to a temporary argument: name that first
  co_return first_of(p + ".txt").text.size();
}
task<std::size_t> owns_all(std::string p) {
  // EDIT-DAG: co_return (co_await stallfree::to_thread([&] { return lines_of(p + ".txt"); })).lines.size();
  co_return lines_of(p + ".txt").lines.size();
}

void traced(const char *where) { std::ofstream out(where); }
task<void> own_name() {
  // CHECK-DAG: no automatic fix: the call is part of a macro, a default argument or a static initialiser, or was not written as a call, or names __func__ (fixable here: only 'own_name' has to change)
  traced(__func__);
  co_return;
}

// Locks of callers, of C, and those that a coroutine is given.
pthread_mutex_t c_gate = PTHREAD_MUTEX_INITIALIZER;
task<void> c_locked() {
  pthread_mutex_lock(&c_gate);
  // CHECK-DAG: no automatic fix: a lock is held here, and would be held across the co_await
  ::fsync(30);
  pthread_mutex_unlock(&c_gate);
  co_return;
}
task<void> c_unlocked() {
  pthread_mutex_lock(&c_gate);
  pthread_mutex_unlock(&c_gate);
  // EDIT-DAG: co_await stallfree::to_thread([&] { ::fsync(31); });
  ::fsync(31);
  co_return;
}
task<void> save() {
  // CHECK-DAG: no automatic fix: 'add' holds a lock while it awaits 'save'
  ::fsync(32);
  co_return;
}
task<void> add() {
  std::lock_guard hold(gate);
  co_await save();
}
task<void> given(std::unique_lock<std::mutex> held) {
  // CHECK-DAG: no automatic fix: 'held' of 'given' may be a lock that is held, and would be held across the co_await
  ::fsync(33);
  co_return;
}
struct owner {
  std::unique_lock<std::mutex> held_;
  task<void> save() {
    // CHECK-DAG: no automatic fix: 'held_' of 'owner::save' may be a lock that is held, and would be held across the co_await
    ::fsync(34);
    co_return;
  }
};

// Texts that do not become one expression.
struct file {
  explicit file(const std::string &path) : text(path) { ::fsync(35); }
  std::string text;
};
task<void> elaborated(std::string p) {
  // CHECK-DAG: no automatic fix{{.*}}: the declaration is part of a macro, or its type is written with 'struct' or 'class'
  struct file f(p);
  co_return;
}
task<void> made_by_new(std::string p) {
  // CHECK-DAG: no automatic fix{{.*}}: the result cannot be moved out of a thread, or `new` makes it in place
  delete new file(p);
  co_return;
}
struct copied {
  explicit copied(int fd) { ::fsync(fd); }
  copied(const copied &);
  copied(copied &&) = delete;
};
copied copy(int fd) { return copied(fd); }
task<void> moves_deleted() {
  // CHECK-DAG: fixable here: only 'moves_deleted' has to change
  auto made = copy(40);
  (void)made;
  co_return;
}

// A lambda that is no coroutine is called by one: there it is moved.
task<void> inner_lambda() {
  auto work = [] { ::fsync(12); };
  work();
  co_return;
}

// CHECK-DAG: note: `stallfree fix` makes this change
task<int> twin(int fd) { co_return ::fsync(fd); }
