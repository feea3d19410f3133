// handlers.hpp - What the server does for each command
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DEMO_HANDLERS_HPP
#define DEMO_HANDLERS_HPP

#include "request_log.hpp"

#include <asio/awaitable.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/thread_pool.hpp>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

/// What all sessions share. Sessions run on the event loop; the pools are for
/// work that must not.
struct server_state {
  request_log log{"requests.log"};
  std::mutex mutex; ///< Guards accounts and balance.
  std::map<std::string, std::uint64_t> accounts;
  long balance = 0;
  asio::thread_pool io_pool{4};
  asio::thread_pool cpu_pool{2};
};

/// One request: a command with one argument, and the client to answer.
struct request {
  std::string command;
  std::string argument;
  asio::ip::tcp::socket &client;
};

/// Every handler here stalls the event loop: all other clients wait.
namespace mistakes {
asio::awaitable<void> handle(server_state &state, request &r);
}

/// The same handlers without the mistakes.
namespace repaired {
asio::awaitable<void> handle(server_state &state, request &r);
}

#endif
