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
// Those that block. The first argument of the marked ones is a descriptor.
constexpr known_syscall known[] = {
#define STALLFREE_CALL(NAME, FD) {SYS_##NAME, #NAME, FD},
    STALLFREE_CALL(read, true) STALLFREE_CALL(write, true) STALLFREE_CALL(
        readv, true) STALLFREE_CALL(writev, true) STALLFREE_CALL(pread64,
                                                                 true) STALLFREE_CALL(pwrite64,
                                                                                      true)
        STALLFREE_CALL(recvfrom, true) STALLFREE_CALL(recvmsg, true) STALLFREE_CALL(
            recvmmsg, true) STALLFREE_CALL(sendto,
                                           true) STALLFREE_CALL(sendmsg,
                                                                true) STALLFREE_CALL(sendmmsg, true)
            STALLFREE_CALL(connect, true) STALLFREE_CALL(accept, true) STALLFREE_CALL(
                accept4, true) STALLFREE_CALL(fsync, true) STALLFREE_CALL(fdatasync, true)
                STALLFREE_CALL(sync_file_range, true) STALLFREE_CALL(flock, true) STALLFREE_CALL(
                    fcntl,
                    true) STALLFREE_CALL(ioctl,
                                         true) STALLFREE_CALL(ftruncate,
                                                              true) STALLFREE_CALL(fallocate, true)
                    STALLFREE_CALL(getdents64, true) STALLFREE_CALL(close, true) STALLFREE_CALL(
                        epoll_pwait, true) STALLFREE_CALL(fstat,
                                                          true) STALLFREE_CALL(sendfile, false)
                        STALLFREE_CALL(splice, true) STALLFREE_CALL(openat, false) STALLFREE_CALL(
                            newfstatat,
                            false) STALLFREE_CALL(statx, false) STALLFREE_CALL(unlinkat, false)
                            STALLFREE_CALL(renameat2, false) STALLFREE_CALL(
                                mkdirat, false) STALLFREE_CALL(sync, false)
                                STALLFREE_CALL(msync, false) STALLFREE_CALL(
                                    futex,
                                    false) STALLFREE_CALL(nanosleep,
                                                          false) STALLFREE_CALL(clock_nanosleep, false)
                                    STALLFREE_CALL(wait4, false) STALLFREE_CALL(
                                        waitid,
                                        false) STALLFREE_CALL(ppoll,
                                                              false) STALLFREE_CALL(pselect6, false)
                                        STALLFREE_CALL(rt_sigtimedwait, false) STALLFREE_CALL(
                                            rt_sigsuspend,
                                            false) STALLFREE_CALL(semtimedop, false)
                                            STALLFREE_CALL(msgrcv, false) STALLFREE_CALL(
                                                msgsnd,
                                                false) STALLFREE_CALL(mmap, false)
                                                STALLFREE_CALL(munmap, false) STALLFREE_CALL(
                                                    madvise, false) STALLFREE_CALL(execve, false)
                                                    STALLFREE_CALL(clone, false) STALLFREE_CALL(
                                                        io_getevents, false)
#ifdef SYS_poll
                                                        STALLFREE_CALL(poll,
                                                                       false) STALLFREE_CALL(select,
                                                                                             false)
                                                            STALLFREE_CALL(
                                                                epoll_wait,
                                                                true) STALLFREE_CALL(open, false)
                                                                STALLFREE_CALL(
                                                                    stat,
                                                                    false) STALLFREE_CALL(lstat,
                                                                                          false)
                                                                    STALLFREE_CALL(
                                                                        unlink,
                                                                        false) STALLFREE_CALL(rename,
                                                                                              false)
                                                                        STALLFREE_CALL(mkdir, false)
                                                                            STALLFREE_CALL(
                                                                                rmdir, false)
                                                                                STALLFREE_CALL(
                                                                                    pause, false)
                                                                                    STALLFREE_CALL(
                                                                                        fork, false)
                                                                                        STALLFREE_CALL(
                                                                                            vfork,
                                                                                            false)
#endif
#undef STALLFREE_CALL
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
