// Round trips to a worker process against a raw seqpacket ping-pong between two
// processes and Python's ProcessPoolExecutor. CPU time, switches and allocations
// are those of this process only.
//
//   process_round_trip [--free] PATH/process_pool_executor.py [WORDS]
//
// Pinned to one core unless --free; WORDS: the comparisons that have them.
#include "measure.hpp"

#include <stallfree/loop.hpp>
#include <stallfree/main_guard.hpp>
#include <stallfree/to_process.hpp>
#include <string>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace stallfree;
using bench::cost;

static void nothing() {}
static long sum(std::span<const unsigned char> bytes) {
  long total = 0;
  for (unsigned char b : bytes)
    total += b;
  return total;
}
static long sum_shared(const shared_buffer<unsigned char> &bytes) {
  return sum({bytes.data(), bytes.size()});
}

/// Round trips of 8 bytes each way.
class ping_pong {
public:
  ping_pong() {
    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, fds_) != 0 || (child_ = fork()) < 0)
      std::abort();
    if (child_ == 0) {
      close(fds_[0]); // so that the end of the parent ends this process too
      for (long v; recv(fds_[1], &v, sizeof v, 0) > 0;)
        (void)!send(fds_[1], &v, sizeof v, 0);
      _exit(0);
    }
    close(fds_[1]);
  }
  ~ping_pong() { close(fds_[0]); }
  cost sample(std::size_t n) {
    return bench::measure(n, [&] {
      long v = 0;
      for (std::size_t i = 0; i < n; ++i)
        if (send(fds_[0], &v, sizeof v, 0) < 0 || recv(fds_[0], &v, sizeof v, 0) < 0)
          std::abort();
    });
  }

private:
  int fds_[2];
  pid_t child_ = 0;
};

/// process_pool_executor.py.
class python_pool {
public:
  explicit python_pool(const char *script) {
    int to[2], from[2];
    if (pipe(to) != 0 || pipe(from) != 0 || (child_ = fork()) < 0)
      std::abort();
    if (child_ == 0) {
      dup2(to[0], 0);
      dup2(from[1], 1);
      for (int fd : {to[0], to[1], from[0], from[1]})
        close(fd);
      execlp("python3", "python3", script, nullptr);
      _exit(127);
    }
    close(to[0]);
    close(from[1]);
    requests_ = fdopen(to[1], "w");
    answers_ = fdopen(from[0], "r");
  }
  ~python_pool() {
    fclose(requests_);
    fclose(answers_);
    waitpid(child_, nullptr, 0);
  }
  cost sample(const char *work, int n) {
    std::fprintf(requests_, "%s %d\n", work, n);
    std::fflush(requests_);
    double us = 0;
    if (std::fscanf(answers_, "%lf", &us) != 1)
      std::abort();
    return {.ns = us * 1e3};
  }

private:
  pid_t child_;
  std::FILE *requests_, *answers_;
};

static cost sample_empty(process_pool &pool, std::size_t n) {
  return bench::measure(n, [&] {
    run([](process_pool &pool, std::size_t n) -> task<> {
      for (std::size_t i = 0; i < n; ++i)
        co_await to_process<&nothing>(pool);
    }(pool, n));
  });
}
/// `F` gets `bytes`, 1 for each of them.
template <auto F, class B> cost sample_sum(process_pool &pool, const B &bytes, std::size_t n) {
  return bench::measure(n, [&] {
    run([](process_pool &pool, const B &bytes, std::size_t n) -> task<> {
      for (std::size_t i = 0; i < n; ++i)
        if (co_await to_process<F>(pool, bytes) != static_cast<long>(bytes.size()))
          std::abort();
    }(pool, bytes, n));
  });
}

int main(int argc, char **argv) {
  const bool free_placement = argc > 1 && argv[1] == std::string("--free");
  bench::pin(!free_placement); // first: the zygote inherits it
  main_guard(argc, argv);
  process_pool pool({.workers = 1});
  if (argc == 3 && argv[1] == std::string("--run")) { // for `system_calls`
    sample_empty(pool, std::strtoul(argv[2], nullptr, 10));
    return 0;
  }
  argv += free_placement;
  argc -= free_placement;
  if (argc < 2) {
    std::fprintf(stderr,
                 "usage: process_round_trip [--free] PATH/process_pool_executor.py [WORDS]\n");
    return 2;
  }
  bench::only = argc > 2 ? argv[2] : "";
  std::printf("-- %s: ours, peer\n", free_placement ? "free placement (not gated)" : "pinned to one core");
  auto gate = [&](double g) { return free_placement ? 0 : g; };
  constexpr std::size_t calls = 1000;
  ping_pong raw;
  python_pool python(argv[1]);
  std::vector<unsigned char> mib(1 << 20, 1);
  shared_buffer<unsigned char> large(64 << 20);
  std::fill(large.begin(), large.end(), static_cast<unsigned char>(1));
  const std::span<const unsigned char> view(mib);

  auto empty = [&] { return sample_empty(pool, calls); };
  auto span = [&] { return sample_sum<&sum>(pool, view, 5); };
  auto shared = [&] { return sample_sum<&sum_shared>(pool, large, 1); };
  auto peer = [&](const char *work, int n) { return [&python, work, n] { return python.sample(work, n); }; };
  bench::compare("empty / raw seqpacket", empty, [&] { return raw.sample(calls); }, gate(1.6));
  bench::compare("empty / ProcessPoolExecutor", empty, peer("empty", calls / 10), gate(1.0 / 15));
  bench::compare("1 MiB span / sum(data)", span, peer("mib", 3), gate(0.1));
  bench::compare("1 MiB span / a byte per page", span, peer("mib-touch", 3), 0);
  bench::compare("64 MiB shared_buffer / sum(data)", shared, peer("large", 1), gate(0.1), bench::by::elapsed, 9);
  bench::compare("64 MiB shared_buffer / a byte per page", shared, peer("large-touch", 1), 0, bench::by::elapsed, 9);
}
