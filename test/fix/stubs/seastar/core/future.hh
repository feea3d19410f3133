// Seastar: github.com/scylladb/seastar, include/seastar
#pragma once

#include "../../stub.hpp"

namespace seastar {
template <class T = void> struct [[nodiscard]] future : stub::awaiter<T> {
  using promise_type = stub::promise<future, T>;
};
} // namespace seastar
