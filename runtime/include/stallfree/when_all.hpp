// when_all: run together, wait for all. The first error cancels the rest, waits
// for them, and is rethrown.
#pragma once

#include <cstddef>
#include <optional>
#include <ranges>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include <stallfree/awaitable.hpp>
#include <stallfree/scope.hpp>

namespace stallfree {

// A place for the result; void becomes monostate.
template <class T> using value_or_monostate = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

namespace detail {
template <class T> value_or_monostate<T> take(result<T> &r) {
  if constexpr (std::is_void_v<T>) {
    r.get();
    return {};
  } else {
    return r.get();
  }
}
} // namespace detail

// auto [a, b] = co_await when_all(fetch(1), fetch(2));
template <awaitable... A>
task<std::tuple<value_or_monostate<await_result_t<A>>...>> when_all(A... awaitables) {
  scope together;
  std::tuple handles{together.spawn(as_task(std::move(awaitables)))...};
  co_await together.join();
  // A child that ended with `cancelled` rethrows it here.
  co_return std::apply(
      [](auto &...h) {
        return std::tuple<value_or_monostate<await_result_t<A>>...>{detail::take(h.outcome())...};
      },
      handles);
}

// All of a range, results in its order; at most `limit` at the same time
// (0: no limit), started in order.
template <std::ranges::input_range R>
  requires awaitable<std::ranges::range_value_t<R>>
task<std::vector<value_or_monostate<await_result_t<std::ranges::range_value_t<R>>>>>
when_all(R range, std::size_t limit = 0) {
  using A = std::ranges::range_value_t<R>;
  using value = value_or_monostate<await_result_t<A>>;
  std::vector<A> pending;
  for (auto &&a : range)
    pending.push_back(std::move(a));
  std::vector<std::optional<value>> places(pending.size());
  std::size_t next = 0;
  auto worker = [](auto &pending, auto &places, std::size_t &next) -> task<> {
    while (next < pending.size()) {
      std::size_t i = next++;
      if constexpr (std::is_void_v<await_result_t<A>>) {
        co_await std::move(pending[i]);
        places[i].emplace();
      } else {
        places[i].emplace(co_await std::move(pending[i]));
      }
    }
  };
  scope together;
  std::size_t workers = limit && limit < pending.size() ? limit : pending.size();
  for (std::size_t i = 0; i < workers; ++i)
    (void)together.spawn(worker(pending, places, next));
  co_await together.join();
  std::vector<value> values;
  values.reserve(places.size());
  for (auto &place : places) {
    if (!place)
      throw cancelled(); // a child gave up without an error
    values.push_back(std::move(*place));
  }
  co_return values;
}

} // namespace stallfree
