#include <stallfree/detail/thread_waiter.hpp>

#include <stallfree/thread_pool.hpp>

#include "pool_core.hpp"

namespace stallfree::detail {

void thread_waiter::submit(work_item &job) {
  if (!pool_)
    pool_ = &thread_pool::io();
  job.waiter = this;
  job.key = key_;
  job_ = &job;
  try {
    // First: once submitted, the call may come back at any time.
    if (timeout_ > timeout_.zero())
      limit_.arm(now() + timeout_);
    pool_->core().submit(job);
  } catch (...) {
    job_ = nullptr;
    limit_.disarm();
    retract();
    throw;
  }
}

void thread_waiter::on_cancel(suspended_call &c) noexcept {
  static_cast<thread_waiter &>(c).interrupt(end::cancelled);
}

void thread_waiter::limit::expire(completion *c) noexcept {
  auto *me = static_cast<limit *>(c);
  me->fired();
  me->waiter.interrupt(end::timed_out);
}

void thread_waiter::interrupt(end why) noexcept {
  if (end_ != end::none || !job_)
    return;
  end_ = why;
  job_->request_stop();
  if (pool_core::withdraw(*job_))
    returning_ = true;
  else if (may_abandon_)
    returning_ = abandoned_ = abandon_job();
  if (!returning_)
    return; // it runs, and its end is awaited
  if (!abandoned_)
    pool_core::came_back(*job_);
  job_ = nullptr;
  arrive();
}

void thread_waiter::settle() {
  limit_.disarm();
  if (job_)
    pool_core::came_back(*std::exchange(job_, nullptr));
  if (end_ == end::cancelled)
    throw cancelled();
  if (end_ == end::timed_out)
    throw timed_out();
}

bool thread_waiter::abandon_job() noexcept {
  pool_core::came_back(*job_); // first: abandoned, the job may be gone at once
  return pool_core::abandon(*job_);
}

void thread_waiter::leave() noexcept {
  if (!away())
    return;
  limit_.disarm();
  if (returning_)
    return recall();
  job_->request_stop();
  bool ours = pool_core::withdraw(*job_);
  if (!ours && may_abandon_)
    ours = abandoned_ = abandon_job();
  else if (!ours)
    ours = pool_core::orphan(*job_);
  if (!abandoned_)
    pool_core::came_back(*job_);
  if (ours)
    retract();
  else
    recall();
}

} // namespace stallfree::detail
