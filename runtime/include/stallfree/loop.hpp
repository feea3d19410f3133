// run(): an event loop on the calling thread, until its task has finished.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <type_traits>

#include <stallfree/awaitable.hpp>
#include <stallfree/sleep.hpp>
#include <stallfree/spawn.hpp>

namespace stallfree {

class timer_heap;

struct run_options {
  // SIGINT and SIGTERM cancel the task; a second one kills the process. Only
  // where the signal still has its default action.
  bool stop_on_signals = true;
  // Cancels the task when it is stopped, from any thread.
  std::stop_token stop = {};
  // For tests: what is ready runs in an order drawn from the seed ...
  std::optional<std::uint64_t> seed = {};
  // ... and sleeping takes no time: the clock jumps to the next timer as soon
  // as nothing else can happen.
  bool virtual_time = false;
};

class poller;

// The engine of run(). Everything belongs to its thread.
class loop {
public:
  explicit loop(const run_options &); // throws std::system_error (EMFILE ...)
  ~loop();
  loop(const loop &) = delete;
  loop &operator=(const loop &) = delete;

  static loop *current() noexcept; // of the innermost attach; null on a host's loop
  void run(join_handle_base &main);
  int signal() const noexcept; // that asked to stop, or 0

  time_point now() const noexcept;
  inbox &box() noexcept;
  scope &tasks() noexcept; // that end with the loop
  poller &fds() noexcept;
  timer_heap &timers() noexcept;

private:
  struct state;
  std::unique_ptr<state> state_;
};

namespace detail {
// What run() returns when a signal stopped the task: 128 + signal for an int
// (as a shell reports it), nothing for void, else it throws.
template <class T> T stopped_value(int signal) {
  if constexpr (std::is_same_v<T, int>)
    return 128 + signal;
  else if constexpr (!std::is_void_v<T>)
    throw interrupted(signal);
}
} // namespace detail

// Returns what the task returns, or throws what it throws. Tasks that start()
// added are cancelled and waited for. If a signal stopped it: see
// stopped_value.
template <class T> T run(task<T> main, run_options options = {}) {
  loop here(options);
  join_handle<T> handle = here.tasks().spawn(std::move(main));
  here.run(handle);
  try {
    return handle.outcome().get();
  } catch (const cancelled &) {
    if (int s = here.signal())
      return detail::stopped_value<T>(s);
    throw;
  }
}

} // namespace stallfree
