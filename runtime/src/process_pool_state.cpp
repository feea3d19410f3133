#include "process_pool_state.hpp"
#include "remote_exception.hpp"
#include "stallfree/detail/builtin_codec.hpp"
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sched.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/wait.h>

namespace stallfree::detail {

spawn_failed start_failure(const char *what, int number) {
  return spawn_failed(std::string("no worker process could be started: ") + what + ": " +
                          std::generic_category().message(number),
                      number);
}

namespace {
[[noreturn]] void fail_start(const char *what, int number) { throw start_failure(what, number); }

unsigned default_workers() {
  cpu_set_t cpus;
  if (sched_getaffinity(0, sizeof cpus, &cpus) != 0)
    return std::max(1u, std::thread::hardware_concurrency());
  return static_cast<unsigned>(std::max(1, CPU_COUNT(&cpus)));
}

void watch(int epoll, int fd, std::uint64_t key) {
  epoll_event e{};
  e.events = EPOLLIN;
  e.data.u64 = key;
  if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &e) != 0)
    fail_start("epoll_ctl", errno);
}

std::pair<unique_fd, unique_fd> connect() {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
    fail_start("socketpair", errno);
  // Only our end: a peer that does not read must not stall this process.
  fcntl(pair[0], F_SETFL, O_NONBLOCK);
  return {unique_fd(pair[0]), unique_fd(pair[1])};
}

process_options with_defaults(process_options o) {
  if (o.workers == 0)
    o.workers = default_workers();
  return o;
}
} // namespace

process_pool_state::process_pool_state(const process_options &o)
    : here(this_image()), options(with_defaults(o)), epoll_(epoll_create1(EPOLL_CLOEXEC)),
      timer_(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)),
      wakeup_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), identity_(privileges::capture()),
      places_(identity_.places(here.at_fork)) {
  if (!epoll_ || !timer_ || !wakeup_)
    fail_start("descriptors", errno);
  auto [ours, theirs] = connect();
  const char hello = 0;
  const int fds[] = {theirs.get()};
  if (send_packet(here.main.get(), bytes_of(hello), {}, fds) != 0)
    throw zygote_lost();
  channel_ = std::move(ours);
  watch(epoll_.get(), channel_.get(), channel_key);
  watch(epoll_.get(), timer_.get(), timer_key);
  watch(epoll_.get(), wakeup_.get(), wakeup_key);
}

process_pool_state::~process_pool_state() = default;

void process_pool_state::submit(process_call_base &call) {
  if (foreign_process.load(std::memory_order_relaxed))
    this_image(); // throws: this is a forked child, and the workers are not its own
  lock guard(mutex_);
  if (closed_)
    throw pool_closed();
  if (lost_)
    throw zygote_lost();
  drive();
  call.id = next_id_++;
  call.retries = call.options.retry_if_crashed.value_or(options.retry_if_crashed);
  const auto timeout = call.options.timeout.value_or(options.timeout);
  call.deadline =
      timeout.count() > 0 ? std::chrono::steady_clock::now() + timeout : steady_time::max();
  enqueue(call, false);
  dispatch();
}

void process_pool_state::dispatch() {
  while (first_) {
    process_call_base &call = *first_;
    process_worker *worker = nullptr;
    if (!idle_.empty()) {
      worker = idle_.back();
      idle_.pop_back();
    } else if (live() < options.workers) {
      std::exception_ptr why;
      try {
        worker = &spawn();
      } catch (...) {
        why = std::current_exception();
      }
      if (!worker) {
        if (live() != 0)
          return; // one of the others takes it later
        unlink(call);
        fail(call, std::move(why));
        continue;
      }
    } else
      return;
    if (assign(*worker, call))
      unlink(call);
  }
}

process_worker &process_pool_state::spawn() {
  auto worker = std::make_unique<process_worker>();
  worker->id = next_id_++;
  auto page = std::make_shared<arena_block>(here.replies, sizeof(worker_page));
  worker->page = new (page->data()) worker_page();
  worker->page_block = page;
  auto [ours, theirs] = connect();
  spawn_request request;
  request.worker = worker->id;
  request.page_offset = page->offset;
  request.memory_limit = options.memory_limit;
  request.initialiser = options.initialiser;
  std::vector<std::byte> rest(max_packet - sizeof request);
  encoder out(rest.data(), rest.size());
  encode_value(out, identity_);
  if (!out.fits())
    throw privilege_mismatch("worker processes cannot take on so many supplementary groups");
  std::vector<int> fds{theirs.get()};
  for (auto &place : places_)
    fds.push_back(place.get());
  watch(epoll_.get(), ours.get(), worker->id);
  if (int number =
          send_packet(channel_.get(), bytes_of(request), std::span(rest).first(out.size()), fds))
    fail_start("the zygote does not answer", number);
  worker->socket = std::move(ours);
  ++stats_.started;
  return *workers_.emplace(worker->id, std::move(worker)).first->second;
}

bool process_pool_state::assign(process_worker &worker, process_call_base &call) {
  request_header request;
  request.id = call.id;
  request.entry = call.entry;
  if (call.deadline != steady_time::max())
    request.deadline = call.deadline.time_since_epoch().count();
  if (call.block) {
    request.payload_offset = call.block->offset;
    request.payload_size = call.size;
  } else
    request.inline_size = static_cast<std::uint32_t>(call.size);
  if (worker.usual_reply != 0) {
    try {
      worker.reply = std::make_shared<arena_block>(here.replies, worker.usual_reply);
      request.reply_offset = worker.reply->offset;
      request.reply_size = worker.reply->size;
    } catch (const arena_full &) {
      worker.usual_reply = 0;
    }
  }
  worker.page->stop.store(0, std::memory_order_relaxed);
  const std::span<const std::byte> body(call.bytes, request.inline_size);
  if (send_packet(worker.socket.get(), bytes_of(request), body) != 0) {
    retire(worker);
    return false;
  }
  worker.call = &call;
  latest_ = worker.id;
  worker.call_id = call.id;
  worker.arguments = call.block;
  worker.pins = call.pins;
  ++worker.calls;
  call.at = process_call_base::state::running;
  call.failure = nullptr;
  arm(call.deadline);
  return true;
}

} // namespace stallfree::detail
