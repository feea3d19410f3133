#include <stallfree/port.hpp>

#include <thread>
#include <utility>

namespace stallfree {

bool completion_list::remove(completion *c) noexcept {
  completion *previous = nullptr;
  for (completion *at = head_; at; previous = at, at = at->next) {
    if (at != c)
      continue;
    (previous ? previous->next : head_) = at->next;
    if (tail_ == at)
      tail_ = previous;
    return true;
  }
  return false;
}

void inbox::post(completion *c) noexcept {
  completion *head = stack_.load(std::memory_order_relaxed);
  do
    c->next = head == idle() ? nullptr : head;
  while (!stack_.compare_exchange_weak(head, c, std::memory_order_acq_rel,
                                       std::memory_order_relaxed));
  if (head != idle())
    return;
  // close() waits for wakes in flight, so that ctx is alive during wake().
  if (!(wakers_.fetch_add(2, std::memory_order_acq_rel) & 1))
    port_.wake(port_.ctx);
  wakers_.fetch_sub(2, std::memory_order_release);
}

void inbox::take() noexcept {
  completion *c = stack_.load(std::memory_order_relaxed);
  if (c == rest_)
    return;
  c = stack_.exchange(rest_, std::memory_order_acq_rel);
  completion *oldest = nullptr;
  while (c && c != idle()) {
    completion *next = c->next;
    c->next = oldest;
    oldest = c;
    c = next;
  }
  while (oldest) {
    completion *next = oldest->next;
    ready_.push(oldest);
    oldest = next;
  }
}

bool inbox::prepare_sleep() noexcept {
  completion *nothing = nullptr;
  return stack_.compare_exchange_strong(nothing, idle(),
                                        std::memory_order_acq_rel) ||
         nothing == idle();
}

void inbox::push_local(completion *c) noexcept {
  bool was_empty = ready_.empty();
  ready_.push(c);
  if (was_empty && !draining_ && rest_ && !(wakers_.load() & 1))
    port_.wake(port_.ctx);
}

std::size_t inbox::drain() noexcept {
  retain(); // a completion may detach the loop
  take();
  // A mark ends this round: what becomes ready meanwhile waits for the next
  // one. A nested loop of the host may consume it; then the list is empty.
  completion mark([](completion *) noexcept {});
  ready_.push(&mark);
  bool nested = std::exchange(draining_, true);
  std::size_t n = 0;
  for (completion *c; (c = ready_.pop()) && c != &mark; ++n)
    c->complete(c);
  draining_ = nested;
  if (!ready_.empty() && !(wakers_.load() & 1))
    port_.wake(port_.ctx);
  release();
  return n;
}

void inbox::forget(completion *c) noexcept {
  for (;;) {
    take();
    if (ready_.remove(c))
      return;
    std::this_thread::yield(); // its poster is between its last step and post
  }
}

void inbox::hold(bool on) noexcept {
  bool first = on && holds_++ == 0;
  bool last = !on && --holds_ == 0;
  if ((first || last) && port_.hold && !(wakers_.load() & 1))
    port_.hold(port_.ctx, on);
}

void inbox::close() noexcept {
  unsigned before = wakers_.fetch_or(1, std::memory_order_acq_rel);
  while (before > 1) {
    std::this_thread::yield();
    before = wakers_.load(std::memory_order_acquire) & ~1u;
  }
}

attach::attach(loop_port port) : box_(new inbox(port)), previous_(home::current_) {
  home::current_ = box_;
}

attach::~attach() {
  box_->close();
  home::current_ = previous_;
  box_->release();
}

} // namespace stallfree
