// A loop that goes on at once in all rounds but each so manieth lets others run, too.
// RUN: stallfree check --root %S --no-store --tier possible --fail-on never %s -- -std=c++20 -DASIO_HAS_CO_AWAIT -DASIO_HAS_STD_COROUTINE | FileCheck %s
#include <asio.hpp>
#include <string>
#include <vector>
using rows = std::vector<std::vector<int>>;

static void append(std::string &out, const std::vector<int> &row) {
  for (int v : row)
    out += ';', out += std::to_string(v);
}

// CHECK-NOT: 'continues'
asio::awaitable<void> continues(rows all) {
  std::string out;
  for (std::size_t i = 0; i < all.size(); ++i) {
    append(out, all[i]);
    if ((i + 1) % 50)
      continue;
    out.clear();
    co_await asio::post(asio::use_awaitable);
  }
}

// CHECK: cpu-loop
// CHECK: 'never' runs on the event loop
asio::awaitable<void> never(rows all) {
  std::string out;
  for (std::size_t i = 0; i < all.size(); ++i) {
    append(out, all[i]);
    if ((i + 1) % 50)
      continue;
    out.clear();
  }
  co_return;
}

void start(asio::io_context &io, rows all) {
  asio::co_spawn(io, continues(all), asio::detached);
  asio::co_spawn(io, never(all), asio::detached);
}
