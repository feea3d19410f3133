// What a watchdog costs a loop, and how surely it finds a stall of 50 ms.
//
//   watchdog_cost [trials]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <mutex>
#include <pthread.h>
#include <stallfree/heartbeat.hpp>
#include <stallfree/loop.hpp>
#include <stallfree/watchdog.hpp>
#include <thread>
#include <vector>

using namespace stallfree;
using namespace std::chrono_literals;
using bench_clock = std::chrono::steady_clock;

static long read_clock(clockid_t clock) {
  timespec t{};
  clock_gettime(clock, &t);
  return t.tv_sec * 1'000'000'000 + t.tv_nsec;
}
/// CPU time: what other programs take meanwhile is no stall.
[[gnu::noinline]] static void compute_for_50_ms() {
  for (const long end = read_clock(CLOCK_THREAD_CPUTIME_ID) + 50'000'000;
       read_clock(CLOCK_THREAD_CPUTIME_ID) < end;)
    ;
}
[[gnu::noinline]] static void sleep_for_50_ms() { std::this_thread::sleep_for(50ms); }

int main(int argc, char **argv) {
  const int trials = argc > 1 ? std::atoi(argv[1]) : 100;
  {
    heartbeat *pulse = heartbeat::open();
    constexpr int turns = 100'000'000;
    const auto start = bench_clock::now();
    for (int i = 0; i < turns; ++i) {
      pulse->beat();
      asm volatile("" ::: "memory");
    }
    std::printf("heartbeat: %.2f ns per turn\n",
                std::chrono::duration<double, std::nano>(bench_clock::now() - start).count() /
                    turns);
    heartbeat::close(pulse);
  }
  for (bool computes : {true, false}) {
    std::mutex mutex;
    std::vector<stall> stalls;
    std::vector<double> delays;
    clockid_t clock = CLOCK_MONOTONIC;
    if (computes)
      pthread_getcpuclockid(pthread_self(), &clock);
    long began = 0;
    watchdog_options o;
    o.threshold = 20ms;
    o.per_minute = 1'000'000;
    o.on_stall = [&](const stall &s) {
      std::lock_guard lock(mutex);
      delays.push_back(static_cast<double>(read_clock(clock) - began) / 1e6);
      stalls.push_back(s);
    };
    int found = 0, in_time = 0;
    watchdog dog(o);
    for (int i = 0; i < trials; ++i) {
      {
        std::lock_guard lock(mutex);
        stalls.clear();
        delays.clear();
      }
      run([](bool computes, std::mutex &mutex, long &began, clockid_t clock) -> task<> {
        co_await sleep_for(1ms);
        {
          std::lock_guard lock(mutex);
          began = read_clock(clock);
        }
        computes ? compute_for_50_ms() : sleep_for_50_ms();
      }(computes, mutex, began, clock));
      std::lock_guard lock(mutex);
      if (!stalls.empty()) {
        found += stalls[0].stack.text().find("for_50_ms") != std::string::npos;
        in_time += delays[0] <= 40;
      }
    }
    std::printf("50 ms of %s, threshold 20 ms: right function in %d of %d, within 2 thresholds of "
                "%s time in %d\n",
                computes ? "computing" : "sleeping", found, trials, computes ? "CPU" : "wall",
                in_time);
  }
}
