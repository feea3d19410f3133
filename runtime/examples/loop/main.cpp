// The event loop of the runtime: tasks that run together, one on a thread.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>

#include <stallfree/loop.hpp>
#include <stallfree/to_thread.hpp>
#include <stallfree/when_all.hpp>
#include <stallfree/with_timeout.hpp>

using namespace std::chrono_literals;

static std::string read_first_line(const std::string &path) { // blocks
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

static stallfree::task<int> fetch(int n) {
  co_await stallfree::sleep_for(n * 5ms);
  co_return n * n;
}

static stallfree::task<int> serve() {
  auto line = co_await stallfree::to_thread(read_first_line, "/proc/version");
  auto [a, b] = co_await stallfree::when_all(fetch(1), fetch(2)); // 10 ms, not 15
  try {
    co_await stallfree::with_timeout(1ms, fetch(1000));
  } catch (const stallfree::timed_out &) {
    std::printf("%.13s, %d and %d, no third\n", line.c_str(), a, b);
  }
  co_return 0;
}

int main() { return stallfree::run(serve()); }
