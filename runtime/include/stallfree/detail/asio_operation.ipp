// One call of the runtime as an asynchronous operation of Asio; part of
// asio_adapter.ipp.

namespace detail {

class operation_base;

// The calls that are out on one execution context.
class calls_out : public net::execution_context::service {
public:
  using key_type = calls_out;
  static inline net::execution_context::id id;
  explicit calls_out(net::execution_context &c) : service(c) {}

  void add(operation_base &) noexcept;
  void remove(operation_base &) noexcept;

  // Around a worker's post to the context: shutdown() waits for those inside,
  // and lets no more in.
  bool enter() noexcept { return !(gate_.fetch_add(2, std::memory_order_acq_rel) & 1); }
  void leave() noexcept { gate_.fetch_sub(2, std::memory_order_release); }

private:
  void shutdown() override;
  std::atomic<unsigned> gate_{0};
  std::mutex mutex_;
  operation_base *first_ = nullptr;
};

// One call: the home of the coroutine that awaits it. Lives on the heap; the
// calls_out of its context may end it early.
class operation_base : public home {
public:
  cancel_state &cancellation() noexcept { return cancel_; }
  void cancel(bool because_of_time) noexcept {
    std::lock_guard lock(mutex_);
    timed_out_ |= because_of_time && !cancel_.requested();
    cancel_.cancel();
  }
  virtual void finished() noexcept = 0; // the coroutine has its result
  virtual void dissolve() noexcept = 0; // the context shuts down

protected:
  void hold(bool) noexcept override {} // the work guard does
  // A poster between its last step and post() is waited for.
  void forget(completion *) noexcept override {
    while (!arrived_.load(std::memory_order_acquire))
      std::this_thread::yield();
  }
  std::mutex mutex_; // start, arrival and cancellation, on any of the context's threads
  cancel_state cancel_;
  bool timed_out_ = false;
  std::atomic<bool> arrived_{false};

private:
  friend class calls_out;
  operation_base *next_ = nullptr, **previous_ = nullptr;
};

inline void calls_out::add(operation_base &o) noexcept {
  std::lock_guard lock(mutex_);
  o.next_ = first_;
  if (first_)
    first_->previous_ = &o.next_;
  o.previous_ = &first_;
  first_ = &o;
}

inline void calls_out::remove(operation_base &o) noexcept {
  std::lock_guard lock(mutex_);
  *o.previous_ = o.next_;
  if (o.next_)
    o.next_->previous_ = o.previous_;
}

inline void calls_out::shutdown() {
  // The context's threads are gone: only workers may still come in.
  unsigned inside = gate_.fetch_or(1, std::memory_order_acq_rel) & ~1u;
  while (inside) {
    std::this_thread::yield();
    inside = gate_.load(std::memory_order_acquire) & ~1u;
  }
  while (operation_base *o = first_)
    o->dissolve();
}

// The coroutine that awaits the call. The operation owns its frame.
struct driver {
  struct promise_type {
    operation_base &operation;
    template <class C, class R> promise_type(operation_base &o, C &, R &) : operation(o) {}
    driver get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    auto final_suspend() noexcept {
      struct last {
        bool await_ready() noexcept { return false; }
        void await_suspend(std::coroutine_handle<promise_type> h) noexcept {
          h.promise().operation.finished();
        }
        void await_resume() noexcept {}
      };
      return last{};
    }
    void return_void() noexcept {}
    void unhandled_exception() noexcept { std::terminate(); }
    home &resume_home() noexcept { return operation; }
    cancel_state *cancellation() noexcept { return &operation.cancellation(); }
  };
  std::coroutine_handle<promise_type> frame;

  template <class C, class R> static driver drive(operation_base &, C call, R &into) {
    try {
      if constexpr (std::is_void_v<await_result_t<C>>) {
        co_await std::move(call);
        into.emplace();
      } else {
        into.emplace(co_await std::move(call));
      }
    } catch (...) {
      into.fail(std::current_exception());
    }
  }
};

template <class R, class Handler, class Executor> class operation final : public operation_base {
public:
  operation(Handler h, const Executor &e)
      : handler_(std::move(h)), guard_(net::make_work_guard(e)),
        service_(net::use_service<calls_out>(net::query(e, net::execution::context))) {}

  template <class C> void start(C call, std::chrono::nanoseconds timeout) {
    driver d = driver::drive(*this, std::move(call), result_);
    frame_ = d.frame;
    auto slot = net::get_associated_cancellation_slot(*handler_);
    if (slot.is_connected())
      slot.assign([this](net::cancellation_type) { cancel(false); });
    service_.add(*this);
    std::lock_guard lock(mutex_);
    if (timeout > timeout.zero())
      arm(timeout);
    frame_.resume();
  }

private:
  struct reference { // counted
    operation *o;
    explicit reference(operation *p) noexcept : o(p) { o->retain(); }
    reference(const reference &r) noexcept : reference(r.o) {}
    ~reference() { o->release(); }
  };

  void arm(std::chrono::nanoseconds timeout) {
    timer_.emplace(guard_->get_executor(), timeout);
    timer_->async_wait(
        net::bind_executor(guard_->get_executor(), [r = reference(this)](auto error) {
          if (!error)
            r.o->cancel(true);
        }));
  }

  void post(completion *c) noexcept override { // worker, or a thread of the context
    // From the post on, the call may be over and only the gate keeps the
    // context; from the leave on, nothing does.
    arriving_ = c;
    if (service_.enter())
      net::post(guard_->get_executor(), [r = reference(this)] { r.o->deliver(); });
    service_.leave();
    arrived_.store(true, std::memory_order_release);
  }

  void deliver() { // on the executor
    if (!handler_)
      return;
    {
      std::lock_guard lock(mutex_);
      delivering_ = true;
      arriving_->complete(arriving_);
    }
    complete();
  }

  // Resumed by deliver(), which goes on; or the call failed as it started, and
  // a handler must not run inside the function that takes it.
  void finished() noexcept override {
    if (!delivering_)
      net::post(guard_->get_executor(), [r = reference(this)] {
        if (r.o->handler_)
          r.o->complete();
      });
  }

  void complete() {
    service_.remove(*this);
    net::get_associated_cancellation_slot(*handler_).clear();
    reference keep(this);
    dismantle();
    Handler handler = std::move(*handler_);
    handler_.reset();
    auto guard = std::move(*guard_);
    guard_.reset();
    std::exception_ptr error = result_.error();
    if (error && timed_out_)
      error = as_timeout(error);
    if constexpr (std::is_void_v<R>)
      std::move(handler)(error);
    else if (error)
      std::move(handler)(error, R());
    else
      std::move(handler)(error, result_.get());
  }

  // Ends the timer and the frame, and with it what the call still does.
  void dismantle() noexcept {
    timer_.reset();
    frame_.destroy();
    release();
  }

  void dissolve() noexcept override {
    reference keep(this);
    service_.remove(*this);
    dismantle();
    handler_.reset();
    guard_.reset();
  }

  static std::exception_ptr as_timeout(std::exception_ptr e) {
    try {
      std::rethrow_exception(e);
    } catch (const cancelled &) {
      return std::make_exception_ptr(timed_out());
    } catch (...) {
      return e;
    }
  }

  std::optional<Handler> handler_; // empty: over
  std::optional<net::executor_work_guard<Executor>> guard_;
  calls_out &service_;
  std::optional<net::steady_timer> timer_;
  std::coroutine_handle<> frame_;
  result<R> result_;
  completion *arriving_ = nullptr;
  bool delivering_ = false;
};

template <class R> struct signature {
  using type = void(std::exception_ptr, R);
};
template <> struct signature<void> {
  using type = void(std::exception_ptr);
};

template <class Call> struct initiation {
  Call call;
  std::chrono::nanoseconds timeout;
  template <class Handler, class Executor>
  void operator()(Handler &&handler, const Executor &fallback) {
    auto executor = net::get_associated_executor(handler, fallback);
    auto *o = new operation<await_result_t<Call>, std::decay_t<Handler>, decltype(executor)>(
        std::forward<Handler>(handler), executor);
    o->start(std::move(call), timeout);
  }
};

// Makes the result default constructible.
template <class Call> struct optional_call {
  Call call;
  struct awaiter {
    decltype(stallfree::detail::awaiter_of(std::declval<Call>())) inner;
    bool await_ready() { return inner.await_ready(); }
    template <class P> auto await_suspend(std::coroutine_handle<P> h) {
      return inner.await_suspend(h);
    }
    std::optional<await_result_t<Call>> await_resume() { return inner.await_resume(); }
  };
  awaiter operator co_await() && { return {stallfree::detail::awaiter_of(std::move(call))}; }
};

template <class Call> std::chrono::nanoseconds take_timeout(Call &call) {
  if constexpr (requires { { call.options().timeout } -> std::same_as<std::chrono::nanoseconds &>; })
    return std::exchange(call.options().timeout, {});
  else if constexpr (requires { take_timeout(call.call); })
    return take_timeout(call.call);
  else
    return {};
}

} // namespace detail
