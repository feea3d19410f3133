#pragma once

#include "../../stub.hpp"

namespace folly::coro {
struct co_reschedule_on_current_executor_ : stub::awaiter<void> {};
inline co_reschedule_on_current_executor_ co_reschedule_on_current_executor;
} // namespace folly::coro
