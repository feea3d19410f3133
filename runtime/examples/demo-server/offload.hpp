// offload.hpp - Run a function on a pool, from a coroutine
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DEMO_OFFLOAD_HPP
#define DEMO_OFFLOAD_HPP

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/thread_pool.hpp>
#include <asio/use_awaitable.hpp>
#include <type_traits>

template <class F> asio::awaitable<std::invoke_result_t<F &>> call(F &f) { co_return f(); }

/// Calls f on a thread of the pool; the awaiting coroutine goes on where it
/// was. f must not touch what the loop owns.
template <class F> asio::awaitable<std::invoke_result_t<F &>> run_on(asio::thread_pool &pool, F f) {
  co_return co_await asio::co_spawn(pool, call(f), asio::use_awaitable);
}

#endif
