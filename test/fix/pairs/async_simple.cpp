// Coroutines of async_simple with coro_io, compiled against stubs.
#include <async_simple/coro/Lazy.h>
#include <chrono>
#include <fstream>
#include <thread>
#include <unistd.h>

using async_simple::coro::Lazy;

// pair: a file that is opened by a declaration
Lazy<bool> opens(const char *path) {
  std::ifstream in(path);
  co_return in.good();
}

// pair: a value
Lazy<int> value(int fd) { co_return ::fsync(fd); }

// pair: a sleep becomes coro_io's own
Lazy<> sleeps() {
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  co_return;
}

// pair: a loop lets others run
Lazy<double> loops() {
  double sum = 0;
  for (int i = 1; i < 100000000; ++i) {
    sum += 1.0 / i;
  }
  co_return sum;
}
