// Stallfree on Boost.Asio (1.81): co_await stallfree::boost_asio::to_thread(f, args...) in an
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

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#ifndef BOOST_ASIO_HAS_CO_AWAIT
#error "This Asio does not see the compiler's coroutines: compile with -DBOOST_ASIO_HAS_CO_AWAIT -DBOOST_ASIO_HAS_STD_COROUTINE"
#endif

#include <stallfree/awaitable.hpp>
#include <stallfree/call.hpp>
#include <stallfree/result.hpp>
#include <stallfree/spawn.hpp>
#include <stallfree/to_thread.hpp>

#define STALLFREE_NET ::boost::asio
namespace stallfree::boost_asio {
#include <stallfree/detail/asio_adapter.ipp>
} // namespace stallfree::boost_asio
#undef STALLFREE_NET
