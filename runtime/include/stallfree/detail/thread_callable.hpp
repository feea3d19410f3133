// What to_thread accepts, and the sentence for each refusal.
#pragma once

#include <coroutine>
#include <functional>
#include <span>
#include <stop_token>
#include <string_view>
#include <type_traits>

namespace stallfree {

class thread_pool;
struct call_options;
struct abandon;

namespace detail {

// std::ref goes through; everything else is handed over as an rvalue.
template <class A> struct handed_over { using type = A; };
template <class T> struct handed_over<std::reference_wrapper<T>> { using type = T &; };

template <class F, class... A>
inline constexpr bool takes_stop_token = std::is_invocable_v<F, std::stop_token, A...>;

template <class F, class... A>
inline constexpr bool thread_invocable = takes_stop_token<F, A...> || std::is_invocable_v<F, A...>;

template <class F, class... A> struct thread_result {
  using type = void;
};
template <class F, class... A>
  requires takes_stop_token<F, A...>
struct thread_result<F, A...> {
  using type = std::invoke_result_t<F, std::stop_token, A...>;
};
template <class F, class... A>
  requires(!takes_stop_token<F, A...> && std::is_invocable_v<F, A...>)
struct thread_result<F, A...> {
  using type = std::invoke_result_t<F, A...>;
};
template <class F, class... A>
using thread_result_t = std::remove_cv_t<typename thread_result<F, A...>::type>;

template <class T>
concept coroutine_type = requires(T t) { t.operator co_await(); } ||
                         requires(T t) { operator co_await(t); } ||
                         requires(T t) { t.await_resume(); } ||
                         requires { typename std::coroutine_traits<T>::promise_type; };

template <class T> inline constexpr bool refers = false;
template <class T> inline constexpr bool refers<std::reference_wrapper<T>> = true;
template <class T, std::size_t N> inline constexpr bool refers<std::span<T, N>> = true;
template <class C, class T> inline constexpr bool refers<std::basic_string_view<C, T>> = true;

template <class T>
concept thread_options_type = std::is_same_v<T, call_options> || std::is_same_v<T, abandon>;
template <class T>
concept thread_where = thread_options_type<std::remove_cvref_t<T>> ||
                       std::is_same_v<std::remove_cvref_t<T>, thread_pool>;

template <bool Abandon, class F, class... A> consteval void check_thread_callable() {
  static_assert(thread_invocable<F, A...>,
                "to_thread cannot call this function with these arguments: they are copied and "
                "handed over as rvalues, so wrap in std::ref what it takes by mutable reference");
  using R = typename thread_result<F, A...>::type;
  static_assert(!std::is_reference_v<R>,
                "to_thread cannot return a reference into another thread's work: return a value "
                "or a pointer");
  static_assert(!coroutine_type<R>,
                "to_thread runs plain functions, but this callable returns a task, which would not "
                "run on the thread: co_await it on the loop instead");
  static_assert(!Abandon || !(refers<A> || ...),
                "an abandoned call may outlive its caller: pass values that it owns, not "
                "std::ref, span or string_view");
}

} // namespace detail
} // namespace stallfree
