// The same tests for every host loop: a Host has attachment, run(until) and
// close() as its library spells them.
#pragma once

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "../process_main.hpp"
#include <stallfree/heartbeat.hpp>
#include <stallfree/sleep.hpp>
#include <stallfree/to_thread.hpp>
#include <stallfree/when_all.hpp>
#include <stallfree/with_timeout.hpp>

namespace stallfree_test {

using namespace std::chrono_literals;
using namespace stallfree;

inline int answer() { return 42; }
inline void spin() {
  for (volatile bool yes = true; yes;)
    ;
}

template <class Host> class HostLoop : public ::testing::Test {
protected:
  Host host;
};
TYPED_TEST_SUITE_P(HostLoop);

TYPED_TEST_P(HostLoop, CallbackGetsTheValueOnTheLoopThread) {
  auto here = std::this_thread::get_id();
  int got = 0;
  start(to_thread([] { return 42; }), [&](result<int> r) {
    EXPECT_EQ(std::this_thread::get_id(), here);
    got = r.get();
  });
  this->host.run([&] { return got != 0; });
  EXPECT_EQ(got, 42);
}

TYPED_TEST_P(HostLoop, ExceptionsComeBack) {
  bool thrown = false;
  start(to_thread([] { throw std::out_of_range("x"); }), [&](result<void> r) {
    EXPECT_THROW(r.get(), std::out_of_range);
    thrown = true;
  });
  this->host.run([&] { return thrown; });
}

TYPED_TEST_P(HostLoop, TasksRunTogether) {
  int got = 0;
  start([]() -> task<int> {
    int sum = 0;
    for (int i = 0; i < 100; ++i) {
      auto [a, b] = co_await when_all(to_thread([] { return 1; }), to_thread([] { return 2; }));
      sum += a + b;
      co_await yield();
    }
    co_return sum;
  }(), [&](result<int> r) { got = r.get(); });
  this->host.run([&] { return got != 0; });
  EXPECT_EQ(got, 300);
}

TYPED_TEST_P(HostLoop, SleepsAndTimeoutsWork) {
  bool done = false;
  start([]() -> task<> {
    auto before = clock::now();
    co_await sleep_for(5ms);
    EXPECT_GE(clock::now() - before, 5ms);
    EXPECT_THROW(co_await with_timeout(2ms, sleep_for(1h)), timed_out);
    EXPECT_THROW(co_await to_thread(call_options{.timeout = 2ms}, [](std::stop_token s) {
      while (!s.stop_requested())
        std::this_thread::yield();
    }), timed_out);
  }(), [&](result<void> r) { r.get(); done = true; });
  this->host.run([&] { return done; });
}

TYPED_TEST_P(HostLoop, DetachingWithCallsInEveryState) {
  thread_pool pool("one", {.max_threads = 1});
  std::atomic<bool> entered{false}, open{false};
  bool called = false, ended = false, ran = false;
  auto not_called = [&](result<void>) { called = true; };
  start(to_thread(pool, [&] { entered = true; entered.notify_all(); open.wait(false); ended = true; }),
        not_called);
  start(to_thread(pool, [&] { ran = true; }), not_called);
  start(sleep_for(1h), not_called);
  bool turned = false;
  start(yield(), [&](result<void>) { turned = true; });
  this->host.run([&] { return turned; }); // all have begun
  entered.wait(false);
  std::thread opener([&] { // once the queued call can no longer be next
    while (!pool.stats().withdrawn)
      std::this_thread::yield();
    open = true;
    open.notify_all();
  });
  this->host.detach();
  EXPECT_TRUE(ended);
  EXPECT_FALSE(called);
  EXPECT_FALSE(ran);
  opener.join();
  EXPECT_THROW(start(to_thread([] {}), not_called), no_loop);
}

TYPED_TEST_P(HostLoop, CallsProcesses) {
  int got = 0;
  start(to_process<&answer>(), [&](result<int> r) { got = r.get(); });
  this->host.run([&] { return got != 0; });
  EXPECT_EQ(got, 42);
}

TYPED_TEST_P(HostLoop, DetachingWithProcessCallsOut) {
  process_pool pool({.workers = 1, .grace = 1ms});
  bool called = false, turned = false;
  start(to_process<&spin>(pool), [&](result<void>) { called = true; });
  start(to_process<&answer>(pool), [&](result<int>) { called = true; });
  start(yield(), [&](result<void>) { turned = true; });
  this->host.run([&] { return turned; }); // all have begun
  EXPECT_EQ(pool.stats().running, 1u);
  EXPECT_EQ(pool.stats().queued, 1u);
  this->host.detach();
  EXPECT_FALSE(called);
  EXPECT_EQ(pool.stats().queued, 0u);
  EXPECT_EQ(run_call(to_process<&answer>(pool)), 42); // the pool goes on
}

TYPED_TEST_P(HostLoop, HeartbeatSaysBusyInCallbacksAndIdleInWaits) {
  std::uint64_t inside = 0;
  std::atomic<bool> idle_seen{false};
  bool done = false;
  auto slot = [] {
    heartbeat *found = nullptr;
    heartbeat::for_each([&](heartbeat &h) { found = &h; });
    return found;
  }();
  ASSERT_TRUE(slot);
  start([](heartbeat *slot, std::uint64_t &inside, std::atomic<bool> &idle_seen) -> task<> {
    inside = slot->count();
    // Ends only once another thread has seen the loop wait.
    co_await to_thread([&] {
      while (heartbeat::busy(slot->count()))
        std::this_thread::yield();
      idle_seen = true;
    });
  }(slot, inside, idle_seen), [&](result<void>) { done = true; });
  this->host.run([&] { return done; });
  EXPECT_TRUE(heartbeat::busy(inside));
  EXPECT_TRUE(idle_seen);
}

REGISTER_TYPED_TEST_SUITE_P(HostLoop, CallbackGetsTheValueOnTheLoopThread, ExceptionsComeBack,
                            TasksRunTogether, SleepsAndTimeoutsWork,
                            DetachingWithCallsInEveryState, CallsProcesses,
                            DetachingWithProcessCallsOut,
                            HeartbeatSaysBusyInCallbacksAndIdleInWaits);

} // namespace stallfree_test
