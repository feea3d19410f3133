// What a loop runs: intrusive units of work, and a list of them.
#pragma once

#include <coroutine>

namespace stallfree {

// An intrusive unit of work for a loop. The owner keeps it alive until
// complete() ran or forget() returned.
struct completion {
  using function = void (*)(completion *) noexcept;
  explicit completion(function f = nullptr) noexcept : complete(f) {}
  completion *next = nullptr;
  function complete; // runs on the loop's thread
};

// Resumes one coroutine.
struct resumption : completion {
  explicit resumption(std::coroutine_handle<> h = nullptr) noexcept
      : completion([](completion *c) noexcept {
          static_cast<resumption *>(c)->handle.resume();
        }),
        handle(h) {}
  std::coroutine_handle<> handle;
};

// First in, first out; intrusive; one thread.
class completion_list {
public:
  bool empty() const noexcept { return !head_; }
  void push(completion *c) noexcept {
    c->next = nullptr;
    (head_ ? tail_->next : head_) = c;
    tail_ = c;
  }
  completion *pop() noexcept {
    completion *c = head_;
    if (c)
      head_ = c->next;
    return c;
  }
  bool remove(completion *c) noexcept; // linear

private:
  completion *head_ = nullptr;
  completion *tail_ = nullptr;
};

// A function for a loop, on the heap. Deleted unrun if the loop closes first.
struct posted_function : completion {
  posted_function() noexcept : completion(&run) {}
  virtual ~posted_function() = default;
  virtual void call() = 0;
  static void run(completion *c) noexcept {
    auto *me = static_cast<posted_function *>(c);
    me->call();
    delete me;
  }
};

} // namespace stallfree
