#pragma once

#include <async_simple/coro/Lazy.h>
#include <chrono>
#include <type_traits>

namespace async_simple {
template <class T> struct Try {
  T value();
};
} // namespace async_simple
namespace coro_io {
template <class F> async_simple::coro::Lazy<async_simple::Try<std::invoke_result_t<F>>> post(F) {
  return {};
}
template <class D> async_simple::coro::Lazy<bool> sleep_for(D);
} // namespace coro_io
