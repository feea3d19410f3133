// A pool of worker processes.
#pragma once

#include "stallfree/detail/process_call.hpp"
#include <chrono>
#include <cstddef>
#include <memory>

namespace stallfree {

struct process_options {
  /// At most this many at once; 0: one per CPU this process may use. Workers
  /// are started when a call needs one and stay.
  unsigned workers = 0;
  /// Defaults for process_call_options. Zero: no timeout.
  std::chrono::nanoseconds timeout{0};
  std::chrono::nanoseconds grace = std::chrono::milliseconds(100);
  unsigned retry_if_crashed = 0;
  /// Bytes a worker may map beyond what it starts with; 0: no limit. More is
  /// std::bad_alloc in the function.
  std::size_t memory_limit = 0;
  /// A worker is replaced after this many calls; 0: never.
  unsigned calls_per_worker = 0;
  /// Runs in each new worker before its first call. What it throws fails that
  /// call.
  void (*initialiser)() = nullptr;
};

struct process_stats {
  unsigned workers = 0; ///< alive, busy or not
  std::size_t running = 0, queued = 0;
  std::size_t answered = 0; ///< calls with a result or an exception
  std::size_t started = 0;  ///< workers ever started
  std::size_t crashed = 0;  ///< workers that died by themselves
  std::size_t killed = 0;   ///< workers killed because they did not stop
};

enum class process_shutdown {
  drain, ///< run what is queued
  cancel ///< fail what is queued with pool_closed, ask what runs to stop
};

struct process_shutdown_report {
  std::size_t cancelled = 0; ///< calls that never ran
  std::size_t killed = 0;    ///< calls whose worker was killed
};

/// Thread-safe. Workers have the identity, limits and namespaces that this
/// process has when the pool is made.
class process_pool {
public:
  /// Throws no_zygote, zygote_lost, privilege_mismatch, std::system_error.
  explicit process_pool(const process_options & = {});
  /// shutdown(cancel) without waiting.
  ~process_pool();
  process_pool(const process_pool &) = delete;
  process_pool &operator=(const process_pool &) = delete;

  process_stats stats() const;
  /// Accepts no more calls; blocks for at most about `limit` until those that
  /// are out have ended, then kills their workers.
  process_shutdown_report shutdown(process_shutdown, std::chrono::nanoseconds limit);

  /// The pool of to_process without a pool; made on first use, never destroyed.
  static process_pool &common();

  const std::shared_ptr<detail::process_pool_state> &state() const noexcept { return state_; }

private:
  std::shared_ptr<detail::process_pool_state> state_;
};

} // namespace stallfree
