// A descriptor that somebody else's code watches through the loop of run(), for
// longer than one wait: a process pool is driven that way.
#pragma once

#include <memory>
#include <mutex>
#include <utility>

#include <stallfree/port.hpp>

namespace stallfree {

// Shared by the loop's poller and its owner; either may go first.
class poll_guest : completion {
public:
  explicit poll_guest(int fd) noexcept : completion(&run), fd(fd) {}
  virtual ~poll_guest() = default;

  // Any thread: the loop no longer watches. ready() may still run once.
  void leave() noexcept;

  const int fd;

private:
  friend class poller;
  virtual void ready() noexcept = 0;      // loop thread: fd is readable
  virtual void loop_ended() noexcept = 0; // loop thread: before leave()

  static void run(completion *c) noexcept {
    auto me = std::move(static_cast<poll_guest *>(c)->queued_);
    me->ready();
  }

  std::mutex mutex_;
  int epoll_ = -1;                     // of the loop, while it watches
  std::shared_ptr<poll_guest> queued_; // itself, while on the ready list
};

} // namespace stallfree
