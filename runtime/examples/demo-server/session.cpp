// session.cpp - One client
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "session.hpp"

#include <asio/read_until.hpp>
#include <asio/use_awaitable.hpp>

static request parse(const std::string &line, asio::ip::tcp::socket &client) {
  std::size_t space = line.find(' ');
  if (space == std::string::npos)
    return {line, "", client};
  return {line.substr(0, space), line.substr(space + 1), client};
}

asio::awaitable<void> serve_client(asio::ip::tcp::socket client, server_state &state,
                                   handler handle) {
  std::string buffer;
  try {
    for (;;) {
      std::size_t size = co_await asio::async_read_until(client, asio::dynamic_buffer(buffer, 4096),
                                                         '\n', asio::use_awaitable);
      request r = parse(buffer.substr(0, size - 1), client);
      buffer.erase(0, size);
      co_await handle(state, r);
    }
  } catch (const std::exception &) {
    // The client has gone.
  }
}
