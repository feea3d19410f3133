#include "pool_core.hpp"

#include <algorithm>
#include <utility>

#include <stallfree/call.hpp>
#include <stallfree/errors.hpp>

#include "futex.hpp"
#include "thread_setup.hpp"

namespace stallfree {

namespace {
constinit thread_local pool_worker *this_worker = nullptr;
using steady = std::chrono::steady_clock;
} // namespace

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
  if (this_worker && this_worker->core == this) {
    if (this_worker->nested++ == 0 && nested_threads_.fetch_add(1) + 1 == options_.max_threads) {
      this_worker->nested = 0;
      nested_threads_.fetch_sub(1);
      throw pool_saturated();
    }
    i.nested_in_ = this_worker;
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
  i.queued_at_ = steady::now();
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

// The worker's last touch of an item.
bool pool_core::finish(work_item &i) noexcept {
  if (i.key)
    key_table::get().release(i);
  switch (i.phase_.exchange(work_item::phase::delivering, std::memory_order_acq_rel)) {
  case work_item::phase::abandoned:
    i.dispose();
    return false;
  case work_item::phase::orphaned: {
    lock held(mutex_);
    i.phase_.store(work_item::phase::finished);
    changed_.notify_all();
    return false;
  }
  default:
    returning_.fetch_add(1);
    i.waiter->arrive();
    return true;
  }
}

void pool_core::start_thread(lock &held) {
  reap(held);
  workers_.emplace_back();
  pool_worker &w = workers_.back();
  w.self = std::prev(workers_.end());
  try {
    w.core = this;
    w.thread = std::thread([self = shared_from_this(), &w] { self->work(w); });
  } catch (...) {
    workers_.pop_back();
    throw;
  }
  ++starting_;
  stats_.peak_threads = std::max(stats_.peak_threads, ++threads_);
}

void pool_core::work(pool_worker &w) noexcept {
  set_up_thread(name, options_.nice, options_.cpus);
  this_worker = &w;
  lock held(mutex_);
  --starting_;
  bool just_slept = false;
  hand_over calls;
  steady::time_point clock = steady::now(); // when the thread last got free
  for (;;) {
    work_item *i = queue_.pop();
    if (!i) {
      if (!closed_ && more_comes(calls, held))
        continue;
      if (closed_ || !rest(w, held, clock + options_.idle))
        break;
      just_slept = true;
      continue;
    }
    i->in_queue_ = false;
    i->phase_.store(work_item::phase::running, std::memory_order_relaxed);
    const bool stoppable = i->stoppable();
    if (stoppable)
      w.stoppable = i;
    ++stats_.running;
    if (!queue_.empty() && !idle_ && startable() && !starting_ && short_of_threads()) {
      try {
        start_thread(held);
      } catch (...) {
        // The threads there are must do.
      }
    }
    auto queued_at = i->queued_at_;
    held.unlock();
    if (just_slept)
      clock = steady::now();
    just_slept = false;
    auto started = std::max(clock, queued_at);
    i->run();
    clock = steady::now();
    if (stoppable) { // before its owner may free it
      held.lock();
      w.stoppable = nullptr;
      held.unlock();
    }
    bool counted = finish(*i);
    held.lock();
    returning_.fetch_sub(counted);
    --stats_.running;
    ++stats_.ran;
    stats_.wait_time += started - queued_at;
    stats_.run_time += clock - started;
    if (watchers_)
      changed_.notify_all();
  }
  // Still locked: whoever joins this thread finds it in the list.
  --threads_;
  retired_.splice(retired_.end(), workers_, w.self);
  if (watchers_)
    changed_.notify_all();
}

bool pool_core::more_comes(hand_over &calls, lock &held) noexcept {
  returning_.fetch_add(1);
  held.unlock();
  bool more = calls.attempt([&] {
    held.lock();
    if (!queue_.empty())
      return true;
    held.unlock();
    return false;
  });
  if (!more)
    held.lock();
  returning_.fetch_sub(1);
  return more || !queue_.empty();
}

bool pool_core::rest(pool_worker &w, lock &held, steady::time_point until) noexcept {
  w.woken.store(0, std::memory_order_relaxed);
  w.next_idle = idle_;
  idle_ = &w;
  held.unlock();
  bool expired = false;
  while (!w.woken.load(std::memory_order_acquire) && !expired)
    expired = !futex_wait(w.woken, 0, until);
  held.lock();
  if (w.woken.load(std::memory_order_acquire))
    return true;
  // Expired, unless somebody claimed this worker and is about to wake it.
  for (pool_worker **at = &idle_; *at; at = &(*at)->next_idle)
    if (*at == &w) {
      *at = w.next_idle;
      return false;
    }
  held.unlock();
  while (!w.woken.load(std::memory_order_acquire))
    futex_wait(w.woken, 0, steady::time_point::max());
  held.lock();
  return true;
}

// Joins threads that have left; they hold no lock any more.
void pool_core::reap(lock &) noexcept {
  for (pool_worker &w : retired_)
    if (w.thread.joinable())
      w.thread.join();
  retired_.clear();
}

pool_stats pool_core::stats() const {
  lock held(mutex_);
  pool_stats s = stats_;
  s.threads = threads_;
  s.queued = queue_.size();
  return s;
}

} // namespace stallfree
