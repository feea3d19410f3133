// Interleaved pairs and their median ratio, with CPU time, context switches and
// allocations per operation beside it. `system_calls` counts those.
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <new>
#include <string>
#include <vector>

#include <sched.h>
#include <sys/resource.h>
#include <time.h>

#include <atomic>

inline std::atomic<unsigned long> allocations{0};

void *operator new(std::size_t n) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void *p = std::malloc(n))
    return p;
  throw std::bad_alloc();
}
void operator delete(void *p) noexcept { std::free(p); }
void operator delete(void *p, std::size_t) noexcept { std::free(p); }

namespace bench {

struct cost {
  double ns = 0, cpu_ns = 0, switches = 0, allocations = 0; // per operation
};

inline double cpu_time() { // of the process, in nanoseconds
  timespec t{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e9 + static_cast<double>(t.tv_nsec);
}

// `f` performs n operations.
inline cost measure(std::size_t n, const std::function<void()> &f) {
  rusage a{}, b{};
  unsigned long before = ::allocations;
  ::getrusage(RUSAGE_SELF, &a);
  double cpu = cpu_time();
  auto start = std::chrono::steady_clock::now();
  f();
  auto end = std::chrono::steady_clock::now();
  cpu = cpu_time() - cpu;
  ::getrusage(RUSAGE_SELF, &b);
  double per = 1.0 / static_cast<double>(n);
  return {std::chrono::duration<double, std::nano>(end - start).count() * per,
          cpu * per,
          static_cast<double>(b.ru_nvcsw + b.ru_nivcsw - a.ru_nvcsw - a.ru_nivcsw) * per,
          static_cast<double>(::allocations - before) * per};
}

// A sorted sample's median and its 95 % interval (order statistics).
struct middle {
  double median, low, high;
};
inline middle middle_of(std::vector<double> v) {
  std::sort(v.begin(), v.end());
  double n = static_cast<double>(v.size());
  auto at = [&](double i) {
    return v[static_cast<std::size_t>(std::clamp(i, 0.0, n - 1))];
  };
  double spread = 0.98 * std::sqrt(n);
  double m = v.size() % 2 ? at((n - 1) / 2) : (at(n / 2 - 1) + at(n / 2)) / 2;
  return {m, at(std::floor(n / 2 - spread)), at(std::ceil(n / 2 + spread) - 1)};
}

using subject = std::function<cost()>;

// Comparisons whose name does not contain it are left out.
inline std::string only;
inline bool wanted(const std::string &name) { return name.find(only) != std::string::npos; }

// Prints "name: ours a ns, peer b ns, ratio r [low, high] (gate g)".
// By elapsed time, or by CPU time for work that never waits.
enum class by { elapsed, cpu };
inline void compare(const std::string &name, const subject &ours, const subject &peer, double gate,
                    by what = by::elapsed, int pairs = 21) {
  if (!wanted(name))
    return;
  std::vector<double> ratios, mine, theirs;
  cost ours_sum, peer_sum;
  ours(), peer(); // warm up
  for (int i = 0; i < pairs; ++i) {
    cost a, b; // the order alternates
    i % 2 ? (a = ours(), b = peer()) : (b = peer(), a = ours());
    auto figure = [what](const cost &c) { return what == by::cpu ? c.cpu_ns : c.ns; };
    ratios.push_back(figure(a) / figure(b));
    mine.push_back(figure(a));
    theirs.push_back(figure(b));
    for (auto [sum, c] : {std::pair{&ours_sum, a}, std::pair{&peer_sum, b}}) {
      sum->cpu_ns += c.cpu_ns / pairs;
      sum->switches += c.switches / pairs;
      sum->allocations += c.allocations / pairs;
    }
  }
  auto r = middle_of(ratios);
  std::printf("%-46s %9.0f ns %9.0f ns  ratio %.3f [%.3f, %.3f]  gate %s\n", name.c_str(),
              middle_of(mine).median, middle_of(theirs).median, r.median, r.low, r.high,
              gate <= 0 ? "-" : r.median <= gate ? "met" : "MISSED");
  std::printf("%-46s cpu %.0f / %.0f ns, switches %.2f / %.2f, allocations %.2f / %.2f\n", "",
              ours_sum.cpu_ns, peer_sum.cpu_ns, ours_sum.switches, peer_sum.switches,
              ours_sum.allocations, peer_sum.allocations);
  std::fflush(stdout);
}

inline void pin(bool on) {
  cpu_set_t set;
  CPU_ZERO(&set);
  for (int cpu = 0; cpu < (on ? 1 : CPU_SETSIZE); ++cpu)
    CPU_SET(static_cast<std::size_t>(cpu), &set);
  ::sched_setaffinity(0, sizeof set, &set);
}

} // namespace bench
