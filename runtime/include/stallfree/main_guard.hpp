// The first line of main() in a program that uses to_process.
#pragma once

#include <cstddef>

namespace stallfree {

struct main_guard_options {
  /// Address space for arguments and shared buffers, and as much for results.
  /// Memory is taken only when used.
  std::size_t arena_size = std::size_t(16) << 30;
};

/// Forks the zygote: the process that all workers are forked from. It must run
/// while the program has one thread, and before libraries that keep state per
/// process (OpenMP, CUDA) are used. Whatever was set up before is there in
/// every worker; files that were opened before are not.
///
/// Returns in the calling process only. Calling it again does nothing. Throws
/// threads_running, std::system_error.
void main_guard(int argc, char **argv, const main_guard_options & = {});

} // namespace stallfree
