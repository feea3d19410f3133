#include <stallfree/to_thread.hpp>

#include <atomic>
#include <memory>
#include <string>
#include <thread>

#include <gtest/gtest.h>
#include <stallfree/loop.hpp>
#include <stallfree/when_all.hpp>
#include <stallfree/with_timeout.hpp>

namespace {

using namespace stallfree;
using namespace std::chrono_literals;

// A call that runs until it is opened.
struct gate {
  std::atomic<bool> open{false}, entered{false};
  void pass() {
    entered = true;
    entered.notify_all();
    open.wait(false);
  }
  void release() {
    open = true;
    open.notify_all();
  }
  void wait_entered() { entered.wait(false); }
};

TEST(ToThread, RunsElsewhereAndResumesHere) {
  auto here = std::this_thread::get_id();
  run([](std::thread::id here) -> task<> {
    auto there = co_await to_thread([] { return std::this_thread::get_id(); });
    EXPECT_NE(there, here);
    EXPECT_EQ(std::this_thread::get_id(), here);
  }(here));
}

TEST(ToThread, PassesArgumentsAndMoveOnlyValues) {
  run([]() -> task<> {
    auto p = co_await to_thread([](std::unique_ptr<int> p, int add) { *p += add; return p; },
                                std::make_unique<int>(40), 2);
    EXPECT_EQ(*p, 42);
    int local = 1;
    co_await to_thread([](int &n) { n = 7; }, std::ref(local));
    EXPECT_EQ(local, 7);
    std::string text = "kept";
    auto size = co_await to_thread(&std::string::size, text);
    EXPECT_EQ(size, 4u);
  }());
}

TEST(ToThread, ExceptionsComeBackByType) {
  struct own {
    int code;
  };
  run([]() -> task<> {
    try {
      co_await to_thread([] { throw own{5}; });
      ADD_FAILURE();
    } catch (const own &e) {
      EXPECT_EQ(e.code, 5);
    }
  }());
}

TEST(ToThread, WithoutLoopNothingIsSubmitted) {
  struct detached {
    struct promise_type {
      detached get_return_object() { return {}; }
      std::suspend_never initial_suspend() { return {}; }
      std::suspend_never final_suspend() noexcept { return {}; }
      void return_void() {}
      void unhandled_exception() { std::terminate(); }
    };
  };
  bool ran = false, thrown = false;
  [](bool &ran, bool &thrown) -> detached {
    try {
      co_await to_thread([&] { ran = true; });
    } catch (const no_loop &) {
      thrown = true;
    }
  }(ran, thrown);
  EXPECT_TRUE(thrown);
  EXPECT_FALSE(ran);
}

TEST(ToThread, CancelTakesAQueuedCallOut) {
  thread_pool pool("one", {.max_threads = 1});
  gate g;
  bool ran = false;
  run([](thread_pool &pool, gate &g, bool &ran) -> task<> {
    auto busy = spawn(to_thread(pool, [&] { g.pass(); }));
    co_await yield();
    g.wait_entered();
    auto queued = spawn(to_thread(pool, [&] { ran = true; }));
    co_await yield();
    EXPECT_EQ(pool.stats().queued, 1u);
    queued.cancel();
    try {
      co_await queued;
      ADD_FAILURE();
    } catch (const cancelled &) {
    }
    EXPECT_EQ(pool.stats().queued, 0u);
    EXPECT_EQ(pool.stats().withdrawn, 1u);
    g.release();
    co_await busy;
  }(pool, g, ran));
  EXPECT_FALSE(ran);
}

TEST(ToThread, CancelAwaitsARunningCall) {
  gate g;
  std::atomic<bool> ended{false};
  run([](gate &g, std::atomic<bool> &ended) -> task<> {
    auto call = spawn(to_thread([&] { g.pass(); ended = true; }));
    co_await yield();
    g.wait_entered();
    call.cancel();
    co_await yield();
    EXPECT_FALSE(call.done());
    g.release();
    EXPECT_THROW(co_await call, cancelled);
    EXPECT_TRUE(ended);
  }(g, ended));
}

TEST(ToThread, RunningCallSeesItsStopToken) {
  run([]() -> task<> {
    std::atomic<bool> entered{false};
    auto call = spawn(to_thread([&](std::stop_token stop) {
      entered = true;
      entered.notify_all();
      std::atomic<bool> stopped{false};
      std::stop_callback on(stop, [&] { stopped = true; stopped.notify_all(); });
      stopped.wait(false);
    }));
    co_await yield();
    entered.wait(false);
    call.cancel();
    EXPECT_THROW(co_await call, cancelled);
  }());
}

TEST(ToThread, TimeoutThrowsAfterTheCallEnded) {
  run([]() -> task<> {
    bool ended = false;
    EXPECT_THROW(co_await to_thread(call_options{.timeout = 5ms},
                                    [&](std::stop_token stop) {
                                      while (!stop.stop_requested())
                                        std::this_thread::yield();
                                      ended = true;
                                    }),
                 timed_out);
    EXPECT_TRUE(ended);
    EXPECT_EQ(co_await to_thread(call_options{.timeout = 60s}, [] { return 3; }), 3);
  }());
}

TEST(ToThread, AbandonedCallIsNotAwaited) {
  struct shared {
    gate g;
    std::atomic<bool> gone{false};
  };
  auto s = std::make_shared<shared>();
  run([](std::shared_ptr<shared> s) -> task<> {
    auto stuck = [s] { // named: see docs/runtime/limits.md about g++ 12
      s->g.pass();
      s->gone = true;
    };
    EXPECT_THROW(co_await to_thread(abandon{.timeout = 5ms}, std::move(stuck)), timed_out);
    EXPECT_FALSE(s->gone);
    EXPECT_EQ(co_await to_thread(abandon{}, [] { return 4; }), 4);
  }(s));
  s->g.release();
  while (s.use_count() > 1) // the worker deletes the callable
    std::this_thread::yield();
  EXPECT_TRUE(s->gone);
}

TEST(ToThread, DestroyingTheFrameWaitsForARunningCall) {
  gate g;
  std::atomic<bool> ended{false};
  std::thread opener;
  run([](gate &g, std::atomic<bool> &ended, std::thread &opener) -> task<> {
    {
      auto call = spawn([](gate &g, std::atomic<bool> &ended) -> task<> {
        std::string local = "lives in the frame";
        co_await to_thread([&] { g.pass(); local += "!"; ended = true; });
      }(g, ended));
      co_await yield();
      g.wait_entered();
      opener = std::thread([&] { g.release(); });
    }
    EXPECT_TRUE(ended);
  }(g, ended, opener));
  opener.join();
}

TEST(ToThread, DestroyingTheFrameAfterCompletionBeforeResumption) {
  thread_pool pool("one", {.max_threads = 1});
  run([](thread_pool &pool) -> task<> {
    for (int i = 0; i < 100; ++i) {
      auto call = spawn(to_thread(pool, [] {}));
      co_await yield();
      while (pool.stats().ran <= static_cast<std::size_t>(i))
        std::this_thread::yield();
    }
  }(pool));
}

TEST(ToThread, KeysRunOneAtATimeInOrder) {
  run([]() -> task<> {
    int key = 0;
    std::atomic<int> inside{0}, most{0};
    std::vector<int> order;
    std::vector<task<>> calls;
    for (int i = 0; i < 50; ++i)
      calls.push_back(as_task(to_thread(
          call_options{.pool = i % 2 ? &thread_pool::io() : &thread_pool::cpu(), .key = &key},
          [&, i] {
            most = std::max(most.load(), ++inside);
            order.push_back(i);
            --inside;
          })));
    co_await when_all(std::move(calls));
    EXPECT_EQ(most, 1);
    EXPECT_EQ(order.size(), 50u);
    EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
  }());
}

TEST(ToThread, CancelledKeyWaiterFreesTheWay) {
  run([]() -> task<> {
    int key = 0;
    gate g;
    bool second = false, third = false;
    call_options keyed{.key = &key};
    auto a = spawn(to_thread(keyed, [&] { g.pass(); }));
    auto b = spawn(to_thread(keyed, [&] { second = true; }));
    auto c = spawn(to_thread(keyed, [&] { third = true; }));
    co_await yield();
    g.wait_entered();
    b.cancel();
    EXPECT_THROW(co_await b, cancelled);
    g.release();
    co_await a;
    co_await c;
    EXPECT_FALSE(second);
    EXPECT_TRUE(third);
  }());
}

TEST(ToThread, ManyCallsFromManyLoops) {
  std::vector<std::thread> loops;
  std::atomic<int> sum{0};
  for (int l = 0; l < 4; ++l)
    loops.emplace_back([&] {
      run([](std::atomic<int> &sum) -> task<> {
        std::vector<task<>> workers;
        for (int w = 0; w < 16; ++w)
          workers.push_back([](std::atomic<int> &sum) -> task<> {
            for (int i = 0; i < 100; ++i)
              sum += co_await to_thread([] { return 1; });
          }(sum));
        co_await when_all(std::move(workers));
      }(sum), {.stop_on_signals = false});
    });
  for (auto &t : loops)
    t.join();
  EXPECT_EQ(sum, 6400);
}

} // namespace
