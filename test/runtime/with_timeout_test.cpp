#include <stallfree/with_timeout.hpp>

#include <stdexcept>

#include <gtest/gtest.h>
#include <stallfree/loop.hpp>

namespace {

using namespace stallfree;
using namespace std::chrono_literals;

const run_options quick{.virtual_time = true};

TEST(WithTimeout, ValueInTime) {
  run([]() -> task<> {
    auto f = []() -> task<int> {
      co_await sleep_for(1s);
      co_return 3;
    };
    EXPECT_EQ(co_await with_timeout(2s, f()), 3);
  }(), quick);
}

TEST(WithTimeout, ThrowsAndEndsTheTask) {
  run([]() -> task<> {
    bool ended = false;
    auto f = [](bool &ended) -> task<> {
      try {
        co_await sleep_for(1h);
      } catch (const cancelled &) {
        ended = true;
        throw;
      }
    };
    auto before = now();
    EXPECT_THROW(co_await with_timeout(2s, f(ended)), timed_out);
    EXPECT_EQ(now() - before, 2s);
    EXPECT_TRUE(ended);
  }(), quick);
}

TEST(WithTimeout, ErrorsPassThrough) {
  run([]() -> task<> {
    auto f = []() -> task<> {
      co_await sleep_for(1s);
      throw std::out_of_range("x");
    };
    EXPECT_THROW(co_await with_timeout(2s, f()), std::out_of_range);
  }(), quick);
}

TEST(WithTimeout, CancellationIsNotATimeout) {
  run([]() -> task<> {
    auto t = spawn(with_timeout(1h, sleep_for(2h)));
    co_await yield();
    t.cancel();
    EXPECT_THROW(co_await t, cancelled);
  }(), quick);
}

TEST(WithTimeout, InnerTimeoutIsSeenByTheOuter) {
  run([]() -> task<> {
    EXPECT_THROW(co_await with_timeout(2s, with_timeout(1s, sleep_for(1h))), timed_out);
    EXPECT_THROW(co_await with_timeout(1s, with_timeout(2s, sleep_for(1h))), timed_out);
  }(), quick);
}

} // namespace
