#include "timer_thread.hpp"

namespace stallfree {

timer_thread &timer_thread::get() {
  static timer_thread instance;
  return instance;
}

timer_thread::timer_thread() : thread_([this] { work(); }) {}

timer_thread::~timer_thread() {
  {
    std::lock_guard lock(mutex_);
    stop_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void timer_thread::insert(timer &t, time_point when) {
  inbox *box = t.inbox_;
  bool first;
  {
    std::lock_guard lock(mutex_);
    heap_.insert(t, when);
    first = heap_.top() == &t;
  }
  box->retain();
  box->hold(true);
  if (first)
    changed_.notify_one();
}

bool timer_thread::remove(timer &t) noexcept {
  std::lock_guard lock(mutex_);
  if (t.place_ != timer::place::heap)
    return false;
  heap_.remove(t);
  t.inbox_->release();
  return true;
}

void timer_thread::work() {
  std::unique_lock lock(mutex_);
  while (!stop_) {
    // Posted under the lock: whoever does not find a timer in the heap may rely
    // on finding it in the inbox.
    while (timer *due = heap_.pop_due(clock::now())) {
      inbox *box = due->inbox_; // *due may be gone as soon as it is posted
      box->post(due);
      box->release();
    }
    if (heap_.empty())
      changed_.wait(lock);
    else
      changed_.wait_until(lock, heap_.next());
  }
}

} // namespace stallfree
