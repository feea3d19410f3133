#include <stallfree/heartbeat.hpp>

#include <mutex>

#include <sys/syscall.h>
#include <unistd.h>

namespace stallfree {

namespace {
std::mutex slots_mutex;
heartbeat *slots = nullptr;
} // namespace

heartbeat *heartbeat::open(bool wakes_unseen) {
  std::lock_guard lock(slots_mutex);
  heartbeat *slot = slots;
  while (slot && slot->open_)
    slot = slot->next_;
  if (!slot) {
    slot = new heartbeat;
    slot->next_ = slots;
    slots = slot;
  }
  slot->leave();
  slot->thread_id_ = static_cast<pid_t>(::syscall(SYS_gettid));
  slot->thread_ = ::pthread_self();
  slot->wakes_unseen_ = wakes_unseen;
  slot->open_ = true;
  return slot;
}

void heartbeat::close(heartbeat *slot) noexcept {
  std::lock_guard lock(slots_mutex);
  slot->leave();
  slot->open_ = false;
}

void heartbeat::for_each(const std::function<void(heartbeat &)> &f) {
  std::lock_guard lock(slots_mutex);
  for (heartbeat *slot = slots; slot; slot = slot->next_)
    if (slot->open_)
      f(*slot);
}

} // namespace stallfree
