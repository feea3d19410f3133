// Round trips to a worker process, taking turns with a raw seqpacket ping-pong
// between two processes and with Python's ProcessPoolExecutor. Prints medians of
// the ratios of neighbouring samples, with their 95 % intervals.
//
//   process_round_trip PATH/process_pool_executor.py [pairs] [calls per sample]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <stallfree/loop.hpp>
#include <stallfree/main_guard.hpp>
#include <stallfree/to_process.hpp>
#include <string>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace stallfree;
using bench_clock = std::chrono::steady_clock;

static double since(bench_clock::time_point start) {
  return std::chrono::duration<double, std::micro>(bench_clock::now() - start).count();
}

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

/// Microseconds per round trip of 8 bytes each way.
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
  double sample(int n) {
    const auto start = bench_clock::now();
    long v = 0;
    for (int i = 0; i < n; ++i)
      if (send(fds_[0], &v, sizeof v, 0) < 0 || recv(fds_[0], &v, sizeof v, 0) < 0)
        std::abort();
    return since(start) / n;
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
  double sample(const char *work, int n) {
    std::fprintf(requests_, "%s %d\n", work, n);
    std::fflush(requests_);
    double us = 0;
    if (std::fscanf(answers_, "%lf", &us) != 1)
      std::abort();
    return us;
  }

private:
  pid_t child_;
  std::FILE *requests_, *answers_;
};

static task<double> sample_calls(process_pool &pool, int n) {
  const auto start = bench_clock::now();
  for (int i = 0; i < n; ++i)
    co_await to_process<&nothing>(pool);
  co_return since(start) / n;
}
static task<double> sample_span(process_pool &pool, std::span<const unsigned char> bytes, int n) {
  const auto start = bench_clock::now();
  for (int i = 0; i < n; ++i)
    if (co_await to_process<&sum>(pool, bytes) != static_cast<long>(bytes.size()))
      std::abort();
  co_return since(start) / n;
}
static task<double> sample_shared(process_pool &pool, const shared_buffer<unsigned char> &bytes,
                                  int n) {
  const auto start = bench_clock::now();
  for (int i = 0; i < n; ++i)
    if (co_await to_process<&sum_shared>(pool, bytes) != static_cast<long>(bytes.size()))
      std::abort();
  co_return since(start) / n;
}

static double median(std::vector<double> v) {
  std::nth_element(v.begin(), v.begin() + static_cast<long>(v.size() / 2), v.end());
  return v[v.size() / 2];
}

/// By resampling the pairs.
static void print_ratio(const char *name, const std::vector<double> &ratios) {
  std::mt19937 random(1);
  std::vector<double> medians;
  for (int i = 0; i < 2000; ++i) {
    std::vector<double> drawn;
    for (std::size_t k = 0; k < ratios.size(); ++k)
      drawn.push_back(ratios[random() % ratios.size()]);
    medians.push_back(median(drawn));
  }
  std::sort(medians.begin(), medians.end());
  std::printf("%sratio %.3f [%.3f, %.3f]\n", name, median(ratios), medians[50], medians[1949]);
}

/// Takes turns; prints ours, theirs and ours / theirs.
template <class Ours, class Theirs>
static task<> compare(const char *name, const char *peer, int pairs, Ours ours, Theirs theirs) {
  std::vector<double> a, b, ratios;
  theirs();
  co_await ours();
  for (int i = 0; i < pairs; ++i) {
    b.push_back(theirs());
    a.push_back(co_await ours());
    ratios.push_back(a.back() / b.back());
  }
  std::printf("%s: %.2f us; %s: %.2f us; ", name, median(a), peer, median(b));
  print_ratio("", ratios);
}

int main(int argc, char **argv) {
  main_guard(argc, argv);
  if (argc == 3 && argv[1] == std::string("--run")) { // for `system_calls`
    process_pool pool({.workers = 1});
    const int n = std::atoi(argv[2]);
    run([](process_pool &pool, int n) -> task<> { co_await sample_calls(pool, n); }(pool, n));
    return 0;
  }
  if (argc < 2) {
    std::fprintf(stderr,
                 "usage: process_round_trip PATH/process_pool_executor.py [pairs] [calls]\n");
    return 2;
  }
  const int pairs = argc > 2 ? std::atoi(argv[2]) : 31,
            calls = argc > 3 ? std::atoi(argv[3]) : 1000;
  ping_pong raw;
  python_pool python(argv[1]);
  process_pool pool({.workers = 1});
  std::vector<unsigned char> mib(1 << 20, 1);
  shared_buffer<unsigned char> large(64 << 20);
  std::fill(large.begin(), large.end(), static_cast<unsigned char>(1));

  auto empty = [&] { return sample_calls(pool, calls); };
  auto span = [&] { return sample_span(pool, mib, 5); };
  auto shared = [&] { return sample_shared(pool, large, 1); };
  run(compare("empty call", "raw ping-pong", pairs, empty, [&] { return raw.sample(calls); }));
  run(compare("empty call", "Python", pairs, empty,
              [&] { return python.sample("empty", calls / 10); }));
  run(compare("1 MiB span, every byte", "Python", pairs, span,
              [&] { return python.sample("mib", 3); }));
  run(compare("1 MiB span, every byte", "Python, every page", pairs, span,
              [&] { return python.sample("mib-touch", 3); }));
  const int few = std::min(pairs, 9);
  run(compare("64 MiB shared, every byte", "Python", few, shared,
              [&] { return python.sample("large", 1); }));
  run(compare("64 MiB shared, every byte", "Python, every page", few, shared,
              [&] { return python.sample("large-touch", 1); }));
}
