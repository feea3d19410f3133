#include "thread_probe.hpp"
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace stallfree::detail {

namespace {
struct known_syscall {
  long number;
  const char *name;
  bool has_fd;
};
// Those that block; ON_FD: the first argument is a descriptor.
constexpr known_syscall known[] = {
#define CALL(NAME) {SYS_##NAME, #NAME, false}
#define ON_FD(NAME) {SYS_##NAME, #NAME, true}
    ON_FD(read), ON_FD(write), ON_FD(readv), ON_FD(writev), ON_FD(pread64), ON_FD(pwrite64),
    ON_FD(recvfrom), ON_FD(recvmsg), ON_FD(recvmmsg), ON_FD(sendto), ON_FD(sendmsg),
    ON_FD(sendmmsg), ON_FD(connect), ON_FD(accept), ON_FD(accept4), ON_FD(fsync),
    ON_FD(fdatasync), ON_FD(sync_file_range), ON_FD(flock), ON_FD(fcntl), ON_FD(ioctl),
    ON_FD(ftruncate), ON_FD(fallocate), ON_FD(getdents64), ON_FD(close), ON_FD(epoll_pwait),
    ON_FD(fstat), ON_FD(splice),
    CALL(sendfile), CALL(openat), CALL(newfstatat), CALL(statx), CALL(unlinkat),
    CALL(renameat2), CALL(mkdirat), CALL(sync), CALL(msync), CALL(futex), CALL(nanosleep),
    CALL(clock_nanosleep), CALL(wait4), CALL(waitid), CALL(ppoll), CALL(pselect6),
    CALL(rt_sigtimedwait), CALL(rt_sigsuspend), CALL(semtimedop), CALL(msgrcv), CALL(msgsnd),
    CALL(mmap), CALL(munmap), CALL(madvise), CALL(execve), CALL(clone), CALL(io_getevents),
#ifdef SYS_poll // not on arm64
    ON_FD(epoll_wait),
    CALL(poll), CALL(select), CALL(open), CALL(stat), CALL(lstat), CALL(unlink), CALL(rename),
    CALL(mkdir), CALL(rmdir), CALL(pause), CALL(fork), CALL(vfork),
#endif
#undef ON_FD
#undef CALL
};

std::size_t read_task_file(pid_t thread, const char *name, char *to, std::size_t room) {
  char path[64];
  std::snprintf(path, sizeof path, "/proc/self/task/%d/%s", thread, name);
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return 0;
  const ssize_t n = read(fd, to, room - 1);
  close(fd);
  to[n > 0 ? n : 0] = 0;
  return n > 0 ? static_cast<std::size_t>(n) : 0;
}
} // namespace

thread_times times_of(pid_t thread) {
  char text[128];
  thread_times t;
  unsigned long long waited = 0;
  if (read_task_file(thread, "schedstat", text, sizeof text) != 0 &&
      std::sscanf(text, "%*u %llu", &waited) == 1)
    t.waited = waited;
  // The clock of another thread, by the kernel's rule for its number; unlike
  // schedstat it is exact while that thread runs.
  timespec ran{};
  const auto clock = static_cast<clockid_t>((~static_cast<unsigned>(thread) << 3) | 6u);
  if (clock_gettime(clock, &ran) == 0)
    t.ran = static_cast<std::uint64_t>(ran.tv_sec) * 1'000'000'000 +
            static_cast<std::uint64_t>(ran.tv_nsec);
  return t;
}

thread_activity activity_of(pid_t thread) {
  thread_activity a;
  char text[512];
  if (read_task_file(thread, "stat", text, sizeof text) != 0)
    if (const char *after_name = std::strrchr(text, ')'); after_name && after_name[1] == ' ')
      a.state = after_name[2];
  if (read_task_file(thread, "syscall", text, sizeof text) == 0)
    return a;
  long number = -1;
  unsigned long long first = 0, pc = 0;
  if (std::sscanf(text, "%ld %llx %*x %*x %*x %*x %*x %*x %llx", &number, &first, &pc) < 2)
    return a;
  a.syscall = number;
  a.pc = reinterpret_cast<void *>(pc);
  for (const known_syscall &k : known)
    if (k.number == number && k.has_fd)
      a.fd = static_cast<int>(first);
  return a;
}

bool waits_as_a_loop(const thread_activity &a) {
  if (a.state == 'R')
    return false;
  switch (a.syscall) {
  case -1: // cannot be read here
#ifdef SYS_poll
  case SYS_poll:
  case SYS_select:
  case SYS_epoll_wait:
#endif
  case SYS_ppoll:
  case SYS_pselect6:
  case SYS_epoll_pwait:
  case SYS_epoll_pwait2:
  case SYS_io_uring_enter:
    return true;
  default:
    return false;
  }
}

std::string syscall_name(long number) {
  for (const known_syscall &k : known)
    if (k.number == number)
      return k.name;
  return "syscall " + std::to_string(number);
}

std::string descriptor_name(int fd) {
  char text[4096];
  const std::string link = "/proc/self/fd/" + std::to_string(fd);
  const ssize_t n = readlink(link.c_str(), text, sizeof text);
  return n > 0 ? std::string(text, static_cast<std::size_t>(n)) : std::string();
}

} // namespace stallfree::detail
