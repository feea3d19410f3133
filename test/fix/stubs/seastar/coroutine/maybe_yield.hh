#pragma once

#include "../../stub.hpp"

namespace seastar::coroutine {
struct maybe_yield : stub::awaiter<void> {};
} // namespace seastar::coroutine
