// A function with its arguments, as a pool runs it.
#pragma once

#include <exception>
#include <functional>
#include <stop_token>
#include <tuple>
#include <type_traits>
#include <utility>

#include <stallfree/detail/thread_callable.hpp>
#include <stallfree/result.hpp>
#include <stallfree/work_item.hpp>

namespace stallfree::detail {

template <class F, class... A> class thread_job final : public work_item {
public:
  using value = thread_result_t<F, A...>;

  template <class Fn, class Tuple>
  thread_job(Fn &&f, Tuple &&args) : f_(std::forward<Fn>(f)), args_(std::forward<Tuple>(args)) {}

  void run() noexcept override {
    outcome.capture([this]() -> value {
      return std::apply(
          [this](A &...args) -> value {
            if constexpr (takes_stop_token<F, A...>)
              return std::invoke(std::move(f_), stop_.get_token(), std::forward<A>(args)...);
            else
              return std::invoke(std::move(f_), std::forward<A>(args)...);
          },
          args_);
    });
  }
  void fail(std::exception_ptr e) noexcept override { outcome.fail(std::move(e)); }
  bool stoppable() const noexcept override { return takes_stop_token<F, A...>; }
  void request_stop() noexcept override {
    if constexpr (takes_stop_token<F, A...>)
      stop_.request_stop();
  }
  void dispose() noexcept override { delete this; }

  result<value> outcome;

private:
  struct nothing {};
  F f_;
  std::tuple<A...> args_;
  [[no_unique_address]] std::conditional_t<takes_stop_token<F, A...>, std::stop_source, nothing>
      stop_;
};

} // namespace stallfree::detail
