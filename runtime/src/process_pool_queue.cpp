// How calls wait, end, and are taken back.
#include "process_pool_state.hpp"
#include <algorithm>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>

namespace stallfree::detail {

using state = process_call_base::state;

void process_pool_state::enqueue(process_call_base &call, bool first) noexcept {
  call.at = state::queued;
  call.previous = first ? nullptr : last_;
  call.following = first ? first_ : nullptr;
  (call.previous ? call.previous->following : first_) = &call;
  (call.following ? call.following->previous : last_) = &call;
  ++stats_.queued;
  if (call.deadline != steady_time::max()) {
    queued_deadlines_.emplace(call.deadline, &call);
    arm(call.deadline);
  }
}

void process_pool_state::unlink(process_call_base &call) noexcept {
  (call.previous ? call.previous->following : first_) = call.following;
  (call.following ? call.following->previous : last_) = call.previous;
  call.previous = call.following = nullptr;
  --stats_.queued;
  auto [from, to] = queued_deadlines_.equal_range(call.deadline);
  from = std::find_if(from, to, [&](auto &entry) { return entry.second == &call; });
  if (from != to)
    queued_deadlines_.erase(from);
}

void process_pool_state::arrive(process_call_base &call) noexcept {
  call.at = state::arrived;
  static_cast<suspended_call &>(call).arrive();
}

void process_pool_state::fail(process_call_base &call, std::exception_ptr why) noexcept {
  call.failure = std::move(why);
  arrive(call);
}

void process_pool_state::cancel(process_call_base &call) noexcept {
  lock guard(mutex_);
  if (call.at == state::queued) {
    unlink(call);
    fail(call, std::make_exception_ptr(cancelled()));
  } else if (call.at == state::running)
    for (auto &[id, worker] : workers_)
      if (worker->call == &call)
        return stop(*worker, std::make_exception_ptr(cancelled()),
                    call.options.grace.value_or(options.grace));
}

bool process_pool_state::abandon(process_call_base &call) noexcept {
  lock guard(mutex_);
  if (call.at == state::arrived)
    return true;
  if (call.at == state::queued)
    unlink(call);
  if (call.at == state::running)
    for (auto &[id, worker] : workers_)
      if (worker->call == &call) {
        stop(*worker, nullptr, call.options.grace.value_or(options.grace));
        worker->call = nullptr;
      }
  call.at = state::idle;
  return false;
}

void process_pool_state::stop(process_worker &worker, std::exception_ptr why,
                              std::chrono::nanoseconds grace) {
  if (worker.stopping)
    return;
  worker.stopping = true;
  worker.page->stop.store(1, std::memory_order_relaxed);
  worker.call->failure = std::move(why);
  worker.kill_at = std::chrono::steady_clock::now() + grace;
  arm(worker.kill_at);
}

void process_pool_state::kill(process_worker &worker) {
  worker.kill_at = steady_time::max();
  if (worker.killed)
    return;
  worker.killed = true;
  ++stats_.killed;
  spawn_request request;
  request.op = spawn_request::kill;
  request.worker = worker.id;
  send_packet(channel_.get(), bytes_of(request), {});
  // The awaiter need not wait for the death; the memory does.
  process_call_base *call = std::exchange(worker.call, nullptr);
  retire(worker);
  if (!call)
    return;
  if (!call->failure)
    call->failure = std::make_exception_ptr(
        bad_message("a worker process sent a damaged answer and was killed"));
  arrive(*call);
}

/// Takes no more calls. Closing the socket ends a worker that is idle.
void process_pool_state::retire(process_worker &worker) noexcept {
  worker.dying = true;
  if (worker.socket)
    epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, worker.socket.get(), nullptr);
  worker.socket.reset();
  std::erase(idle_, &worker);
}

/// The worker answered: it no longer touches what the call gave it.
void process_pool_state::settle(process_worker &worker) noexcept {
  worker.call = nullptr;
  worker.call_id = 0;
  worker.stopping = false;
  worker.kill_at = steady_time::max();
  worker.arguments = nullptr;
  worker.reply = nullptr;
  worker.pins.clear();
}

void process_pool_state::erase(process_worker &worker) noexcept { workers_.erase(worker.id); }

unsigned process_pool_state::live() const noexcept {
  return static_cast<unsigned>(std::count_if(workers_.begin(), workers_.end(),
                                             [](auto &entry) { return !entry.second->dying; }));
}

void process_pool_state::arm(steady_time when) {
  if (when >= armed_)
    return;
  armed_ = when;
  const auto ns = std::max<std::int64_t>(1, when.time_since_epoch().count());
  itimerspec spec{};
  spec.it_value = {ns / 1'000'000'000, ns % 1'000'000'000};
  timerfd_settime(timer_.get(), TFD_TIMER_ABSTIME, &spec, nullptr);
}

process_stats process_pool_state::stats() const {
  lock guard(mutex_);
  process_stats s = stats_;
  s.workers = live();
  for (auto &[id, worker] : workers_)
    s.running += worker->call_id != 0 && !worker->dying;
  return s;
}

process_shutdown_report process_pool_state::shutdown(process_shutdown how, steady_time limit) {
  process_shutdown_report report;
  if (foreign_process.load(std::memory_order_relaxed)) {
    // A forked child has neither the thread nor the workers.
    if (thread_.joinable())
      thread_.detach();
    return report;
  }
  lock guard(mutex_);
  if (quit_)
    return report;
  closed_ = true;
  // The loop that drove it may be waiting here.
  dismiss_driver();
  if (!workers_.empty())
    start_thread();
  auto fail_queued = [&] {
    while (process_call_base *call = first_) {
      unlink(*call);
      ++report.cancelled;
      fail(*call, std::make_exception_ptr(pool_closed()));
    }
  };
  auto busy = [&] {
    return first_ || std::any_of(workers_.begin(), workers_.end(),
                                 [](auto &entry) { return entry.second->call; });
  };
  if (how == process_shutdown::cancel) {
    fail_queued();
    for (auto &[id, worker] : workers_)
      if (worker->call) {
        stop(*worker, std::make_exception_ptr(pool_closed()), std::chrono::hours(1));
        worker->kill_at = steady_time::max();
      }
  }
  changed_.wait_until(guard, limit, [&] { return !busy(); });
  fail_queued();
  for (auto &[id, worker] : workers_)
    if (worker->call) {
      ++report.killed;
      if (!worker->call->failure)
        worker->call->failure = std::make_exception_ptr(pool_closed());
      kill(*worker);
    } else if (!worker->dying)
      retire(*worker);
  // Their memory is given back when they are dead: soon, unless the zygote is
  // stopped.
  changed_.wait_for(guard, std::chrono::seconds(1), [&] { return workers_.empty(); });
  quit_ = true;
  eventfd_write(wakeup_.get(), 1);
  guard.unlock();
  if (thread_.joinable())
    thread_.join();
  channel_.reset(); // the zygote kills what is left
  return report;
}

} // namespace stallfree::detail
