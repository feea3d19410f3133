// What an edit exposes to other tasks is said, and such an edit is not made
// unasked; its twin without anything shared is plain.
// RUN: stallfree fix --dry-run --with-caution --no-store --quiet %s -- -std=c++20 -I%runtime_include > %t.diff 2> %t.log
// RUN: FileCheck %s --implicit-check-not=caution: < %t.log
// CHECK: caution: others on the loop may change 'open_' during the co_await, and it is used before and after
// CHECK: caution: others on the loop may change 'paths_' during the co_await, and it is used before and after
// CHECK: caution: the loop may use 'list_' while the call runs on a thread
// CHECK: caution: 'record' uses 'count', which the loop may use while the call runs on a thread
// The others are made without asking:
// RUN: stallfree fix --dry-run --no-store --quiet %s -- -std=c++20 -I%runtime_include 2>/dev/null | FileCheck %s --check-prefix=PLAIN
// PLAIN-COUNT-2: + {{.*}}auto text = co_await stallfree::to_thread
// PLAIN: + {{.*}}*made = co_await stallfree::to_thread
// PLAIN-NOT: to_thread(
#include <cstdlib>
#include <map>
#include <stallfree/sleep.hpp>
#include <stallfree/task.hpp>
#include <string>
#include <unistd.h>
#include <vector>
using stallfree::task;

std::string load(const std::string &path) { return ::fsync(1) ? path : ""; }
void fill(std::vector<int> &list) { list.push_back(::fsync(1)); }
int count;
void record() {
  int before = count;
  ::fsync(2);
  count = before + 1;
}

struct store {
  std::map<int, std::string> open_;
  std::vector<std::string> paths_;
  std::string text_;
  std::vector<int> list_;

  task<void> refresh(int key) {
    auto found = open_.find(key); auto text = load("a");
    found->second = text;
    co_return;
  }
  task<void> all() {
    for (auto &path : paths_) load(path);
    co_return;
  }
  task<void> more() {
    fill(list_);
    co_return;
  }
  // What was read before an await that is there already is not newly exposed.
  task<void> apart() {
    text_ = "x";
    co_await stallfree::sleep_for(std::chrono::milliseconds(1));
    auto text = load("a");
    co_await stallfree::sleep_for(std::chrono::milliseconds(1));
    text_ = text;
  }
};
task<void> session() {
  record();
  co_return;
}
task<std::string> plain(std::string path) {
  std::vector<std::string> lines;
  auto text = load(path);
  lines.push_back(text);
  co_return lines.front();
}
// An initialiser that names its own variable is read once.
task<int> own(int fd) {
  int *made = static_cast<int *>(std::malloc(sizeof(*made)));
  *made = ::fdatasync(fd);
  co_return *made;
}
