#pragma once

#include "../../stub.hpp"
#include "../executors/GlobalExecutor.h"
#include <type_traits>

namespace folly {
struct Unit {};
template <class T> struct Future : stub::awaiter<T> {};
template <class F> auto via(Executor::KeepAlive<>, F &&f) {
  using R = std::invoke_result_t<F>;
  return Future<std::conditional_t<std::is_void_v<R>, Unit, R>>{};
}
} // namespace folly
