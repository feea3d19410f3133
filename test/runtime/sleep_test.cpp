#include <stallfree/sleep.hpp>

#include <random>
#include <vector>

#include <gtest/gtest.h>
#include <stallfree/loop.hpp>
#include <stallfree/timer_heap.hpp>

namespace {

using namespace stallfree;
using namespace std::chrono_literals;

TEST(Sleep, NotShorterThanAsked) {
  run([]() -> task<> {
    for (auto d : {0us, 1us, 300us, 2000us}) {
      auto before = clock::now();
      co_await sleep_for(d);
      EXPECT_GE(clock::now() - before, d);
    }
    auto when = now() + 1ms;
    co_await sleep_until(when);
    EXPECT_GE(now(), when);
    co_await sleep_until(now() - 1h); // past: the next turn
  }());
}

TEST(Sleep, WakeInOrderOfTime) {
  std::vector<int> seen;
  run([](std::vector<int> &seen) -> task<> {
    scope s;
    std::mt19937 random(5);
    for (int i = 0; i < 500; ++i)
      (void)s.spawn([](std::vector<int> &seen, int ms) -> task<> {
        co_await sleep_for(std::chrono::milliseconds(ms));
        seen.push_back(ms);
      }(seen, static_cast<int>(random() % 1000)));
    co_await s.join();
  }(seen), {.virtual_time = true});
  EXPECT_EQ(seen.size(), 500u);
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
}

TEST(Sleep, CancelWakesAtOnce) {
  run([]() -> task<> {
    auto before = now();
    auto t = spawn(sleep_for(1h));
    co_await yield();
    t.cancel();
    EXPECT_THROW(co_await t, cancelled);
    EXPECT_EQ(now(), before);
  }(), {.virtual_time = true});
}

TEST(Sleep, CancelledTaskCannotSleep) {
  run([]() -> task<> {
    auto t = spawn([]() -> task<int> {
      try {
        co_await sleep_for(1h);
      } catch (const cancelled &) {
      }
      try {
        co_await sleep_for(1h);
      } catch (const cancelled &) {
      }
      try {
        co_await yield();
      } catch (const cancelled &) {
        co_return 1;
      }
      co_return 0;
    }());
    co_await yield();
    t.cancel();
    EXPECT_EQ(co_await t, 1);
  }(), {.virtual_time = true});
}

TEST(Sleep, YieldLetsOthersRun) {
  run([]() -> task<> {
    int steps = 0;
    auto other = spawn([](int &steps) -> task<> {
      for (; steps < 10; ++steps)
        co_await yield();
    }(steps));
    for (int i = 0; i < 12; ++i)
      co_await yield();
    EXPECT_EQ(steps, 10);
  }());
}

TEST(TimerHeap, AgreesWithSorting) {
  std::mt19937 random(7);
  struct node : timer {
    node() : timer(nullptr) {}
  };
  for (int round = 0; round < 50; ++round) {
    timer_heap heap;
    std::vector<std::unique_ptr<node>> nodes;
    std::vector<std::pair<time_point, timer *>> expected;
    for (int i = 0; i < 200; ++i) {
      nodes.push_back(std::make_unique<node>());
      time_point when{std::chrono::nanoseconds(random() % 100000 * 1000 + i)};
      heap.insert(*nodes.back(), when);
      expected.emplace_back(when, nodes.back().get());
      if (random() % 3 == 0) {
        auto victim = expected.begin() + static_cast<long>(random() % expected.size());
        heap.remove(*victim->second);
        expected.erase(victim);
      }
    }
    std::sort(expected.begin(), expected.end());
    for (auto &[when, t] : expected) {
      EXPECT_EQ(heap.pop_due(when - 1ns), nullptr);
      EXPECT_EQ(heap.pop_due(when), t);
      heap.insert(*t, when); // leaves the node out of the heap at the end
      heap.remove(*t);
    }
    EXPECT_TRUE(heap.empty());
  }
}

} // namespace
