#include <atomic>
#include <chrono>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#ifdef BOOST_ASIO_CUSTOM_HANDLER_TRACKING
#include <boost/asio.hpp>
namespace net = boost::asio;
#else
#include <asio.hpp>
namespace net = asio;
#endif
#include <gtest/gtest.h>
#include <stallfree/watchdog.hpp>
#include <unistd.h>

#if !defined(ASIO_CUSTOM_HANDLER_TRACKING) && !defined(BOOST_ASIO_CUSTOM_HANDLER_TRACKING)
#error "compile with the tracking header"
#endif

using namespace std::chrono_literals;

std::atomic<bool> seen{false};

// Exported, so that the report can name it.
extern "C" [[gnu::noinline]] void stand_still_in_asio() {
  while (!seen.load()) // until the watchdog has noticed
    ;
}

TEST(AsioTracking, OneOfFourThreadsStandsStill) {
  net::io_context io;
  auto guard = net::make_work_guard(io);
  std::mutex mutex;
  std::vector<stallfree::stall> stalls;
  {
    stallfree::watchdog dog({.threshold = 20ms, .on_stall = [&](const stallfree::stall &s) {
                               std::lock_guard lock(mutex);
                               stalls.push_back(s);
                               seen = true;
                             }});
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([&] { io.run(); });
    std::atomic<pid_t> stalled{0};
    for (int i = 0; i < 100; ++i)
      net::post(io, [] {});
    net::post(io, [&] {
      stalled = ::gettid();
      stand_still_in_asio();
      guard.reset();
    });
    for (auto &t : threads)
      t.join();
    std::lock_guard lock(mutex);
    ASSERT_FALSE(stalls.empty());
    EXPECT_EQ(stalls[0].thread, stalled);
    EXPECT_NE(stalls[0].stack.text().find("stand_still_in_asio"), std::string::npos)
        << stalls[0].stack.text();
  }
}

TEST(AsioTracking, WaitingThreadsAreIdle) {
  net::io_context io;
  auto guard = net::make_work_guard(io);
  stallfree::watchdog dog({.threshold = 5ms, .on_stall = [](const stallfree::stall &s) {
                             ADD_FAILURE() << s.text();
                           }});
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] { io.run(); });
  net::steady_timer timer(io, 50ms); // all wait ten thresholds long
  timer.async_wait([&](auto) { guard.reset(); });
  for (auto &t : threads)
    t.join();
}
