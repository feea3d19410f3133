// What a class says of its objects is probable in a program that makes none.
// RUN: rm -rf %t && split-file %s %t && cd %t
// RUN: stallfree check --root . a.cpp --fail-on=never -- -std=c++20 | FileCheck %s
// CHECK-DAG: a.cpp:4:43: warning: 'usleep' {{.*}} (probable)
// CHECK-DAG: a.cpp:7:45: warning: 'usleep' puts the thread to sleep on the event loop [stallfree
// CHECK-DAG: a.cpp:10:30: warning: 'usleep' {{.*}} (probable)
// CHECK-DAG: a.cpp:16:30: warning: 'usleep' puts the thread to sleep on the event loop [stallfree
// CHECK-DAG: a.cpp:13:30: warning: 'usleep' puts the thread to sleep on the event loop [stallfree
//
// A derived one is one of these, too; and a library's users make what it does not.
// RUN: stallfree check --root . b.cpp --fail-on=never -- -std=c++20 | FileCheck %s --check-prefix=DERIVED
// DERIVED: b.cpp:4:43: warning: 'usleep' puts the thread to sleep on the event loop [stallfree
// RUN: stallfree check --root . c.cpp --fail-on=never -- -std=c++20 | FileCheck %s --check-prefix=LIBRARY
// LIBRARY: c.cpp:4:43: warning: 'usleep' puts the thread to sleep on the event loop [stallfree
// LIBRARY: c.cpp:7:30: warning: 'usleep' puts the thread to sleep on the event loop [stallfree
//--- .stallfree.yaml
pack: own
runs:
  - call: Timer::on_tick
    argument: 0
    on: loop
  - override: Handler::on_event
    on: loop
//--- stubs.h
#include <map>
extern "C" int usleep(unsigned);
struct Timer {
  void on_tick(void (*)());
};
struct Handler {
  virtual void on_event() = 0;
};
//--- a.cpp
#include "stubs.h"
struct Tests {
  explicit Tests(Timer &t) { t.on_tick(tick); }
  static void tick() {                    usleep(90000); }
};
struct Clock {
  explicit Clock(Timer &t) { t.on_tick([] { usleep(90000); }); }
};
struct Spare : Handler {
  void on_event() override { usleep(90000); }
};
struct Real : Handler {
  void on_event() override { usleep(90000); }
};
struct Kept : Handler {
  void on_event() override { usleep(90000); }
};
int main() {
  Timer timer;
  Clock clock(timer);
  Real real;
  std::map<int, Kept> all;
  all[1];
}
//--- b.cpp
#include "stubs.h"
struct Clock {
  explicit Clock(Timer &t) { t.on_tick(tick); }
  static void tick() {                    usleep(90000); }
};
struct WallClock : Clock {
  explicit WallClock(Timer &t) : Clock(t) {}
};
int main() {
  Timer timer;
  WallClock clock(timer);
}
//--- c.cpp
#include "stubs.h"
struct Clock {
  explicit Clock(Timer &t) { t.on_tick(tick); }
  static void tick() {                    usleep(90000); }
};
struct Spare : Handler {
  void on_event() override { usleep(90000); }
};
