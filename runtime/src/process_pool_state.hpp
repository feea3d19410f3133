// The parent's side of a process pool. Every event of the pool's descriptors
// is handled under its lock, by whichever thread drives it: a thread of its
// own, or the one loop that calls come from.
#pragma once

#include "image.hpp"
#include "protocol.hpp"
#include "stallfree/process_pool.hpp"
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace stallfree::detail {

using steady_time = std::chrono::steady_clock::time_point;

// Keys of the descriptors that are no workers; workers count from 1.
inline constexpr std::uint64_t channel_key = ~std::uint64_t(0), timer_key = channel_key - 1,
                               wakeup_key = channel_key - 2;

spawn_failed start_failure(const char *what, int number);

struct process_worker {
  std::uint64_t id = 0;
  unique_fd socket;
  block_ref page_block;
  worker_page *page = nullptr;
  process_call_base *call = nullptr; ///< null: idle, or nobody waits any more
  std::uint64_t call_id = 0;         ///< 0: idle
  /// What the worker may still touch: given back on its answer or its death.
  block_ref arguments, reply;
  std::vector<block_ref> pins;
  std::size_t usual_reply = 0; ///< size of the last large result
  unsigned calls = 0;
  bool dying = false; ///< takes no more calls; its death was not reported yet
  bool stopping = false;
  bool killed = false;
  steady_time kill_at = steady_time::max();
};

class loop_driver;

struct process_pool_state : std::enable_shared_from_this<process_pool_state> {
  explicit process_pool_state(const process_options &);
  ~process_pool_state();

  // Loop threads.
  void submit(process_call_base &);
  void cancel(process_call_base &) noexcept;
  /// True when the call has arrived, or has been taken back otherwise.
  bool abandon(process_call_base &) noexcept;

  process_shutdown_report shutdown(process_shutdown, steady_time limit);
  process_stats stats() const;
  /// Handles what is ready; waits for it for up to `milliseconds` (-1: for ever).
  void poll(int milliseconds) noexcept;
  /// The usual case in one system call: the answer to the latest call. False:
  /// use poll(). What else is ready stays so.
  bool poll_latest() noexcept;

  /// Loop thread: that loop ends and drives the pool no longer.
  void forsaken(const loop_driver *) noexcept;

  image &here;
  const process_options options;

private:
  using lock = std::unique_lock<std::mutex>;

  // All below with the lock held.
  void dispatch();
  process_worker &spawn();
  bool assign(process_worker &, process_call_base &);
  void on_channel();
  /// One packet; false when there was none.
  bool on_worker(process_worker &);
  void on_reply(process_worker &, const reply_header &, std::span<const std::byte> body);
  void on_need_block(process_worker &, std::size_t bytes);
  void on_init_failed(process_worker &, std::span<const std::byte> body);
  void on_started_failed(process_worker &, int number);
  void on_death(process_worker &, int status);
  void on_zygote_lost();
  void on_deadlines(steady_time now);
  void arm(steady_time);

  void enqueue(process_call_base &, bool first) noexcept;
  void unlink(process_call_base &) noexcept;
  void arrive(process_call_base &) noexcept;
  void fail(process_call_base &, std::exception_ptr) noexcept;
  void stop(process_worker &, std::exception_ptr why, std::chrono::nanoseconds grace);
  void kill(process_worker &);
  void retire(process_worker &) noexcept;
  void settle(process_worker &) noexcept;
  void erase(process_worker &) noexcept;
  unsigned live() const noexcept;
  /// Sees to it that somebody calls poll(): the loop of run() that all calls
  /// come from (no thread, no second wake-up), else a thread of the pool's.
  void drive();
  void dismiss_driver() noexcept;
  void start_thread();

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  unique_fd channel_, epoll_, timer_, wakeup_;
  privileges identity_;
  std::vector<unique_fd> places_;
  std::map<std::uint64_t, std::unique_ptr<process_worker>> workers_;
  std::vector<process_worker *> idle_;
  process_call_base *first_ = nullptr, *last_ = nullptr; ///< the queue
  std::multimap<steady_time, process_call_base *> queued_deadlines_;
  steady_time armed_ = steady_time::max();
  std::uint64_t next_id_ = 1, latest_ = 0;
  process_stats stats_;
  bool closed_ = false, lost_ = false, quit_ = false;
  std::shared_ptr<loop_driver> driver_;
  std::thread thread_;
};

} // namespace stallfree::detail
