// main.cpp - A line server with mistakes, and without
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

//
//   demo-server PORT [repaired]
//
//   resolve HOST | ping HOST | register NAME | deposit AMOUNT | report FOLDER
//

#include "session.hpp"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>
#include <asio/use_awaitable.hpp>
#include <iostream>

using asio::ip::tcp;

static asio::awaitable<void> listen(tcp::acceptor &acceptor, server_state &state, handler handle) {
  for (;;) {
    tcp::socket client = co_await acceptor.async_accept(asio::use_awaitable);
    asio::co_spawn(acceptor.get_executor(), serve_client(std::move(client), state, handle),
                   asio::detached);
  }
}

int main(int argc, char **argv) {
  if (argc < 2) {
    std::cerr << "usage: demo-server PORT [repaired]\n";
    return 2;
  }
  try {
    bool is_repaired = argc > 2 && std::string(argv[2]) == "repaired";
    asio::io_context loop;
    server_state state;
    tcp::acceptor acceptor(loop, {tcp::v4(), static_cast<unsigned short>(std::stoi(argv[1]))});
    asio::signal_set signals(loop, SIGINT, SIGTERM);
    signals.async_wait([&](auto, auto) { loop.stop(); });
    asio::co_spawn(loop,
                   listen(acceptor, state, is_repaired ? &repaired::handle : &mistakes::handle),
                   asio::detached);
    loop.run();
  } catch (const std::exception &error) {
    std::cerr << "demo-server: " << error.what() << '\n';
    return 1;
  }
}
