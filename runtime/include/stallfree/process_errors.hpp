// What can go wrong between this process and its workers.
#pragma once

#include "stallfree/errors.hpp"
#include "stallfree/stack_trace.hpp"
#include <memory>
#include <string>

namespace stallfree {

/// The worker died while it ran the call. Only this call is lost: the pool
/// replaces the worker.
struct worker_crashed : error {
  worker_crashed(const std::string &text, int signal, int exit_status)
      : error(text), signal(signal), exit_status(exit_status) {}
  int signal;              ///< 0 when it ended by exit()
  int exit_status;         ///< -1 when it died of a signal
  int code = 0;            ///< si_code of the signal
  void *address = nullptr; ///< the faulting address, for SIGSEGV and SIGBUS
  stack_trace stack;       ///< of the worker; empty after SIGKILL
};

/// The function threw a type that is not one of the standard library's.
struct remote_error : error {
  remote_error(std::string type, std::string text, stack_trace stack)
      : error(type + ": " + text), type(std::move(type)), text(std::move(text)),
        stack(std::move(stack)) {}
  std::string type;  ///< demangled
  std::string text;  ///< its what(), with those of nested exceptions
  stack_trace stack; ///< where it was thrown, in the worker
};

/// main_guard did not run in this process.
struct no_zygote : error {
  using error::error;
};
/// main_guard was called after a thread was started.
struct threads_running : error {
  using error::error;
};
/// The zygote died: no worker can be started any more in this process.
struct zygote_lost : error {
  zygote_lost()
      : error("the process that worker processes are forked from has died; "
              "restart the program to use to_process again") {}
};
/// The function lives in an object that was loaded after main_guard.
struct not_in_zygote : error {
  using error::error;
};
/// A worker could not take on this process's identity, limits or namespaces.
struct privilege_mismatch : error {
  using error::error;
};
/// The shared memory for arguments and results is used up.
struct arena_full : error {
  using error::error;
};
/// A worker process could not be started; `number` is the errno.
struct spawn_failed : error {
  spawn_failed(const std::string &text, int number)
      : error(text), number(number) {}
  int number;
};

} // namespace stallfree
