// The engine of thread_pool: queue, workers, shutdown.
#pragma once

#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <thread>

#include <stallfree/thread_pool.hpp>
#include <stallfree/work_item.hpp>

#include "hand_over.hpp"

namespace stallfree {

// Intrusive, doubly linked, first in first out.
class item_queue {
public:
  bool empty() const noexcept { return !head_; }
  std::size_t size() const noexcept { return size_; }
  void push(work_item &) noexcept;
  work_item *pop() noexcept;
  void remove(work_item &) noexcept;

private:
  work_item *head_ = nullptr, *tail_ = nullptr;
  std::size_t size_ = 0;
};

struct pool_worker {
  std::thread thread;
  pool_core *core = nullptr;
  pool_worker *next_idle = nullptr;
  work_item *stoppable = nullptr;      // that runs; under the pool's mutex
  std::atomic<std::uint32_t> woken{0}; // futex
  unsigned nested = 0; // calls that code on this thread awaits from this pool; its thread only
  std::list<pool_worker>::iterator self;

  static inline constinit thread_local pool_worker *current = nullptr; // of this thread
};

class pool_core : public std::enable_shared_from_this<pool_core> {
public:
  pool_core(std::string name, thread_options);

  // Throws queue_full, pool_closed, pool_saturated, std::system_error (no
  // thread could be started); the item is then not taken.
  void submit(work_item &);
  // The pool of an item whose waiter arrived may be gone: these do not touch it.
  // True: it was waiting and is the caller's again. False: it ran, or runs.
  static bool withdraw(work_item &) noexcept;
  // The owner of a running item goes away. True: it has ended, nobody will
  // deliver it. False: its waiter arrives.
  static bool orphan(work_item &) noexcept;  // waits for the end
  static bool abandon(work_item &) noexcept; // does not; the worker disposes of it
  // On the submitting thread, once the item came back or is about to.
  static void came_back(work_item &) noexcept;

  shutdown_report shutdown(shutdown_mode, std::chrono::nanoseconds);
  void join(bool leave_running) noexcept;
  pool_stats stats() const;

  const std::string name;

private:
  friend class key_table;
  using lock = std::unique_lock<std::mutex>;
  bool take_back(work_item &) noexcept;
  void wait_for(work_item &) noexcept;
  void enqueue(work_item &, bool bounded); // wakes or starts a thread
  bool enqueue_promoted(work_item &) noexcept;
  void start_thread(lock &);
  void work(pool_worker &) noexcept;
  bool more_comes(hand_over &, lock &) noexcept;
  bool rest(pool_worker &, lock &, std::chrono::steady_clock::time_point until) noexcept; // false: retire
  bool finish(work_item &) noexcept; // true: delivered, counted in returning_
  void reap(lock &) noexcept;
  std::size_t cut(lock &) noexcept; // what waits gets pool_closed
  void request_stops(lock &) noexcept;
  void dismiss_idle(lock &) noexcept;
  bool quiet() const noexcept { return queue_.empty() && !chained_ && !stats_.running; }
  bool startable() const noexcept { return threads_ < options_.max_threads; }
  // More waits than the threads that are about to ask for work will take.
  bool short_of_threads() const noexcept { return queue_.size() > returning_.load(); }

  const thread_options options_;
  mutable std::mutex mutex_;
  std::condition_variable changed_; // a call ended, while somebody waits for that
  unsigned watchers_ = 0;           // of changed_
  item_queue queue_;
  pool_worker *idle_ = nullptr;
  std::list<pool_worker> workers_;
  std::list<pool_worker> retired_; // to be joined
  unsigned threads_ = 0, starting_ = 0;
  std::atomic<unsigned> nested_threads_{0};
  // Threads between a delivery and their next look at the queue: who calls
  // again at once must not have a second thread started for it.
  std::atomic<unsigned> returning_{0};
  std::size_t chained_ = 0; // wait for their key
  bool closed_ = false;     // to new calls ...
  bool draining_ = false;   // ... but not to those that waited for their key
  pool_stats stats_;
};

// Which item holds a key, and who wait for it. One table for all pools.
class key_table {
public:
  static key_table &get();
  // Queues the item in its pool, now or when the key's holders before it ended.
  void submit(work_item &);
  bool withdraw(work_item &) noexcept;
  void release(work_item &) noexcept; // the holder ended: the next may run
  std::size_t cut(pool_core &) noexcept; // fails those that wait for their turn

private:
  work_item **holder(const void *key) noexcept;
  void drop(work_item **at) noexcept; // with the mutex held
  std::mutex mutex_;
  work_item *buckets_[64] = {};
};

} // namespace stallfree
