// Coroutines of libcoro, compiled against stubs: its offload needs a pool and a
// scheduler that the coroutine can name.
#include <chrono>
#include <coro/coro.hpp>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <unistd.h>

static std::string load(const std::string &path) {
  std::ifstream in(path);
  std::string text;
  std::getline(in, text);
  return text;
}

// pair: parameters name the pool and the scheduler
coro::task<std::string> parameters(coro::thread_pool &pool, coro::scheduler &io, std::string path) {
  co_await io.schedule();
  std::string text = load(path);
  co_return text;
}

struct service {
  std::unique_ptr<coro::scheduler> io_;
  std::shared_ptr<coro::thread_pool> pool_;

  // pair: members name them, through smart pointers
  coro::task<> members(int fd) {
    co_await io_->schedule();
    ::fsync(fd);
    co_return;
  }

  // pair: a sleep becomes the scheduler's own
  coro::task<> sleeps() {
    co_await io_->schedule();
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }

  // pair: a loop lets others run
  coro::task<double> loops() {
    co_await io_->schedule();
    double sum = 0;
    for (int i = 1; i < 100000000; ++i) {
      sum += 1.0 / i;
    }
    co_return sum;
  }
};
