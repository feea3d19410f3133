#include <stallfree/process_pool.hpp>

#include "process_main.hpp"
#include <condition_variable>
#include <csignal>
#include <fcntl.h>
#include <mutex>
#include <poll.h>
#include <stallfree/process_errors.hpp>
#include <stallfree/this_worker.hpp>
#include <stallfree/to_process.hpp>
#include <stallfree/wait_fd.hpp>
#include <stallfree/when_any.hpp>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <thread>
#include <vector>

using namespace stallfree;
using namespace std::chrono_literals;

namespace {

int initialised = 0;
pid_t self() { return getpid(); }
int answer() { return 42; }
volatile bool yes = true;
void spin() {
  while (yes)
    ;
}
bool spin_until_asked() {
  while (!this_worker::stop_requested())
    ;
  return true;
}
bool has_deadline() {
  return this_worker::deadline() != std::chrono::steady_clock::time_point::max();
}
[[maybe_unused]] std::size_t allocate(std::size_t bytes) { // not under sanitizers
  std::vector<char> v(bytes, 1);
  const volatile char *kept = v.data(); // else the compiler allocates nothing
  return v.size() - 1 + static_cast<std::size_t>(kept[bytes / 2]);
}
int set_up() { return initialised; }
int open_descriptors() {
  int n = 0;
  for (int fd = 3; fd < 100; ++fd)
    n += fcntl(fd, F_GETFD) >= 0;
  return n;
}
void write_to(const shared_buffer<char> &b) { const_cast<char &>(b[0]) = 1; }

} // namespace

TEST(ProcessPool, TimesOut) {
  process_pool pool({.workers = 1});
  const process_call_options soon{.timeout = 20ms, .grace = 10ms, .retry_if_crashed = {}};
  EXPECT_THROW(run_call(to_process<&spin>(pool, soon)), timed_out);
  EXPECT_EQ(pool.stats().killed, 1u);
  EXPECT_EQ(run_call(to_process<&answer>(pool)), 42);
  // one that listens keeps its worker
  const pid_t worker = run_call(to_process<&self>(pool));
  const process_call_options patient{.timeout = 20ms, .grace = 10s, .retry_if_crashed = {}};
  EXPECT_THROW(run_call(to_process<&spin_until_asked>(pool, patient)), timed_out);
  EXPECT_EQ(run_call(to_process<&self>(pool)), worker);
  EXPECT_TRUE(run_call(to_process<&has_deadline>(pool, patient)));
  EXPECT_FALSE(run_call(to_process<&has_deadline>(pool)));
}

TEST(ProcessPool, TimesOutInTheQueue) {
  process_pool pool({.workers = 1, .grace = 10s});
  run([](process_pool &pool) -> task<> {
    auto busy = spawn(to_process<&spin_until_asked>(pool));
    co_await yield();
    const process_call_options soon{.timeout = 10ms, .grace = {}, .retry_if_crashed = {}};
    EXPECT_THROW(co_await to_process<&answer>(pool, soon), timed_out);
    busy.cancel();
    EXPECT_THROW(co_await busy, cancelled);
    EXPECT_EQ(co_await to_process<&answer>(pool), 42);
  }(pool));
  EXPECT_EQ(pool.stats().killed, 0u);
}

TEST(ProcessPool, IsCancelledWithItsTask) {
  process_pool pool({.workers = 1, .grace = 5ms});
  run([](process_pool &pool) -> task<> {
    auto call = spawn(to_process<&spin>(pool));
    co_await yield();
    co_await yield();
    call.cancel();
    EXPECT_THROW(co_await call, cancelled);
    EXPECT_EQ(co_await to_process<&answer>(pool), 42);
  }(pool));
}

TEST(ProcessPool, SurvivesAFrameDestroyedWithACallOut) {
  process_pool pool({.workers = 1, .grace = 1ms});
  for (int i = 0; i < 10; ++i) {
    run([](process_pool &pool) -> task<> {
      auto running = spawn(to_process<&spin>(pool));
      auto queued = spawn(to_process<&answer>(pool));
      co_await yield();
      co_await yield();
    }(pool)); // both frames die here
    EXPECT_EQ(run_call(to_process<&answer>(pool)), 42);
  }
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST(ProcessPool, LimitsMemory) {
  process_pool pool({.workers = 1, .memory_limit = 64 << 20});
  EXPECT_EQ(run_call(to_process<&allocate>(pool, std::size_t(1) << 20)), std::size_t(1) << 20);
  EXPECT_THROW(run_call(to_process<&allocate>(pool, std::size_t(256) << 20)), std::bad_alloc);
}
#endif

TEST(ProcessPool, ReplacesWorkersAfterSoManyCalls) {
  process_pool pool({.workers = 1, .calls_per_worker = 2});
  const pid_t a = run_call(to_process<&self>(pool)), b = run_call(to_process<&self>(pool)),
              c = run_call(to_process<&self>(pool));
  EXPECT_EQ(a, b);
  EXPECT_NE(b, c);
  EXPECT_EQ(pool.stats().crashed, 0u);
}

TEST(ProcessPool, RunsAnInitialiser) {
  process_pool pool({.workers = 1, .initialiser = [] { initialised = 7; }});
  EXPECT_EQ(run_call(to_process<&set_up>(pool)), 7);
  process_pool broken({.workers = 1, .initialiser = [] { throw std::range_error("no licence"); }});
  EXPECT_THROW(run_call(to_process<&answer>(broken)), std::range_error);
  process_pool crashing({.workers = 1, .initialiser = [] { raise(SIGKILL); }});
  EXPECT_EQ(crash_of(to_process<&answer>(crashing)).signal, SIGKILL);
}

TEST(ProcessPool, GivesWorkersNoDescriptors) {
  process_pool pool({.workers = 1});
  EXPECT_EQ(run_call(to_process<&open_descriptors>(pool)), 1); // its own socket
}

TEST(ProcessPool, SharesBuffersReadOnly) {
  process_pool pool({.workers = 1});
  shared_buffer<char> buffer(100);
  buffer[0] = 0;
  EXPECT_EQ(crash_of(to_process<&write_to>(pool, buffer)).signal, SIGSEGV);
  EXPECT_EQ(buffer[0], 0);
}

TEST(ProcessPool, ShutsDown) {
  process_pool pool({.workers = 1});
  run([](process_pool &pool) -> task<> {
    auto running = spawn(to_process<&spin>(pool));
    auto queued = spawn(to_process<&answer>(pool));
    co_await yield();
    co_await yield();
    auto report = pool.shutdown(process_shutdown::cancel, 10ms);
    EXPECT_EQ(report.cancelled, 1u);
    EXPECT_EQ(report.killed, 1u);
    EXPECT_THROW(co_await running, pool_closed);
    EXPECT_THROW(co_await queued, pool_closed);
    EXPECT_THROW(co_await to_process<&answer>(pool), pool_closed);
  }(pool));
}

TEST(ProcessPool, DrainsOnShutdown) {
  process_pool pool({.workers = 1});
  run([](process_pool &pool) -> task<> {
    auto first = spawn(to_process<&answer>(pool));
    auto second = spawn(to_process<&answer>(pool));
    co_await yield();
    co_await yield();
    auto report = pool.shutdown(process_shutdown::drain, 10s);
    EXPECT_EQ(report.cancelled + report.killed, 0u);
    EXPECT_EQ(co_await first + co_await second, 84);
  }(pool));
}

TEST(ProcessPool, ServesSeveralLoops) {
  process_pool pool({.workers = 2});
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i)
        EXPECT_EQ(run_call(to_process<&answer>(pool)), 42);
    });
  for (auto &t : threads)
    t.join();
  EXPECT_EQ(pool.stats().answered, 150u);
}

TEST(ProcessPool, ServesAHostsLoop) {
  struct host {
    std::mutex mutex;
    std::condition_variable changed;
    bool woken = false;
  } here;
  process_pool pool({.workers = 1});
  attach home({&here,
               [](void *p) noexcept {
                 auto *h = static_cast<host *>(p);
                 std::lock_guard lock(h->mutex);
                 h->woken = true;
                 h->changed.notify_one();
               },
               nullptr});
  int left = 20;
  for (int i = 0; i < 20; ++i)
    start(to_process<&answer>(pool), [&](result<int> r) {
      EXPECT_EQ(r.get(), 42);
      --left;
    });
  while (left != 0) {
    std::unique_lock lock(here.mutex);
    here.changed.wait(lock, [&] { return std::exchange(here.woken, false); });
    lock.unlock();
    home.box().drain();
  }
}

TEST(ProcessPool, ReportsAFullArena) {
  process_pool pool({.workers = 1});
  EXPECT_THROW(shared_buffer<char>(std::size_t(2) << 30), arena_full);
  EXPECT_EQ(run_call(to_process<&answer>(pool)), 42);
}

TEST(ProcessPool, FailsTheCallWhenDescriptorsRunOut) {
  process_pool pool({.workers = 1});
  run([](process_pool &pool) -> task<> {
    rlimit old{}, none{};
    getrlimit(RLIMIT_NOFILE, &old);
    none = old;
    none.rlim_cur = 3;
    setrlimit(RLIMIT_NOFILE, &none);
    std::exception_ptr why;
    try {
      co_await to_process<&answer>(pool);
    } catch (...) {
      why = std::current_exception();
    }
    setrlimit(RLIMIT_NOFILE, &old);
    EXPECT_THROW(std::rethrow_exception(why), spawn_failed);
    EXPECT_EQ(co_await to_process<&answer>(pool), 42);
  }(pool));
}
