// Round trips to a worker process, interleaved with a raw seqpacket ping-pong
// between two processes. Prints the median ratio with its 95 % interval.
//
//   process_round_trip [pairs] [calls per sample]
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
  std::printf("%s: ratio %.2f [%.2f, %.2f]\n", name, median(ratios), medians[50], medians[1949]);
}

int main(int argc, char **argv) {
  main_guard(argc, argv);
  const int pairs = argc > 1 ? std::atoi(argv[1]) : 31,
            calls = argc > 2 ? std::atoi(argv[2]) : 2000;
  ping_pong raw;
  process_pool pool({.workers = 1});
  std::vector<unsigned char> mib(1 << 20, 1);
  shared_buffer<unsigned char> large(64 << 20);
  std::fill(large.begin(), large.end(), static_cast<unsigned char>(1));

  run([](process_pool &pool, ping_pong &raw, int pairs, int calls,
         std::span<const unsigned char> mib, const shared_buffer<unsigned char> &large) -> task<> {
    raw.sample(calls);
    co_await sample_calls(pool, calls);
    std::vector<double> ours, theirs, ratios, span, shared;
    for (int i = 0; i < pairs; ++i) {
      theirs.push_back(raw.sample(calls));
      ours.push_back(co_await sample_calls(pool, calls));
      ratios.push_back(ours.back() / theirs.back());
    }
    co_await sample_span(pool, mib, 3);
    co_await sample_shared(pool, large, 1);
    for (int i = 0; i < pairs; ++i) {
      span.push_back(co_await sample_span(pool, mib, 20));
      shared.push_back(co_await sample_shared(pool, large, 1));
    }
    std::printf("empty to_process: %.2f us; raw seqpacket ping-pong: %.2f us\n", median(ours),
                median(theirs));
    print_ratio("empty to_process / raw", ratios);
    std::printf("1 MiB span, every byte summed: %.1f us\n64 MiB shared_buffer, every byte summed: "
                "%.2f ms\n",
                median(span), median(shared) / 1000);
  }(pool, raw, pairs, calls, mib, large));
}
