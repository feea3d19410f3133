#include <stallfree/scope.hpp>

#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>
#include <stallfree/loop.hpp>

namespace {

using namespace stallfree;
using namespace std::chrono_literals;

const run_options quick{.virtual_time = true};

task<> sleeper(int &running, std::chrono::hours h = 1h) {
  struct count {
    int &n;
    explicit count(int &n) : n(n) { ++n; }
    ~count() { --n; }
  } counted(running);
  co_await sleep_for(h);
}

task<> failing(std::chrono::milliseconds after) {
  co_await sleep_for(after);
  throw std::out_of_range("child");
}

TEST(Scope, JoinWaitsForEveryChild) {
  run([]() -> task<> {
    int running = 0;
    scope s;
    for (int i = 0; i < 10; ++i)
      (void)s.spawn(sleeper(running));
    EXPECT_EQ(running, 0); // they start on the next turn
    co_await yield();
    EXPECT_EQ(running, 10);
    co_await s.join();
    EXPECT_EQ(running, 0);
    EXPECT_EQ(s.size(), 0u);
    co_await s.join(); // of nothing
  }(), quick);
}

TEST(Scope, FirstErrorCancelsTheOthersAndIsRethrown) {
  run([]() -> task<> {
    int running = 0;
    scope s;
    (void)s.spawn(sleeper(running));
    (void)s.spawn(failing(2ms));
    (void)s.spawn(failing(1ms));
    auto before = now();
    EXPECT_THROW(co_await s.join(), std::out_of_range);
    EXPECT_EQ(now() - before, 1ms);
    EXPECT_EQ(running, 0);
  }(), quick);
}

TEST(Scope, CancelEndsTheChildrenWithoutError) {
  run([]() -> task<> {
    int running = 0;
    scope s;
    (void)s.spawn(sleeper(running));
    co_await yield();
    s.cancel();
    EXPECT_EQ(running, 1); // not from inside cancel()
    co_await s.join();
    EXPECT_EQ(running, 0);
  }(), quick);
}

TEST(Scope, CancellingTheJoinerReachesChildrenAndGrandchildren) {
  run([]() -> task<> {
    int running = 0;
    auto nested = [](int &running) -> task<> {
      scope s;
      (void)s.spawn(sleeper(running));
      co_await s.join();
    };
    auto outer = [](auto &nested, int &running) -> task<> {
      scope s;
      (void)s.spawn(nested(running));
      (void)s.spawn(sleeper(running));
      co_await s.join();
    };
    auto t = spawn(outer(nested, running));
    for (int i = 0; i < 3; ++i) // one turn for each generation
      co_await yield();
    EXPECT_EQ(running, 2);
    t.cancel();
    EXPECT_THROW(co_await t, cancelled);
    EXPECT_EQ(running, 0);
  }(), quick);
}

TEST(Scope, DestructorDestroysChildren) {
  run([]() -> task<> {
    int running = 0;
    {
      scope s;
      (void)s.spawn(sleeper(running));
      co_await yield();
      (void)s.spawn(sleeper(running)); // not started yet
      EXPECT_EQ(running, 1);
    }
    EXPECT_EQ(running, 0);
    co_await yield();
  }(), quick);
}

TEST(Scope, HandleGivesTheValueBeforeAndAfterTheEnd) {
  run([]() -> task<> {
    scope s;
    auto child = [](int n) -> task<int> {
      co_await sleep_for(1ms);
      co_return n;
    };
    auto a = s.spawn(child(1));
    auto b = s.spawn(child(2));
    EXPECT_EQ(co_await a, 1);
    co_await s.join();
    EXPECT_TRUE(b.done());
    EXPECT_EQ(co_await b, 2);
  }(), quick);
}

TEST(Scope, HandleRethrows) {
  run([]() -> task<> {
    scope s;
    auto h = s.spawn(failing(1ms));
    EXPECT_THROW(co_await h, std::out_of_range);
    EXPECT_THROW(co_await s.join(), std::out_of_range);
  }(), quick);
}

TEST(Scope, HandleOfADeadScopeThrows) {
  run([]() -> task<> {
    int running = 0;
    auto s = std::make_unique<scope>();
    auto h = s->spawn(sleeper(running));
    auto waiter = spawn([](auto &h) -> task<> { co_await h; }(h));
    co_await yield();
    co_await yield();
    s.reset();
    EXPECT_THROW(co_await waiter, cancelled);
  }(), quick);
}

TEST(Scope, WaitingForAHandleCanBeCancelled) {
  run([]() -> task<> {
    int running = 0;
    auto child = spawn(sleeper(running));
    auto waiter = spawn([](auto &child) -> task<> { co_await child; }(child));
    co_await yield();
    co_await yield();
    waiter.cancel();
    EXPECT_THROW(co_await waiter, cancelled);
    EXPECT_FALSE(child.done());
  }(), quick);
}

TEST(Scope, DroppingASpawnedTaskDestroysIt) {
  run([]() -> task<> {
    int running = 0;
    {
      auto t = spawn(sleeper(running));
      co_await yield();
      EXPECT_EQ(running, 1);
    }
    EXPECT_EQ(running, 0);
  }(), quick);
}

TEST(Scope, StartedTasksAreCancelledWhenRunEnds) {
  int running = 0;
  bool done = false, failed = false;
  run([](int &running, bool &done, bool &failed) -> task<> {
    start(sleeper(running), [&](result<void> r) {
      done = true;
      EXPECT_THROW(r.get(), cancelled);
    });
    start(failing(0ms), [&](result<void> r) { failed = bool(r.error()); });
    co_await sleep_for(1ms);
    EXPECT_EQ(running, 1);
    EXPECT_TRUE(failed);
  }(running, done, failed), quick);
  EXPECT_TRUE(done);
  EXPECT_EQ(running, 0);
}

TEST(Scope, SpawnWithoutLoopThrows) {
  int running = 0;
  scope s;
  EXPECT_THROW(s.spawn(sleeper(running)), no_loop);
}

TEST(Scope, ManyChildrenOneStack) {
  run([]() -> task<> {
    scope s;
    auto child = []() -> task<> { co_return; };
    for (int i = 0; i < 100000; ++i)
      (void)s.spawn(child());
    co_await s.join();
    for (int i = 0; i < 100000; ++i)
      co_await child(); // completes at once, without growing the stack
  }());
}

} // namespace
