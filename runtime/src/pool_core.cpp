#include "pool_core.hpp"

#include <algorithm>
#include <utility>

#include <stallfree/call.hpp>
#include <stallfree/errors.hpp>

#include "futex.hpp"

namespace stallfree {

void item_queue::push(work_item &i) noexcept {
  i.next_ = nullptr;
  i.previous_ = tail_;
  (tail_ ? tail_->next_ : head_) = &i;
  tail_ = &i;
  ++size_;
}

work_item *item_queue::pop() noexcept {
  work_item *i = head_;
  if (i)
    remove(*i);
  return i;
}

void item_queue::remove(work_item &i) noexcept {
  (i.previous_ ? i.previous_->next_ : head_) = i.next_;
  (i.next_ ? i.next_->previous_ : tail_) = i.previous_;
  --size_;
}

pool_core::pool_core(std::string n, thread_options o) : name(std::move(n)), options_(std::move(o)) {}

void pool_core::submit(work_item &i) {
  i.pool_ = this;
  // Every thread that waits for a nested call is one that cannot run it.
  if (pool_worker *here = pool_worker::current; here && here->core == this) {
    if (here->nested++ == 0 && nested_threads_.fetch_add(1) + 1 == options_.max_threads) {
      here->nested = 0;
      nested_threads_.fetch_sub(1);
      throw pool_saturated();
    }
    i.nested_in_ = here;
  }
  try {
    if (i.key)
      key_table::get().submit(i);
    else
      enqueue(i, true);
  } catch (...) {
    came_back(i);
    throw;
  }
}

void pool_core::came_back(work_item &i) noexcept {
  if (pool_worker *w = std::exchange(i.nested_in_, nullptr))
    if (--w->nested == 0)
      w->core->nested_threads_.fetch_sub(1);
}

void pool_core::enqueue(work_item &i, bool bounded) {
  lock held(mutex_);
  if (!bounded)
    --chained_;
  if (closed_ && (bounded || !draining_)) {
    if (watchers_)
      changed_.notify_all();
    throw pool_closed();
  }
  bool thread_free = idle_ || startable();
  if (bounded && options_.on_full == overflow::reject && !thread_free &&
      queue_.size() >= options_.max_queue) {
    ++stats_.rejected;
    throw queue_full();
  }
  i.queued_at_ = std::chrono::steady_clock::now();
  i.in_queue_ = true;
  i.phase_.store(work_item::phase::queued, std::memory_order_relaxed);
  queue_.push(i);
  stats_.peak_queued = std::max(stats_.peak_queued, queue_.size());
  if (pool_worker *w = idle_) {
    // Claimed under the lock: a wake-up is never lost, nor given twice.
    idle_ = w->next_idle;
    held.unlock();
    w->woken.store(1, std::memory_order_release);
    futex_wake(w->woken);
  } else if (startable() && !starting_ && short_of_threads()) {
    // One at a time from here; a new thread starts the next if work waits.
    try {
      start_thread(held);
    } catch (...) {
      if (threads_)
        return; // somebody will run it
      queue_.remove(i);
      i.in_queue_ = false;
      throw;
    }
  }
}

// From the key table, when the item's turn came. The bound does not apply: it
// was accepted before. False: the pool closed meanwhile.
bool pool_core::enqueue_promoted(work_item &i) noexcept {
  try {
    enqueue(i, false);
    return true;
  } catch (...) {
    return false;
  }
}

bool pool_core::withdraw(work_item &i) noexcept {
  return i.phase_.load(std::memory_order_acquire) == work_item::phase::queued &&
         i.pool_->take_back(i);
}

bool pool_core::take_back(work_item &i) noexcept {
  if (i.key && key_table::get().withdraw(i)) {
    lock held(mutex_);
    --chained_;
    ++stats_.withdrawn;
    if (watchers_)
      changed_.notify_all();
    return true;
  }
  {
    lock held(mutex_);
    if (!i.in_queue_)
      return false;
    queue_.remove(i);
    i.in_queue_ = false;
    ++stats_.withdrawn;
    if (watchers_)
      changed_.notify_all();
  }
  if (i.key)
    key_table::get().release(i);
  return true;
}

bool pool_core::orphan(work_item &i) noexcept {
  auto expected = work_item::phase::running;
  if (!i.phase_.compare_exchange_strong(expected, work_item::phase::orphaned))
    return false;
  i.pool_->wait_for(i);
  return true;
}

void pool_core::wait_for(work_item &i) noexcept {
  lock held(mutex_);
  ++watchers_;
  changed_.wait(held, [&] { return i.phase_.load() == work_item::phase::finished; });
  --watchers_;
}

bool pool_core::abandon(work_item &i) noexcept {
  auto expected = work_item::phase::running;
  return i.phase_.compare_exchange_strong(expected, work_item::phase::abandoned);
}

pool_stats pool_core::stats() const {
  lock held(mutex_);
  pool_stats s = stats_;
  s.threads = threads_;
  s.queued = queue_.size();
  return s;
}

} // namespace stallfree
