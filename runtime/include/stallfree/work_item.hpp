// One call as the pool sees it: an intrusive node that somebody else owns.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <exception>

namespace stallfree {

class pool_core;
class suspended_call;
struct pool_worker;

class work_item {
public:
  work_item() = default;
  work_item(const work_item &) = delete;
  work_item &operator=(const work_item &) = delete;

  virtual void run() noexcept = 0;                    // worker
  virtual void fail(std::exception_ptr) noexcept = 0; // any thread, instead of run
  virtual bool stoppable() const noexcept { return false; }
  virtual void request_stop() noexcept {}             // any thread, also during run
  virtual void dispose() noexcept {}                  // worker, when abandoned

  suspended_call *waiter = nullptr; // arrives when the item ran or failed
  const void *key = nullptr;        // calls with one key run one at a time

protected:
  ~work_item() = default;

private:
  friend class pool_core;
  friend class key_table;
  friend class item_queue;

  // queued -> running -> delivering (the waiter arrives)
  //              |-----> orphaned -> finished (its owner dies and waits for this)
  //              '-----> abandoned -> dispose()
  enum class phase : std::uint8_t { idle, queued, running, delivering, orphaned, finished, abandoned };

  work_item *next_ = nullptr, *previous_ = nullptr; // in the pool's queue
  work_item *key_next_ = nullptr; // waits for the same key, or next in bucket
  work_item *key_first_ = nullptr, *key_last_ = nullptr; // who wait for me
  pool_core *pool_ = nullptr;
  pool_worker *nested_in_ = nullptr;
  std::chrono::steady_clock::time_point queued_at_;
  bool in_queue_ = false;
  std::atomic<phase> phase_{phase::idle};
};

} // namespace stallfree
