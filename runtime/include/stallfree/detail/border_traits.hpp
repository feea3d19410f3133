// What may cross a process border, and why the rest may not. A type is judged by its shape, so that no heavy
// standard header is needed to name what is refused.
#pragma once
#include "stallfree/detail/aggregate.hpp"
#include "stallfree/detail/shapes.hpp"
#include <cstdio>

namespace stallfree::detail {

enum class border_fault { none, pointer, reference, callable, lock, stream, coroutine, handle, view, no_codec };

template <class T, class... Seen> consteval border_fault fault_of();

template <class T, class... Seen> consteval border_fault fault_of_members() {
  border_fault found = border_fault::none;
  auto join = [&](border_fault f) { found = found == border_fault::none ? f : found; };
  if constexpr (is_variant<T>)
    [&]<class... P>(std::variant<P...> *) { (join(fault_of<P, Seen...>()), ...); }(static_cast<T *>(nullptr));
  else if constexpr (tuple_like<T>)
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      (join(fault_of<std::tuple_element_t<I, T>, Seen...>()), ...);
    }(std::make_index_sequence<std::tuple_size_v<T>>());
  else if constexpr (container_like<T> || is_optional<T>)
    join(fault_of<typename T::value_type, Seen...>());
  else // an aggregate
    [&]<class... P>(std::tuple<P &...> *) {
      (join(fault_of<P, Seen...>()), ...);
    }(static_cast<decltype(members_of(std::declval<T &>())) *>(nullptr));
  return found;
}

/// Why values of T cannot cross; `Seen` breaks cycles of a type that contains a container of itself.
template <class T, class... Seen> consteval border_fault fault_of() {
  using enum border_fault;
  using U = std::remove_cv_t<T>;
  if constexpr ((std::is_same_v<U, Seen> || ...) || has_own_codec<U> || is_shared_buffer<U> || std::is_arithmetic_v<U> ||
                std::is_enum_v<U>)
    return none;
  else if constexpr (std::is_reference_v<U>)
    return reference;
  else if constexpr (std::is_same_v<U, std::FILE *>)
    return stream;
  else if constexpr (std::is_pointer_v<U> && std::is_function_v<std::remove_pointer_t<U>>)
    return callable;
  else if constexpr (std::is_pointer_v<U> || std::is_member_pointer_v<U> || std::is_null_pointer_v<U>)
    return pointer;
  else if constexpr (is_mutable_span<U>)
    return reference;
  else if constexpr (is_view<U>)
    return std::is_trivially_copyable_v<typename U::value_type> ? fault_of<typename U::value_type, U, Seen...>() : no_codec;
  else if constexpr (std::is_bounded_array_v<U>)
    return fault_of<std::remove_all_extents_t<U>, U, Seen...>();
  else if constexpr (!std::is_class_v<U>)
    return no_codec;
  else if constexpr (pointer_like<U>)
    return pointer;
  else if constexpr (coroutine_like<U>)
    return coroutine;
  else if constexpr (lock_like<U>)
    return lock;
  else if constexpr (stream_like<U>)
    return stream;
  else if constexpr (thread_like<U>)
    return handle;
  else if constexpr (function_like<U>)
    return callable;
  else if constexpr (path_like<U>)
    return none;
  else if constexpr (is_variant<U> || tuple_like<U> || is_optional<U> || container_like<U>)
    return fault_of_members<U, U, Seen...>();
  else if constexpr (std::is_aggregate_v<U>) {
    if constexpr (!std::is_copy_constructible_v<U> && !std::is_move_constructible_v<U>)
      return no_codec;
    else
      return fault_of_members<U, U, Seen...>();
  } else
    return std::is_trivially_copyable_v<U> ? none : no_codec;
}

/// True when a value holds views, which must not outlive the message they point into.
template <class T> consteval bool holds_view() {
  using U = std::remove_cv_t<T>;
  if constexpr (is_view<U>)
    return true;
  else if constexpr (has_own_codec<U> || !std::is_class_v<U> || path_like<U> || is_shared_buffer<U>)
    return false;
  else if constexpr (is_variant<U>)
    return []<class... P>(std::variant<P...> *) { return (holds_view<P>() || ...); }(static_cast<U *>(nullptr));
  else if constexpr (tuple_like<U>)
    return []<std::size_t... I>(std::index_sequence<I...>) {
      return (holds_view<std::tuple_element_t<I, U>>() || ...);
    }(std::make_index_sequence<std::tuple_size_v<U>>());
  else if constexpr (is_optional<U>)
    return holds_view<typename U::value_type>();
  else if constexpr (container_like<U>)
    return is_view<typename U::value_type>;
  else
    return false;
}

} // namespace stallfree::detail
