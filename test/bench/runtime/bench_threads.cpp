// Hand-off to a thread and back: one at a time against a raw futex -> eventfd
// pair, libuv and asyncio; 64 outstanding against three ways with Asio.
#include "measure.hpp"

#include <cstdint>
#include <memory>
#include <thread>

#include <linux/futex.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <asio.hpp>
#include <uv.h>

#include <stallfree/asio.hpp>
#include <stallfree/loop.hpp>
#include <stallfree/to_thread.hpp>

namespace {

using bench::cost;
using bench::measure;
std::size_t round_trips = 3000;

long futex(std::atomic<std::uint32_t> &w, int op, std::uint32_t v) {
  return ::syscall(SYS_futex, &w, op | FUTEX_PRIVATE_FLAG, v, nullptr, nullptr, 0);
}

// The limit: wake by futex, answer by eventfd, wait in epoll.
cost raw() {
  std::atomic<std::uint32_t> go{0};
  int fd = ::eventfd(0, EFD_NONBLOCK), epoll = ::epoll_create1(0);
  epoll_event e{EPOLLIN | EPOLLET, {}};
  ::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &e);
  std::thread worker([&] {
    for (std::size_t i = 0; i < round_trips + 1; ++i) {
      while (!go.load())
        futex(go, FUTEX_WAIT, 0);
      go = 0;
      ::eventfd_write(fd, 1);
    }
  });
  auto trip = [&] {
    go = 1;
    futex(go, FUTEX_WAKE, 1);
    while (::epoll_wait(epoll, &e, 1, -1) != 1)
      ;
  };
  trip();
  cost c = measure(round_trips, [&] {
    for (std::size_t i = 0; i < round_trips; ++i)
      trip();
  });
  worker.join();
  ::close(fd);
  ::close(epoll);
  return c;
}

cost ours() {
  stallfree::thread_pool pool("bench", {.max_threads = 1});
  cost c;
  stallfree::run([](stallfree::thread_pool &pool, cost &c) -> stallfree::task<> {
    co_await stallfree::to_thread(pool, [] {});
    unsigned long allocated = allocations;
    rusage a{}, b{};
    ::getrusage(RUSAGE_SELF, &a);
    auto start = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < round_trips; ++i)
      co_await stallfree::to_thread(pool, [] {});
    auto ns = std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start);
    ::getrusage(RUSAGE_SELF, &b);
    double n = static_cast<double>(round_trips);
    auto us = [](const timeval &x, const timeval &y) {
      return static_cast<double>(y.tv_sec - x.tv_sec) * 1e6 + static_cast<double>(y.tv_usec - x.tv_usec);
    };
    c = {ns.count() / n, (us(a.ru_utime, b.ru_utime) + us(a.ru_stime, b.ru_stime)) * 1e3 / n,
         static_cast<double>(b.ru_nvcsw + b.ru_nivcsw - a.ru_nvcsw - a.ru_nivcsw) / n,
         static_cast<double>(allocations - allocated) / n};
  }(pool, c), {.stop_on_signals = false});
  return c;
}

cost libuv() {
  uv_loop_t loop;
  uv_loop_init(&loop);
  struct state {
    uv_work_t work;
    std::size_t left;
  } s{{}, round_trips};
  s.work.data = &s;
  static uv_after_work_cb again = [](uv_work_t *w, int) {
    auto *s = static_cast<state *>(w->data);
    if (--s->left)
      uv_queue_work(w->loop, w, [](uv_work_t *) {}, again);
  };
  cost c = measure(round_trips, [&] {
    uv_queue_work(&loop, &s.work, [](uv_work_t *) {}, again);
    uv_run(&loop, UV_RUN_DEFAULT);
  });
  uv_loop_close(&loop);
  return c;
}

cost asyncio() {
  const char *program = "python3 -c '"
                        "import asyncio,time\n"
                        "from concurrent.futures import ThreadPoolExecutor\n"
                        "async def main():\n"
                        " asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))\n"
                        " f=lambda:None\n"
                        " await asyncio.to_thread(f)\n"
                        " t=time.perf_counter_ns(); c=time.process_time_ns()\n"
                        " for i in range(500): await asyncio.to_thread(f)\n"
                        " print((time.perf_counter_ns()-t)/500,(time.process_time_ns()-c)/500)\n"
                        "asyncio.run(main())'";
  FILE *p = ::popen(program, "r");
  cost c;
  if (!p || std::fscanf(p, "%lf %lf", &c.ns, &c.cpu_ns) != 2)
    c.ns = NAN;
  if (p)
    ::pclose(p);
  return c;
}

constexpr std::size_t outstanding = 64, each = 1000, calls = outstanding * each;

cost our_throughput() {
  stallfree::thread_pool pool("bench", {.max_threads = 1});
  return measure(calls, [&] {
    stallfree::run([](stallfree::thread_pool &pool) -> stallfree::task<> {
      stallfree::scope s;
      for (std::size_t t = 0; t < outstanding; ++t)
        (void)s.spawn([](stallfree::thread_pool &pool) -> stallfree::task<> {
          for (std::size_t i = 0; i < each; ++i)
            co_await stallfree::to_thread(pool, [] {});
        }(pool));
      co_await s.join();
    }(pool), {.stop_on_signals = false});
  });
}

template <class Step> cost asio_throughput(Step step) {
  asio::io_context io(1);
  asio::thread_pool pool(1);
  return measure(calls, [&] {
    for (std::size_t t = 0; t < outstanding; ++t)
      asio::co_spawn(io, [](asio::thread_pool &pool, Step step) -> asio::awaitable<void> {
        for (std::size_t i = 0; i < each; ++i)
          co_await step(pool);
      }(pool, step), asio::detached);
    io.run();
  });
}

// 1: hop to the pool and back by post.
asio::awaitable<void> asio_post(asio::thread_pool &pool) {
  auto here = co_await asio::this_coro::executor;
  co_await asio::post(pool, asio::use_awaitable);
  co_await asio::post(here, asio::use_awaitable);
}
// 2: an initiation that posts the work and completes on the executor.
asio::awaitable<void> asio_initiate(asio::thread_pool &pool) {
  co_await asio::async_initiate<const asio::use_awaitable_t<> &, void()>(
      [&pool](auto handler) {
        asio::post(pool, [h = std::move(handler)]() mutable {
          auto e = asio::get_associated_executor(h);
          asio::post(e, std::move(h));
        });
      },
      asio::use_awaitable);
}
// 3: a coroutine spawned on the pool.
asio::awaitable<void> asio_spawn(asio::thread_pool &pool) {
  co_await asio::co_spawn(pool, []() -> asio::awaitable<void> { co_return; }, asio::use_awaitable);
}

cost ours_on_asio() {
  static stallfree::thread_pool pool("bench", {.max_threads = 1});
  return asio_throughput([](asio::thread_pool &) -> asio::awaitable<void> {
    return stallfree::asio::to_thread(pool, [] {});
  });
}

void all(bool pinned) {
  bench::pin(pinned);
  std::printf("-- %s: ours, peer\n", pinned ? "pinned to one core" : "free placement (not gated)");
  auto gate = [&](double g) { return pinned ? g : 0; };
  bench::compare("to_thread / raw futex -> eventfd", ours, raw, gate(1.3));
  bench::compare("to_thread / uv_queue_work", ours, libuv, gate(0.6));
  bench::compare("to_thread / asyncio.to_thread", ours, asyncio, gate(0.1));
  bench::compare("64 outstanding / Asio post", our_throughput, [] { return asio_throughput(asio_post); }, gate(1));
  bench::compare("64 outstanding / Asio async_initiate", our_throughput, [] { return asio_throughput(asio_initiate); }, gate(1));
  bench::compare("64 outstanding / Asio co_spawn", our_throughput, [] { return asio_throughput(asio_spawn); }, gate(1));
  bench::compare("adapter on Asio, 64 out / Asio async_initiate", ours_on_asio, [] { return asio_throughput(asio_initiate); }, 0);
}

} // namespace

// bench_threads [WORDS]: the comparisons whose name has the words.
// bench_threads --run ours|raw|libuv CALLS: that alone, for `system_calls`.
int main(int argc, char **argv) {
  if (argc == 4 && argv[1] == std::string("--run")) {
    round_trips = std::strtoul(argv[3], nullptr, 10);
    const std::string what = argv[2];
    (void)(what == "ours" ? ours() : what == "raw" ? raw() : libuv());
    return 0;
  }
  bench::only = argc > 1 ? argv[1] : "";
  ::setenv("UV_THREADPOOL_SIZE", "1", 1);
  all(true);
  all(false);
}
