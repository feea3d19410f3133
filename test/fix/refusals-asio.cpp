// What does not become Asio's asynchronous form, and what does.
// RUN: not stallfree check --no-store --root %S %s -- -std=c++20 -I%runtime_include -DASIO_HAS_CO_AWAIT -DASIO_HAS_STD_COROUTINE 2>/dev/null | FileCheck %s
// RUN: stallfree fix --with-caution --dry-run --quiet --no-store --root %S %s -- -std=c++20 -I%runtime_include -DASIO_HAS_CO_AWAIT -DASIO_HAS_STD_COROUTINE 2>/dev/null | FileCheck --check-prefix=EDIT %s
#include <asio.hpp>
#include <chrono>
#include <thread>
#include <unistd.h>

using asio::awaitable;
using seconds = std::chrono::duration<double>;

// A timer counts in whole numbers.
awaitable<void> half() {
  // EDIT-DAG: co_await stallfree::asio::to_thread([&] { std::this_thread::sleep_for(seconds(0.5)); });
  std::this_thread::sleep_for(seconds(0.5));
  co_return;
}
awaitable<void> whole() {
  // EDIT-DAG: co_await asio::steady_timer(co_await asio::this_coro::executor, std::chrono::hours(1))
  std::this_thread::sleep_for(std::chrono::hours(1));
  co_return;
}

// Another executor takes other tokens.
awaitable<void, asio::io_context::executor_type> executor(int fd) {
  // CHECK-DAG: has an executor of its own, which the edit does not fit (fixable here: only 'executor' has to change)
  ::fsync(fd);
  co_return;
}
awaitable<long, asio::io_context::executor_type> loop() {
  long sum = 0;
  // CHECK-DAG: has an executor of its own, which the edit does not fit (fixable here: only 'loop' has to change)
  for (int i = 0; i < 500000000; ++i)
    sum += i % 3;
  co_return sum;
}

// Streams of the project, and those with another token.
struct stream {
  template <class B> std::size_t read_some(const B &) { return 0; }
  template <class B> std::size_t read_some(const B &, asio::error_code &) { return 0; }
};
using acceptor = asio::use_awaitable_t<>::as_default_on_t<asio::ip::tcp::acceptor>;
awaitable<void> streams(stream own, acceptor other, asio::ip::tcp::socket plain) {
  char data[8];
  // EDIT-DAG: co_await stallfree::asio::to_thread([&] { asio::read(own, asio::buffer(data)); });
  asio::read(own, asio::buffer(data));
  // EDIT-DAG: auto accepted = co_await stallfree::asio::to_thread([&] { return other.accept(); });
  auto accepted = other.accept();
  // EDIT-DAG: co_await asio::async_read(plain, asio::buffer(data), asio::use_awaitable);
  asio::read(plain, asio::buffer(data));
  co_return;
}

// Inside `app::asio`, `asio::` means that.
namespace app::asio {
awaitable<void> hidden() {
  // CHECK-DAG: no automatic fix: 'app::asio' hides the name that the edit would write
  std::this_thread::sleep_for(std::chrono::hours(2));
  co_return;
}
awaitable<void> other(int fd) {
  // EDIT-DAG: co_await stallfree::asio::to_thread([&] { ::fsync(fd); });
  ::fsync(fd);
  co_return;
}
} // namespace app::asio
namespace app::stallfree {
awaitable<void> beside(int fd) {
  // CHECK-DAG: no automatic fix: 'app::stallfree' hides the name that the edit would write
  ::fsync(fd);
  co_return;
}
} // namespace app::stallfree
