// The compile-time check of what to_process is given: one sentence per reason.
#pragma once

#include "stallfree/detail/builtin_codec.hpp"
#include <type_traits>

namespace stallfree {

/// Values of T can be sent to a worker process and back.
template <class T>
concept border_type = detail::fault_of<std::remove_cvref_t<T>>()
== detail::border_fault::none;

namespace detail {

template <class F> struct signature { static constexpr bool known = false; };
template <class R, class... P> struct signature<R (*)(P...)> {
  static constexpr bool known = true;
  using result = R;
  using parameters = std::tuple<P...>;
};
template <class R, class... P> struct signature<R (*)(P...) noexcept> : signature<R (*)(P...)> {};
template <class C, class R, class... P>
struct signature<R (C::*)(P...) const> : signature<R (*)(P...)> {};
template <class C, class R, class... P>
struct signature<R (C::*)(P...) const noexcept> : signature<R (*)(P...)> {};

/// The signature of a function pointer or a captureless lambda.
template <class F> consteval auto signature_of() {
  if constexpr (requires { &F::operator(); })
    return signature<decltype(&F::operator())>();
  else
    return signature<F>();
}

template <class P> consteval border_fault parameter_fault() {
  if constexpr (std::is_lvalue_reference_v<P> && !std::is_const_v<std::remove_reference_t<P>>)
    return border_fault::reference;
  else
    return fault_of<std::remove_cvref_t<P>>();
}
template <class R> consteval border_fault result_fault() {
  if constexpr (std::is_void_v<R>)
    return border_fault::none;
  else if constexpr (std::is_reference_v<R>)
    return border_fault::reference;
  else if constexpr (is_shared_buffer<R>)
    return border_fault::no_codec;
  else if constexpr (constexpr auto fault = fault_of<R>(); fault != border_fault::none)
    return fault;
  else
    return holds_view<R>() ? border_fault::view : border_fault::none;
}

/// F and T: each function and type that is refused gets its own message.
template <border_fault Fault, auto F, class T> consteval bool check_fault() {
  using enum border_fault;
  static_assert(Fault != pointer,
                "stallfree::to_process: a pointer or iterator means nothing in another process; "
                "pass the value, std::span<const T>, std::string_view or shared_buffer<T>");
  static_assert(Fault != reference,
                "stallfree::to_process: a worker process cannot change the caller's object; take "
                "it by value or const reference and return the new value");
  static_assert(Fault != callable,
                "stallfree::to_process: a callable object cannot be sent to another process; name "
                "the function as template argument and pass its data");
  static_assert(
      Fault != lock,
      "stallfree::to_process: a mutex or other lock does not reach across processes; lock "
      "in the caller, or protect the data in the worker by itself");
  static_assert(Fault != stream,
                "stallfree::to_process: an open stream cannot be sent to another process; pass the "
                "path, or the contents");
  static_assert(Fault != coroutine,
                "stallfree::to_process: a worker process has no event loop; give it a plain "
                "function that returns a value, not a coroutine or task");
  static_assert(Fault != handle,
                "stallfree::to_process: a thread, future or promise belongs to one process; pass "
                "the value that it stands for");
  static_assert(
      Fault != view,
      "stallfree::to_process: the result is a view into the memory of the worker; return a "
      "std::vector or std::string");
  static_assert(Fault != no_codec,
                "stallfree::to_process: this type cannot be copied to another process as it is; "
                "make it an aggregate of simple members or specialise stallfree::codec for it");
  return Fault == none;
}

template <auto F, class S> consteval bool check_border() {
  static_assert(
      S::known,
      "stallfree::to_process: the template argument must be a pointer to a non-member function or "
      "a captureless, non-generic lambda");
  if constexpr (!S::known)
    return false;
  else
    return []<class... P>(std::tuple<P...> *) {
      return (check_fault<parameter_fault<P>(), F, P>() && ... &&
              check_fault<result_fault<typename S::result>(), F, typename S::result>());
    }(static_cast<typename S::parameters *>(nullptr));
}

} // namespace detail
} // namespace stallfree
