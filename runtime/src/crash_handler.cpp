// In a worker: writes how it dies to the page that it shares with the parent,
// then dies of the same signal.
#include "worker.hpp"
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <execinfo.h>
#include <unistd.h>

namespace stallfree::detail {

namespace {
worker_page *page = nullptr;
alignas(16) char handler_stack[64 * 1024];

void on_crash(int signal, siginfo_t *info, void *) {
  if (page->crashed.load(std::memory_order_relaxed) == 0) {
    page->signal = signal;
    page->code = info->si_code;
    page->address = info->si_addr;
    page->depth = backtrace(page->stack, std::size(page->stack));
    page->crashed.store(1, std::memory_order_release);
  }
  // Handlers are one-shot: dies now by default, of the same signal.
  raise(signal);
}

// Registered last in this process, so it runs before everything that was
// registered in the parent: none of that belongs to a worker.
void on_exit_called(int status, void *) {
  std::fflush(nullptr);
  _exit(status);
}
} // namespace

void install_crash_handler(worker_page &shared) {
  page = &shared;
  stack_t other{};
  other.ss_sp = handler_stack;
  other.ss_size = sizeof handler_stack;
  sigaltstack(&other, nullptr);
  struct sigaction action {};
  action.sa_sigaction = on_crash;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | static_cast<int>(SA_RESETHAND);
  for (int s : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS})
    sigaction(s, &action, nullptr);
  on_exit(on_exit_called, nullptr);
  at_quick_exit([] { _exit(0); });
}

} // namespace stallfree::detail
