// Locks that the runtime's own coroutines hold for too long.
#include <mutex>
#include <shared_mutex>
#include <stallfree/runtime.hpp>
#include <string>
#include <vector>

using stallfree::task;

struct journal {
  std::mutex gate_;
  std::shared_mutex many_;
  std::vector<std::string> lines_;

  // pair: a guard
  task<void> append(std::string line) {
    std::lock_guard hold(gate_);
    lines_.push_back(std::move(line));
    co_await stallfree::sleep_for(std::chrono::milliseconds(1));
  }

  // pair: a guard in an inner block
  task<void> some(std::vector<std::string> lines) {
    for (auto &line : lines) {
      std::scoped_lock hold(gate_);
      lines_.push_back(line);
      co_await stallfree::yield();
    }
  }

  // pair: a shared lock
  task<size_t> size() {
    size_t now = 0;
    std::shared_lock hold(many_);
    now = lines_.size();
    co_await stallfree::yield();
    co_return now;
  }
};
