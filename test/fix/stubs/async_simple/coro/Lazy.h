// async_simple, as part of github.com/alibaba/yalantinglibs
#pragma once

#include "../../stub.hpp"

namespace async_simple::coro {
struct Yield : stub::awaiter<void> {};
template <class T = void> struct [[nodiscard]] Lazy : stub::awaiter<T> {
  using promise_type = stub::promise<Lazy, T>;
};
} // namespace async_simple::coro
