// The descriptors that a loop waits for, and its wake-up descriptor.
#pragma once

#include <memory>
#include <unordered_map>

#include "poll_guest.hpp"
#include <stallfree/port.hpp>
#include <stallfree/sleep.hpp>
#include <stallfree/wait_fd.hpp>

namespace stallfree {

class poller {
public:
  poller(); // throws std::system_error
  ~poller();
  poller(const poller &) = delete;

  int wake_fd() const noexcept { return wake_; }
  void wake() noexcept; // any thread, and signal handlers
  bool empty() const noexcept { return waiting_.empty(); }
  bool watching() const noexcept { return !waiting_.empty() || !guests_.empty(); }
  // Sleeps up to `timeout` (negative: for ever) and moves what is ready to the
  // inbox's ready list.
  void wait(duration timeout, inbox &);

  bool add(fd_awaiter &);              // false: always ready (a file on disk)
  void remove(fd_awaiter &) noexcept;
  void invite(std::shared_ptr<poll_guest>); // throws std::system_error

private:
  void update(int fd, fd_awaiter *waiters, bool known);
  int epoll_ = -1;
  int wake_ = -1;
  bool fine_ = true; // epoll_pwait2 is allowed here
  std::unordered_map<int, fd_awaiter *> waiting_;
  std::unordered_map<int, std::shared_ptr<poll_guest>> guests_;
};

} // namespace stallfree
