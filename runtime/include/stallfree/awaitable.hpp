// What can be awaited, its result type, and its conversion to a task.
#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

#include <stallfree/task.hpp>

namespace stallfree {

namespace detail {
template <class A> decltype(auto) awaiter_of(A &&a) {
  if constexpr (requires { std::forward<A>(a).operator co_await(); })
    return std::forward<A>(a).operator co_await();
  else
    return std::forward<A>(a);
}
} // namespace detail

// An rvalue that `co_await` accepts.
template <class A>
concept awaitable = std::move_constructible<A> && requires(A &&a) {
  detail::awaiter_of(std::move(a)).await_ready();
  detail::awaiter_of(std::move(a)).await_resume();
};

template <class A>
using await_result_t = decltype(detail::awaiter_of(std::declval<A &&>()).await_resume());

template <class T> task<T> as_task(task<T> t) noexcept { return t; }
template <awaitable A> task<await_result_t<A>> as_task(A a) { co_return co_await std::move(a); }

} // namespace stallfree
