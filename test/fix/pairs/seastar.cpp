// Coroutines of Seastar, compiled against stubs. It has no pool for blocking
// calls, so that only sleeps and loops have edits.
#include <chrono>
#include <seastar/core/future.hh>
#include <thread>

// pair: a sleep becomes the reactor's own
seastar::future<> sleeps() {
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  co_return;
}

// pair: a loop lets others run
seastar::future<double> loops() {
  double sum = 0;
  for (int i = 1; i < 100000000; ++i) {
    sum += 1.0 / i;
  }
  co_return sum;
}
