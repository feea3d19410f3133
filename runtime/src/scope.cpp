#include <stallfree/scope.hpp>

namespace stallfree {

namespace {
bool is_cancelled(const std::exception_ptr &e) noexcept {
  try {
    std::rethrow_exception(e);
  } catch (const cancelled &) {
    return true;
  } catch (...) {
    return false;
  }
}
} // namespace

void detail::promise_base::report(std::exception_ptr error) noexcept {
  owner_->child_failed(std::move(error));
}

std::coroutine_handle<> detail::promise_base::finish_child() noexcept {
  return owner_->child_done(*this);
}

void scope::child_failed(std::exception_ptr error) noexcept {
  if (is_cancelled(error) || error_)
    return;
  error_ = std::move(error);
  cancel_.cancel();
}

std::coroutine_handle<> scope::child_done(detail::promise_base &p) noexcept {
  p.unlink();
  p.finished_ = true;
  --live_;
  std::coroutine_handle<> next = p.continuation_;
  bool awaited = std::exchange(p.awaited_, false);
  if (!p.handle_)
    p.destroy();
  if (live_ || !joiner_.handle)
    return next;
  if (!awaited)
    return std::exchange(joiner_.handle, nullptr);
  inbox_->push_local(&joiner_);
  joiner_posted_ = true;
  return next;
}

scope::~scope() {
  while (detail::promise_base *p = first_) {
    p->unlink();
    --live_;
    if (!p->started_)
      inbox_->forget(p);
    if (p->handle_)
      p->handle_->orphan();
    p->destroy();
  }
}

// The waiting frame is destroyed.
void scope::join_awaiter::give_up() noexcept {
  if (std::exchange(scope_.joiner_posted_, false))
    scope_.inbox_->forget(&scope_.joiner_);
  scope_.joiner_.handle = nullptr;
}

void scope::join_awaiter::fail() {
  if (scope_.error_)
    std::rethrow_exception(std::exchange(scope_.error_, nullptr));
  throw cancelled();
}

join_handle_base::join_handle_base(join_handle_base &&other) noexcept
    : promise_(std::exchange(other.promise_, nullptr)) {
  if (promise_)
    promise_->handle_ = this;
}

join_handle_base &join_handle_base::operator=(join_handle_base &&other) noexcept {
  if (this == &other)
    return *this;
  drop();
  promise_ = std::exchange(other.promise_, nullptr);
  if (promise_)
    promise_->handle_ = this;
  return *this;
}

void join_handle_base::orphan() noexcept {
  promise_ = nullptr;
  if (waiter_)
    waiter_->give_up();
}

join_handle_base::awaiter::awaiter(join_handle_base &h) noexcept
    : cancel_callback([](cancel_callback *c) noexcept { static_cast<awaiter *>(c)->give_up(); }),
      handle_(h) {}

void join_handle_base::awaiter::give_up() noexcept {
  if (state_ != waiting)
    return;
  cancelled_ = true;
  state_ = posted;
  if (detail::promise_base *p = handle_.promise_) {
    p->continuation_ = std::noop_coroutine();
    p->awaited_ = false;
  }
  inbox_->push_local(&wake_);
}

bool join_handle_base::awaiter::wait(std::coroutine_handle<> h, cancel_state *state) {
  if (state && state->requested())
    throw cancelled();
  inbox_ = &inbox::required();
  wake_.handle = h;
  if (state)
    state->add(*this);
  handle_.promise_->continuation_ = h;
  handle_.promise_->awaited_ = true;
  handle_.waiter_ = this;
  state_ = waiting;
  return true;
}

void join_handle_base::awaiter::check() {
  unlink();
  state_ = idle;
  handle_.waiter_ = nullptr;
  if (cancelled_ || !handle_.promise_)
    throw cancelled();
}

join_handle_base::awaiter::~awaiter() {
  if (state_ == idle)
    return;
  if (state_ == posted)
    inbox_->forget(&wake_);
  handle_.waiter_ = nullptr;
  if (detail::promise_base *p = handle_.promise_) {
    p->continuation_ = std::noop_coroutine();
    p->awaited_ = false;
  }
}

} // namespace stallfree
