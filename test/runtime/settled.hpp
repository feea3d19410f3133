// The counters of a pool whose calls have all come back: a call is counted a
// moment after its caller has the result.
#pragma once

#include <stallfree/thread_pool.hpp>
#include <thread>

inline stallfree::pool_stats settled(const stallfree::thread_pool &pool) {
  for (;;) {
    stallfree::pool_stats now = pool.stats();
    if (!now.running)
      return now;
    std::this_thread::yield();
  }
}
