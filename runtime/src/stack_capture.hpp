// Takes the stack of another thread: a signal makes it write it down itself.
#pragma once

#include "stallfree/stack_trace.hpp"
#include <chrono>
#include <sys/types.h>

namespace stallfree::detail {

/// Installs the handler for `signal` (once per signal, for ever: a signal that
/// is still on its way must find it). Throws std::system_error.
void prepare_stack_capture(int signal);

/// Empty when the thread did not run within `limit`. One caller at a time per
/// process is served; others wait.
stack_trace capture_stack(pid_t thread, int signal, std::chrono::milliseconds limit);

} // namespace stallfree::detail
