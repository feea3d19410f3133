// Runs the programs on the runtime's event loop and measures the longest time
// that each keeps the loop to itself. Prints one JSON object per program.
//
//   cpu_programs [NAME...]
#include "program.hpp"
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <stallfree/sleep.hpp>
#include <stallfree/watchdog.hpp>

using namespace std::chrono_literals;

static volatile double sink;
void keep(double value) { sink = value; }

static inputs make_inputs(std::size_t n) {
  inputs in;
  std::uint32_t x = 12345;
  auto next = [&] { return (x = x * 1664525u + 1013904223u) >> 8; };
  for (std::size_t i = 0; i < n; ++i) {
    in.text += i % 71 == 70 ? '\n' : i % 7 == 6 ? ' ' : char('a' + next() % 26);
    in.numbers.push_back(int(next()));
    in.reals.push_back(next() / 16777216.0);
    in.bytes.push_back(static_cast<unsigned char>(next()));
    if (i < 200000)
      in.words.push_back({char('a' + next() % 26), char('a' + next() % 26), char('a' + next() % 26),
                          char('a' + next() % 26), 'e', 'r'});
    if (i % 10 == 0)
      for (auto &row = in.rows.emplace_back(); row.size() < 10;)
        row.push_back(int(next()));
  }
  return in;
}

static double milliseconds(clockid_t clock) {
  timespec t{};
  clock_gettime(clock, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

/// Alternates with the program: what lies between two of its turns is one turn
/// of the other. CPU time, so that a busy machine does not count.
struct pulse {
  double cpu = 0, longest = 0;
  bool done = false;
  void beat() {
    double now = milliseconds(CLOCK_THREAD_CPUTIME_ID);
    longest = std::max(longest, now - cpu);
    cpu = now;
  }
};

static stallfree::task<> beats(pulse &p) {
  while (!p.done) {
    p.cpu = milliseconds(CLOCK_THREAD_CPUTIME_ID);
    co_await stallfree::yield();
    p.beat();
  }
}

static stallfree::task<> both(const program &what, inputs &in, pulse &p) {
  auto beating = stallfree::spawn(beats(p));
  co_await stallfree::yield();
  co_await what.serve(in);
  p.done = true;
  co_await stallfree::yield();
}

int main(int argc, char **argv) {
  for (const program *what = program::first; what; what = what->next) {
    if (argc > 1 && std::none_of(argv + 1, argv + argc, [&](char *a) { return !std::strcmp(a, what->name); }))
      continue;
    inputs in = make_inputs(what->size);
    double seen = 0;
    const char *cause = "";
    pulse p;
    {
      stallfree::watchdog_options options;
      options.threshold = 10ms;
      options.per_minute = 1000;
      options.on_stall = [&](const stallfree::stall &s) {
        seen = std::max(seen, std::chrono::duration<double, std::milli>(s.blocked).count());
        cause = s.cause == stallfree::stall_cause::cpu ? "cpu" : "syscall";
      };
      stallfree::watchdog dog(options);
      stallfree::run(both(*what, in, p));
    }
    std::printf("{\"program\": \"%s\", \"cpu_ms\": %.3f, \"watchdog_ms\": %.1f, \"cause\": \"%s\"}\n", what->name,
                p.longest, seen, cause);
    std::fflush(stdout);
  }
}
