// Who handles a pool's events.
#include "poller.hpp"
#include "process_pool_state.hpp"
#include "stallfree/loop.hpp"
#include <algorithm>

namespace stallfree::detail {

/// Lets the loop of run() watch the pool's descriptors.
class loop_driver final : public poll_guest {
public:
  loop_driver(int epoll, std::weak_ptr<process_pool_state> pool, const loop *on)
      : poll_guest(epoll), on(on), pool_(std::move(pool)) {}
  const loop *const on;

private:
  void ready() noexcept override {
    if (auto pool = pool_.lock(); pool && !pool->poll_latest())
      pool->poll(0);
  }
  void loop_ended() noexcept override {
    if (auto pool = pool_.lock())
      pool->forsaken(this);
  }
  std::weak_ptr<process_pool_state> pool_;
};

void process_pool_state::drive() {
  if (thread_.joinable())
    return;
  loop *const current = loop::current();
  if (driver_ && driver_->on == current)
    return;
  if (!driver_ && current) {
    auto driver = std::make_shared<loop_driver>(epoll_.get(), weak_from_this(), current);
    current->fds().invite(driver);
    driver_ = std::move(driver);
    return;
  }
  // A host's loop, or a second one: none must wait for another.
  dismiss_driver();
  start_thread();
}

void process_pool_state::dismiss_driver() noexcept {
  if (driver_)
    std::exchange(driver_, nullptr)->leave();
}

void process_pool_state::forsaken(const loop_driver *driver) noexcept {
  lock guard(mutex_);
  if (driver_.get() != driver)
    return;
  driver_ = nullptr;
  if (first_ || std::any_of(workers_.begin(), workers_.end(),
                            [](auto &entry) { return entry.second->call_id != 0; }))
    start_thread();
}

void process_pool_state::start_thread() {
  if (thread_.joinable())
    return;
  thread_ = std::thread([this] {
    for (;;) {
      {
        lock guard(mutex_);
        if (quit_)
          return;
      }
      poll(-1);
    }
  });
}

} // namespace stallfree::detail
