// when_any: the first to finish wins; the others are cancelled and waited for.
// If the first ended with an exception, that is rethrown.
#pragma once

#include <cstddef>
#include <optional>
#include <ranges>
#include <utility>
#include <variant>
#include <vector>

#include <stallfree/awaitable.hpp>
#include <stallfree/scope.hpp>
#include <stallfree/when_all.hpp>

namespace stallfree {

namespace detail {
inline constexpr std::size_t nobody = static_cast<std::size_t>(-1);

template <class T, class Keep> task<> race(task<T> t, std::size_t me, std::size_t &winner,
                                           std::exception_ptr &error, scope &all, Keep keep) {
  result<T> r;
  try {
    if constexpr (std::is_void_v<T>) {
      co_await std::move(t);
      r.emplace();
    } else {
      r.emplace(co_await std::move(t));
    }
  } catch (...) {
    r.fail(std::current_exception());
  }
  if (winner != nobody)
    co_return;
  winner = me;
  if (r.has_value())
    keep(take(r));
  else
    error = r.error();
  all.cancel();
}
} // namespace detail

// index() of the variant names the winner; void becomes monostate.
template <awaitable... A>
  requires(sizeof...(A) > 0)
task<std::variant<value_or_monostate<await_result_t<A>>...>> when_any(A... awaitables) {
  using variant = std::variant<value_or_monostate<await_result_t<A>>...>;
  std::optional<variant> first;
  std::size_t winner = detail::nobody;
  std::exception_ptr error;
  scope all;
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    ((void)all.spawn(detail::race(as_task(std::move(awaitables)), I, winner, error, all,
                                  [&first](auto &&v) {
                                    first.emplace(std::in_place_index<I>, std::move(v));
                                  })),
     ...);
  }(std::index_sequence_for<A...>{});
  co_await all.join();
  if (error)
    std::rethrow_exception(error);
  co_return std::move(*first);
}

template <class T> struct any_result {
  std::size_t index; // of the winner in the range
  T value;
};

// Of a range, which must not be empty (std::invalid_argument).
template <std::ranges::input_range R>
  requires awaitable<std::ranges::range_value_t<R>>
task<any_result<value_or_monostate<await_result_t<std::ranges::range_value_t<R>>>>>
when_any(R range) {
  using value = value_or_monostate<await_result_t<std::ranges::range_value_t<R>>>;
  std::optional<value> first;
  std::size_t winner = detail::nobody, n = 0;
  std::exception_ptr error;
  scope all;
  for (auto &&a : range)
    (void)all.spawn(detail::race(as_task(std::move(a)), n++, winner, error, all,
                                 [&first](auto &&v) { first.emplace(std::move(v)); }));
  if (!n)
    throw std::invalid_argument("stallfree: when_any of an empty range would wait for ever");
  co_await all.join();
  if (error)
    std::rethrow_exception(error);
  co_return {winner, std::move(*first)};
}

} // namespace stallfree
