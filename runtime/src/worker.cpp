#include "worker.hpp"
#include "image.hpp"
#include "remote_exception.hpp"
#include "stallfree/this_worker.hpp"
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <unistd.h>

namespace stallfree {
namespace detail {

namespace {

worker_page *this_page = nullptr;
image *the_worker_image = nullptr;

/// The answer to one call: in the packet when small, else in a block of the
/// reply region that the parent names.
class answer final : public reply_sink {
public:
  answer(image &here, int socket, const request_header &request)
      : here_(here), socket_(socket), id_(request.id), block_offset_(request.reply_offset),
        block_size_(request.reply_size) {}

  encoder first() override {
    if (block_size_ != 0)
      return encoder(here_.replies.at(block_offset_), block_size_);
    return encoder(bytes_, sizeof bytes_);
  }
  encoder bigger(std::size_t bytes) override {
    if (bytes > block_size_)
      ask_for(bytes);
    return first();
  }
  void send(std::size_t size) {
    reply_header head;
    head.id = id_;
    head.size = size;
    head.in_block = block_size_ != 0;
    reply(head, head.in_block ? std::span<const std::byte>() : std::span(bytes_, size));
  }

private:
  void reply(const reply_header &head, std::span<const std::byte> body) {
    // EPIPE: the parent closed this worker; nobody waits for the answer.
    if (send_packet(socket_, bytes_of(head), body) != 0)
      _exit(0);
  }
  void ask_for(std::size_t bytes) {
    reply_header head;
    head.id = id_;
    head.size = bytes;
    head.kind = reply_header::need_block;
    reply(head, {});
    request_header grant;
    std::byte packet[sizeof grant];
    if (receive_packet(socket_, packet) != sizeof grant)
      _exit(0);
    std::memcpy(&grant, packet, sizeof grant);
    if (grant.op != request_header::grant)
      throw arena_full("the shared arena has no room for the " + std::to_string(bytes) +
                       " bytes of a result; give main_guard a larger arena_size");
    block_offset_ = grant.reply_offset;
    block_size_ = grant.reply_size;
  }

  image &here_;
  int socket_;
  std::uint64_t id_;
  std::size_t block_offset_, block_size_;
  alignas(64) std::byte bytes_[inline_bytes];
};

/// Inside a handler.
void send_exception(int socket, std::uint64_t id, const throw_site &site, reply_header::kind_t kind) {
  std::byte packet[max_packet - sizeof(reply_header)];
  encoder out(packet, sizeof packet);
  encode_current_exception(out, site.stack());
  reply_header head;
  head.id = id;
  head.size = out.size();
  head.kind = kind;
  if (send_packet(socket, bytes_of(head), std::span(packet).first(out.size())) != 0)
    _exit(0);
}

void serve(image &here, int socket) {
  alignas(64) std::byte packet[sizeof(request_header) + inline_bytes];
  static_assert(sizeof(request_header) % 8 == 0);
  for (;;) {
    const long n = receive_packet(socket, packet);
    if (n <= 0)
      return;
    request_header request;
    std::memcpy(&request, packet, sizeof request);
    alignas(64) std::byte arguments[inline_bytes];
    const std::byte *from = arguments;
    if (request.payload_size != 0)
      from = here.requests.at(request.payload_offset);
    else
      std::memcpy(arguments, packet + sizeof request, request.inline_size);
    decoder in(from, request.payload_size != 0 ? request.payload_size : request.inline_size);

    this_page->deadline.store(request.deadline, std::memory_order_relaxed);
    this_page->running.store(request.id, std::memory_order_release);
    answer reply(here, socket, request);
    throw_site site;
    try {
      std::size_t size = 0;
      site.run([&] { size = request.entry(in, reply); });
      std::fflush(stdout); // a later kill must not lose what the call printed
      reply.send(size);
    } catch (...) {
      std::fflush(stdout);
      send_exception(socket, request.id, site, reply_header::exception);
    }
  }
}

void limit_memory(std::size_t bytes) {
  if (bytes == 0)
    return;
  // On top of what is mapped already, most of it the arena.
  long pages = 0;
  if (std::FILE *f = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(f, "%ld", &pages) != 1)
      pages = 0;
    std::fclose(f);
  }
  rlimit limit{};
  getrlimit(RLIMIT_AS, &limit);
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_cur,
                                    static_cast<rlim_t>(pages) * static_cast<rlim_t>(sysconf(_SC_PAGESIZE)) + bytes);
  setrlimit(RLIMIT_AS, &limit);
}

void set_signals() {
  // The terminal sends these to the whole group; the parent decides what
  // they mean. A handler and not SIG_IGN, which exec would pass on.
  struct sigaction nothing {};
  nothing.sa_handler = [](int) {};
  nothing.sa_flags = SA_RESTART;
  for (int s : {SIGINT, SIGTERM, SIGHUP})
    sigaction(s, &nothing, nullptr);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

void reseed() {
  unsigned seed[4] = {};
  (void)!getrandom(seed, sizeof seed, GRND_NONBLOCK);
  std::srand(seed[0]);
  srandom(seed[1]);
  srand48(static_cast<long>(seed[2]));
}

void prefer_for_oom() {
  const int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (fd < 0)
    return;
  (void)!write(fd, "1000", 4);
  close(fd);
}

} // namespace

image &worker_image() {
  if (!the_worker_image)
    throw bad_message("a shared_buffer can be decoded in a worker process only");
  return *the_worker_image;
}

[[noreturn]] void run_worker(image &here, const spawn_request &request, const privileges &wanted, int socket,
                             std::span<const int> places, pid_t zygote) {
  this_page = reinterpret_cast<worker_page *>(here.replies.at(request.page_offset));
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  the_worker_image = &here;
  prctl(PR_SET_NAME, "stallfree-work");
  set_signals();
  install_crash_handler(*this_page);
  reseed();
  prefer_for_oom();
  throw_site site;
  try {
    site.run([&] {
      wanted.adopt(here.at_fork, places);
      keep_descriptors({socket});
      // Again: a change of user ids clears it.
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      if (getppid() != zygote)
        _exit(0);
      limit_memory(request.memory_limit);
      if (request.initialiser)
        request.initialiser();
    });
  } catch (...) {
    send_exception(socket, 0, site, reply_header::init_failed);
    _exit(1);
  }
  serve(here, socket);
  _exit(0);
}

} // namespace detail

namespace this_worker {

bool is_worker() noexcept { return detail::this_page != nullptr; }

bool stop_requested() noexcept {
  return detail::this_page && detail::this_page->stop.load(std::memory_order_relaxed) != 0;
}

std::chrono::steady_clock::time_point deadline() noexcept {
  using clock = std::chrono::steady_clock;
  const auto ns = detail::this_page ? detail::this_page->deadline.load(std::memory_order_relaxed) : 0;
  return ns == 0 ? clock::time_point::max() : clock::time_point(std::chrono::nanoseconds(ns));
}

} // namespace this_worker
} // namespace stallfree
