// Timers for loops of hosts, whose port has none: one thread for all of them,
// started by the first.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include <stallfree/timer_heap.hpp>

namespace stallfree {

class timer_thread {
public:
  static timer_thread &get();
  void insert(timer &, time_point);
  // False: it is due, and posted to its loop already.
  bool remove(timer &) noexcept;

private:
  timer_thread();
  ~timer_thread();
  void work();

  std::mutex mutex_;
  std::condition_variable changed_;
  timer_heap heap_;
  bool stop_ = false;
  std::thread thread_; // last: uses the others
};

} // namespace stallfree
