// Where a suspended call resumes.
//
// A host loop gives one loop_port; `attach` makes it the home of the current
// thread. Every call remembers the home it was awaited on and is resumed there,
// on the loop's thread, from drain(). With no home, awaiting throws no_loop
// before anything is submitted.
#pragma once

#include <atomic>
#include <cstddef>

#include <stallfree/detail/completion.hpp>
#include <stallfree/errors.hpp>

namespace stallfree {

class scope;

struct loop_port {
  void *ctx = nullptr;
  // Any thread: arrange that drain() soon runs on the loop's thread.
  void (*wake)(void *ctx) noexcept = nullptr;
  // Loop thread: keep the loop alive while calls are out (uv_ref, work guard).
  // May be null.
  void (*hold)(void *ctx, bool on) noexcept = nullptr;
};

// The place that calls come back to. Reference counted: a call that is out
// holds one reference, so that a late worker never touches a dead loop.
class home {
public:
  // Any thread, once per call that is out.
  virtual void post(completion *) noexcept = 0;
  // Loop thread: take back a completion that post() got, or is about to get,
  // so that it never runs. Waits for the poster if it is still on its way.
  virtual void forget(completion *) noexcept = 0;
  // Loop thread: a call goes out (true) or came back (false).
  virtual void hold(bool on) noexcept = 0;

  void retain() noexcept { refs_.fetch_add(1, std::memory_order_relaxed); }
  void release() noexcept {
    if (refs_.fetch_sub(1, std::memory_order_acq_rel) == 1)
      destroy();
  }

  // The home of this thread; the second form throws no_loop.
  static home *current() noexcept { return current_; }
  static home &required() {
    if (!current_)
      throw no_loop();
    return *current_;
  }

protected:
  home() = default;
  home(const home &) = delete;
  virtual ~home() = default;
  virtual void destroy() noexcept { delete this; }

private:
  friend class attach;
  std::atomic<std::size_t> refs_{1};
  static inline constinit thread_local home *current_ = nullptr;
};

// The home made from a loop_port: a lock-free stack that many threads push to
// and the loop drains. wake() is called only when the stack turns non-empty.
class inbox final : public home {
public:
  explicit inbox(loop_port port) noexcept : port_(port) {}

  void post(completion *) noexcept override;
  void forget(completion *) noexcept override;
  void hold(bool on) noexcept override;

  // Loop thread.
  void push_local(completion *c) noexcept { // to the ready list
    ready_.push(c);
    if (rest_)
      ask_for_drain();
  }
  std::size_t drain() noexcept;           // runs what was ready on entry
  // No wake() runs or starts once this returned; what is posted later waits
  // for forget().
  void close() noexcept;
  // Any thread: like post(), but false once close() was called.
  bool try_post(completion *) noexcept;

  // The inbox of this thread's innermost attach; throws no_loop.
  static inbox &required() { return static_cast<inbox &>(home::required()); }

  // For a loop that decides itself when it sleeps (see loop.cpp).
  completion_list &ready() noexcept { return ready_; }
  void take() noexcept;           // moves posted work to the ready list
  bool posted() const noexcept { // something for take()
    return stack_.load(std::memory_order_relaxed) != rest_;
  }
  bool prepare_sleep() noexcept;  // false: something was posted, do not sleep
  std::size_t holds() const noexcept { return holds_; }
  void set_self_polling() noexcept { rest_ = nullptr; }

private:
  ~inbox() override = default;
  completion *idle() noexcept { return &idle_; }
  void ask_for_drain() noexcept;
  bool push(completion *) noexcept; // true: nobody looks, wake

  loop_port port_;
  completion idle_;                          // tag: nobody looks, wake needed
  std::atomic<completion *> stack_{&idle_};  // newest first
  completion *rest_ = &idle_;                // what take() leaves in stack_
  completion_list ready_;
  bool asked_ = false; // for a drain that has not begun
  std::size_t holds_ = 0;
  std::atomic<unsigned> wakers_{0}; // bit 0: closed; rest: wakes in flight * 2
};

// Makes a loop the home of this thread while it lives. Destroy it on the same
// thread, before the loop; tasks started on it (start()) are destroyed with it.
class attach {
public:
  explicit attach(loop_port port);
  ~attach();
  attach(const attach &) = delete;
  attach &operator=(const attach &) = delete;

  inbox &box() noexcept { return *box_; }

  // The tasks that start() put on the innermost loop attached to this thread;
  // throws no_loop. Cancelling the scope stops them all.
  static scope &tasks();

private:
  inbox *box_;
  scope *tasks_;
  home *previous_home_;
  attach *previous_;
};

} // namespace stallfree
