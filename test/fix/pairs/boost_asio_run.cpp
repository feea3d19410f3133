// Blocking calls in coroutines of Boost.Asio.
#include "run.hpp"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <cstdlib>
#include <optional>
#include <stallfree/boost_asio.hpp>
#include <string>
#include <thread>
#include <unistd.h>

namespace net = boost::asio;
using net::awaitable;

static std::string read_slowly(int key) {
  std::this_thread::sleep_for(pairs::blocking);
  return "read " + std::to_string(key);
}

static bool probe(int key) {
  ::usleep(200000);
  return key > 1;
}

static void flush_slowly() { ::usleep(200000); }

// pair: a sleep becomes a timer
awaitable<std::string> sleeps() {
  std::this_thread::sleep_for(pairs::blocking);
  co_return "slept";
}

// pair: a timer that is waited for without the loop
awaitable<std::string> timer() {
  net::steady_timer later(co_await net::this_coro::executor, pairs::blocking);
  later.wait();
  co_return "later";
}

// pair: a call whose value nobody uses
awaitable<std::string> statement() {
  flush_slowly();
  co_return "flushed";
}

// pair: an initialiser
awaitable<std::string> initialiser() {
  auto text = read_slowly(1);
  co_return text;
}

// pair: a returned value
awaitable<std::string> returned() { co_return read_slowly(3); }

// pair: a condition
awaitable<std::string> condition() {
  if (probe(2))
    co_return "yes";
  co_return "no";
}

// pair: a part of a larger expression
awaitable<std::string> operand() { co_return "<" + read_slowly(4) + ">"; }

// pair: a child process
awaitable<std::string> child() {
  int status = std::system("sleep 0.2");
  co_return "status " + std::to_string(status);
}

// pair: a loop around the call
awaitable<std::string> looped() {
  std::string all;
  for (int i = 0; i < 2; ++i)
    all += read_slowly(i) + ";";
  co_return all;
}

static std::string on_loop(awaitable<std::string> work) {
  net::io_context io;
  std::optional<std::string> result;
  net::co_spawn(io, std::move(work), [&](std::exception_ptr, std::string text) { result = text; });
  io.run();
  return result.value_or("nothing");
}

int main() {
  return pairs::run_all({{"sleeps", [] { return on_loop(sleeps()); }},
                         {"timer", [] { return on_loop(timer()); }},
                         {"statement", [] { return on_loop(statement()); }},
                         {"initialiser", [] { return on_loop(initialiser()); }},
                         {"returned", [] { return on_loop(returned()); }},
                         {"condition", [] { return on_loop(condition()); }},
                         {"operand", [] { return on_loop(operand()); }},
                         {"child", [] { return on_loop(child()); }},
                         {"looped", [] { return on_loop(looped()); }}});
}
