// From the crash of a worker to the next finished call, for a small and for a
// large parent.
//
//   process_recovery [samples]
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <stallfree/loop.hpp>
#include <stallfree/main_guard.hpp>
#include <stallfree/to_process.hpp>
#include <vector>

using namespace stallfree;
using bench_clock = std::chrono::steady_clock;

static void nothing() {}
static int *volatile nowhere = nullptr;
static void crash() { *nowhere = 1; }
static void die() { raise(SIGKILL); }

template <auto F> static task<double> recover(process_pool &pool) {
  co_await to_process<&nothing>(pool);
  const auto start = bench_clock::now();
  try {
    co_await to_process<F>(pool);
    std::abort();
  } catch (const worker_crashed &) {
  }
  co_await to_process<&nothing>(pool);
  co_return std::chrono::duration<double, std::micro>(bench_clock::now() - start).count();
}

template <auto F> static double median(process_pool &pool, int samples) {
  std::vector<double> v;
  for (int i = 0; i < samples; ++i)
    v.push_back(run(recover<F>(pool)));
  std::nth_element(v.begin(), v.begin() + samples / 2, v.end());
  return v[static_cast<std::size_t>(samples / 2)];
}

int main(int argc, char **argv) {
  main_guard(argc, argv);
  const int samples = argc > 1 ? std::atoi(argv[1]) : 51;
  process_pool pool({.workers = 1});
  for (std::size_t megabytes : {0, 512, 0}) {
    std::vector<char> ballast(megabytes << 20, 1); // dirty, so that fork would copy its page tables
    std::printf("parent + %zu MiB: SIGSEGV %.0f us, kill -9 %.0f us\n", megabytes,
                median<&crash>(pool, samples), median<&die>(pool, samples));
  }
}
