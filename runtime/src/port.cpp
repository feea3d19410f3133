#include <stallfree/port.hpp>
#include <stallfree/scope.hpp>

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

bool inbox::push(completion *c) noexcept {
  completion *head = stack_.load(std::memory_order_relaxed);
  do
    c->next = head == idle() ? nullptr : head;
  while (!stack_.compare_exchange_weak(head, c, std::memory_order_acq_rel,
                                       std::memory_order_relaxed));
  return head == idle();
}

void inbox::post(completion *c) noexcept {
  if (!push(c))
    return;
  // close() waits for wakes in flight, so that ctx is alive during wake().
  if (!(wakers_.fetch_add(2, std::memory_order_acq_rel) & 1))
    port_.wake(port_.ctx);
  wakers_.fetch_sub(2, std::memory_order_release);
}

bool inbox::try_post(completion *c) noexcept {
  bool open = !(wakers_.fetch_add(2, std::memory_order_acq_rel) & 1);
  if (open && push(c))
    port_.wake(port_.ctx);
  wakers_.fetch_sub(2, std::memory_order_release);
  return open;
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

// Loop thread, host's loop: it stays alive until it has drained. Also while it
// drains: the host may run a nested loop inside.
void inbox::ask_for_drain() noexcept {
  if (asked_ || (wakers_.load() & 1))
    return;
  asked_ = true;
  hold(true);
  port_.wake(port_.ctx);
}

std::size_t inbox::drain() noexcept {
  if (wakers_.load() & 1)
    return 0; // a wake-up that the host delivered late
  retain(); // a completion may detach the loop
  bool held = std::exchange(asked_, false);
  take();
  // A mark ends this round: what becomes ready meanwhile waits for the next
  // one. A nested loop of the host may consume it; then the list is empty.
  completion mark([](completion *) noexcept {});
  ready_.push(&mark);
  std::size_t n = 0;
  for (completion *c; (c = ready_.pop()) && c != &mark; ++n)
    c->complete(c);
  if (!ready_.empty())
    ask_for_drain();
  if (held)
    hold(false);
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
  unsigned wakers = wakers_.fetch_or(1, std::memory_order_acq_rel) & ~1u;
  while (wakers) {
    std::this_thread::yield();
    wakers = wakers_.load(std::memory_order_acquire) & ~1u;
  }
  // Calls stay in reach of forget(); functions go unrun.
  take();
  completion_list calls;
  while (completion *c = ready_.pop()) {
    if (c->complete == &posted_function::run)
      delete static_cast<posted_function *>(c);
    else
      calls.push(c);
  }
  ready_ = calls;
}

static constinit thread_local attach *innermost = nullptr;

attach::attach(loop_port port)
    : box_(new inbox(port)), tasks_(new scope), previous_home_(home::current_),
      previous_(innermost) {
  home::current_ = box_;
  innermost = this;
}

attach::~attach() {
  box_->close();
  delete tasks_;
  home::current_ = previous_home_;
  innermost = previous_;
  box_->release();
}

scope &attach::tasks() {
  if (!innermost)
    throw no_loop();
  return *innermost->tasks_;
}

} // namespace stallfree
