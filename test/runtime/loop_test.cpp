#include <stallfree/loop.hpp>

#include <csignal>
#include <string>
#include <thread>

#include <gtest/gtest.h>
#include <stallfree/heartbeat.hpp>
#include <stallfree/post.hpp>
#include <stallfree/to_thread.hpp>

namespace {

using namespace stallfree;
using namespace std::chrono_literals;

TEST(Loop, ReturnsTheValue) {
  EXPECT_EQ(run([]() -> task<int> { co_return 3; }()), 3);
  EXPECT_EQ(*run([]() -> task<std::unique_ptr<int>> { co_return std::make_unique<int>(4); }()), 4);
}

TEST(Loop, RethrowsTheError) {
  EXPECT_THROW(run([]() -> task<> {
                 co_await yield();
                 throw std::out_of_range("x");
               }()),
               std::out_of_range);
}

TEST(Loop, NoLoopBeforeAndAfter) {
  EXPECT_EQ(loop::current(), nullptr);
  run([]() -> task<> {
    EXPECT_NE(loop::current(), nullptr);
    co_return;
  }());
  EXPECT_EQ(loop::current(), nullptr);
}

TEST(Loop, RunsNested) {
  EXPECT_EQ(run([]() -> task<int> {
              co_await yield();
              int inner = run([]() -> task<int> {
                co_await yield();
                co_return 5;
              }());
              co_await yield();
              co_return inner;
            }()),
            5);
}

TEST(Loop, StopTokenCancelsTheTask) {
  std::stop_source stop;
  std::thread other;
  EXPECT_THROW(run([](std::stop_source &stop, std::thread &other) -> task<> {
                 other = std::thread([&] { stop.request_stop(); });
                 co_await sleep_for(1h);
               }(stop, other),
                   {.stop = stop.get_token()}),
               cancelled);
  other.join();
}

TEST(Loop, TokenStoppedBeforehandCancelsAtTheFirstAwait) {
  std::stop_source stop;
  stop.request_stop();
  bool began = false;
  EXPECT_THROW(run([](bool &began) -> task<> {
                 began = true;
                 co_await sleep_for(1h);
               }(began),
                   {.stop = stop.get_token()}),
               cancelled);
  EXPECT_TRUE(began);
}

TEST(Loop, TaskSeesItsStopToken) {
  bool seen = false;
  EXPECT_THROW(run([](bool &seen) -> task<> {
                 auto token = co_await this_stop();
                 std::stop_callback on(token, [&] { seen = true; });
                 this_loop().stop();
                 co_await sleep_for(1h);
               }(seen)),
               cancelled);
  EXPECT_TRUE(seen);
}

TEST(Loop, SignalStopsAndIsReportedAsAShellDoes) {
  for (int s : {SIGINT, SIGTERM}) {
    auto wait = [](int s) -> task<int> {
      ::raise(s);
      co_await sleep_for(1h);
      co_return 0;
    };
    EXPECT_EQ(run(wait(s)), 128 + s);
    auto nothing = [](int s) -> task<> {
      ::raise(s);
      co_await sleep_for(1h);
    };
    run(nothing(s));
    auto text = [](int s) -> task<std::string> {
      ::raise(s);
      co_await sleep_for(1h);
      co_return "";
    };
    EXPECT_THROW(run(text(s)), interrupted);
  }
  struct sigaction now {};
  ::sigaction(SIGINT, nullptr, &now);
  EXPECT_EQ(now.sa_handler, SIG_DFL);
}

TEST(Loop, TaskMayTidyUpAfterASignal) {
  EXPECT_EQ(run([]() -> task<int> {
              ::raise(SIGTERM);
              try {
                co_await sleep_for(1h);
              } catch (const cancelled &) {
              }
              co_return 7;
            }()),
            7);
}

TEST(Loop, LeavesSignalsThatTheProgramHandles) {
  static volatile std::sig_atomic_t got = 0;
  auto *before = std::signal(SIGTERM, [](int) { got = 1; });
  EXPECT_EQ(run([]() -> task<int> {
              ::raise(SIGTERM);
              co_await yield();
              co_return 1;
            }()),
            1);
  EXPECT_EQ(got, 1);
  std::signal(SIGTERM, before);
}

TEST(Loop, SeedDecidesTheOrder) {
  auto order = [](std::uint64_t seed) {
    std::vector<int> seen;
    run([](std::vector<int> &seen) -> task<> {
      scope s;
      for (int i = 0; i < 20; ++i)
        (void)s.spawn([](std::vector<int> &seen, int i) -> task<> {
          seen.push_back(i);
          co_return;
        }(seen, i));
      co_await s.join();
    }(seen), {.seed = seed});
    return seen;
  };
  EXPECT_EQ(order(1), order(1));
  EXPECT_NE(order(1), order(2));
}

TEST(Loop, VirtualTimeJumpsButWaitsForCalls) {
  auto real = clock::now();
  run([]() -> task<> {
    auto before = now();
    co_await sleep_for(1000h);
    EXPECT_EQ(now() - before, 1000h);
    scope s;
    (void)s.spawn([]() -> task<> { co_await sleep_for(1h); }());
    before = now();
    co_await to_thread([] { std::this_thread::sleep_for(5ms); });
    EXPECT_EQ(now(), before); // no jump while a call is out
    co_await s.join();
  }(), {.virtual_time = true});
  EXPECT_LT(clock::now() - real, 60s);
}

TEST(Loop, HeartbeatIsBusyInside) {
  run([]() -> task<> {
    int busy = 0;
    heartbeat::for_each([&](heartbeat &h) { busy += heartbeat::busy(h.count()); });
    EXPECT_EQ(busy, 1);
    co_return;
  }());
}

} // namespace
