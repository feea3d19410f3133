// Encoding and decoding of the types the runtime knows by itself.
#pragma once
#include "stallfree/detail/border_traits.hpp"

namespace stallfree::detail {

template <class T> inline constexpr bool by_bytes = std::is_trivially_copyable_v<T> && !is_view<T> && !has_own_codec<T>;

template <class T> T decode_value(decoder &in);

template <class T> void encode_value(encoder &out, const T &value) {
  if constexpr (has_own_codec<T> || is_shared_buffer<T>)
    codec<T>::encode(out, value);
  else if constexpr (is_view<T> || contiguous_memory<T>) {
    using E = typename T::value_type;
    static_assert(alignof(E) <= 64, "stallfree: messages are aligned to 64 bytes at most");
    out.put_raw(value.size());
    out.align(alignof(E));
    out.put(value.data(), value.size() * sizeof(E));
  } else if constexpr (by_bytes<T>)
    out.put_raw(value);
  else if constexpr (path_like<T>)
    encode_value(out, value.native());
  else if constexpr (is_optional<T>) {
    out.put_raw(value.has_value());
    if (value)
      encode_value(out, *value);
  } else if constexpr (is_variant<T>) {
    out.put_raw(value.index());
    std::visit([&](const auto &part) { encode_value(out, part); }, value);
  } else if constexpr (tuple_like<T>)
    std::apply([&](const auto &...part) { (encode_value(out, part), ...); }, value);
  else if constexpr (container_like<T>) {
    out.put_raw(value.size());
    for (const auto &item : value) {
      if constexpr (std::is_same_v<typename T::value_type, bool>)
        out.put_raw(static_cast<bool>(item));
      else
        encode_value(out, item);
    }
  } else
    std::apply([&](const auto &...part) { (encode_value(out, part), ...); }, members_of(value));
}

/// A container is filled item by item; a map's item is decoded as a pair with a mutable key.
template <class T> T decode_container(decoder &in) {
  using E = typename T::value_type;
  T result;
  for (std::size_t n = in.get_count(1); n != 0; --n) {
    if constexpr (requires { typename T::mapped_type; }) {
      auto key = decode_value<typename T::key_type>(in);
      result.emplace_hint(result.end(), std::move(key), decode_value<typename T::mapped_type>(in));
    } else if constexpr (requires { typename T::key_type; })
      result.emplace_hint(result.end(), decode_value<E>(in));
    else
      result.push_back(decode_value<E>(in));
  }
  return result;
}

template <class T> T decode_variant(decoder &in) {
  const auto index = in.get_raw<std::size_t>();
  std::optional<T> result;
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    ((index == I ? void(result.emplace(std::in_place_index<I>, decode_value<std::variant_alternative_t<I, T>>(in)))
                 : void()),
     ...);
  }(std::make_index_sequence<std::variant_size_v<T>>());
  if (!result)
    throw bad_message("a message from a worker process names an alternative that the variant does not have");
  return std::move(*result);
}

template <class T> T decode_value(decoder &in) {
  if constexpr (has_own_codec<T> || is_shared_buffer<T>)
    return codec<T>::decode(in);
  else if constexpr (is_view<T>) {
    using E = typename T::value_type;
    std::size_t n = in.get_count(sizeof(E));
    in.align(alignof(E));
    return T(reinterpret_cast<const E *>(in.take(n * sizeof(E))), n);
  } else if constexpr (contiguous_memory<T>) {
    using E = typename T::value_type;
    std::size_t n = in.get_count(sizeof(E));
    in.align(alignof(E));
    const std::byte *from = in.take(n * sizeof(E));
    if constexpr (requires(T & c, const E *e) { c.assign(e, e); } && alignof(E) <= 64) {
      // assign from the mapped bytes: one copy, no pass to zero the memory first
      const E *items = reinterpret_cast<const E *>(from);
      return T(items, items + n);
    } else {
      T result;
      result.resize(n);
      std::memcpy(result.data(), from, n * sizeof(E));
      return result;
    }
  } else if constexpr (std::is_same_v<T, bool>)
    return in.get_raw<unsigned char>() != 0;
  else if constexpr (by_bytes<T>) {
    if constexpr (std::is_default_constructible_v<T>)
      return in.get_raw<T>();
    else {
      alignas(T) std::byte bytes[sizeof(T)];
      in.get(bytes, sizeof bytes);
      return *std::launder(reinterpret_cast<T *>(bytes));
    }
  } else if constexpr (path_like<T>)
    return T(decode_value<typename T::string_type>(in));
  else if constexpr (is_optional<T>) {
    if (decode_value<bool>(in))
      return T(decode_value<typename T::value_type>(in));
    return T();
  } else if constexpr (is_variant<T>)
    return decode_variant<T>(in);
  else if constexpr (tuple_like<T>) // braces: members are read in order
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return T{decode_value<std::remove_cv_t<std::tuple_element_t<I, T>>>(in)...};
    }(std::make_index_sequence<std::tuple_size_v<T>>());
  else if constexpr (container_like<T>)
    return decode_container<T>(in);
  else
    return [&]<class... P>(std::tuple<P &...> *) {
      return T{decode_value<std::remove_cv_t<P>>(in)...};
    }(static_cast<decltype(members_of(std::declval<T &>())) *>(nullptr));
}

} // namespace stallfree::detail
