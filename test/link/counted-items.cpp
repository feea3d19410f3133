// How many items something has: what a function of the library measures, the
// array that `std::begin` leads into, records that are made for as many numbers or cells,
// and a text whose cursor stops before the end.
// RUN: stallfree check --root %S --no-store --tier possible --fail-on never %s -- -std=c++20 | FileCheck %s
#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

static bool fits(std::string_view pattern, const std::string &word) {
  return std::sin(pattern[0]) + std::cos(word[0]) + std::exp(word[0]) + std::pow(word[0], 0.3) > 0;
}

// CHECK-NOT: 'measured' runs
[[clang::annotate("stallfree::loop")]] int measured(const std::vector<std::string> &words) {
  std::vector<std::string> few{"a", "b"};
  int n = 0;
  for (const std::string &word : words)
    for (int i = 0; i < std::ssize(few); ++i)
      n += fits(few[i], word);
  return n;
}

// CHECK: ns for each one of |words| ({{.*}}) on the event loop, in 'ignored' (probable)
constexpr std::string_view Patterns[] = {"*/build/*", "*.o", "*~", "*.py", "src/*", "tmp*", "*.swp", "*.bak", "*.a", "*.so", "*.d", "*.log"};
[[clang::annotate("stallfree::loop")]] int ignored(const std::vector<std::string> &words) {
  int n = 0;
  for (const std::string &word : words)
    n += std::any_of(std::begin(Patterns), std::end(Patterns), [&](std::string_view p) { return fits(p, word); });
  return n;
}

// CHECK: (probable) [stallfree-cpu-heavy-call]
// CHECK: 'offers' runs on the event loop
struct offer {
  int price, rating;
};
[[clang::annotate("stallfree::loop")]] int offers(const std::vector<int> &prices) {
  std::vector<offer> all(prices.size());
  for (std::size_t i = 0; i < prices.size(); ++i)
    all[i].price = prices[i];
  std::sort(all.begin(), all.end(), [](const offer &a, const offer &b) { return a.price < b.price; });
  return all[0].rating;
}

// CHECK: (probable) [stallfree-cpu-heavy-call]
// CHECK: 'loaded' runs on the event loop
static std::vector<offer> load(const std::vector<int> &prices) {
  std::vector<offer> all(prices.size());
  for (std::size_t i = 0; i < prices.size(); ++i)
    all[i].price = prices[i];
  return all;
}
[[clang::annotate("stallfree::loop")]] int loaded(const std::vector<int> &prices) {
  auto all = load(prices);
  std::sort(all.begin(), all.end(), [](const offer &a, const offer &b) { return a.price < b.price; });
  return all[0].rating;
}

// CHECK: 'std::sort' computes for about {{[56][0-9]}} ns for each one of |n| ({{.*}}) on the event loop (probable)
// CHECK: 'flat' runs on the event loop
[[clang::annotate("stallfree::loop")]] int flat(const std::vector<std::vector<int>> &rows) {
  const int n = int(rows.size());
  std::vector<offer> all;
  for (int i = 0; i < n; ++i)
    for (int price : rows[i])
      all.push_back({price, price % 5});
  std::sort(all.begin(), all.end(), [](const offer &a, const offer &b) { return a.price < b.price; });
  return all[0].rating;
}

// CHECK: ns for each one of |bytes| ({{.*}}) on the event loop, in 'digest' (probable)
[[clang::annotate("stallfree::loop")]] double digest(const std::vector<unsigned char> &bytes) {
  std::size_t at = 0;
  double sum = 0;
  for (; at + 4 <= bytes.size(); at += 4)
    sum += std::sin(sum + bytes[at]) + std::exp(bytes[at + 1]) + std::cos(bytes[at + 2]) + std::log(bytes[at + 3]);
  return sum;
}

// CHECK: 5 probable findings
