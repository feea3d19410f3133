// Nothing leaks over many calls: descriptors, threads, memory. A hundredth of
// the load by default; STALLFREE_SOAK=1 for all of it (1e6 calls, 1e6 tasks).
#include "settled.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include <unistd.h>

#include <gtest/gtest.h>
#include <stallfree/loop.hpp>
#include <stallfree/to_thread.hpp>

namespace {

using namespace stallfree;

int scale() { return std::getenv("STALLFREE_SOAK") ? 100 : 1; }

long entries(const char *folder) {
  return std::distance(std::filesystem::directory_iterator(folder),
                       std::filesystem::directory_iterator());
}

long resident_kib() {
  long pages = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> pages >> resident;
  return resident * (::sysconf(_SC_PAGESIZE) / 1024);
}

// Warms up with `f`, then runs it ten times and compares.
template <class F> void expect_flat(F f) {
  f();
  long fds = entries("/proc/self/fd"), kib = resident_kib();
  for (int i = 0; i < 10; ++i)
    f();
  EXPECT_EQ(entries("/proc/self/fd"), fds);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // they keep freed memory
  EXPECT_LT(resident_kib(), kib + 2048);
#else
  (void)kib;
#endif
}

TEST(Soak, CallsOnThreads) {
  std::thread([] {}).join(); // a sanitizer starts a thread of its own with the first one
  long threads = entries("/proc/self/task");
  {
    thread_pool pool("soak", {.max_threads = 4});
    expect_flat([&] {
      run([](thread_pool &pool) -> task<> {
        scope s;
        for (int t = 0; t < 20; ++t)
          (void)s.spawn([](thread_pool &pool, int calls) -> task<> {
            for (int i = 0; i < calls; ++i)
              co_await to_thread(pool, [] {});
          }(pool, 50 * scale()));
        co_await s.join();
      }(pool));
    });
    EXPECT_EQ(settled(pool).ran, 11u * 20 * 50 * static_cast<unsigned>(scale()));
  }
  EXPECT_EQ(entries("/proc/self/task"), threads);
}

TEST(Soak, Spawns) {
  expect_flat([] {
    run([]() -> task<> {
      auto child = []() -> task<> { co_await yield(); };
      for (int round = 0; round < scale(); ++round) {
        scope s;
        for (int i = 0; i < 1000; ++i)
          (void)s.spawn(child());
        co_await s.join();
      }
    }());
  });
}

} // namespace
