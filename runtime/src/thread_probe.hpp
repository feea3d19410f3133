// What the kernel says a thread of this process is doing.
#pragma once

#include <cstdint>
#include <string>
#include <sys/types.h>

namespace stallfree::detail {

struct thread_times {
  std::uint64_t ran = 0, waited = 0; // ns on a CPU, ns waiting for one
};
thread_times times_of(pid_t thread);

struct thread_activity {
  char state = '?'; // as in /proc: R, S, D, T ...
  long syscall = -1;
  int fd = -1;
  void *pc = nullptr; // where it entered the kernel
};
thread_activity activity_of(pid_t thread);

/// It sleeps in a call that event loops wait in.
bool waits_as_a_loop(const thread_activity &);

std::string syscall_name(long number);
/// "/path", "socket:[1]" ...; empty when unknown.
std::string descriptor_name(int fd);

} // namespace stallfree::detail
