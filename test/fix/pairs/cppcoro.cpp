// Coroutines of cppcoro, compiled against stubs.
#include <chrono>
#include <cppcoro/io_service.hpp>
#include <cppcoro/task.hpp>
#include <fstream>
#include <string>
#include <thread>
#include <unistd.h>

namespace cppcoro {
class static_thread_pool;
}

// pair: a statement, with the pool and the service as parameters
cppcoro::task<> statement(cppcoro::static_thread_pool &pool, cppcoro::io_service &io, int fd) {
  co_await io.schedule();
  ::fsync(fd);
}

// pair: a declaration
cppcoro::task<bool> opens(cppcoro::static_thread_pool &pool, cppcoro::io_service &io) {
  co_await io.schedule();
  std::ifstream in("data");
  co_return in.good();
}

// pair: a sleep becomes the service's own
cppcoro::task<> sleeps(cppcoro::io_service &io) {
  co_await io.schedule();
  std::this_thread::sleep_for(std::chrono::seconds(1));
}

// pair: a loop lets others run
cppcoro::task<double> loops(cppcoro::io_service &io) {
  co_await io.schedule();
  double sum = 0;
  for (int i = 1; i < 100000000; ++i)
    sum += 1.0 / i;
  co_return sum;
}
