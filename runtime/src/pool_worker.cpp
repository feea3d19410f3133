// What a pool's threads do: take calls, run them, rest, retire.
#include "pool_core.hpp"

#include <algorithm>

#include <stallfree/call.hpp>

#include "futex.hpp"
#include "thread_setup.hpp"

namespace stallfree {

using steady = std::chrono::steady_clock;

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
  pool_worker::current = &w;
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

} // namespace stallfree
