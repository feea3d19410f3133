// auto [fd, error] = co_await to_thread(with_errno(::open), path, O_RDONLY);
//
// errno belongs to the thread that ran the call, so it is returned beside the
// value. Look at it only where the value reports a failure: success may leave
// any number there.
#pragma once

#include <cerrno>
#include <functional>
#include <type_traits>
#include <utility>

namespace stallfree {

template <class T> struct errno_result {
  T value;
  int error;
};
template <> struct errno_result<void> {
  int error;
};

template <class F> struct with_errno {
  F f;
  explicit with_errno(F g) : f(std::move(g)) {}

  template <class... A>
    requires std::is_invocable_v<F, A...>
  auto operator()(A &&...args) -> errno_result<std::invoke_result_t<F, A...>> {
    errno = 0;
    if constexpr (std::is_void_v<std::invoke_result_t<F, A...>>) {
      std::invoke(f, std::forward<A>(args)...);
      return {errno};
    } else {
      auto value = std::invoke(f, std::forward<A>(args)...);
      return {std::move(value), errno};
    }
  }
};

} // namespace stallfree
