// Thread pools for to_thread. A pool starts threads when work waits and none is
// free, up to max_threads, and retires them when idle. Any thread may use it.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace stallfree {

class pool_core;

enum class overflow {
  wait,   // more callers than max_queue wait for room, suspended in the queue
  reject, // they get queue_full
};

struct thread_options {
  unsigned max_threads = 0;      // 0: 64
  std::size_t max_queue = 4096;  // calls that wait for a thread
  overflow on_full = overflow::wait;
  std::chrono::milliseconds idle{10'000}; // then a thread retires
  int nice = 0;                           // added to the process's
  std::vector<int> cpus = {};             // may run on; empty: as the creator
};

struct pool_stats {
  unsigned threads = 0;      // alive
  unsigned peak_threads = 0;
  std::size_t queued = 0;    // wait for a thread now
  std::size_t peak_queued = 0;
  std::size_t running = 0;   // on a thread now, and for a moment after the caller resumed
  std::size_t ran = 0;       // finished since the start, and no longer running
  std::size_t withdrawn = 0; // cancelled before they ran
  std::size_t rejected = 0;  // queue_full
  std::chrono::nanoseconds wait_time{}; // of all that left the queue to run
  std::chrono::nanoseconds run_time{};  // of all that ran
};

enum class shutdown_mode {
  drain,  // let the queued calls run
  cancel, // queued calls get pool_closed; running ones are asked to stop
};

struct shutdown_report {
  std::size_t finished = 0;      // ran to their end meanwhile
  std::size_t cut = 0;           // queued, got pool_closed
  std::size_t still_running = 0; // at the deadline; they end on their own
  bool complete() const noexcept { return !cut && !still_running; }
};

class thread_pool {
public:
  // The name (first 15 bytes) shows in debuggers and /proc.
  explicit thread_pool(std::string name, thread_options = {});
  // shutdown(cancel), and waits for the running calls however long they take.
  ~thread_pool();
  thread_pool(const thread_pool &) = delete;
  thread_pool &operator=(const thread_pool &) = delete;

  pool_stats stats() const;
  const std::string &name() const noexcept;

  // Blocks up to the deadline; then what still waits is cut and what still runs
  // is left alone. New calls get pool_closed from the start.
  shutdown_report shutdown(shutdown_mode, std::chrono::nanoseconds deadline);

  pool_core &core() noexcept { return *core_; }

  // The default pools, made at first use. At exit they cut what is queued and
  // do not wait for what runs.
  static thread_pool &io();  // waiting: up to 64 threads
  static thread_pool &cpu(); // computing: as many threads as CPUs allowed

private:
  std::shared_ptr<pool_core> core_;
  bool leave_running_ = false;
};

} // namespace stallfree
