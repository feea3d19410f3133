// The adapter for Asio, included once for standalone Asio and once for
// Boost.Asio: STALLFREE_NET is the library's namespace.

namespace net = STALLFREE_NET;

#include <stallfree/detail/asio_operation.ipp>

// Runs any call of the runtime (to_thread, to_process) from Asio. The handler
// gets (std::exception_ptr, R) on its associated executor, or on `fallback`.
// R must be default constructible. Cancellation comes through the handler's
// slot and ends the call with stallfree::cancelled.
template <class Call, class Token>
auto async_call(const net::any_io_executor &fallback, Call call, Token &&token) {
  using R = await_result_t<Call>;
  static_assert(std::is_void_v<R> || std::is_default_constructible_v<R>,
                "a completion handler gets a value also beside an exception: return a default "
                "constructible type, for instance std::optional");
  auto timeout = detail::take_timeout(call); // of to_thread: kept by a timer of Asio
  return net::async_initiate<Token, typename detail::signature<R>::type>(
      [](auto &&handler, net::any_io_executor fallback, Call call,
         std::chrono::nanoseconds timeout) {
        detail::initiation<Call>{std::move(call), timeout}(
            std::forward<decltype(handler)>(handler), fallback);
      },
      token, fallback, std::move(call), timeout);
}

// co_await stallfree::asio::wait(call): in a coroutine of Asio, on its executor.
template <class Call> net::awaitable<await_result_t<Call>> wait(Call call) {
  using R = await_result_t<Call>;
  auto executor = co_await net::this_coro::executor;
  if constexpr (std::is_void_v<R> || std::is_default_constructible_v<R>) {
    co_return co_await async_call(executor, std::move(call), net::use_awaitable);
  } else {
    co_return *co_await async_call(executor, detail::optional_call<Call>{std::move(call)},
                                   net::use_awaitable);
  }
}

// co_await stallfree::asio::to_thread([pool | options,] f, args...): resumes on
// the coroutine's executor (strand).
template <class F, class... A> auto to_thread(F &&f, A &&...args) {
  return wait(stallfree::to_thread(std::forward<F>(f), std::forward<A>(args)...));
}
template <class... A> auto to_thread(thread_pool &pool, A &&...args) {
  return wait(stallfree::to_thread(pool, std::forward<A>(args)...));
}

// The same with a completion token, for callers that are no coroutines:
//   async_to_thread(io.get_executor(), [](std::exception_ptr e, int r) {...}, f, args...)
template <class Token, class... A>
auto async_to_thread(const net::any_io_executor &executor, Token &&token, A &&...args) {
  return async_call(executor, stallfree::to_thread(std::forward<A>(args)...),
                    std::forward<Token>(token));
}

// Lets stallfree::task run on an io_context that one thread runs: makes the
// context the home of this thread, for stallfree::start and spawn. Destroy it
// before the context.
class attachment {
public:
  explicit attachment(net::io_context &io)
      : io_(io), attach_({this, &wake, &hold}) {}
  inbox &box() noexcept { return attach_.box(); }

private:
  struct drain {
    inbox *box;
    explicit drain(inbox &b) noexcept : box(&b) { box->retain(); }
    drain(const drain &d) noexcept : drain(*d.box) {}
    ~drain() { box->release(); }
    void operator()() const { box->drain(); }
  };
  static void wake(void *p) noexcept {
    auto *me = static_cast<attachment *>(p);
    net::post(me->io_, drain(me->attach_.box()));
  }
  static void hold(void *p, bool on) noexcept {
    auto *me = static_cast<attachment *>(p);
    if (on)
      me->guard_.emplace(me->io_.get_executor());
    else
      me->guard_.reset();
  }

  net::io_context &io_;
  std::optional<net::executor_work_guard<net::io_context::executor_type>> guard_;
  attach attach_;
};
