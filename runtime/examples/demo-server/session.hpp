// session.hpp - One client
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DEMO_SESSION_HPP
#define DEMO_SESSION_HPP

#include "handlers.hpp"

using handler = asio::awaitable<void> (*)(server_state &, request &);

/// Reads "COMMAND ARGUMENT" lines until the client goes.
asio::awaitable<void> serve_client(asio::ip::tcp::socket client, server_state &state,
                                   handler handle);

#endif
