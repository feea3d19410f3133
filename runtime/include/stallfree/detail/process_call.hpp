// One call to a worker process, as the pool sees it.
#pragma once

#include "stallfree/call.hpp"
#include "stallfree/codec.hpp"
#include <chrono>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>

namespace stallfree {

class process_pool;

/// Limits of one call; what is not set is taken from the pool.
struct process_call_options {
  /// From submission to the answer; zero: none. Then the worker is asked to
  /// stop (this_worker::stop_requested) and killed `grace` later.
  std::optional<std::chrono::nanoseconds> timeout;
  std::optional<std::chrono::nanoseconds> grace;
  /// How often the call is run again when its worker died. The function must
  /// be safe to repeat.
  std::optional<unsigned> retry_if_crashed;
};

} // namespace stallfree

namespace stallfree::detail {

struct process_pool_state;

/// Where a worker puts a result; asks the parent for room when it is large.
class reply_sink {
public:
  /// Encode into this; when it does not fit, encode again into bigger().
  virtual encoder first() = 0;
  virtual encoder bigger(std::size_t bytes) = 0;

protected:
  ~reply_sink() = default;
};

/// Runs in the worker: decodes the arguments, calls, encodes the result.
/// Returns the encoded size.
using process_entry = std::size_t(decoder &in, reply_sink &out);

inline constexpr std::size_t inline_bytes = 256;

/// Movable until submitted. All functions on the home loop's thread.
struct process_call_base : suspended_call {
  process_call_base(std::shared_ptr<process_pool_state>, process_entry *, const process_call_options &);
  process_call_base(process_call_base &&) noexcept;
  ~process_call_base() { abandon(); }

  /// Arguments: first() for a small message, bigger() for one in the arena.
  encoder first() noexcept { return encoder(bytes, sizeof bytes); }
  encoder bigger(std::size_t size);
  void seal(encoder &) noexcept;

  template <class P> void start(std::coroutine_handle<P> waiter) {
    depart(waiter);
    submit();
  }
  /// The encoded result; throws what the call failed with.
  decoder outcome();

  process_entry *entry;
  process_call_options options;
  std::shared_ptr<process_pool_state> pool;
  alignas(64) std::byte bytes[inline_bytes];
  std::size_t size = 0; ///< of the arguments, then of the result
  block_ref block;      ///< where they are, when not in `bytes`
  std::vector<block_ref> pins;

  // Guarded by the pool's lock once submitted.
  enum class state : unsigned char { idle, queued, running, arrived } at = state::idle;
  unsigned retries = 0;       ///< left, when the worker dies
  unsigned unstarted = 0;     ///< times a worker died before it began the call
  std::exception_ptr failure;
  std::uint64_t id = 0;
  std::chrono::steady_clock::time_point deadline{};
  process_call_base *previous = nullptr, *following = nullptr; ///< in the queue

private:
  void submit();
  void abandon() noexcept;
};

/// Throws not_in_zygote unless the code was loaded when main_guard ran.
void require_in_zygote(const void *function, const char *what);

} // namespace stallfree::detail
