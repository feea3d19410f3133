// co_await wait_fd(fd, POLLIN): waits until a descriptor is ready and returns
// the ready events (poll's bits). Only on the loop of run(); on a host's loop
// use the host's own means (it throws no_loop there). The descriptor must stay
// open meanwhile. Files on disk are always ready. Several may wait for one fd.
#pragma once

#include <coroutine>

#include <poll.h>

#include <stallfree/cancel.hpp>
#include <stallfree/port.hpp>
#include <stallfree/task.hpp>

namespace stallfree {

class poller;

class fd_awaiter : completion, cancel_callback {
public:
  fd_awaiter(int fd, int events) noexcept
      : completion(&wake), cancel_callback(&interrupt), fd_(fd), events_(events) {}
  fd_awaiter(const fd_awaiter &) = delete;
  ~fd_awaiter();

  bool await_ready() const noexcept { return false; }
  // Throws no_loop, cancelled, std::system_error (EBADF, EMFILE, ENOSPC).
  template <class P> bool await_suspend(std::coroutine_handle<P> h) {
    waiter_ = h;
    return suspend(cancellation_of(h.promise()));
  }
  int await_resume() const {
    if (cancelled_)
      throw cancelled();
    return ready_;
  }

private:
  friend class poller;
  static void wake(completion *) noexcept;
  static void interrupt(cancel_callback *) noexcept;
  bool suspend(cancel_state *);

  int fd_;
  int events_;
  int ready_ = 0;
  bool cancelled_ = false;
  enum { idle, waiting, posted } state_ = idle;
  std::coroutine_handle<> waiter_;
  fd_awaiter *next_waiter_ = nullptr;
  poller *poller_ = nullptr;
};

struct [[nodiscard]] wait_fd {
  int fd;
  int events;
  wait_fd(int fd, int events) noexcept : fd(fd), events(events) {}
  fd_awaiter operator co_await() const noexcept { return {fd, events}; }
};

} // namespace stallfree
