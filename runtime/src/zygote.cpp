// The process that workers are forked from. It has one thread, runs no user
// code, and lives as long as its parent.
#include "image.hpp"
#include "protocol.hpp"
#include "stallfree/detail/builtin_codec.hpp"
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <execinfo.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <map>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

namespace stallfree::detail {

namespace {

class zygote {
public:
  zygote(image &here, int main, int parent_pidfd, pid_t parent)
      : here_(here), main_(main), parent_(parent_pidfd), parent_pid_(parent) {
    sigset_t children;
    sigemptyset(&children);
    sigaddset(&children, SIGCHLD);
    signals_ = unique_fd(signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK));
  }

  void run() {
    for (;;) {
      std::vector<pollfd> ready{{main_, POLLIN, 0}, {signals_.get(), POLLIN, 0}, {parent_, POLLIN, 0}};
      for (auto &channel : channels_)
        ready.push_back({channel.get(), POLLIN, 0});
      // Without a pidfd of the parent, look now and then whether it lives: the
      // end of the connection is hidden while a forked sibling keeps it open.
      if (poll(ready.data(), ready.size(), parent_ < 0 ? 250 : -1) < 0)
        continue;
      if ((parent_ >= 0 && ready[2].revents) || (parent_ < 0 && getppid() != parent_pid_))
        return;
      if (ready[1].revents)
        reap();
      for (std::size_t i = 3; i < ready.size(); ++i)
        if (ready[i].revents)
          serve(ready[i].fd);
      std::erase_if(channels_, [](auto &channel) { return !channel; });
      if (ready[0].revents && !open_channel())
        return;
    }
  }

  void kill_all() {
    for (auto &[pid, worker] : workers_)
      kill(pid, SIGKILL);
  }

private:
  struct worker {
    int channel;
    std::uint64_t id;
  };

  bool open_channel() {
    std::byte nothing[8];
    std::vector<int> fds;
    if (receive_packet(main_, nothing, &fds, MSG_DONTWAIT) == 0)
      return false;
    for (int fd : fds)
      channels_.emplace_back(fd);
    return true;
  }

  void report(int channel, worker_report::kind_t kind, int number, std::uint64_t id, const rusage &use = {}) {
    worker_report r;
    r.kind = kind;
    r.number = number;
    r.worker = id;
    r.use = use;
    send_packet(channel, bytes_of(r), {});
  }

  void reap() {
    signalfd_siginfo info;
    while (read(signals_.get(), &info, sizeof info) > 0)
      ;
    int status;
    rusage use;
    for (pid_t pid; (pid = wait4(-1, &status, WNOHANG, &use)) > 0;) {
      auto found = workers_.find(pid);
      if (found == workers_.end())
        continue;
      if (found->second.channel >= 0)
        report(found->second.channel, worker_report::died, status, found->second.id, use);
      workers_.erase(found);
    }
  }

  void serve(int channel) {
    std::vector<int> fds;
    const long n = receive_packet(channel, packet_, &fds, MSG_DONTWAIT);
    std::vector<unique_fd> owned;
    for (int fd : fds)
      owned.emplace_back(fd);
    if (n == -EAGAIN)
      return;
    if (n < static_cast<long>(sizeof(spawn_request)))
      return close_channel(channel);
    spawn_request request;
    std::memcpy(&request, packet_, sizeof request);
    if (request.op == spawn_request::kill) {
      for (auto &[pid, worker] : workers_)
        if (worker.channel == channel && worker.id == request.worker)
          kill(pid, SIGKILL);
    } else
      spawn(channel, request, std::span(packet_, static_cast<std::size_t>(n)).subspan(sizeof request), fds);
  }

  void close_channel(int channel) {
    for (auto &[pid, worker] : workers_)
      if (worker.channel == channel) {
        kill(pid, SIGKILL);
        worker.channel = -1;
      }
    std::erase_if(channels_, [&](auto &c) { return c.get() == channel; });
  }

  void spawn(int channel, const spawn_request &request, std::span<const std::byte> rest, std::span<const int> fds) {
    if (fds.empty()) // the kernel drops descriptors that do not fit the limit
      return report(channel, worker_report::failed, EMFILE, request.worker);
    const pid_t self = getpid();
    const pid_t child = fork();
    if (child == 0) {
      decoder in(rest.data(), rest.size());
      // The sockets of the other workers' parents end here too: run_worker
      // closes every descriptor but its own.
      run_worker(here_, request, decode_value<privileges>(in), fds[0], fds.subspan(1), self);
    }
    if (child < 0)
      return report(channel, worker_report::failed, errno, request.worker);
    workers_.emplace(child, worker{channel, request.worker});
  }

  image &here_;
  int main_, parent_;
  pid_t parent_pid_;
  unique_fd signals_;
  std::vector<unique_fd> channels_;
  std::map<pid_t, worker> workers_;
  alignas(64) std::byte packet_[max_packet];
};

void close_all_but(std::initializer_list<int> keep) {
  std::vector<int> kept(keep);
  kept.push_back(2);
  std::sort(kept.begin(), kept.end());
  int from = 0;
  auto close_gap = [](int first, int last) {
    if (first > last)
      return;
    if (syscall(SYS_close_range, first, last, 0) == 0)
      return;
    if (last == ~0u >> 1) // old kernel or a filter: ask the limit
      last = static_cast<int>(sysconf(_SC_OPEN_MAX));
    for (int fd = first; fd <= last; ++fd)
      close(fd);
  };
  for (int fd : kept) {
    if (fd > 2)
      close_gap(from, fd - 1);
    from = std::max(from, fd + 1);
  }
  close_gap(from, static_cast<int>(~0u >> 1));
}

} // namespace

void keep_descriptors(std::initializer_list<int> keep) { close_all_but(keep); }

[[noreturn]] void run_zygote(image &here, int main, int parent_pidfd, pid_t parent) {
  foreign_process = true;
  prctl(PR_SET_NAME, "stallfree-zygote");
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, nullptr);
  // An inherited SIG_IGN for SIGCHLD would hide how workers end.
  struct sigaction plain {};
  plain.sa_handler = SIG_DFL;
  for (int s = 1; s < NSIG; ++s)
    sigaction(s, &plain, nullptr);
  try {
    close_all_but({main, parent_pidfd, here.requests.fd()});
    here.requests.make_read_only();
    close(here.requests.fd());
    // Loads the unwinder now: the crash handler must not.
    void *frame;
    backtrace(&frame, 1);
    zygote z(here, main, parent_pidfd, parent);
    z.run();
    z.kill_all();
  } catch (...) {
    // The parent sees the end of the connection: zygote_lost.
  }
  _exit(0);
}

} // namespace stallfree::detail
