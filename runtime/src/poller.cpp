#include "poller.hpp"
#include "futex.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <stallfree/loop.hpp>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace stallfree {

namespace {
[[noreturn]] void fail(const char *what) {
  throw std::system_error(errno, std::system_category(), what);
}
} // namespace

poller::poller() {
  epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
  if (epoll_ < 0)
    fail("stallfree: epoll_create1");
  wake_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  // Edge-triggered: each write is one event, and nobody need read.
  epoll_event e{EPOLLIN | EPOLLET, {.fd = wake_}};
  if (wake_ < 0 || ::epoll_ctl(epoll_, EPOLL_CTL_ADD, wake_, &e) < 0) {
    int error = errno;
    ::close(epoll_);
    if (wake_ >= 0)
      ::close(wake_);
    errno = error;
    fail("stallfree: eventfd");
  }
}

poller::~poller() {
  for (auto &[fd, guest] : guests_) {
    guest->queued_ = nullptr;
    std::unique_lock lock(guest->mutex_);
    if (std::exchange(guest->epoll_, -1) < 0)
      continue;
    lock.unlock();
    guest->loop_ended();
  }
  ::close(wake_);
  ::close(epoll_);
}

void poller::wake() noexcept {
  if (in_epoll_.load(std::memory_order_relaxed)) {
    ::eventfd_write(wake_, 1);
    return;
  }
  woken_.store(1, std::memory_order_release);
  futex_wake(woken_);
}

void poller::wake_by_signal() noexcept { // a wake-up too many does no harm
  woken_.store(1, std::memory_order_release);
  futex_wake(woken_);
  ::eventfd_write(wake_, 1);
}

void poller::update(int fd, fd_awaiter *waiters, bool known) {
  epoll_event e{EPOLLONESHOT, {.fd = fd}};
  for (fd_awaiter *w = waiters; w; w = w->next_waiter_)
    e.events |= static_cast<unsigned>(w->events_);
  int op = !waiters ? EPOLL_CTL_DEL : known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
  if (::epoll_ctl(epoll_, op, fd, &e) < 0 && waiters)
    fail("stallfree: epoll_ctl");
}

bool poller::add(fd_awaiter &w) {
  auto [at, is_new] = waiting_.try_emplace(w.fd_, nullptr);
  w.next_waiter_ = at->second;
  try {
    update(w.fd_, &w, !is_new);
  } catch (const std::system_error &e) {
    if (is_new)
      waiting_.erase(at);
    if (e.code().value() == EPERM)
      return false;
    throw;
  }
  at->second = &w;
  return true;
}

void poller::remove(fd_awaiter &w) noexcept {
  auto at = waiting_.find(w.fd_);
  fd_awaiter **link = &at->second;
  while (*link != &w)
    link = &(*link)->next_waiter_;
  *link = w.next_waiter_;
  fd_awaiter *rest = at->second;
  if (!rest)
    waiting_.erase(at);
  try {
    update(w.fd_, rest, true);
  } catch (const std::system_error &) {
    // The others' descriptor was closed under them: they wake by cancellation.
  }
}

void poller::wait(time_point until, inbox &box) {
  if (in_epoll_.load(std::memory_order_relaxed)) {
    bool forever = until == time_point::max();
    return wait_in_epoll(forever ? duration(-1) : std::max(until - clock::now(), duration::zero()),
                         box);
  }
  while (!woken_.load(std::memory_order_acquire) && futex_wait(woken_, 0, until))
    ;
  woken_.store(0, std::memory_order_relaxed);
}

void poller::poll(inbox &box) { wait_in_epoll(duration::zero(), box); }

void poller::wait_in_epoll(duration timeout, inbox &box) {
  epoll_event events[64];
  int n = -1;
  bool forever = timeout < duration::zero();
  if (fine_ && !forever && timeout != duration::zero()) {
    using namespace std::chrono;
    auto whole = duration_cast<seconds>(timeout);
    timespec t{whole.count(), static_cast<long>(nanoseconds(timeout - whole).count())};
    n = ::epoll_pwait2(epoll_, events, 64, &t, nullptr);
    fine_ = n >= 0 || (errno != ENOSYS && errno != EPERM);
  }
  if (forever || timeout == duration::zero() || !fine_) {
    auto ms = std::chrono::ceil<std::chrono::milliseconds>(timeout).count();
    n = ::epoll_wait(epoll_, events, 64, forever ? -1 : static_cast<int>(std::min<long>(ms, 1 << 30)));
  }
  for (int i = 0; i < n; ++i) {
    int fd = events[i].data.fd;
    if (fd == wake_)
      continue;
    auto at = waiting_.find(fd);
    if (at == waiting_.end()) {
      if (auto guest = guests_.find(fd); guest != guests_.end() && !guest->second->queued_) {
        guest->second->queued_ = guest->second;
        box.push_local(guest->second.get());
      }
      continue;
    }
    // Errors and hang-ups wake every waiter, as poll() does.
    int ready = static_cast<int>(events[i].events);
    fd_awaiter *rest = nullptr;
    for (fd_awaiter *w = at->second, *next; w; w = next) {
      next = w->next_waiter_;
      if ((w->ready_ = ready & (w->events_ | POLLERR | POLLHUP))) {
        w->state_ = fd_awaiter::posted;
        box.push_local(w);
      } else {
        w->next_waiter_ = rest;
        rest = w;
      }
    }
    at->second = rest;
    if (!rest)
      waiting_.erase(at);
    update(fd, rest, true);
  }
}

void poller::invite(std::shared_ptr<poll_guest> guest) {
  std::lock_guard lock(guest->mutex_);
  epoll_event e{EPOLLIN, {.fd = guest->fd}};
  if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, guest->fd, &e) < 0)
    fail("stallfree: epoll_ctl");
  guest->epoll_ = epoll_;
  guests_[guest->fd] = guest; // drops one that left and whose number is used again
}

void poll_guest::leave() noexcept {
  std::lock_guard lock(mutex_);
  if (epoll_ >= 0)
    ::epoll_ctl(epoll_, EPOLL_CTL_DEL, fd, nullptr);
  epoll_ = -1;
}

void fd_awaiter::wake(completion *c) noexcept {
  auto *me = static_cast<fd_awaiter *>(c);
  me->unlink();
  me->state_ = idle;
  me->waiter_.resume();
}

void fd_awaiter::interrupt(cancel_callback *c) noexcept {
  auto *me = static_cast<fd_awaiter *>(c);
  if (me->state_ != waiting)
    return; // ready already: the descriptor's news is not lost
  me->poller_->remove(*me);
  me->cancelled_ = true;
  me->state_ = posted;
  inbox::required().push_local(me);
}

bool fd_awaiter::suspend(cancel_state *state) {
  loop *here = loop::current();
  if (!here)
    throw no_loop("wait_fd works on the loop of stallfree::run only: on a host's loop use the "
                  "host's own way to wait for a descriptor");
  if (state && state->requested())
    throw cancelled();
  poller_ = &here->fds();
  if (!poller_->add(*this)) {
    ready_ = events_;
    return false;
  }
  state_ = waiting;
  if (state)
    state->add(*this);
  return true;
}

fd_awaiter::~fd_awaiter() {
  if (state_ == waiting)
    poller_->remove(*this);
  else if (state_ == posted)
    inbox::required().forget(this);
}

} // namespace stallfree
