// The outcome of a task or a call: nothing yet, a value, or an exception.
#pragma once

#include <exception>
#include <new>
#include <type_traits>
#include <utility>
#include <variant>

namespace stallfree {

template <class T> class result {
  using stored = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

public:
  template <class... A> void emplace(A &&...args) {
    value_.template emplace<1>(std::forward<A>(args)...);
  }
  void fail(std::exception_ptr e) noexcept {
    value_.template emplace<2>(std::move(e));
  }
  template <class F> void capture(F &&f) noexcept {
    try {
      if constexpr (std::is_void_v<T>) {
        std::forward<F>(f)();
        emplace();
      } else {
        emplace(std::forward<F>(f)());
      }
    } catch (...) {
      fail(std::current_exception());
    }
  }

  bool ready() const noexcept { return value_.index() != 0; }
  bool has_value() const noexcept { return value_.index() == 1; }
  std::exception_ptr error() const noexcept {
    return value_.index() == 2 ? *std::get_if<2>(&value_) : nullptr;
  }

  // Moves the value out, or rethrows.
  T get() {
    if (auto *e = std::get_if<2>(&value_))
      std::rethrow_exception(std::move(*e));
    if constexpr (!std::is_void_v<T>)
      return std::move(*std::get_if<1>(&value_));
  }

private:
  std::variant<std::nullptr_t, stored, std::exception_ptr> value_{nullptr};
};

} // namespace stallfree
