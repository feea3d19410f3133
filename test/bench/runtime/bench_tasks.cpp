// Tasks on one thread: spawn and join against a bare coroutine and Asio's
// co_spawn; 100 000 sleeping tasks against Asio's timers.
#include "measure.hpp"

#include <coroutine>

#include <asio.hpp>
#include <malloc.h>

#include <stallfree/heartbeat.hpp>
#include <stallfree/loop.hpp>

namespace {

using bench::cost;
using bench::measure;
using namespace std::chrono_literals;
constexpr std::size_t rounds = 100'000;
const stallfree::run_options quiet{.stop_on_signals = false};

struct bare {
  struct promise_type {
    bare get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> h;
};
[[gnu::noinline]] bare bare_child(int &n) {
  ++n;
  co_return;
}
[[gnu::noinline]] stallfree::task<> child(int &n) {
  ++n;
  co_return;
}
[[gnu::noinline]] asio::awaitable<void> asio_child(int &n) {
  ++n;
  co_return;
}

cost bare_coroutine() {
  int n = 0;
  return measure(rounds, [&] {
    for (std::size_t i = 0; i < rounds; ++i) {
      auto c = bare_child(n);
      c.h.resume();
      c.h.destroy();
    }
  });
}

// One scope, joined after each child; the joining task can be cancelled.
cost spawn_one() {
  return measure(rounds, [&] {
    stallfree::run([]() -> stallfree::task<> {
      int n = 0;
      stallfree::scope s;
      for (std::size_t i = 0; i < rounds; ++i) {
        (void)s.spawn(child(n));
        co_await s.join();
      }
    }(), quiet);
  });
}

cost asio_spawn_one() {
  return measure(rounds, [&] {
    asio::io_context io(1);
    asio::co_spawn(io, []() -> asio::awaitable<void> {
      auto here = co_await asio::this_coro::executor;
      int n = 0;
      for (std::size_t i = 0; i < rounds; ++i)
        co_await asio::co_spawn(here, asio_child(n), asio::use_awaitable);
    }, asio::detached);
    io.run();
  });
}

cost spawn_many() {
  return measure(rounds, [&] {
    stallfree::run([]() -> stallfree::task<> {
      int n = 0;
      stallfree::scope s;
      for (std::size_t i = 0; i < rounds; ++i)
        (void)s.spawn(child(n));
      co_await s.join();
    }(), quiet);
  });
}

cost asio_spawn_many() {
  return measure(rounds, [&] {
    asio::io_context io(1);
    int n = 0;
    for (std::size_t i = 0; i < rounds; ++i)
      asio::co_spawn(io, asio_child(n), asio::detached);
    io.run();
  });
}

std::size_t heap() { return ::mallinfo2().uordblks; }
std::size_t our_bytes = 0, asio_bytes = 0;

std::chrono::milliseconds nap(std::size_t i) { return std::chrono::milliseconds(10 + i % 491); }

cost sleepers() {
  return measure(rounds, [] {
    stallfree::run([]() -> stallfree::task<> {
      std::size_t before = heap();
      stallfree::scope s;
      for (std::size_t i = 0; i < rounds; ++i)
        (void)s.spawn([](std::size_t i) -> stallfree::task<> {
          co_await stallfree::sleep_for(nap(i));
        }(i));
      co_await stallfree::yield();
      our_bytes = (heap() - before) / rounds;
      co_await s.join();
    }(), quiet);
  });
}

cost asio_sleepers() {
  return measure(rounds, [] {
    std::size_t before = heap();
    asio::io_context io(1);
    for (std::size_t i = 0; i < rounds; ++i)
      asio::co_spawn(io, [](std::size_t i) -> asio::awaitable<void> {
        asio::steady_timer t(co_await asio::this_coro::executor, nap(i));
        co_await t.async_wait(asio::use_awaitable);
      }(i), asio::detached);
    io.post([&] { asio_bytes = (heap() - before) / rounds; });
    io.run();
  });
}

void heartbeat_cost() {
  auto *h = stallfree::heartbeat::open();
  constexpr std::size_t turns = 50'000'000;
  auto c = measure(turns, [&] {
    for (std::size_t i = 0; i < turns; ++i) {
      h->beat();
      asm volatile("" ::: "memory");
    }
  });
  stallfree::heartbeat::close(h);
  std::printf("%-46s %.2f ns  gate %s\n", "heartbeat per dispatch", c.ns, c.ns < 2 ? "met" : "MISSED");
}

} // namespace

// bench_tasks [WORDS]: the comparisons whose name has the words.
int main(int argc, char **argv) {
  bench::only = argc > 1 ? argv[1] : "";
  bench::pin(true);
  std::printf("-- pinned to one core, CPU time: ours, peer\n");
  bench::compare("spawn + join, N=1 / bare coroutine", spawn_one, bare_coroutine, 2.5, bench::by::cpu);
  bench::compare("spawn + join, N=1 / Asio co_spawn", spawn_one, asio_spawn_one, 0.125, bench::by::cpu);
  bench::compare("spawn + join, N=1e5 / Asio co_spawn", spawn_many, asio_spawn_many, 0.125, bench::by::cpu);
  if (!bench::wanted("100 000 sleeping tasks"))
    return 0;
  std::vector<double> ours, theirs;
  for (int i = 0; i < 5; ++i) { // half a second each
    ours.push_back(sleepers().cpu_ns);
    theirs.push_back(asio_sleepers().cpu_ns);
  }
  double a = bench::middle_of(ours).median, b = bench::middle_of(theirs).median;
  std::printf("%-46s cpu %.0f / %.0f ns per task, ratio %.3f  gate %s\n", "100 000 sleeping tasks / Asio", a,
              b, a / b, a < b ? "met" : "MISSED");
  std::printf("%-46s %zu / %zu bytes per task  gate %s\n", "", our_bytes, asio_bytes,
              our_bytes <= 256 ? "met" : "MISSED");
  heartbeat_cost();
}
