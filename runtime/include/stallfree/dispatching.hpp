// Heartbeats for hosts that have no hooks before and after waiting: an object
// of this class lives while one of the host's handlers runs. Nested ones count
// as one. The thread's slot opens with the first and closes with the thread.
#pragma once

#include <stallfree/heartbeat.hpp>

namespace stallfree {

class dispatching {
public:
  dispatching() {
    if (thread_slot &s = slot(); s.depth++ == 0)
      s.pulse->enter();
    else
      s.pulse->beat();
  }
  ~dispatching() {
    if (thread_slot &s = slot(); --s.depth == 0)
      s.pulse->leave();
  }
  dispatching(const dispatching &) = delete;
  dispatching &operator=(const dispatching &) = delete;

private:
  struct thread_slot {
    heartbeat *pulse = heartbeat::open();
    int depth = 0;
    ~thread_slot() { heartbeat::close(pulse); }
  };
  static thread_slot &slot() {
    static thread_local thread_slot s;
    return s;
  }
};

} // namespace stallfree
