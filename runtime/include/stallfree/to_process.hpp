// co_await to_process<&f>(args...): runs f in a worker process and resumes here
// with its result.
//
// The arguments are copied when to_process is called (spans and string_views
// too: what they point to is copied once, into shared memory); what is in a
// shared_buffer is not copied at all. An exception of f is thrown here, as
// remote_error when its type is not one of the standard library's. If f
// crashes, only this call fails, with worker_crashed.
//
// Throws besides: no_zygote, not_in_zygote, arena_full; when awaited no_loop,
// pool_closed, zygote_lost, spawn_failed, privilege_mismatch, timed_out,
// cancelled.
#pragma once

#include "stallfree/border.hpp"
#include "stallfree/process_errors.hpp"
#include "stallfree/process_pool.hpp"
#include "stallfree/shared_buffer.hpp"
#include <functional>

namespace stallfree {

namespace detail {

/// In the worker.
template <auto F, class S> std::size_t process_trampoline(decoder &in, reply_sink &out) {
  using R = typename S::result;
  return [&]<class... P>(std::tuple<P...> *) -> std::size_t {
    std::tuple<std::remove_cvref_t<P>...> arguments{decode_value<std::remove_cvref_t<P>>(in)...};
    auto call = [&]() -> R {
      return std::apply([](auto &...a) -> R { return std::invoke(F, static_cast<P &&>(a)...); }, arguments);
    };
    if constexpr (std::is_void_v<R>) {
      call();
      return 0;
    } else {
      const std::remove_cv_t<R> value = call();
      encoder reply = out.first();
      encode_value(reply, value);
      if (!reply.fits()) {
        reply = out.bigger(reply.size());
        encode_value(reply, value);
      }
      return reply.size();
    }
  }(static_cast<typename S::parameters *>(nullptr));
}

/// An argument as the parameter's type: itself when it is that already, so
/// that nothing is copied before it is encoded.
template <class P, class A> decltype(auto) as_parameter(const A &argument) {
  using T = std::remove_cvref_t<P>;
  if constexpr (std::is_same_v<T, A>)
    return static_cast<const T &>(argument);
  else
    return static_cast<T>(argument);
}

template <class S, class... A> void encode_arguments(encoder &out, const A &...arguments) {
  [&]<class... P>(std::tuple<P...> *) {
    (encode_value<std::remove_cvref_t<P>>(out, as_parameter<P>(arguments)), ...);
  }(static_cast<typename S::parameters *>(nullptr));
}

template <class S, class... A> consteval bool takes() {
  return []<class... P>(std::tuple<P...> *) {
    if constexpr (sizeof...(P) != sizeof...(A))
      return false;
    else
      return (std::is_convertible_v<const A &, std::remove_cvref_t<P>> && ...) ||
             ((std::is_convertible_v<const A &, std::remove_cvref_t<P>> ||
               std::is_same_v<A, std::remove_cvref_t<P>>) &&
              ...);
  }(static_cast<typename S::parameters *>(nullptr));
}

} // namespace detail

/// Awaited once, on a loop thread. Cancelling the awaiting task asks the worker
/// to stop, and kills it after the grace.
template <class R> class [[nodiscard]] process_call : detail::process_call_base {
public:
  using process_call_base::process_call_base;
  process_call(process_call &&) noexcept = default;

  bool await_ready() const noexcept { return false; }
  template <class P> void await_suspend(std::coroutine_handle<P> waiter) { this->start(waiter); }
  R await_resume() {
    decoder in = this->outcome();
    if constexpr (!std::is_void_v<R>)
      return detail::decode_value<R>(in);
  }

private:
  template <auto F, class... A>
  friend auto to_process(process_pool &, const process_call_options &, const A &...);
};

template <auto F, class... A>
auto to_process(process_pool &pool, const process_call_options &options, const A &...arguments) {
  using S = decltype(detail::signature_of<std::remove_cv_t<decltype(F)>>());
  if constexpr (detail::check_border<F, S>()) {
    static_assert(detail::takes<S, A...>(), "stallfree::to_process: the arguments do not fit the parameters of the "
                                            "function (default arguments do not count)");
    if constexpr (detail::takes<S, A...>()) {
      constexpr auto entry = &detail::process_trampoline<F, S>;
      static const bool known = [] {
        detail::require_in_zygote(reinterpret_cast<const void *>(entry), "the function given to to_process");
        if constexpr (std::is_pointer_v<decltype(F)>)
          detail::require_in_zygote(reinterpret_cast<const void *>(F), "the function given to to_process");
        return true;
      }();
      (void)known;
      process_call<std::remove_cv_t<typename S::result>> call(pool.state(), entry, options);
      encoder out = call.first();
      detail::encode_arguments<S>(out, arguments...);
      if (!out.fits()) {
        out = call.bigger(out.size());
        detail::encode_arguments<S>(out, arguments...);
      }
      call.seal(out);
      return call;
    }
  }
}

template <auto F, class... A> auto to_process(process_pool &pool, const A &...arguments) {
  return to_process<F>(pool, process_call_options(), arguments...);
}
template <auto F, class... A> auto to_process(const process_call_options &options, const A &...arguments) {
  return to_process<F>(process_pool::common(), options, arguments...);
}
template <auto F, class... A> auto to_process(const A &...arguments) {
  return to_process<F>(process_pool::common(), process_call_options(), arguments...);
}

/// What to_thread takes, a process cannot.
template <class F, class... A> void to_process(F &&, A &&...) {
  static_assert(!std::is_same_v<F, F>, "stallfree::to_process: the function is a template argument, and a lambda must "
                                       "not capture: write to_process<&f>(args...)");
}

} // namespace stallfree
