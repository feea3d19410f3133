// Runs each pair of a file under the watchdog: prints "NAME OUTPUT" and on
// standard error the names of those that stalled the loop.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdio>
#include <functional>
#include <stallfree/watchdog.hpp>
#include <string>

namespace pairs {

using namespace std::chrono_literals;

/// How long the pairs block: ten thresholds of the watchdog.
inline constexpr auto blocking = 200ms;

struct pair {
  const char *name;
  std::function<std::string()> run; ///< On a loop of its own, to its end.
};

inline int run_all(std::initializer_list<pair> all) {
  for (const pair &one : all) {
    std::atomic<bool> stalled = false;
    std::string output;
    {
      // Its end waits for a report in progress.
      stallfree::watchdog watch({.threshold = 20ms,
                                 .on_stall = [&](auto &) { stalled = true; },
                                 .per_minute = 100,
                                 .signal_free = true}); // A signal would end usleep.
      output = one.run();
    }
    std::printf("%s %s\n", one.name, output.c_str());
    if (stalled)
      std::fprintf(stderr, "%s\n", one.name);
  }
  return 0;
}

} // namespace pairs
