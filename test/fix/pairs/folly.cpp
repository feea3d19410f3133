// Coroutines of folly, compiled against stubs.
#include <chrono>
#include <folly/coro/Task.h>
#include <fstream>
#include <string>
#include <thread>
#include <unistd.h>

static std::string load(const std::string &path) {
  std::ifstream in(path);
  std::string text;
  std::getline(in, text);
  return text;
}

// pair: a value
folly::coro::Task<std::string> value(std::string path) { co_return load(path); }

// pair: a statement
folly::coro::Task<> statement(int fd) {
  ::fsync(fd);
  co_return;
}

// pair: a sleep becomes folly's own
folly::coro::Task<> sleeps() {
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  co_return;
}

// pair: a loop lets others run
folly::coro::Task<double> loops() {
  double sum = 0;
  for (int i = 1; i < 100000000; ++i) {
    sum += 1.0 / i;
  }
  co_return sum;
}
