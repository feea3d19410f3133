// folly: github.com/facebook/folly, folly/coro
#pragma once

#include "../../stub.hpp"

namespace folly::coro {
template <class T = void> struct [[nodiscard]] Task : stub::awaiter<T> {
  using promise_type = stub::promise<Task, T>;
};
} // namespace folly::coro
