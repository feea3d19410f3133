// The part that all awaited calls share: remember who waits and where it
// resumes, go out, come back.
#pragma once

#include <coroutine>

#include <stallfree/cancel.hpp>
#include <stallfree/port.hpp>
#include <stallfree/task.hpp>

namespace stallfree {

// Base of the node of one call; lives in the awaiting coroutine's frame.
//   loop thread: depart(), then hand the node to a worker;
//   any thread:  arrive(), once, as its last touch of the node;
//   loop thread: the waiter resumes.
// If the frame dies first, the derived class makes sure that no worker touches
// the node any more and then calls exactly one of retract() or recall().
class suspended_call : public completion {
public:
  // `on_cancel` runs on the loop thread when the waiting task is cancelled.
  explicit suspended_call(void (*on_cancel)(suspended_call &) noexcept) noexcept
      : completion(&resume), cancel_(*this, on_cancel) {}
  suspended_call(const suspended_call &) = delete;
  suspended_call &operator=(const suspended_call &) = delete;

  // Throws no_loop, or cancelled if the waiting task was cancelled already:
  // nothing went out then.
  template <class P> void depart(std::coroutine_handle<P> waiter) {
    home &h = home_of(waiter.promise());
    cancel_state *state = cancellation_of(waiter.promise());
    if (state && state->requested())
      throw cancelled();
    waiter_ = waiter;
    home_ = &h;
    h.retain();
    h.hold(true);
    if (state)
      state->add(cancel_);
    away_ = true;
  }

  void arrive() noexcept {
    home *h = home_; // the waiter may destroy *this as soon as it is posted
    h->post(this);
    h->release();
  }

  // Loop thread: departed and not yet resumed.
  bool away() const noexcept { return away_; }
  // Loop thread: the call never went out after all, and arrive() never comes.
  void retract() noexcept {
    home *h = home_;
    come_home();
    h->release();
  }
  // Loop thread: arrive() was called, or is certain to be; do not resume.
  void recall() noexcept {
    home_->forget(this);
    come_home();
  }

private:
  struct canceller : cancel_callback {
    canceller(suspended_call &c, void (*f)(suspended_call &) noexcept) noexcept
        : cancel_callback([](cancel_callback *self) noexcept {
            auto *me = static_cast<canceller *>(self);
            me->run(me->call);
          }),
          call(c), run(f) {}
    suspended_call &call;
    void (*run)(suspended_call &) noexcept;
  };

  void come_home() noexcept {
    away_ = false;
    cancel_.unlink();
    home_->hold(false);
  }
  static void resume(completion *c) noexcept {
    auto *me = static_cast<suspended_call *>(c);
    me->come_home();
    me->waiter_.resume();
  }

  std::coroutine_handle<> waiter_;
  home *home_ = nullptr;
  bool away_ = false;
  canceller cancel_;
};

} // namespace stallfree
