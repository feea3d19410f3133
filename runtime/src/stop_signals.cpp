#include "stop_signals.hpp"
#include "poller.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <mutex>
#include <thread>

namespace stallfree {

namespace {

// Read by the handler: atomics only. More loops than slots go without signals.
constinit std::array<std::atomic<poller *>, 64> sleepers{};
constinit std::atomic<unsigned> handling{0}; // handlers that may use one
constinit std::atomic<unsigned> count{0};
constinit std::atomic<int> last{0};
std::mutex mutex;
int users = 0;
bool installed[2] = {};
constexpr int signals[2] = {SIGINT, SIGTERM};

void handler(int number) {
  int saved = errno;
  if (last.exchange(number) != 0) { // impatient: die of it
    std::signal(number, SIG_DFL);
    ::raise(number);
  }
  count.fetch_add(1);
  handling.fetch_add(1);
  for (auto &slot : sleepers)
    if (poller *p = slot.load())
      p->wake_by_signal();
  handling.fetch_sub(1);
  errno = saved;
}

void install() {
  for (int i = 0; i < 2; ++i) {
    struct sigaction old {};
    ::sigaction(signals[i], nullptr, &old);
    installed[i] = !(old.sa_flags & SA_SIGINFO) && old.sa_handler == SIG_DFL;
    if (!installed[i])
      continue;
    struct sigaction mine {};
    mine.sa_handler = handler;
    mine.sa_flags = SA_RESTART;
    ::sigaction(signals[i], &mine, nullptr);
  }
}

void uninstall() {
  for (int i = 0; i < 2; ++i) {
    struct sigaction now {};
    ::sigaction(signals[i], nullptr, &now);
    if (installed[i] && now.sa_handler == handler)
      std::signal(signals[i], SIG_DFL);
  }
}

} // namespace

stop_signals::stop_signals(poller &p) {
  std::lock_guard lock(mutex);
  if (users++ == 0) {
    last = 0;
    install();
  }
  seen_ = count.load();
  for (std::size_t i = 0; i < sleepers.size() && slot_ < 0; ++i)
    if (!sleepers[i].load()) {
      sleepers[i] = &p;
      slot_ = static_cast<int>(i);
    }
}

stop_signals::~stop_signals() {
  std::lock_guard lock(mutex);
  if (slot_ >= 0)
    sleepers[static_cast<std::size_t>(slot_)] = nullptr;
  while (handling.load()) // on another thread
    std::this_thread::yield();
  if (--users == 0)
    uninstall();
}

int stop_signals::received() const noexcept {
  return slot_ >= 0 && count.load(std::memory_order_relaxed) != seen_ ? last.load() : 0;
}

} // namespace stallfree
