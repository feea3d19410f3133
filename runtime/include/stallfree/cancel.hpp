// Cancellation inside one loop: a tree of cancel_states, all on the loop's
// thread, without locks or allocation. A std::stop_token is made on request for
// code that runs elsewhere.
#pragma once

#include <optional>
#include <stop_token>

namespace stallfree {

// Called once, on the loop's thread, when the state is cancelled. It must not
// resume a coroutine itself: it posts one. Unlinks itself when destroyed.
class cancel_callback {
public:
  using function = void (*)(cancel_callback *) noexcept;
  explicit cancel_callback(function f) noexcept : run_(f) {}
  // A copy is unlinked.
  cancel_callback(const cancel_callback &other) noexcept : run_(other.run_) {}
  cancel_callback &operator=(const cancel_callback &) = delete;
  ~cancel_callback() { unlink(); }
  void unlink() noexcept {
    if (!previous_)
      return;
    *previous_ = next_;
    if (next_)
      next_->previous_ = previous_;
    previous_ = nullptr;
  }

private:
  friend class cancel_state;
  cancel_callback **previous_ = nullptr;
  cancel_callback *next_ = nullptr;
  function run_;
};

class cancel_state : private cancel_callback {
public:
  cancel_state(const cancel_state &) = delete;
  cancel_state() noexcept
      : cancel_callback([](cancel_callback *c) noexcept {
          static_cast<cancel_state *>(c)->cancel();
        }) {}
  ~cancel_state() {
    while (first_)
      first_->unlink();
  }

  bool requested() const noexcept { return requested_; }

  // Fires every callback, newest first. Idempotent.
  void cancel() noexcept {
    if (requested_)
      return;
    requested_ = true;
    if (source_)
      source_->request_stop();
    while (cancel_callback *c = first_) {
      c->unlink();
      c->run_(c);
    }
  }

  // A callback added after cancel() never fires: ask requested() first.
  void add(cancel_callback &c) noexcept {
    c.unlink();
    c.previous_ = &first_;
    c.next_ = first_;
    if (first_)
      first_->previous_ = &c.next_;
    first_ = &c;
  }

  // From now on cancelled together with `parent` (null: with nobody).
  void follow(cancel_state *parent) noexcept {
    unlink();
    if (!parent)
      return;
    if (parent->requested())
      cancel();
    else
      parent->add(*this);
  }

  std::stop_token token() {
    if (!source_) {
      source_.emplace();
      if (requested_)
        source_->request_stop();
    }
    return source_->get_token();
  }

private:
  cancel_callback *first_ = nullptr;
  bool requested_ = false;
  std::optional<std::stop_source> source_;
};

} // namespace stallfree
