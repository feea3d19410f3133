// A blocking call in a coroutine of Asio, moved to a thread: the timer goes on
// ticking meanwhile.
#include <chrono>
#include <cstdio>
#include <thread>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <stallfree/asio.hpp>

using namespace std::chrono_literals;
namespace net = asio;

static int query_database(int key) { // blocks
  std::this_thread::sleep_for(20ms);
  return key * 2;
}

static net::awaitable<void> answer() {
  int value = co_await stallfree::asio::to_thread(query_database, 21);
  std::printf("answer %d\n", value); // on the coroutine's executor again
}

static net::awaitable<void> tick() {
  net::steady_timer timer(co_await net::this_coro::executor);
  for (int i = 0; i < 3; ++i) {
    timer.expires_after(5ms);
    co_await timer.async_wait(net::use_awaitable);
    std::printf("tick\n");
  }
}

int main() {
  net::io_context io;
  net::co_spawn(io, answer(), net::detached);
  net::co_spawn(io, tick(), net::detached);
  io.run();
}
