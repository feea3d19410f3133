// Exceptions of the runtime. All derive from stallfree::error.
// Those of the process executor are in process_errors.hpp.
#pragma once

#include <stdexcept>

namespace stallfree {

struct error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The task, or something it belongs to, was asked to stop.
struct cancelled : error {
  cancelled() : error("cancelled") {}
  using error::error;
};

// run() ended because SIGINT or SIGTERM asked it to.
struct interrupted : cancelled {
  explicit interrupted(int signal)
      : cancelled("interrupted by a signal"), signal(signal) {}
  int signal;
};

// A deadline passed first. Thrown by with_timeout and by calls with .timeout.
struct timed_out : error {
  timed_out() : error("timed out") {}
};

// The queue of a pool with overflow::reject has no room.
struct queue_full : error {
  queue_full() : error("the queue of the pool is full") {}
};

// The pool was shut down before the call could run.
struct pool_closed : error {
  pool_closed() : error("the pool is shut down") {}
};

// The call would wait for ever: every thread of the pool waits for the pool.
struct pool_saturated : error {
  pool_saturated()
      : error("every thread of this pool waits for a call to the same pool; "
              "use another pool for nested calls") {}
};

// The awaiting thread has no event loop that could resume the coroutine.
struct no_loop : error {
  no_loop()
      : error("no event loop on this thread: call stallfree::run or attach the "
              "host's loop first") {}
  using error::error;
};

} // namespace stallfree
