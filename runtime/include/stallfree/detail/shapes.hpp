// Kinds of types, told by what they offer.
#pragma once
#include "stallfree/codec.hpp"
#include <concepts>
#include <coroutine>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <variant>

namespace stallfree {
template <class T> class shared_buffer;
}

namespace stallfree::detail {

template <class T> inline constexpr bool is_view = false;
template <class T, std::size_t N> inline constexpr bool is_view<std::span<T, N>> = true;
template <class C, class Tr> inline constexpr bool is_view<std::basic_string_view<C, Tr>> = true;
template <class T> inline constexpr bool is_mutable_span = false;
template <class T, std::size_t N> inline constexpr bool is_mutable_span<std::span<T, N>> = !std::is_const_v<T>;
template <class T> inline constexpr bool is_shared_buffer = false;
template <class T> inline constexpr bool is_shared_buffer<shared_buffer<T>> = true;
template <class T> inline constexpr bool is_optional = false;
template <class T> inline constexpr bool is_optional<std::optional<T>> = true;
template <class T> inline constexpr bool is_variant = false;
template <class... T> inline constexpr bool is_variant<std::variant<T...>> = true;

template <class T>
concept has_own_codec = requires(encoder &out, decoder &in, const T &value) {
  codec<T>::encode(out, value);
  { codec<T>::decode(in) } -> std::convertible_to<T>;
};
template <class T>
concept pointer_like = (requires(T &p) {
                         p.get();
                         typename T::element_type;
                       }) || (requires(T &p) {
                         p.lock();
                         p.expired();
                       }) || (requires(T &p) {
                         { p.get() } -> std::same_as<typename T::type &>;
                       }) || (std::input_or_output_iterator<T> && !std::is_arithmetic_v<T>);
template <class T>
concept lock_like = requires(T &m) {
  m.lock();
  m.unlock();
} || requires(T &m) { m.notify_one(); } || requires(T &m) { m.release(1); m.try_acquire(); };
template <class T>
concept stream_like = requires(T &s) { s.rdbuf(); };
template <class T>
concept coroutine_like = requires(T &t) { t.await_ready(); } || requires(T &t) { t.operator co_await(); } ||
                         requires(T &t) { operator co_await(t); } || requires(T &t) {
                           t.address();
                           t.resume();
                         } || requires { typename T::promise_type; };
template <class T>
concept thread_like = requires(T &t) {
  t.joinable();
  t.join();
} || requires(T &f) { f.valid(); f.wait(); } || requires(T &p) { p.get_future(); };
template <class T>
concept function_like = requires(T &f) { f.target_type(); } ||
                        (requires { &T::operator(); } && !std::is_default_constructible_v<T>);
template <class T>
concept tuple_like = requires { std::tuple_size<T>::value; };
template <class T>
concept path_like = requires(const T &p) {
  p.native();
  typename T::string_type;
};
template <class T>
concept container_like = requires(T &c) {
  typename T::value_type;
  c.begin();
  c.end();
  c.size();
  c.clear();
};
/// A container whose elements one memcpy carries.
template <class T>
concept contiguous_memory = container_like<T> && std::is_trivially_copyable_v<typename T::value_type> && requires(T &c) {
  { c.data() } -> std::same_as<typename T::value_type *>;
  c.resize(std::size_t());
};

} // namespace stallfree::detail
