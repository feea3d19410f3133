// How a loop sleeps: for descriptors in epoll, without any on a futex, which
// costs less to wake.
#pragma once

#include <atomic>
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

  // Any thread, of a loop that prepare() was called on.
  void wake() noexcept;
  void wake_by_signal() noexcept; // any time, also in a signal handler
  bool empty() const noexcept { return waiting_.empty(); }
  bool watching() const noexcept { return !waiting_.empty() || !guests_.empty(); }
  // Before the loop says that it needs to be woken: chooses how it will wait.
  void prepare() noexcept { in_epoll_.store(watching(), std::memory_order_relaxed); }
  // Sleeps until then (max(): for ever) and moves what is ready to the inbox's
  // ready list.
  void wait(time_point until, inbox &);
  void poll(inbox &); // the same without sleeping

  bool add(fd_awaiter &);              // false: always ready (a file on disk)
  void remove(fd_awaiter &) noexcept;
  void invite(std::shared_ptr<poll_guest>); // throws std::system_error

private:
  void wait_in_epoll(duration timeout, inbox &); // negative: for ever
  void update(int fd, fd_awaiter *waiters, bool known);
  int epoll_ = -1;
  int wake_ = -1;
  std::atomic<std::uint32_t> woken_{0}; // futex
  std::atomic<bool> in_epoll_{true};
  bool fine_ = true; // epoll_pwait2 is allowed here
  std::unordered_map<int, fd_awaiter *> waiting_;
  std::unordered_map<int, std::shared_ptr<poll_guest>> guests_;
};

} // namespace stallfree
