// What the pool does when one of its descriptors is ready.
#include "process_pool_state.hpp"
#include "remote_exception.hpp"
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace stallfree::detail {

namespace {
// A worker may die before it began a call; more often in a row is no accident.
constexpr unsigned max_unstarted = 3;

std::exception_ptr decoded_exception(std::span<const std::byte> body) {
  try {
    decoder in(body.data(), body.size());
    throw_decoded_exception(in);
  } catch (...) {
    return std::current_exception();
  }
}

std::exception_ptr crash_of(const worker_page &page, int status) {
  const int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  std::string text = "a worker process died while it ran the call: ";
  if (signal == 0)
    text += "it called exit(" + std::to_string(WEXITSTATUS(status)) + ")";
  else
    text += "signal " + std::to_string(signal) + " (" + strsignal(signal) + ")";
  if (signal == SIGKILL)
    text += "; perhaps the system ran out of memory";
  worker_crashed crash(text, signal, signal == 0 ? WEXITSTATUS(status) : -1);
  if (page.crashed.load(std::memory_order_acquire) == 1 && page.signal == signal) {
    crash.code = page.code;
    crash.address = page.address;
    const int depth = std::clamp(int(page.depth), 0, int(std::size(page.stack)));
    crash.stack = stack_trace(std::span(page.stack, static_cast<std::size_t>(depth)));
  }
  return std::make_exception_ptr(std::move(crash));
}
} // namespace

bool process_pool_state::poll_latest() noexcept {
  lock guard(mutex_);
  auto found = workers_.find(latest_);
  if (found == workers_.end() || !found->second->call || !on_worker(*found->second))
    return false;
  dispatch();
  return true;
}

void process_pool_state::poll(int milliseconds) noexcept {
  epoll_event events[32];
  const int n = epoll_wait(epoll_.get(), events, std::size(events), milliseconds);
  if (n <= 0)
    return;
  lock guard(mutex_);
  for (int i = 0; i < n; ++i) {
    const std::uint64_t key = events[i].data.u64;
    if (key == channel_key)
      on_channel();
    else if (key == timer_key) {
      std::uint64_t ticks;
      (void)!read(timer_.get(), &ticks, sizeof ticks);
      armed_ = steady_time::max();
      on_deadlines(std::chrono::steady_clock::now());
    } else if (key == wakeup_key) {
      if (!quit_) {
        std::uint64_t count;
        (void)!read(wakeup_.get(), &count, sizeof count);
      }
    } else if (auto found = workers_.find(key); found != workers_.end())
      on_worker(*found->second);
  }
  dispatch();
  changed_.notify_all();
}

void process_pool_state::on_channel() {
  worker_report report;
  std::byte packet[sizeof report];
  for (;;) {
    const long n = receive_packet(channel_.get(), packet, nullptr, MSG_DONTWAIT);
    if (n == -EAGAIN)
      return;
    if (n != static_cast<long>(sizeof report))
      return on_zygote_lost();
    std::memcpy(&report, packet, sizeof report);
    auto found = workers_.find(report.worker);
    if (found == workers_.end())
      continue;
    if (report.kind == worker_report::died)
      on_death(*found->second, report.number);
    else
      on_started_failed(*found->second, report.number);
  }
}

bool process_pool_state::on_worker(process_worker &worker) {
  if (!worker.socket)
    return false;
  alignas(64) std::byte packet[max_packet];
  const long n = receive_packet(worker.socket.get(), packet, nullptr, MSG_DONTWAIT);
  if (n == -EAGAIN)
    return false;
  if (n < static_cast<long>(sizeof(reply_header))) {
    retire(worker);
    if (lost_) // nobody else will report it
      erase(worker);
    return false;
  }
  reply_header head;
  std::memcpy(&head, packet, sizeof head);
  const auto body =
      std::span<const std::byte>(packet, static_cast<std::size_t>(n)).subspan(sizeof head);
  if (head.kind == reply_header::init_failed)
    on_init_failed(worker, body);
  else if (head.id != worker.call_id)
    kill(worker); // its memory is damaged
  else if (head.kind == reply_header::need_block)
    on_need_block(worker, head.size);
  else
    on_reply(worker, head, body);
  return true;
}

void process_pool_state::on_need_block(process_worker &worker, std::size_t bytes) {
  request_header grant;
  grant.op = request_header::refuse;
  if (worker.call) {
    try {
      worker.reply = nullptr;
      worker.reply = std::make_shared<arena_block>(here.replies, bytes);
      grant.op = request_header::grant;
      grant.reply_offset = worker.reply->offset;
      grant.reply_size = worker.reply->size;
      worker.usual_reply = bytes;
    } catch (const std::exception &) {
      // refused: the call fails with arena_full
    }
  }
  if (send_packet(worker.socket.get(), bytes_of(grant), {}) != 0)
    retire(worker);
}

void process_pool_state::on_reply(process_worker &worker, const reply_header &head,
                                  std::span<const std::byte> body) {
  ++stats_.answered;
  process_call_base *call = worker.call;
  if (call && !call->failure) {
    call->size = head.size;
    if (head.kind == reply_header::exception)
      call->failure = decoded_exception(body);
    else if (head.in_block && worker.reply && head.size <= worker.reply->size)
      call->block = std::move(worker.reply);
    else if (!head.in_block && head.size == body.size() && body.size() <= sizeof call->bytes) {
      std::memcpy(call->bytes, body.data(), body.size());
      call->block = nullptr;
    } else
      call->failure =
          std::make_exception_ptr(bad_message("a worker process sent a damaged answer"));
    if (!head.in_block)
      worker.usual_reply = 0;
  }
  settle(worker);
  if (call)
    arrive(*call);
  if (closed_ && !first_)
    return retire(worker);
  if (options.calls_per_worker != 0 && worker.calls >= options.calls_per_worker)
    return retire(worker);
  idle_.push_back(&worker);
}

void process_pool_state::on_init_failed(process_worker &worker, std::span<const std::byte> body) {
  retire(worker);
  process_call_base *call = std::exchange(worker.call, nullptr);
  if (call)
    fail(*call, decoded_exception(body));
}

void process_pool_state::on_started_failed(process_worker &worker, int number) {
  process_call_base *call = std::exchange(worker.call, nullptr);
  retire(worker);
  erase(worker);
  if (call)
    fail(*call, std::make_exception_ptr(start_failure("fork", number)));
}

void process_pool_state::on_death(process_worker &worker, int status) {
  // What it sent before counts; its socket may be later in this round.
  while (on_worker(worker))
    ;
  retire(worker);
  if (worker.call_id != 0 && !worker.killed)
    ++stats_.crashed;
  process_call_base *call = std::exchange(worker.call, nullptr);
  if (call) {
    if (call->failure)
      arrive(*call); // stopped anyway
    else if (worker.page->running.load(std::memory_order_acquire) != call->id &&
             ++call->unstarted <= max_unstarted)
      enqueue(*call, true);
    else if (call->retries > 0) {
      --call->retries;
      enqueue(*call, true);
    } else
      fail(*call, crash_of(*worker.page, status));
  }
  erase(worker);
}

void process_pool_state::on_zygote_lost() {
  epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, channel_.get(), nullptr);
  lost_ = true;
  // No zombie stays, unless the host reaped it already. Its sockets close a
  // little before it can be waited for.
  if (waitpid(here.zygote, nullptr, WNOHANG) == 0) {
    ::kill(here.zygote, SIGKILL);
    waitpid(here.zygote, nullptr, 0);
  }
  idle_.clear();
  for (auto &[id, worker] : workers_)
    if (process_call_base *call = std::exchange(worker->call, nullptr))
      fail(*call, std::make_exception_ptr(zygote_lost()));
  while (process_call_base *call = first_) {
    unlink(*call);
    fail(*call, std::make_exception_ptr(zygote_lost()));
  }
  // The workers die with the zygote; their memory is free when their sockets
  // say so.
  for (auto at = workers_.begin(); at != workers_.end();) {
    process_worker &worker = *(at++)->second;
    if (worker.dying)
      erase(worker);
    else
      worker.dying = true;
  }
}

void process_pool_state::on_deadlines(steady_time now) {
  while (!queued_deadlines_.empty() && queued_deadlines_.begin()->first <= now) {
    process_call_base &call = *queued_deadlines_.begin()->second;
    unlink(call);
    fail(call, std::make_exception_ptr(timed_out()));
  }
  for (auto &[id, worker] : workers_) {
    process_call_base *call = worker->call;
    if (call && !worker->stopping && call->deadline <= now)
      stop(*worker, std::make_exception_ptr(timed_out()),
           call->options.grace.value_or(options.grace));
    else if (worker->kill_at <= now)
      kill(*worker);
    if (call && !worker->stopping)
      arm(call->deadline);
    arm(worker->kill_at);
  }
  if (!queued_deadlines_.empty())
    arm(queued_deadlines_.begin()->first);
}

} // namespace stallfree::detail
