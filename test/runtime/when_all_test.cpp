#include <stallfree/when_all.hpp>

#include <stdexcept>
#include <string>

#include <gtest/gtest.h>
#include <stallfree/loop.hpp>

namespace {

using namespace stallfree;
using namespace std::chrono_literals;

const run_options quick{.virtual_time = true};

task<int> after(std::chrono::milliseconds d, int value) {
  co_await sleep_for(d);
  co_return value;
}
task<int> fails(std::chrono::milliseconds d) {
  co_await sleep_for(d);
  throw std::out_of_range("x");
}

TEST(WhenAll, RunsTogetherAndYieldsATuple) {
  run([]() -> task<> {
    auto before = now();
    auto [a, b, c] = co_await when_all(after(20ms, 1), after(30ms, 2), sleep_for(10ms));
    EXPECT_EQ(a, 1);
    EXPECT_EQ(b, 2);
    static_assert(std::is_same_v<decltype(c), std::monostate>);
    EXPECT_EQ(now() - before, 30ms);
  }(), quick);
}

TEST(WhenAll, FirstErrorCancelsTheRest) {
  run([]() -> task<> {
    auto before = now();
    EXPECT_THROW(co_await when_all(after(1h, 1), fails(5ms)), std::out_of_range);
    EXPECT_EQ(now() - before, 5ms);
  }(), quick);
}

TEST(WhenAll, RangeKeepsItsOrder) {
  run([]() -> task<> {
    std::vector<task<int>> tasks;
    for (int i = 0; i < 10; ++i)
      tasks.push_back(after((10 - i) * 1ms, i));
    auto before = now();
    auto values = co_await when_all(std::move(tasks));
    EXPECT_EQ(now() - before, 10ms);
    for (int i = 0; i < 10; ++i)
      EXPECT_EQ(values[i], i);
    EXPECT_TRUE((co_await when_all(std::vector<task<int>>())).empty());
  }(), quick);
}

TEST(WhenAll, LimitBoundsWhatRunsTogether) {
  run([]() -> task<> {
    int running = 0, most = 0;
    std::vector<task<>> tasks;
    for (int i = 0; i < 20; ++i)
      tasks.push_back([](int &running, int &most) -> task<> {
        most = std::max(most, ++running);
        co_await sleep_for(1ms);
        --running;
      }(running, most));
    auto before = now();
    co_await when_all(std::move(tasks), 3);
    EXPECT_EQ(most, 3);
    EXPECT_EQ(now() - before, 7ms);
  }(), quick);
}

TEST(WhenAll, ErrorInALimitedRangeStartsNoMore) {
  run([]() -> task<> {
    int started = 0;
    std::vector<task<>> tasks;
    for (int i = 0; i < 20; ++i)
      tasks.push_back([](int &started, int i) -> task<> {
        ++started;
        co_await sleep_for(1ms);
        if (i == 2)
          throw std::out_of_range("x");
      }(started, i));
    EXPECT_THROW(co_await when_all(std::move(tasks), 2), std::out_of_range);
    EXPECT_LE(started, 6);
  }(), quick);
}

} // namespace
