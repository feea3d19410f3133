// session.cpp - One client
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "session.hpp"

#include <asio/read_until.hpp>
#include <asio/use_awaitable.hpp>

asio::awaitable<void> serve_client(asio::ip::tcp::socket client, server_state &state,
                                   handler handle) {
  std::string buffer;
  try {
    for (;;) {
      std::size_t size = co_await asio::async_read_until(client, asio::dynamic_buffer(buffer, 4096),
                                                         '\n', asio::use_awaitable);
      std::string line = buffer.substr(0, size - 1);
      buffer.erase(0, size);
      std::size_t space = line.find(' ');
      request r{line.substr(0, space), space == std::string::npos ? "" : line.substr(space + 1),
                client};
      co_await handle(state, r);
    }
  } catch (const std::exception &) {
    // The client has gone.
  }
}
