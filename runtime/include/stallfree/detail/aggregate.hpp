// Visits the members of an aggregate by structured binding.
#pragma once
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace stallfree::detail {

inline constexpr std::size_t max_members = 32;

template <class Self, std::size_t> struct any_value {
  template <class T>
  requires(!std::is_same_v<T, Self>) operator T() const {
    __builtin_unreachable(); // only ever named, in a requires-expression
  }
};

template <class T, std::size_t... I> constexpr bool braces_take(std::index_sequence<I...>) {
  return requires { T{any_value<T, I>{}...}; };
}
/// The number of members, or max_members + 1 when there are more.
template <class T, std::size_t N = max_members + 1> constexpr std::size_t member_count() {
  if constexpr (N == 0 || braces_take<T>(std::make_index_sequence<N>()))
    return N;
  else
    return member_count<T, N - 1>();
}

/// The members of `x` as a tuple of references.
template <class T> constexpr auto members_of(T &x) {
  constexpr std::size_t n = member_count<std::remove_const_t<T>>();
  static_assert(
      n <= max_members,
      "stallfree: this aggregate has more than 32 members; specialise stallfree::codec for it");
  if constexpr (n == 0)
    return std::tuple<>();
#define STALLFREE_MEMBERS(N, ...)                                                                  \
  else if constexpr (n == N) {                                                                     \
    auto &[__VA_ARGS__] = x;                                                                       \
    return std::tie(__VA_ARGS__);                                                                  \
  }
  STALLFREE_MEMBERS(1, a)
  STALLFREE_MEMBERS(2, a, b)
  STALLFREE_MEMBERS(3, a, b, c)
  STALLFREE_MEMBERS(4, a, b, c, d)
  STALLFREE_MEMBERS(5, a, b, c, d, e)
  STALLFREE_MEMBERS(6, a, b, c, d, e, f)
  STALLFREE_MEMBERS(7, a, b, c, d, e, f, g)
  STALLFREE_MEMBERS(8, a, b, c, d, e, f, g, h)
  STALLFREE_MEMBERS(9, a, b, c, d, e, f, g, h, i)
  STALLFREE_MEMBERS(10, a, b, c, d, e, f, g, h, i, j)
  STALLFREE_MEMBERS(11, a, b, c, d, e, f, g, h, i, j, k)
  STALLFREE_MEMBERS(12, a, b, c, d, e, f, g, h, i, j, k, l)
  STALLFREE_MEMBERS(13, a, b, c, d, e, f, g, h, i, j, k, l, m)
  STALLFREE_MEMBERS(14, a, b, c, d, e, f, g, h, i, j, k, l, m, o)
  STALLFREE_MEMBERS(15, a, b, c, d, e, f, g, h, i, j, k, l, m, o, p)
  STALLFREE_MEMBERS(16, a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q)
#define STALLFREE_16 a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q
  STALLFREE_MEMBERS(17, STALLFREE_16, r)
  STALLFREE_MEMBERS(18, STALLFREE_16, r, s)
  STALLFREE_MEMBERS(19, STALLFREE_16, r, s, t)
  STALLFREE_MEMBERS(20, STALLFREE_16, r, s, t, u)
  STALLFREE_MEMBERS(21, STALLFREE_16, r, s, t, u, v)
  STALLFREE_MEMBERS(22, STALLFREE_16, r, s, t, u, v, w)
  STALLFREE_MEMBERS(23, STALLFREE_16, r, s, t, u, v, w, y)
  STALLFREE_MEMBERS(24, STALLFREE_16, r, s, t, u, v, w, y, z)
  STALLFREE_MEMBERS(25, STALLFREE_16, r, s, t, u, v, w, y, z, a1)
  STALLFREE_MEMBERS(26, STALLFREE_16, r, s, t, u, v, w, y, z, a1, a2)
  STALLFREE_MEMBERS(27, STALLFREE_16, r, s, t, u, v, w, y, z, a1, a2, a3)
  STALLFREE_MEMBERS(28, STALLFREE_16, r, s, t, u, v, w, y, z, a1, a2, a3, a4)
  STALLFREE_MEMBERS(29, STALLFREE_16, r, s, t, u, v, w, y, z, a1, a2, a3, a4, a5)
  STALLFREE_MEMBERS(30, STALLFREE_16, r, s, t, u, v, w, y, z, a1, a2, a3, a4, a5, a6)
  STALLFREE_MEMBERS(31, STALLFREE_16, r, s, t, u, v, w, y, z, a1, a2, a3, a4, a5, a6, a7)
  STALLFREE_MEMBERS(32, STALLFREE_16, r, s, t, u, v, w, y, z, a1, a2, a3, a4, a5, a6, a7, a8)
#undef STALLFREE_16
#undef STALLFREE_MEMBERS
}

} // namespace stallfree::detail
