// Constant arguments keep their number and the name they are spelled with.
// RUN: stallfree facts %s -- -std=c++20 | FileCheck %s
#include <chrono>
#include <future>
#include <string>
#include <sys/socket.h>
#include <thread>
using namespace std::chrono_literals;

constexpr int Retries = 3;
void take(int);
void text(const std::string &);
void pointer(const char *);
void wide(const char16_t *);

// CHECK-LABEL: function flags
// CHECK: call recv {{.*}} integer 16448 : int)
// CHECK: call recv {{.*}} integer 64 (MSG_DONTWAIT)
// CHECK: call take {{.*}} (integer 3 (Retries)
// CHECK: call std::async {{.*}} (integer 1 (std::launch::async)
// CHECK: call text {{.*}} ("file.txt"
// CHECK: call pointer {{.*}} (null
// CHECK: call wide {{.*}} (":/icon"
// CHECK: call wide {{.*}} (unknown
void flags(int fd, char *buffer) {
  recv(fd, buffer, 1, MSG_DONTWAIT | MSG_NOSIGNAL);
  recv(fd, buffer, 1, MSG_DONTWAIT);
  take(Retries);
  auto f = std::async(std::launch::async, [] {});
  text("file.txt");
  pointer(nullptr);
  wide(u":/icon");
  wide(u"\u00e9");
}

// Durations are nanoseconds.
// CHECK-LABEL: function durations
// CHECK: sleep_for {{.*}} (integer 5000000 :
// CHECK: sleep_for {{.*}} (integer 2000000000 :
// CHECK: sleep_for {{.*}} (integer 3000000000 :
// CHECK: sleep_for {{.*}} (integer 500000000 :
// CHECK: sleep_for {{.*}} (integer 0 :
// CHECK: construct std::chrono::duration::duration
// CHECK: sleep_for {{.*}} (result of
void durations(int n) {
  std::this_thread::sleep_for(5ms);
  std::this_thread::sleep_for(std::chrono::seconds(2));
  const auto pause = 3s;
  std::this_thread::sleep_for(pause);
  std::this_thread::sleep_for(std::chrono::duration<double>(0.5));
  std::this_thread::sleep_for(0s);
  std::this_thread::sleep_for(std::chrono::milliseconds(n));
}

// A macro's name belongs to what it is the whole of, not to its parts.
// CHECK-LABEL: function macros
// CHECK: call take {{.*}} (integer 7 (SEVEN) : int)
// CHECK: call take {{.*}} (integer 8 : int) {{.*}} in-macro
#define SEVEN (3 + 4)
#define TAKE_EIGHT() take(8)
void macros() {
  take(SEVEN);
  TAKE_EIGHT();
}
