#include "pool_core.hpp"

#include <stallfree/call.hpp>
#include <stallfree/errors.hpp>

#include "futex.hpp"

namespace stallfree {

std::size_t pool_core::cut(lock &held) noexcept {
  // First those that wait for their key, so that none of them is promoted.
  held.unlock();
  std::size_t n = key_table::get().cut(*this);
  held.lock();
  chained_ -= n;
  while (work_item *i = queue_.pop()) {
    i->in_queue_ = false;
    held.unlock();
    if (i->key)
      key_table::get().release(*i);
    i->phase_.store(work_item::phase::delivering);
    i->fail(std::make_exception_ptr(pool_closed()));
    i->waiter->arrive();
    ++n;
    held.lock();
  }
  return n;
}

void pool_core::request_stops(lock &) noexcept {
  for (pool_worker &w : workers_)
    if (w.stoppable)
      w.stoppable->request_stop();
}

void pool_core::dismiss_idle(lock &) noexcept {
  while (pool_worker *w = idle_) {
    idle_ = w->next_idle;
    w->woken.store(1, std::memory_order_release);
    futex_wake(w->woken);
  }
}

shutdown_report pool_core::shutdown(shutdown_mode mode, std::chrono::nanoseconds wait) {
  using steady = std::chrono::steady_clock;
  constexpr auto longest = std::chrono::hours(24 * 365);
  auto until = steady::now() + std::min<std::chrono::nanoseconds>(wait, longest);
  shutdown_report report;
  lock held(mutex_);
  closed_ = true;
  const std::size_t ran_before = stats_.ran;
  ++watchers_;
  dismiss_idle(held);
  if (mode == shutdown_mode::drain) {
    draining_ = true;
    changed_.wait_until(held, until, [&] { return quiet(); });
    draining_ = false;
  }
  report.cut = cut(held);
  request_stops(held);
  changed_.wait_until(held, until, [&] { return quiet(); });
  --watchers_;
  report.finished = stats_.ran - ran_before;
  report.still_running = stats_.running;
  return report;
}

void pool_core::join(bool leave_running) noexcept {
  lock held(mutex_);
  ++watchers_;
  dismiss_idle(held);
  // Threads without a call are about to leave; the others only if waited for.
  changed_.wait(held, [&] { return leave_running ? threads_ == stats_.running : !threads_; });
  --watchers_;
  for (pool_worker &w : workers_)
    w.thread.detach();
  reap(held);
}

} // namespace stallfree
