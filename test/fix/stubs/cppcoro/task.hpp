// cppcoro: github.com/lewissbaker/cppcoro, include/cppcoro
#pragma once

#include "../stub.hpp"

namespace cppcoro {
template <class T = void> struct [[nodiscard]] task : stub::awaiter<T> {
  using promise_type = stub::promise<task, T>;
};
} // namespace cppcoro
