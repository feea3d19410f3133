// Reaching a loop from other threads.
#pragma once

#include <memory>
#include <utility>

#include <stallfree/port.hpp>

namespace stallfree {

// Names a loop; copyable, usable from any thread, may outlive the loop.
class loop_handle {
public:
  explicit loop_handle(inbox &b) noexcept : box_(&b) { b.retain(); }
  loop_handle(const loop_handle &o) noexcept : box_(o.box_) { box_->retain(); }
  loop_handle &operator=(const loop_handle &o) noexcept {
    o.box_->retain();
    std::exchange(box_, o.box_)->release();
    return *this;
  }
  ~loop_handle() { box_->release(); }

  // Runs f() on the loop's thread, in the order of posting. f must not throw.
  // False if the loop is gone; f is destroyed unrun then, as it is if the loop
  // ends before its turn.
  template <class F> bool post(F f) const {
    struct node final : posted_function {
      explicit node(F &&f) : f(std::move(f)) {}
      void call() override { f(); }
      F f;
    };
    auto n = std::make_unique<node>(std::move(f));
    if (!box_->try_post(n.get()))
      return false;
    n.release();
    return true;
  }

  // Cancels everything that runs on the loop (see run, start).
  bool stop() const {
    return post([] { stop_here(); });
  }

private:
  static void stop_here();
  inbox *box_;
};

// The loop of this thread; throws no_loop.
inline loop_handle this_loop() { return loop_handle(inbox::required()); }

template <class F> bool post(const loop_handle &to, F f) { return to.post(std::move(f)); }

} // namespace stallfree
