// What a watchdog costs a loop, and how surely it finds a stall of 50 ms. Built
// once for each host: HOST is run, asio, uv, glib or qt.
//
//   watchdog_cost_HOST [trials]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <mutex>
#include <pthread.h>
#include <stallfree/heartbeat.hpp>
#include <stallfree/loop.hpp>
#include <stallfree/watchdog.hpp>
#include <thread>
#include <vector>

#if defined(HOST_ASIO)
#include <asio.hpp>
#elif defined(HOST_UV)
#include <stallfree/uv.hpp>
#elif defined(HOST_GLIB)
#include <stallfree/glib.hpp>
#elif defined(HOST_QT)
#include <QtCore/QTimer>
#include <stallfree/qt.hpp>
#endif

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

/// Runs `f` in a timer's handler of the host's loop, after a wait of 1 ms.
#if defined(HOST_ASIO)
static void on_loop(std::function<void()> f) {
  asio::io_context io;
  asio::steady_timer timer(io, 1ms);
  timer.async_wait([&](auto) { f(); });
  io.run();
}
#elif defined(HOST_UV)
static void on_loop(std::function<void()> f) {
  static uv::attachment here(uv_default_loop());
  uv_timer_t timer;
  uv_timer_init(uv_default_loop(), &timer);
  timer.data = &f;
  uv_timer_start(&timer, [](uv_timer_t *t) {
    (*static_cast<std::function<void()> *>(t->data))();
    uv_close(reinterpret_cast<uv_handle_t *>(t), nullptr);
  }, 1, 0);
  uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
#elif defined(HOST_GLIB)
static void on_loop(std::function<void()> f) {
  static glib::attachment here;
  auto *loop = g_main_loop_new(nullptr, FALSE);
  auto work = [&] {
    f();
    g_main_loop_quit(loop);
  };
  g_timeout_add(1, [](gpointer p) -> gboolean {
    (*static_cast<decltype(work) *>(p))();
    return FALSE;
  }, &work);
  g_main_loop_run(loop);
  g_main_loop_unref(loop);
}
#elif defined(HOST_QT)
static void on_loop(std::function<void()> f) {
  static int argc = 0;
  static QCoreApplication app(argc, nullptr);
  static qt::attachment here;
  QTimer::singleShot(1, [&] {
    f();
    app.quit();
  });
  app.exec();
}
#else
static void on_loop(std::function<void()> f) {
  run([](std::function<void()> f) -> task<> {
    co_await sleep_for(1ms);
    f();
  }(f));
}
#endif

struct tally {
  int found = 0, in_time = 0;
};
static tally find_stalls(bool computes, int trials) {
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
  watchdog dog(o);
  tally t;
  for (int i = 0; i < trials; ++i) {
    on_loop([&] {
      {
        std::lock_guard lock(mutex);
        stalls.clear(); // here: what this program does between two runs of its loop may count too
        delays.clear();
        began = read_clock(clock);
      }
      computes ? compute_for_50_ms() : sleep_for_50_ms();
    });
    std::lock_guard lock(mutex);
    if (stalls.empty())
      continue;
    t.found += stalls[0].stack.text().find("for_50_ms") != std::string::npos;
    t.in_time += delays[0] <= 40;
  }
  return t;
}

static void measure_heartbeat() {
  heartbeat *pulse = heartbeat::open();
  constexpr int turns = 100'000'000;
  const auto start = bench_clock::now();
  for (int i = 0; i < turns; ++i) {
    pulse->beat();
    asm volatile("" ::: "memory");
  }
  std::chrono::duration<double, std::nano> took = bench_clock::now() - start;
  std::printf("heartbeat: %.2f ns per turn\n", took.count() / turns);
  heartbeat::close(pulse);
}

int main(int argc, char **argv) {
  const int trials = argc > 1 ? std::atoi(argv[1]) : 100;
  measure_heartbeat();
  for (bool computes : {true, false}) {
    const tally t = find_stalls(computes, trials);
    std::printf("50 ms of %s, threshold 20 ms: right function in %d of %d, within 2 thresholds of "
                "%s time in %d\n",
                computes ? "computing" : "sleeping", t.found, trials, computes ? "CPU" : "wall",
                t.in_time);
  }
}
