// Carries an exception from a worker to the awaiting coroutine.
#pragma once

#include "stallfree/codec.hpp"
#include <span>

namespace stallfree::detail {

/// The exception that is being handled. `stack`: where it was thrown.
void encode_current_exception(encoder &out, std::span<void *const> stack);
/// Throws the exception again: of the same type when it is one of the standard
/// library's or of this one's, else remote_error.
[[noreturn]] void throw_decoded_exception(decoder &in);

/// Runs f() and remembers where an exception that leaves it was thrown.
class throw_site {
public:
  template <class F> void run(F &&f) {
    call([](void *f) { (*static_cast<std::remove_reference_t<F> *>(f))(); }, &f);
  }
  std::span<void *const> stack() const noexcept;

private:
  static void call(void (*f)(void *), void *context);
};

} // namespace stallfree::detail
