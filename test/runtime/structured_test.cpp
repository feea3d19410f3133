// Properties of structured concurrency on random trees of tasks, each tree in
// a random schedule (seeded order, virtual time). STALLFREE_SCHEDULES sets how
// many (1000).
#include <stallfree/scope.hpp>

#include <cstdlib>
#include <random>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>
#include <stallfree/loop.hpp>
#include <stallfree/post.hpp>
#include <stallfree/when_all.hpp>
#include <stallfree/when_any.hpp>
#include <stallfree/with_timeout.hpp>

namespace {

using namespace stallfree;
using namespace std::chrono_literals;

struct world {
  std::mt19937_64 random;
  int alive = 0, started = 0, finished = 0, failed = 0;
  int pick(int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); }
};

// Counts the task's frame; checks that it ends before its parent's.
struct presence {
  world &w;
  int *children_of_parent;
  int children = 0;
  presence(world &w, int *parent) : w(w), children_of_parent(parent) {
    ++w.alive;
    ++w.started;
    if (parent)
      ++*parent;
  }
  ~presence() {
    EXPECT_EQ(children, 0) << "a child outlived its scope";
    --w.alive;
    if (children_of_parent)
      --*children_of_parent;
  }
};

struct broken : std::runtime_error {
  broken() : runtime_error("broken") {}
};

task<int> node(world &w, int depth, int *parent, bool may_fail) {
  presence here(w, parent);
  for (int step = 1 + w.pick(3); step; --step)
    switch (depth ? w.pick(7) : w.pick(2)) {
    case 0:
      co_await yield();
      break;
    case 1:
      co_await sleep_for(w.pick(50) * 1ms);
      break;
    case 2: {
      scope s;
      for (int i = w.pick(5); i; --i)
        (void)s.spawn(node(w, depth - 1, &here.children, may_fail));
      if (w.pick(3) == 0)
        co_await sleep_for(w.pick(20) * 1ms);
      if (w.pick(4) == 0)
        s.cancel();
      if (w.pick(8)) // else: the destructor ends them
        co_await s.join();
      break;
    }
    case 3:
      co_await when_all(node(w, depth - 1, &here.children, may_fail),
                        node(w, depth - 1, &here.children, may_fail));
      break;
    case 4:
      co_await when_any(node(w, depth - 1, &here.children, may_fail),
                        node(w, depth - 1, &here.children, may_fail));
      break;
    case 5:
      try {
        co_await with_timeout(w.pick(30) * 1ms, node(w, depth - 1, &here.children, may_fail));
      } catch (const timed_out &) {
      }
      break;
    case 6: {
      auto background = spawn(node(w, depth - 1, &here.children, may_fail));
      co_await yield();
      if (w.pick(2))
        background.cancel();
      if (w.pick(2)) {
        try {
          co_await background;
        } catch (const cancelled &) {
        }
      }
      break;
    }
    }
  if (may_fail && w.pick(10) == 0) {
    ++w.failed;
    throw broken();
  }
  ++w.finished;
  co_return depth;
}

std::uint64_t schedules() {
  const char *n = std::getenv("STALLFREE_SCHEDULES");
  return n ? std::strtoull(n, nullptr, 10) : 1000;
}

template <class F> void for_each_schedule(F f) {
  for (std::uint64_t seed = 0; seed < schedules() && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    world w;
    w.random.seed(seed);
    f(w, run_options{.stop_on_signals = false, .seed = seed, .virtual_time = true});
    EXPECT_EQ(w.alive, 0) << "a task outlived the loop";
  }
}

TEST(Structured, WithoutFaultsNothingIsLost) {
  for_each_schedule([](world &w, const run_options &o) {
    EXPECT_EQ(run(node(w, 3, nullptr, false), o), 3);
    EXPECT_GT(w.finished, 0);
  });
}

TEST(Structured, AnErrorReachesTheRootOnlyThroughItsParents) {
  int failures = 0;
  for_each_schedule([&](world &w, const run_options &o) {
    try {
      run(node(w, 3, nullptr, true), o);
    } catch (const broken &) {
      ++failures;
      EXPECT_GT(w.failed, 0);
    } catch (const cancelled &) {
      ADD_FAILURE() << "cancelled without a request";
    }
  });
  EXPECT_GT(failures, 0);
}

TEST(Structured, StopAtARandomMomentEndsEverything) {
  for_each_schedule([](world &w, const run_options &o) {
    bool stopped = false;
    try {
      run([](world &w, bool &stopped) -> task<int> {
        start(sleep_for(w.pick(60) * 1ms), [&](result<void> r) {
          if (!r.has_value())
            return;
          stopped = true;
          this_loop().stop();
        });
        co_return co_await node(w, 3, nullptr, false);
      }(w, stopped), o);
    } catch (const cancelled &) {
      EXPECT_TRUE(stopped);
    }
  });
}

TEST(Structured, SameSeedSameRun) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    auto once = [&] {
      world w;
      w.random.seed(seed);
      try {
        run(node(w, 3, nullptr, true),
            {.stop_on_signals = false, .seed = seed, .virtual_time = true});
      } catch (const broken &) {
      }
      return std::vector{w.started, w.finished, w.failed};
    };
    EXPECT_EQ(once(), once());
  }
}

} // namespace
