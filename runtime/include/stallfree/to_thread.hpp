// co_await to_thread(f, args...): runs a plain function on a thread of a pool
// and resumes here with its result or its exception.
//
//   auto text = co_await to_thread(read_file, path);             // io pool
//   auto sum  = co_await to_thread(thread_pool::cpu(), add_up, std::move(v));
//   co_await to_thread(call_options{.timeout = 2s, .key = &db}, [&] { db.write(); });
//   co_await to_thread(abandon{.timeout = 2s}, resolve, name);
//
// f and args are copied or moved in at once and live in the awaiting frame: no
// heap. Wrap in std::ref what the function shall share with the coroutine.
// A callable that takes a std::stop_token first gets one (that costs one
// allocation) and is asked to stop by it.
//
// Cancelling or a timeout takes a waiting call out of its queue. A running one
// is asked to stop and awaited, then `cancelled` or `timed_out` is thrown and
// its value destroyed. With `abandon` it is not awaited: the call lives on the
// heap and ends unobserved. Destroying the awaiting frame does the same; where
// the call is not abandoned, the destructor blocks until it has ended.
#pragma once

#include <chrono>
#include <coroutine>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>

#include <stallfree/detail/thread_job.hpp>
#include <stallfree/detail/thread_waiter.hpp>
#include <stallfree/thread_pool.hpp>

namespace stallfree {

struct call_options {
  thread_pool *pool = nullptr;        // null: thread_pool::io()
  std::chrono::nanoseconds timeout{}; // zero: none
  const void *key = nullptr;          // calls with the same key run one at a time
};

// Like call_options, for calls whose end nobody need await. The arguments must
// own what they refer to.
struct abandon {
  thread_pool *pool = nullptr;
  std::chrono::nanoseconds timeout{};
  const void *key = nullptr;
};

namespace detail {

template <class F, class... A> class thread_awaiter {
public:
  thread_awaiter(const call_options &o, F &&f, std::tuple<A...> &&args)
      : job_(std::move(f), std::move(args)), waiter_(o.pool, o.timeout, o.key, false) {}
  ~thread_awaiter() { waiter_.leave(); } // before the job goes
  bool await_ready() const noexcept { return false; }
  template <class P> void await_suspend(std::coroutine_handle<P> h) { waiter_.launch(h, job_); }
  thread_result_t<F, A...> await_resume() {
    waiter_.settle();
    return job_.outcome.get();
  }

private:
  thread_job<F, A...> job_;
  thread_waiter waiter_;
};

template <class F, class... A> class abandoning_awaiter {
public:
  abandoning_awaiter(const abandon &o, F &&f, std::tuple<A...> &&args)
      : job_(new thread_job<F, A...>(std::move(f), std::move(args))),
        waiter_(o.pool, o.timeout, o.key, true) {}
  ~abandoning_awaiter() { drop(); }
  bool await_ready() const noexcept { return false; }
  template <class P> void await_suspend(std::coroutine_handle<P> h) { waiter_.launch(h, *job_); }
  thread_result_t<F, A...> await_resume() {
    if (waiter_.abandoned())
      (void)job_.release();
    waiter_.settle();
    return job_->outcome.get();
  }

private:
  void drop() noexcept {
    waiter_.leave();
    if (waiter_.abandoned())
      (void)job_.release(); // the worker deletes it
  }
  std::unique_ptr<thread_job<F, A...>> job_;
  thread_waiter waiter_;
};

} // namespace detail

// The call before it is awaited: movable, nothing submitted yet.
template <class Options, class F, class... A> class [[nodiscard]] thread_call {
public:
  using value_type = detail::thread_result_t<F, A...>;
  using awaiter = std::conditional_t<std::is_same_v<Options, abandon>,
                                     detail::abandoning_awaiter<F, A...>,
                                     detail::thread_awaiter<F, A...>>;
  template <class Fn, class... As>
  thread_call(const Options &o, Fn &&f, As &&...args)
      : options_(o), f_(std::forward<Fn>(f)), args_(std::forward<As>(args)...) {}
  awaiter operator co_await() && { return {options_, std::move(f_), std::move(args_)}; }

  Options &options() noexcept { return options_; }

private:
  Options options_;
  F f_;
  std::tuple<A...> args_;
};

template <class F, class... A>
  requires(!detail::thread_where<F>)
auto to_thread(F &&f, A &&...args) {
  return to_thread(call_options{}, std::forward<F>(f), std::forward<A>(args)...);
}

template <class F, class... A> auto to_thread(thread_pool &pool, F &&f, A &&...args) {
  return to_thread(call_options{.pool = &pool}, std::forward<F>(f), std::forward<A>(args)...);
}

template <class Options, class F, class... A>
  requires detail::thread_options_type<Options>
auto to_thread(const Options &options, F &&f, A &&...args) {
  detail::check_thread_callable<std::is_same_v<Options, abandon>, std::decay_t<F>,
                                std::decay_t<A>...>();
  return thread_call<Options, std::decay_t<F>, std::decay_t<A>...>(options, std::forward<F>(f),
                                                                  std::forward<A>(args)...);
}

} // namespace stallfree
