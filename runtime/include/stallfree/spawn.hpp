// spawn(): one task in the background. start(): a task on the loop of this
// thread, for callers that are no coroutines.
#pragma once

#include <exception>
#include <memory>
#include <utility>

#include <stallfree/awaitable.hpp>
#include <stallfree/scope.hpp>

namespace stallfree {

// A background task with a handle that owns it: dropping the handle destroys
// the task.
template <class T> class [[nodiscard]] spawned {
public:
  spawned(std::unique_ptr<scope> s, join_handle<T> h) noexcept
      : scope_(std::move(s)), handle_(std::move(h)) {}
  spawned(spawned &&) noexcept = default;
  spawned &operator=(spawned &&other) noexcept {
    handle_ = std::move(other.handle_);
    scope_ = std::move(other.scope_);
    return *this;
  }
  bool done() const noexcept { return handle_.done(); }
  void cancel() noexcept { scope_->cancel(); }
  auto operator co_await() noexcept { return handle_.operator co_await(); }

private:
  std::unique_ptr<scope> scope_; // outlives the handle
  join_handle<T> handle_;
};

template <awaitable A> spawned<await_result_t<A>> spawn(A a) {
  auto s = std::make_unique<scope>();
  auto h = s->spawn(as_task(std::move(a)));
  return {std::move(s), std::move(h)};
}

// Runs `a` on the loop attached to this thread and calls done(result<R>) there.
// What has not finished when the loop is detached is destroyed, and `done` not
// called.
template <awaitable A, class F> void start(A a, F done) {
  scope &tasks = attach::tasks();
  (void)tasks.spawn([](A a, F done) -> task<> {
    result<await_result_t<A>> r;
    try {
      if constexpr (std::is_void_v<await_result_t<A>>) {
        co_await std::move(a);
        r.emplace();
      } else {
        r.emplace(co_await std::move(a));
      }
    } catch (...) {
      r.fail(std::current_exception());
    }
    done(std::move(r));
  }(std::move(a), std::move(done)));
}

} // namespace stallfree
