// Reports when a loop thread has not come back to its loop for too long: with
// the stack, and with what it does or waits for.
//
// A watchdog watches every loop of the process that leaves a heartbeat: those
// of run() and of the adapters, on any number of threads. Time that a thread
// spends waiting for a CPU, or stopped, is not a stall.
#pragma once

#include "stallfree/stack_trace.hpp"
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <sys/types.h>

namespace stallfree {

enum class stall_cause {
  cpu,    ///< it computes
  syscall ///< it sleeps in the kernel
};

struct stall {
  pid_t thread = 0;
  std::chrono::nanoseconds blocked{0}; ///< so far
  stall_cause cause = stall_cause::cpu;
  std::string syscall; ///< such as "read", empty when it computes
  int fd = -1;         ///< its descriptor, if it has one
  std::string file;    ///< what the descriptor is: a path, "socket:[1234]" ...
  stack_trace stack;   ///< innermost first; one frame at most when signal-free

  /// One line of text, without the stack. Not for the loop's thread.
  std::string text() const;
};

struct watchdog_options {
  /// The first report of a stall; the next ones at 2, 4, 8 ... times this.
  std::chrono::nanoseconds threshold = std::chrono::milliseconds(100);
  /// Called on the watchdog's thread. Empty: text() and the stack to stderr,
  /// unless `json` is set.
  std::function<void(const stall &)> on_stall = nullptr;
  /// A file that is replaced after each report: an array of objects with
  /// symbol, file, line, cause, syscall, ms (the longest), count and stack.
  std::string json = {};
  /// Reports per minute and loop; further stalls are only counted.
  unsigned per_minute = 5;
  /// No signal is sent to loop threads: then the stack is not known, only the
  /// system call. With signals, a blocked nanosleep, poll, select, epoll_wait
  /// or timed recv returns EINTR at a report, although SA_RESTART is set.
  bool signal_free = false;
  /// The signal that is used; 0: SIGRTMIN + 7.
  int signal = 0;
};

class watchdog {
public:
  /// Throws std::invalid_argument for a threshold below 1 ms.
  explicit watchdog(watchdog_options = {});
  /// Waits for a report in progress.
  ~watchdog();
  watchdog(const watchdog &) = delete;
  watchdog &operator=(const watchdog &) = delete;

  std::size_t reported() const noexcept;
  /// Stalls that the limit per minute kept back.
  std::size_t suppressed() const noexcept;

private:
  class sampler;
  std::unique_ptr<sampler> sampler_;
};

} // namespace stallfree
