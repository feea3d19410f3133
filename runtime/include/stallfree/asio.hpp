// Stallfree on standalone Asio (1.22): co_await stallfree::asio::to_thread(f, args...) in an
// awaitable. Destroying the io_context ends its calls: those that wait are
// taken back, those that run are asked to stop and waited for.
#pragma once

#include <atomic>
#include <chrono>
#include <coroutine>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include <asio/any_io_executor.hpp>
#include <asio/associated_cancellation_slot.hpp>
#include <asio/awaitable.hpp>
#include <asio/bind_executor.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#ifndef ASIO_HAS_CO_AWAIT
#error "This Asio does not see the compiler's coroutines: compile with -DASIO_HAS_CO_AWAIT -DASIO_HAS_STD_COROUTINE"
#endif

#include <stallfree/awaitable.hpp>
#include <stallfree/call.hpp>
#include <stallfree/result.hpp>
#include <stallfree/spawn.hpp>
#include <stallfree/to_thread.hpp>

#define STALLFREE_NET ::asio
namespace stallfree::asio {
#include <stallfree/detail/asio_adapter.ipp>
} // namespace stallfree::asio
#undef STALLFREE_NET
