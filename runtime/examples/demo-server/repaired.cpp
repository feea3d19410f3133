// repaired.cpp - The same handlers, without the stalls
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "handlers.hpp"
#include "offload.hpp"
#include "password.hpp"
#include "report.hpp"

#include <asio/experimental/as_tuple.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>

namespace repaired {

static asio::awaitable<void> answer(request &r, std::string text) {
  text += '\n';
  co_await asio::async_write(r.client, asio::buffer(text), asio::use_awaitable);
}

// Asio resolves names in the background: nothing to move.
static asio::awaitable<std::string> describe_host(std::string name) {
  asio::ip::tcp::resolver resolver(co_await asio::this_coro::executor);
  auto [error, found] =
      co_await resolver.async_resolve(name, "", asio::experimental::as_tuple(asio::use_awaitable));
  if (error)
    co_return "unknown";
  co_return found.begin()->endpoint().address().to_string();
}

static asio::awaitable<void> handle_resolve(request &r) {
  co_await answer(r, co_await describe_host(r.argument));
}

// Work for the CPU goes to a pool that has as many threads as it can use.
static asio::awaitable<void> handle_register(server_state &state, request &r) {
  auto work = [&password = r.argument] { return hash_password(password, 42); };
  std::uint64_t hash = co_await run_on(state.cpu_pool, work);
  state.accounts[r.argument] = hash;
  co_await answer(r, "registered");
}

// The lock ends before the await; what the answer needs is copied.
static asio::awaitable<void> handle_deposit(server_state &state, request &r) {
  long balance = 0;
  {
    std::lock_guard lock(state.mutex);
    balance = state.balance += std::stol(r.argument);
  }
  co_await answer(r, "balance " + std::to_string(balance));
}

// Reading a folder waits for the disk, so a pool does it.
static asio::awaitable<void> handle_report(server_state &state, request &r) {
  auto work = [&folder = r.argument] { return folder_report(folder); };
  co_await answer(r, co_await run_on(state.io_pool, work));
}

// A timer pauses this session only.
static asio::awaitable<void> handle_ping(request &r) {
  asio::steady_timer pause(co_await asio::this_coro::executor);
  std::string reply;
  for (int tries = 0; tries < 3; ++tries) {
    reply = co_await describe_host(r.argument);
    if (reply != "unknown")
      break;
    pause.expires_after(std::chrono::milliseconds(200));
    co_await pause.async_wait(asio::use_awaitable);
  }
  co_await answer(r, reply);
}

asio::awaitable<void> handle(server_state &state, request &r) {
  auto write_log = [&] {
    state.log.append(r.command + " " + r.argument);
    return true;
  };
  co_await run_on(state.io_pool, write_log);
  if (r.command == "resolve")
    co_await handle_resolve(r);
  else if (r.command == "register")
    co_await handle_register(state, r);
  else if (r.command == "deposit")
    co_await handle_deposit(state, r);
  else if (r.command == "report")
    co_await handle_report(state, r);
  else if (r.command == "ping")
    co_await handle_ping(r);
  else
    co_await answer(r, "unknown command");
}

} // namespace repaired
