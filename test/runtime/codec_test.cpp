#include <stallfree/codec.hpp>

#include <array>
#include <chrono>
#include <filesystem>
#include <gtest/gtest.h>
#include <list>
#include <map>
#include <set>
#include <stallfree/border.hpp>
#include <string>
#include <unordered_map>

using namespace stallfree;

namespace {

template <class T> T round_trip(const T &value) {
  alignas(64) std::byte bytes[4096];
  encoder out(bytes, sizeof bytes);
  detail::encode_value(out, value);
  EXPECT_TRUE(out.fits());
  decoder in(bytes, out.size());
  T copy = detail::decode_value<T>(in);
  EXPECT_EQ(in.left(), 0u);
  return copy;
}

enum class colour { red, blue };
struct point {
  int x, y;
  bool operator==(const point &) const = default;
};
struct line {
  std::string name;
  std::vector<point> points;
  std::optional<std::map<std::string, std::vector<std::string>>> tags;
  bool operator==(const line &) const = default;
};
struct wide {
  std::string a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, a1, a2,
      a3, a4, a5, a6;
  bool operator==(const wide &) const = default;
};
struct own {
  int value = 0;
};

} // namespace

template <> struct stallfree::codec<own> {
  static void encode(encoder &out, const own &o) { out.put_raw(o.value + 1); }
  static own decode(decoder &in) { return {in.get_raw<int>() - 1}; }
};

#define EXPECT_ROUND_TRIP(...)                                                                     \
  do {                                                                                             \
    const auto value = __VA_ARGS__;                                                                \
    EXPECT_EQ(round_trip(value), value);                                                           \
  } while (false)

TEST(Codec, CarriesSimpleValues) {
  EXPECT_ROUND_TRIP(42);
  EXPECT_ROUND_TRIP(2.5);
  EXPECT_ROUND_TRIP(true);
  EXPECT_ROUND_TRIP(colour::blue);
  EXPECT_ROUND_TRIP(point{1, 2});
  EXPECT_ROUND_TRIP(std::array<int, 3>{1, 2, 3});
  EXPECT_ROUND_TRIP(std::chrono::milliseconds(5));
  EXPECT_ROUND_TRIP(std::chrono::system_clock::now());
}

TEST(Codec, CarriesContainers) {
  EXPECT_ROUND_TRIP(std::string("text"));
  EXPECT_ROUND_TRIP(std::string());
  EXPECT_ROUND_TRIP(std::vector<double>{1, 2, 3});
  EXPECT_ROUND_TRIP(std::vector<bool>{true, false, true});
  EXPECT_ROUND_TRIP(std::vector<std::string>{"a", "", "c"});
  EXPECT_ROUND_TRIP(std::list<int>{3, 2, 1});
  EXPECT_ROUND_TRIP(std::map<std::string, int>{{"one", 1}, {"two", 2}});
  EXPECT_ROUND_TRIP(std::unordered_map<int, std::string>{{1, "one"}, {2, "two"}});
  EXPECT_ROUND_TRIP(std::set<std::string>{"x", "y"});
  EXPECT_ROUND_TRIP(std::multimap<int, int>{{1, 1}, {1, 2}});
  EXPECT_ROUND_TRIP(std::array<std::string, 2>{"left", "right"});
}

TEST(Codec, CarriesSumsAndProducts) {
  EXPECT_ROUND_TRIP(std::optional<std::string>("x"));
  EXPECT_ROUND_TRIP(std::optional<std::string>());
  EXPECT_ROUND_TRIP(std::variant<int, std::string>("x"));
  EXPECT_ROUND_TRIP(std::variant<std::monostate, std::string>());
  EXPECT_ROUND_TRIP(std::pair<int, std::string>(1, "x"));
  EXPECT_ROUND_TRIP(std::tuple<char, std::string, double>('a', "b", 1.5));
  EXPECT_ROUND_TRIP(std::filesystem::path("/a/b"));
}

TEST(Codec, CarriesAggregates) {
  EXPECT_ROUND_TRIP(line{"l", {{1, 2}, {3, 4}}, {{{"k", {"v", "w"}}}}});
  wide w;
  w.a = "first";
  w.a6 = "last";
  EXPECT_ROUND_TRIP(w);
}

TEST(Codec, ViewsPointIntoTheMessage) {
  alignas(64) std::byte bytes[256];
  encoder out(bytes, sizeof bytes);
  const std::vector<double> numbers{1, 2, 3};
  out.put_raw(char(1)); // whatever comes before, elements are aligned
  detail::encode_value<std::span<const double>>(out, numbers);
  detail::encode_value<std::string_view>(out, "text");
  decoder in(bytes, out.size());
  in.get_raw<char>();
  auto span = detail::decode_value<std::span<const double>>(in);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(span.data()) % alignof(double), 0u);
  EXPECT_GE(reinterpret_cast<const std::byte *>(span.data()), bytes);
  EXPECT_LT(reinterpret_cast<const std::byte *>(span.data()), bytes + sizeof bytes);
  EXPECT_EQ(span[2], 3);
  EXPECT_EQ(detail::decode_value<std::string_view>(in), "text");
}

TEST(Codec, TakesOwnSpecialisations) { EXPECT_EQ(round_trip(own{7}).value, 7); }

TEST(Codec, CountsWhatDoesNotFit) {
  std::byte bytes[4];
  encoder out(bytes, sizeof bytes);
  detail::encode_value(out, std::string(1000, 'x'));
  EXPECT_FALSE(out.fits());
  EXPECT_EQ(out.size(), sizeof(std::size_t) + 1000);
}

TEST(Codec, RefusesDamagedMessages) {
  alignas(64) std::byte bytes[64] = {};
  encoder out(bytes, sizeof bytes);
  out.put_raw(~std::size_t(0)); // a length
  auto decode = [&]<class T>(T *) {
    decoder in(bytes, out.size());
    (void)detail::decode_value<T>(in);
  };
  EXPECT_THROW(decode(static_cast<std::string *>(nullptr)), bad_message);
  EXPECT_THROW(decode(static_cast<std::vector<std::string> *>(nullptr)), bad_message);
  EXPECT_THROW(decode(static_cast<std::span<const double> *>(nullptr)), bad_message);
  EXPECT_THROW(decode(static_cast<std::variant<int, std::string> *>(nullptr)), bad_message);
  EXPECT_THROW(decode(static_cast<std::array<long, 4> *>(nullptr)), bad_message);
}
