// handlers.cpp - Handlers that stall the event loop
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "handlers.hpp"

#include "password.hpp"
#include "report.hpp"
#include "resolve.hpp"
#include "retry.hpp"

#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>

namespace mistakes {

static asio::awaitable<void> answer(request &r, std::string text) {
  text += '\n';
  co_await asio::async_write(r.client, asio::buffer(text), asio::use_awaitable);
}

// A name server may take seconds to say that there is no such host.
static asio::awaitable<void> handle_resolve(request &r) {
  co_await answer(r, describe_host(r.argument));
}

// A hash that is slow on purpose keeps the loop from everybody else.
static asio::awaitable<void> handle_register(server_state &state, request &r) {
  std::uint64_t hash = hash_password(r.argument, 42);
  state.accounts[r.argument] = hash;
  co_await answer(r, "registered");
}

// The next session that wants the lock waits on the loop that would have to
// finish this write: with a slow client the server stands still for ever.
static asio::awaitable<void> handle_deposit(server_state &state, request &r) {
  std::lock_guard lock(state.mutex);
  state.balance += std::stol(r.argument);
  co_await answer(r, "balance " + std::to_string(state.balance));
}

// `job` looks harmless, but its destructor waits for the thread.
static asio::awaitable<void> handle_report(request &r) {
  report_job job(r.argument);
  co_await answer(r, "the report is on its way");
}

// The pause between two attempts is everybody's pause.
static asio::awaitable<void> handle_ping(request &r) {
  std::string reply;
  with_retries([&] {
    reply = describe_host(r.argument);
    return reply != "unknown";
  });
  co_await answer(r, reply);
}

asio::awaitable<void> handle(server_state &state, request &r) {
  state.log.append(r.command + " " + r.argument);
  if (r.command == "resolve")
    co_await handle_resolve(r);
  else if (r.command == "register")
    co_await handle_register(state, r);
  else if (r.command == "deposit")
    co_await handle_deposit(state, r);
  else if (r.command == "report")
    co_await handle_report(r);
  else if (r.command == "ping")
    co_await handle_ping(r);
  else
    co_await answer(r, "unknown command");
}

} // namespace mistakes
