// Included once for each Asio: NET is its namespace, SF the adapter's.

namespace stallfree_test {

using namespace std::chrono_literals;
namespace net = NET;
namespace sf = SF;
using stallfree::call_options;

template <class T> T run_on(net::io_context &io, net::awaitable<T> a) {
  std::optional<std::conditional_t<std::is_void_v<T>, int, T>> value;
  std::exception_ptr error;
  if constexpr (std::is_void_v<T>)
    net::co_spawn(io, std::move(a), [&](std::exception_ptr e) { error = e; value = 0; });
  else
    net::co_spawn(io, std::move(a), [&](std::exception_ptr e, T v) { error = e; value = std::move(v); });
  io.run();
  if (error)
    std::rethrow_exception(error);
  if constexpr (!std::is_void_v<T>)
    return std::move(*value);
}

int answer() { return 42; }
void spin() {
  for (volatile bool yes = true; yes;)
    ;
}

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
};

TEST(ASIO_SUITE, ReturnsTheValueOnTheContext) {
  net::io_context io;
  auto here = std::this_thread::get_id();
  int got = run_on(io, [](std::thread::id here) -> net::awaitable<int> {
    auto there = co_await sf::to_thread([] { return std::this_thread::get_id(); });
    EXPECT_NE(there, here);
    EXPECT_EQ(std::this_thread::get_id(), here);
    co_return co_await sf::to_thread([](int a, int b) { return a + b; }, 40, 2);
  }(here));
  EXPECT_EQ(got, 42);
}

TEST(ASIO_SUITE, ExceptionsComeBack) {
  net::io_context io;
  EXPECT_THROW(run_on(io, []() -> net::awaitable<void> {
                 co_await sf::to_thread([] { throw std::out_of_range("x"); });
               }()),
               std::out_of_range);
}

TEST(ASIO_SUITE, ValuesNeedNoDefaultConstructor) {
  struct fixed {
    explicit fixed(int n) : n(n) {}
    int n;
  };
  net::io_context io;
  EXPECT_EQ(run_on(io, []() -> net::awaitable<int> {
              co_return (co_await sf::to_thread([] { return fixed(7); })).n;
            }()),
            7);
}

TEST(ASIO_SUITE, ResumesOnTheStrand) {
  net::io_context io;
  auto strand = net::make_strand(io);
  bool done = false;
  net::co_spawn(strand, [](auto strand, bool &done) -> net::awaitable<void> {
    for (int i = 0; i < 10; ++i) {
      co_await sf::to_thread([] {});
      EXPECT_TRUE(strand.running_in_this_thread());
    }
    done = true;
  }(strand, done), net::detached);
  std::thread other([&] { io.run(); });
  io.run();
  other.join();
  EXPECT_TRUE(done);
}

TEST(ASIO_SUITE, FourThreadsManyCalls) {
  net::io_context io;
  std::atomic<int> sum{0};
  for (int c = 0; c < 50; ++c)
    net::co_spawn(io, [](std::atomic<int> &sum) -> net::awaitable<void> {
      for (int i = 0; i < 20; ++i)
        sum += co_await sf::to_thread([] { return 1; });
    }(sum), net::detached);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] { io.run(); });
  for (auto &t : threads)
    t.join();
  EXPECT_EQ(sum, 1000);
}

TEST(ASIO_SUITE, CallbackForm) {
  net::io_context io;
  int got = 0;
  sf::async_to_thread(io.get_executor(), [&](std::exception_ptr e, int n) {
    EXPECT_FALSE(e);
    got = n;
  }, [] { return 5; });
  EXPECT_EQ(got, 0);
  io.run();
  EXPECT_EQ(got, 5);
}

TEST(ASIO_SUITE, CallbackExceptionsLeaveRun) {
  net::io_context io;
  sf::async_to_thread(io.get_executor(), [](std::exception_ptr) { throw std::runtime_error("x"); },
                      [] {});
  EXPECT_THROW(io.run(), std::runtime_error);
}

TEST(ASIO_SUITE, RefusalArrivesThroughTheHandler) {
  net::io_context io;
  stallfree::thread_pool pool("closed", {.max_threads = 1});
  pool.shutdown(stallfree::shutdown_mode::cancel, 0s);
  std::exception_ptr error;
  sf::async_to_thread(io.get_executor(), [&](std::exception_ptr e) { error = e; }, pool, [] {});
  EXPECT_FALSE(error); // not from inside the initiating function
  io.run();
  EXPECT_THROW(std::rethrow_exception(error), stallfree::pool_closed);
}

TEST(ASIO_SUITE, Timeout) {
  net::io_context io;
  EXPECT_THROW(run_on(io, []() -> net::awaitable<void> {
                 co_await sf::to_thread(call_options{.timeout = 5ms}, [](std::stop_token s) {
                   while (!s.stop_requested())
                     std::this_thread::yield();
                 });
               }()),
               stallfree::timed_out);
}

TEST(ASIO_SUITE, CancellationSlotEndsAWaitingCall) {
  net::io_context io;
  stallfree::thread_pool pool("one", {.max_threads = 1});
  gate g;
  bool ran = false;
  std::exception_ptr error;
  sf::async_to_thread(io.get_executor(), [](std::exception_ptr) {}, pool, [&] { g.pass(); });
  g.entered.wait(false);
  net::cancellation_signal signal;
  sf::async_to_thread(io.get_executor(),
                      net::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr e) {
                        error = e;
                        g.release();
                      }),
                      pool, [&] { ran = true; });
  net::post(io, [&] { signal.emit(net::cancellation_type::terminal); });
  io.run();
  EXPECT_FALSE(ran);
  ASSERT_TRUE(error);
  EXPECT_THROW(std::rethrow_exception(error), stallfree::cancelled);
}

TEST(ASIO_SUITE, DestroyingTheContextWithCallsInEveryState) {
  stallfree::thread_pool pool("one", {.max_threads = 1});
  for (int round = 0; round < 50; ++round) {
    gate g;
    std::atomic<bool> ended{false}, ran{false};
    std::thread opener;
    {
      net::io_context io;
      auto call = [](auto &pool, auto f) -> net::awaitable<void> { co_await sf::to_thread(pool, f); };
      auto running = [&] { g.pass(); ended = true; };
      auto queued = [&] { ran = true; };
      net::co_spawn(io, call(pool, running), net::detached);
      net::co_spawn(io, call(pool, queued), net::detached);
      while (io.poll_one())
        ;
      g.entered.wait(false);
      opener = std::thread([&] { g.release(); });
      if (round % 2) // now and then it has come back, and waits to be delivered
        opener.join();
    }
    EXPECT_TRUE(ended);
    if (opener.joinable())
      opener.join();
  }
}

TEST(ASIO_SUITE, DestroyingTheContextWithProcessCallsOut) {
  stallfree::process_pool pool({.workers = 1, .grace = 1ms});
  {
    net::io_context io;
    net::co_spawn(io, sf::wait(stallfree::to_process<&spin>(pool)), net::detached);
    net::co_spawn(io, sf::wait(stallfree::to_process<&answer>(pool)), net::detached);
    while (io.poll_one())
      ;
    EXPECT_EQ(pool.stats().running, 1u);
    EXPECT_EQ(pool.stats().queued, 1u);
  }
  EXPECT_EQ(pool.stats().queued, 0u);
  net::io_context io;
  EXPECT_EQ(run_on(io, sf::wait(stallfree::to_process<&answer>(pool))), 42); // the pool goes on
}

TEST(ASIO_SUITE, TasksRunOnAnAttachedContext) {
  net::io_context io;
  int got = 0;
  auto here = std::make_unique<sf::attachment>(io);
  stallfree::start([]() -> stallfree::task<int> {
    co_await stallfree::sleep_for(1ms);
    auto [a, b] = co_await stallfree::when_all(stallfree::to_thread([] { return 1; }),
                                               stallfree::to_thread([] { return 2; }));
    co_return a + b;
  }(), [&](stallfree::result<int> r) { got = r.get(); });
  io.run(); // stays as long as calls are out
  EXPECT_EQ(got, 3);
  here.reset();
}

} // namespace stallfree_test
