#include <stallfree/sleep.hpp>

#include "timer_thread.hpp"

#include <stallfree/loop.hpp>
#include <stallfree/timer_heap.hpp>

namespace stallfree {

time_point now() noexcept {
  loop *here = loop::current();
  return here ? here->now() : clock::now();
}

void timer::arm(time_point when) {
  inbox_ = &inbox::required();
  loop *here = loop::current();
  foreign_ = !here;
  if (here)
    here->timers().insert(*this, when);
  else
    timer_thread::get().insert(*this, when);
}

void timer::disarm() noexcept {
  if (foreign_) {
    if (!timer_thread::get().remove(*this))
      inbox_->forget(this);
    inbox_->hold(foreign_ = false);
    return;
  }
  if (place_ == place::heap)
    loop::current()->timers().remove(*this);
  else if (place_ == place::ready)
    inbox_->forget(this);
  place_ = place::nowhere;
}

void timer::hasten() noexcept {
  hastened_ = true;
  if (foreign_) {
    if (timer_thread::get().remove(*this))
      inbox_->push_local(this);
  } else if (place_ == place::heap) {
    loop::current()->timers().remove(*this);
    place_ = place::ready;
    inbox_->push_local(this);
  }
}

void timer::fired() noexcept {
  if (foreign_)
    inbox_->hold(foreign_ = false);
  place_ = place::nowhere;
}

void sleep_until::wake(completion *c) noexcept {
  auto *me = static_cast<sleep_until *>(static_cast<timer *>(c));
  me->fired();
  me->unlink();
  me->waiter_.resume();
}

void sleep_until::interrupt(cancel_callback *c) noexcept { static_cast<sleep_until *>(c)->hasten(); }

void sleep_until::suspend(std::coroutine_handle<> h, cancel_state *state) {
  if (state && state->requested())
    throw cancelled();
  time_point when = when_;
  waiter_ = h;
  arm(when);
  if (state)
    state->add(*this);
}

void yield::awaiter::suspend(std::coroutine_handle<> h) {
  inbox_ = &inbox::required();
  turn_.handle = h;
  inbox_->push_local(&turn_);
}

void yield::awaiter::await_resume() {
  inbox_ = nullptr;
  if (state_ && state_->requested())
    throw cancelled();
}

yield::awaiter::~awaiter() {
  if (inbox_)
    inbox_->forget(&turn_);
}

} // namespace stallfree
