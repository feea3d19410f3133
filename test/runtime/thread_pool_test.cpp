#include <stallfree/thread_pool.hpp>

#include "settled.hpp"

#include <atomic>
#include <fstream>
#include <latch>
#include <thread>

#include <gtest/gtest.h>
#include <stallfree/loop.hpp>
#include <stallfree/to_thread.hpp>
#include <stallfree/when_all.hpp>

namespace {

using namespace stallfree;
using namespace std::chrono_literals;

task<> wait_for(std::atomic<bool> &flag) {
  while (!flag)
    co_await sleep_for(1ms);
}

TEST(ThreadPool, GrowsToItsLimitAndNotBeyond) {
  thread_pool pool("grow", {.max_threads = 4});
  run([](thread_pool &pool) -> task<> {
    // Four calls that wait for one another need four threads.
    std::latch all{4};
    auto meet = [&] { all.arrive_and_wait(); };
    co_await when_all(to_thread(pool, meet), to_thread(pool, meet), to_thread(pool, meet),
                      to_thread(pool, meet));
    std::vector<task<>> more;
    for (int i = 0; i < 50; ++i)
      more.push_back(as_task(to_thread(pool, [] {})));
    co_await when_all(std::move(more));
  }(pool));
  EXPECT_EQ(pool.stats().peak_threads, 4u);
  EXPECT_EQ(settled(pool).ran, 54u);
}

TEST(ThreadPool, OneCallAtATimeNeedsOneThread) {
  thread_pool pool("calm", {.max_threads = 8});
  run([](thread_pool &pool) -> task<> {
    for (int i = 0; i < 50; ++i)
      co_await to_thread(pool, [] {});
  }(pool));
  EXPECT_LE(pool.stats().peak_threads, 2u);
}

TEST(ThreadPool, IdleThreadsRetireAndComeBack) {
  thread_pool pool("idle", {.max_threads = 2, .idle = 1ms});
  run([](thread_pool &pool) -> task<> {
    for (int round = 0; round < 5; ++round) {
      EXPECT_EQ(co_await to_thread(pool, [] { return 1; }), 1);
      while (pool.stats().threads)
        co_await sleep_for(1ms);
    }
  }(pool));
}

TEST(ThreadPool, RejectsWhenFull) {
  thread_pool pool("full", {.max_threads = 1, .max_queue = 1, .on_full = overflow::reject});
  run([](thread_pool &pool) -> task<> {
    std::atomic<bool> open{false}, entered{false};
    auto running = spawn(to_thread(pool, [&] { entered = true; open.wait(false); }));
    co_await wait_for(entered);
    auto queued = spawn(to_thread(pool, [] {}));
    co_await yield();
    EXPECT_THROW(co_await to_thread(pool, [] {}), queue_full);
    EXPECT_EQ(pool.stats().rejected, 1u);
    open = true;
    open.notify_all();
    co_await running;
    co_await queued;
    co_await to_thread(pool, [] {});
  }(pool));
}

TEST(ThreadPool, WaitsForRoomByDefault) {
  thread_pool pool("full", {.max_threads = 1, .max_queue = 1});
  run([](thread_pool &pool) -> task<> {
    std::vector<task<>> calls;
    for (int i = 0; i < 20; ++i)
      calls.push_back(as_task(to_thread(pool, [] {})));
    co_await when_all(std::move(calls));
  }(pool));
  EXPECT_EQ(settled(pool).ran, 20u);
}

TEST(ThreadPool, CountsWaitAndRunTime) {
  thread_pool pool("time", {.max_threads = 1});
  run([](thread_pool &pool) -> task<> {
    auto spin = [] {
      for (auto until = clock::now() + 5ms; clock::now() < until;)
        ;
    };
    auto first = [&] {
      while (!pool.stats().queued) // so that the second waits all the time
        std::this_thread::yield();
      spin();
    };
    co_await when_all(to_thread(pool, first), to_thread(pool, spin));
  }(pool));
  EXPECT_GE(settled(pool).run_time, 10ms);
  EXPECT_GE(settled(pool).wait_time, 5ms);
}

TEST(ThreadPool, NestedCallInASaturatedPoolIsRefused) {
  thread_pool pool("two", {.max_threads = 2});
  run([](thread_pool &pool) -> task<> {
    std::latch both{2};
    auto nested = [&] {
      both.arrive_and_wait();
      return run([](thread_pool &pool) -> task<int> {
        try {
          co_await to_thread(pool, [] {});
          co_return 0;
        } catch (const pool_saturated &) {
          co_return 1;
        }
      }(pool), {.stop_on_signals = false});
    };
    auto [a, b] = co_await when_all(to_thread(pool, nested), to_thread(pool, nested));
    EXPECT_LE(a + b, 1);  // the last to ask is refused, which lets the other run
    EXPECT_EQ(co_await to_thread(pool, [&] {
      return run([](thread_pool &pool) -> task<int> {
        co_return co_await to_thread(pool, [] { return 9; });
      }(pool), {.stop_on_signals = false});
    }), 9);
  }(pool));
}

TEST(ThreadPool, SingleThreadWaitingForItselfIsRefused) {
  thread_pool pool("one", {.max_threads = 1});
  run([](thread_pool &pool) -> task<> {
    EXPECT_THROW(co_await to_thread(pool, [&] {
      run([](thread_pool &pool) -> task<> { co_await to_thread(pool, [] {}); }(pool),
          {.stop_on_signals = false});
    }), pool_saturated);
  }(pool));
}

TEST(ThreadPool, ShutdownDrains) {
  thread_pool pool("drain", {.max_threads = 1});
  run([](thread_pool &pool) -> task<> {
    int ran = 0;
    std::vector<task<>> calls;
    scope together;
    for (int i = 0; i < 10; ++i)
      (void)together.spawn(as_task(to_thread(pool, [&] { ++ran; })));
    co_await yield();
    auto report = pool.shutdown(shutdown_mode::drain, 60s);
    EXPECT_TRUE(report.complete());
    EXPECT_EQ(ran, 10);
    co_await together.join();
    EXPECT_THROW(co_await to_thread(pool, [] {}), pool_closed);
  }(pool));
}

TEST(ThreadPool, ShutdownCutsQueuedAndStopsRunning) {
  thread_pool pool("cut", {.max_threads = 1});
  run([](thread_pool &pool) -> task<> {
    std::atomic<bool> entered{false};
    auto running = spawn(to_thread(pool, [&](std::stop_token stop) {
      entered = true;
      while (!stop.stop_requested())
        std::this_thread::yield();
      return 1;
    }));
    co_await wait_for(entered);
    int key = 0;
    auto queued = spawn(to_thread(pool, [] { return 2; }));
    auto keyed = spawn(to_thread(call_options{.pool = &pool, .key = &key}, [] {}));
    auto chained = spawn(to_thread(call_options{.pool = &pool, .key = &key}, [] {}));
    co_await yield();
    auto report = pool.shutdown(shutdown_mode::cancel, 60s);
    EXPECT_EQ(report.cut, 3u);
    EXPECT_EQ(report.finished, 1u);
    EXPECT_EQ(report.still_running, 0u);
    EXPECT_EQ(co_await running, 1);
    EXPECT_THROW(co_await queued, pool_closed);
    EXPECT_THROW(co_await keyed, pool_closed);
    EXPECT_THROW(co_await chained, pool_closed);
  }(pool));
}

TEST(ThreadPool, ShutdownReportsWhatStillRunsAtTheDeadline) {
  std::atomic<bool> open{false}, entered{false}, ended{false};
  run([](auto &open, auto &entered, auto &ended) -> task<> {
    auto pool = std::make_unique<thread_pool>("stuck", thread_options{.max_threads = 1});
    auto stuck = spawn(to_thread(*pool, [&] { entered = true; open.wait(false); ended = true; }));
    co_await wait_for(entered);
    EXPECT_EQ(pool->shutdown(shutdown_mode::drain, 1ms).still_running, 1u);
    pool.reset(); // leaves it alone
    EXPECT_FALSE(ended);
    open = true;
    open.notify_all();
    co_await stuck;
    EXPECT_TRUE(ended);
  }(open, entered, ended));
}

TEST(ThreadPool, DestructorWaitsForWhatRuns) {
  run([]() -> task<> {
    auto pool = std::make_unique<thread_pool>("wait", thread_options{.max_threads = 1});
    std::atomic<bool> entered{false}, ended{false};
    auto call = spawn(to_thread(*pool, [&] {
      entered = true;
      std::this_thread::sleep_for(5ms);
      ended = true;
    }));
    co_await wait_for(entered);
    pool.reset();
    EXPECT_TRUE(ended);
    co_await call;
  }());
}

TEST(ThreadPool, ThreadsCarryTheirName) {
  thread_pool pool("named-pool-with-a-long-name", {.max_threads = 1});
  auto name = run([](thread_pool &pool) -> task<std::string> {
    co_return co_await to_thread(pool, [] {
      char text[32] = {};
      pthread_getname_np(pthread_self(), text, sizeof text);
      return std::string(text);
    });
  }(pool));
  EXPECT_EQ(name, "named-pool-with");
}

} // namespace
