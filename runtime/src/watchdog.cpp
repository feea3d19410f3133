#include "stallfree/watchdog.hpp"
#include "stack_capture.hpp"
#include "stall_log.hpp"
#include "stallfree/heartbeat.hpp"
#include "thread_probe.hpp"
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <vector>

namespace stallfree {

using std::chrono::nanoseconds;
using sample_clock = std::chrono::steady_clock;

std::string stall::text() const {
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(blocked).count();
  std::string text = "stallfree: the loop of thread " + std::to_string(thread) +
                     " has stood still for " + std::to_string(ms) + " ms: ";
  if (cause == stall_cause::cpu)
    text += "it computes";
  else {
    text += "it waits in " + syscall;
    if (fd >= 0)
      text += " on descriptor " + std::to_string(fd) + (file.empty() ? "" : " (" + file + ")");
  }
  const auto frames = stack.frames();
  if (const stack_frame *place = detail::own_frame(frames)) {
    text += ", in " + place->symbol;
    if (!place->file.empty())
      text += " at " + place->file + ":" + std::to_string(place->line);
  }
  return text;
}

class watchdog::sampler {
public:
  explicit sampler(watchdog_options o) : options_(std::move(o)), log_(options_.json) {
    if (options_.threshold < std::chrono::milliseconds(1))
      throw std::invalid_argument("stallfree::watchdog: the threshold must be at least 1 ms");
    if (options_.signal == 0)
      options_.signal = SIGRTMIN + 7;
    if (!options_.signal_free)
      detail::prepare_stack_capture(options_.signal);
    period_ = options_.threshold / 3;
    thread_ = std::thread([this] { work(); });
  }
  ~sampler() {
    {
      std::lock_guard lock(mutex_);
      quit_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }

  std::atomic<std::size_t> reported = 0, suppressed = 0;

private:
  static constexpr std::uint64_t idle = ~std::uint64_t(1); // no turn
  /// What is known of the turn that a loop is in.
  struct watched {
    std::uint64_t count = 0;
    nanoseconds blocked{0};  // since it was first seen, without waiting for a CPU
    nanoseconds starving{0}; // a wait for a CPU that goes on; not in blocked
    nanoseconds next_report{0};
    detail::thread_times last;
    bool again = false; // reported before in this turn
    sample_clock::time_point minute{};
    unsigned in_minute = 0;
  };
  struct candidate {
    heartbeat *slot;
    pid_t thread;
    std::uint64_t count;
  };

  void work() {
    auto last = sample_clock::now();
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, period_, [this] { return quit_; })) {
      lock.unlock();
      const auto now = sample_clock::now();
      // Stopped or starved itself, it has no idea what the others did.
      sample(std::min<nanoseconds>(now - last, period_ * 2));
      last = sample_clock::now();
      lock.lock();
    }
  }

  void sample(nanoseconds passed) {
    busy_.clear();
    heartbeat::for_each([this](heartbeat &slot) {
      const std::uint64_t count = slot.count();
      if (heartbeat::busy(count) ||
          (slot.wakes_unseen() && !detail::waits_as_a_loop(detail::activity_of(slot.thread_id()))))
        busy_.push_back({&slot, slot.thread_id(), count});
      else
        loops_[&slot].count = idle;
    });
    for (const candidate &c : busy_) {
      watched &w = loops_[c.slot];
      const detail::thread_times times = detail::times_of(c.thread);
      if (w.count != c.count) {
        w.count = c.count;
        w.blocked = w.starving = nanoseconds(0);
        w.next_report = options_.threshold;
        w.again = false;
      } else
        watch(c, w, passed, times);
      w.last = times;
    }
  }

  void watch(const candidate &c, watched &w, nanoseconds passed,
             const detail::thread_times &times) {
    const detail::thread_activity activity = detail::activity_of(c.thread);
    if (activity.state == 'T' || activity.state == 't')
      return;
    // The kernel adds a wait for a CPU to its sum when it is over. Until then:
    // runnable, and hardly ran.
    nanoseconds waited(times.waited - w.last.waited);
    if (waited.count() != 0) {
      waited = std::max(nanoseconds(0), waited - w.starving);
      w.starving = nanoseconds(0);
    }
    if (const nanoseconds ran(times.ran - w.last.ran); activity.state == 'R' && ran < passed / 8) {
      w.starving += passed - ran;
      waited += passed - ran;
    }
    w.blocked += passed - std::min(passed, waited);
    // It began up to one period before it was first seen.
    const nanoseconds blocked = w.blocked + period_ / 2;
    if (blocked < w.next_report)
      return;
    w.next_report *= 2;
    report(c, w, activity, blocked);
  }

  void report(const candidate &c, watched &w, const detail::thread_activity &activity,
              nanoseconds blocked) {
    const auto now = sample_clock::now();
    if (now - w.minute >= std::chrono::minutes(1)) {
      w.minute = now;
      w.in_minute = 0;
    }
    if (w.in_minute >= options_.per_minute) {
      ++suppressed;
      return;
    }
    stall s;
    s.thread = c.thread;
    s.blocked = blocked;
    if (activity.state != 'R' && activity.syscall >= 0) {
      s.cause = stall_cause::syscall;
      s.syscall = detail::syscall_name(activity.syscall);
      s.fd = activity.fd;
      if (s.fd >= 0)
        s.file = detail::descriptor_name(s.fd);
      if (options_.signal_free && activity.pc)
        s.stack = stack_trace(std::span(&activity.pc, 1));
    } else if (activity.state == 'S' || activity.state == 'D') {
      s.cause = stall_cause::syscall;
      s.syscall = "unknown"; // /proc/self/task/*/syscall cannot be read here
    }
    if (!options_.signal_free)
      s.stack = detail::capture_stack(c.thread, options_.signal, std::chrono::milliseconds(200));
    if (c.slot->count() != c.count)
      return; // it ended meanwhile: that stack may be another turn's
    ++w.in_minute;
    ++reported;
    publish(s, w.again);
    w.again = true;
  }

  void publish(const stall &s, bool again) {
    if (options_.on_stall)
      options_.on_stall(s);
    else if (options_.json.empty())
      std::fprintf(stderr, "%s\n%s", s.text().c_str(), s.stack.text().c_str());
    if (options_.json.empty())
      return;
    log_.add(s, again);
    if (!log_.write() && !complained_) {
      complained_ = true;
      std::fprintf(stderr, "stallfree: cannot write %s: %s\n", options_.json.c_str(),
                   std::strerror(errno));
    }
  }

  watchdog_options options_;
  nanoseconds period_;
  detail::stall_log log_;
  bool complained_ = false;
  std::map<heartbeat *, watched> loops_;
  std::vector<candidate> busy_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool quit_ = false;
  std::thread thread_;
};

watchdog::watchdog(watchdog_options options)
    : sampler_(std::make_unique<sampler>(std::move(options))) {}
watchdog::~watchdog() = default;
std::size_t watchdog::reported() const noexcept { return sampler_->reported; }
std::size_t watchdog::suppressed() const noexcept { return sampler_->suppressed; }

} // namespace stallfree
