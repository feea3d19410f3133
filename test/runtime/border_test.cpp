// What is allowed; what is refused is in refusals/border.cpp.
#include <stallfree/border.hpp>

#include <chrono>
#include <filesystem>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_set>
#include <vector>

using stallfree::border_type;

namespace {
struct tree {
  std::string name;
  std::vector<tree> children;
};
struct matrix {
  std::vector<double> cells;
  double operator()(int) const { return 0; }
};
struct node {
  node *next;
};
} // namespace

TEST(Border, LetsValuesPass) {
  static_assert(border_type<int> && border_type<const std::string &> &&
                border_type<std::vector<std::vector<int>>>);
  static_assert(border_type<std::map<std::string, std::optional<int>>> &&
                border_type<std::unordered_set<long>>);
  static_assert(border_type<std::chrono::nanoseconds> && border_type<std::filesystem::path>);
  static_assert(border_type<std::span<const int>> && border_type<std::string_view>);
  static_assert(border_type<tree> && border_type<matrix>);
}

TEST(Border, StopsWhatBelongsToOneProcess) {
  static_assert(!border_type<int *> && !border_type<std::unique_ptr<int>> && !border_type<node>);
  static_assert(!border_type<std::vector<int>::iterator> && !border_type<std::weak_ptr<int>>);
  static_assert(!border_type<std::span<int>> && !border_type<std::mutex> &&
                !border_type<std::reference_wrapper<int>>);
  static_assert(!border_type<std::vector<std::map<int, char *>>> &&
                !border_type<std::coroutine_handle<>>);
  int n = 1;
  auto capturing = [&n] { return n; };
  static_assert(!border_type<decltype(capturing)>);
}
