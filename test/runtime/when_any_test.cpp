#include <stallfree/when_any.hpp>

#include <stdexcept>
#include <string>

#include <gtest/gtest.h>
#include <stallfree/loop.hpp>

namespace {

using namespace stallfree;
using namespace std::chrono_literals;

const run_options quick{.virtual_time = true};

task<int> after(std::chrono::milliseconds d, int value, bool *ended = nullptr) {
  struct flag {
    bool *ended;
    ~flag() {
      if (ended)
        *ended = true;
    }
  } on_exit{ended};
  co_await sleep_for(d);
  co_return value;
}

TEST(WhenAny, FirstWinsAndLosersAreJoined) {
  run([]() -> task<> {
    bool ended = false;
    auto before = now();
    auto v = co_await when_any(after(1h, 1, &ended), after(5ms, 2), sleep_for(1h));
    EXPECT_EQ(now() - before, 5ms);
    EXPECT_EQ(v.index(), 1u);
    EXPECT_EQ(std::get<1>(v), 2);
    EXPECT_TRUE(ended);
  }(), quick);
}

TEST(WhenAny, FirstErrorIsRethrown) {
  run([]() -> task<> {
    auto fails = []() -> task<int> {
      co_await sleep_for(1ms);
      throw std::out_of_range("x");
    };
    EXPECT_THROW(co_await when_any(after(1h, 1), fails()), std::out_of_range);
    auto v = co_await when_any(after(0ms, 1), fails());
    EXPECT_EQ(v.index(), 0u);
  }(), quick);
}

TEST(WhenAny, Range) {
  run([]() -> task<> {
    std::vector<task<int>> tasks;
    for (int i = 0; i < 5; ++i)
      tasks.push_back(after((10 - i) * 1ms, i * 10));
    auto first = co_await when_any(std::move(tasks));
    EXPECT_EQ(first.index, 4u);
    EXPECT_EQ(first.value, 40);
    EXPECT_THROW(co_await when_any(std::vector<task<int>>()), std::invalid_argument);
  }(), quick);
}

} // namespace
