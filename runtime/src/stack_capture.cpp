#include "stack_capture.hpp"
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <ctime>
#include <execinfo.h>
#include <mutex>
#include <semaphore.h>
#include <sys/syscall.h>
#include <system_error>
#include <unistd.h>

namespace stallfree::detail {

namespace {
constexpr int max_depth = 64;
// Own frames: the handler, and the one the kernel returns through.
constexpr int own = 2;

void *frames[max_depth];
std::atomic<int> depth = 0;            // release: the frames are written
std::atomic<std::uintptr_t> wanted{0}; // id of the request that may write above
sem_t written;

void write_stack(int, siginfo_t *info, void *) {
  const int saved = errno;
  auto id = reinterpret_cast<std::uintptr_t>(info->si_value.sival_ptr);
  // A signal that arrives late must not write into a later request's stack.
  if (info->si_code == SI_QUEUE && id != 0 && wanted.compare_exchange_strong(id, 0)) {
    depth.store(backtrace(frames, max_depth), std::memory_order_release);
    sem_post(&written);
  }
  errno = saved;
}
} // namespace

void prepare_stack_capture(int signal) {
  static std::once_flag once;
  std::call_once(once, [] {
    sem_init(&written, 0, 0);
    void *frame; // loads the unwinder, which allocates
    backtrace(&frame, 1);
  });
  struct sigaction action {};
  action.sa_sigaction = write_stack;
  action.sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK;
  if (sigaction(signal, &action, nullptr) != 0)
    throw std::system_error(errno, std::generic_category(), "watchdog: sigaction");
}

stack_trace capture_stack(pid_t thread, int signal, std::chrono::milliseconds limit) {
  static std::mutex mutex;
  static std::uintptr_t last_id = 0;
  std::lock_guard lock(mutex);
  const std::uintptr_t id = ++last_id;
  wanted.store(id);
  siginfo_t info{};
  info.si_signo = signal;
  info.si_code = SI_QUEUE;
  info.si_pid = getpid();
  info.si_value.sival_ptr = reinterpret_cast<void *>(id);
  if (syscall(SYS_rt_tgsigqueueinfo, getpid(), thread, signal, &info) != 0) {
    wanted.store(0);
    return {};
  }
  timespec until{};
  clock_gettime(CLOCK_MONOTONIC, &until);
  until.tv_sec += limit.count() / 1000;
  until.tv_nsec += limit.count() % 1000 * 1'000'000;
  if (until.tv_nsec >= 1'000'000'000) {
    until.tv_nsec -= 1'000'000'000;
    ++until.tv_sec;
  }
  int result;
  while ((result = sem_clockwait(&written, CLOCK_MONOTONIC, &until)) != 0 && errno == EINTR)
    ;
  if (result != 0) {
    std::uintptr_t mine = id;
    if (wanted.compare_exchange_strong(mine, 0))
      return {};                    // it has not begun, and now it never will
    while (sem_wait(&written) != 0) // it is writing
      ;
  }
  const int taken = depth.load(std::memory_order_acquire) - own;
  return taken > 0 ? stack_trace(std::span(frames + own, static_cast<std::size_t>(taken)))
                   : stack_trace();
}

} // namespace stallfree::detail
