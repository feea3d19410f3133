#include <stallfree/watchdog.hpp>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <gtest/gtest.h>
#include <mutex>
#include <poll.h>
#include <sstream>
#include <stallfree/loop.hpp>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace stallfree;
using namespace std::chrono_literals;

namespace {

// The thread sanitizer holds signals back until a blocking call returns.
#if defined(__SANITIZE_THREAD__)
constexpr bool stack_of_blocked = false;
#else
constexpr bool stack_of_blocked = true;
#endif

std::atomic<bool> released;

/// Computes until a report (or the test) releases it.
[[gnu::noinline]] void compute_until_released() {
  while (!released.load(std::memory_order_relaxed))
    ;
}
[[gnu::noinline]] void read_until_released(int fd) {
  char c;
  ASSERT_EQ(read(fd, &c, 1), 1);
}

pid_t this_thread() { return static_cast<pid_t>(syscall(SYS_gettid)); }

/// Collects reports; the `wanted`th one releases whoever stalls.
struct recorder {
  std::mutex mutex;
  std::vector<stall> stalls;
  std::size_t wanted = 1;
  int pipe_to = -1;

  std::vector<stall> all() {
    std::lock_guard lock(mutex);
    return stalls;
  }
  void operator()(const stall &s) {
    std::lock_guard lock(mutex);
    stalls.push_back(s);
    if (stalls.size() != wanted)
      return;
    released = true;
    if (pipe_to >= 0) {
      EXPECT_EQ(write(pipe_to, "x", 1), 1);
    }
  }
};

class Watchdog : public testing::Test {
protected:
  void SetUp() override {
    released = false;
    ASSERT_EQ(pipe(fds), 0);
  }
  void TearDown() override {
    close(fds[0]);
    close(fds[1]);
  }
  watchdog_options options(std::chrono::milliseconds threshold = 20ms) {
    watchdog_options o;
    o.threshold = threshold;
    o.on_stall = [this](const stall &s) { record(s); };
    return o;
  }
  recorder record;
  int fds[2];
};

task<> compute() {
  compute_until_released();
  co_return;
}
task<> block(int fd) {
  read_until_released(fd);
  co_return;
}

} // namespace

TEST_F(Watchdog, ReportsWhereALoopComputes) {
  watchdog dog(options());
  run(compute());
  ASSERT_EQ(record.all().size(), 1u);
  const stall s = record.all()[0];
  EXPECT_EQ(s.thread, this_thread());
  EXPECT_EQ(s.cause, stall_cause::cpu);
  EXPECT_GE(s.blocked, 20ms);
  EXPECT_NE(s.stack.text().find("compute_until_released"), std::string::npos) << s.stack.text();
  EXPECT_NE(s.text().find("it computes, in "), std::string::npos) << s.text();
}

TEST_F(Watchdog, NamesTheSystemCallAndItsDescriptor) {
  record.pipe_to = fds[1];
  watchdog dog(options());
  run(block(fds[0]));
  ASSERT_EQ(record.all().size(), 1u);
  const stall s = record.all()[0];
  EXPECT_EQ(s.cause, stall_cause::syscall);
  EXPECT_EQ(s.syscall, "read");
  EXPECT_EQ(s.fd, fds[0]);
  EXPECT_TRUE(s.file.starts_with("pipe:")) << s.file;
  if (stack_of_blocked) {
    EXPECT_NE(s.stack.text().find("read_until_released"), std::string::npos) << s.stack.text();
  }
}

TEST_F(Watchdog, SendsNoSignalWhenToldSo) {
  record.pipe_to = fds[1];
  auto o = options();
  o.signal_free = true;
  watchdog dog(o);
  run(block(fds[0]));
  ASSERT_EQ(record.all().size(), 1u);
  EXPECT_EQ(record.all()[0].syscall, "read");
  EXPECT_LE(record.all()[0].stack.addresses().size(), 1u);
}

TEST_F(Watchdog, DoublesTheThreshold) {
  record.wanted = 3;
  watchdog dog(options(10ms));
  run(compute());
  ASSERT_EQ(record.all().size(), 3u);
  EXPECT_GE(record.all()[1].blocked, 20ms);
  EXPECT_GE(record.all()[2].blocked, 40ms);
}

TEST_F(Watchdog, KeepsToItsLimitPerMinute) {
  auto o = options(10ms);
  o.per_minute = 1;
  watchdog dog(o);
  run([](watchdog &dog) -> task<> {
    compute_until_released();
    co_await yield();
    while (dog.suppressed() == 0)
      ;
  }(dog));
  EXPECT_EQ(dog.reported(), 1u);
}

TEST_F(Watchdog, SaysNothingOfIdleAndBusyLoops) {
  watchdog dog(options());
  run([]() -> task<> {
    co_await sleep_for(100ms); // idle for five thresholds
    const auto end = std::chrono::steady_clock::now() + 100ms;
    while (std::chrono::steady_clock::now() < end)
      co_await yield(); // busy, turn after turn
  }());
  EXPECT_EQ(dog.reported(), 0u);
}

TEST_F(Watchdog, FindsTheOneOfSeveralLoopsThatStalls) {
  watchdog dog(options());
  std::atomic<pid_t> culprit = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([i, &culprit] {
      run([](int i, std::atomic<pid_t> &culprit) -> task<> {
        if (i == 0) {
          culprit = this_thread();
          compute_until_released();
        }
        while (!released)
          co_await sleep_for(1ms);
      }(i, culprit));
    });
  for (auto &t : threads)
    t.join();
  ASSERT_EQ(record.all().size(), 1u);
  EXPECT_EQ(record.all()[0].thread, culprit);
}

TEST_F(Watchdog, WritesJson) {
  record.pipe_to = fds[1];
  auto o = options();
  o.json = testing::TempDir() + "stalls-" + std::to_string(getpid()) + ".json";
  {
    watchdog dog(o);
    run(block(fds[0]));
  }
  std::stringstream text;
  text << std::ifstream(o.json).rdbuf();
  std::remove(o.json.c_str());
  const std::string json = text.str();
  EXPECT_TRUE(json.starts_with("[\n  {\"symbol\": \"")) << json;
  EXPECT_TRUE(json.ends_with("}\n]\n")) << json;
  for (const char *part :
       {"\"file\": \"", "\"line\": ", "\"cause\": \"syscall\", \"syscall\": \"read\", \"ms\": ",
        "\"count\": 1, \"stack\": [", stack_of_blocked ? "read_until_released" : "}"})
    EXPECT_NE(json.find(part), std::string::npos) << part << " in " << json;
}

TEST_F(Watchdog, DoesNotCountTheTimeOfAStoppedProcess) {
  const pid_t child = fork();
  if (child == 0) {
    watchdog dog(options(300ms));
    run([]() -> task<> {
      raise(SIGSTOP); // in the middle of a turn
      co_return;
    }());
    _exit(static_cast<int>(dog.reported()));
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, WUNTRACED), child);
  ASSERT_TRUE(WIFSTOPPED(status));
  poll(nullptr, 0, 700); // more than two thresholds pass
  kill(child, SIGCONT);
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

TEST_F(Watchdog, RefusesASillyThreshold) {
  auto o = options();
  o.threshold = 10us;
  EXPECT_THROW(watchdog dog(o), std::invalid_argument);
}
