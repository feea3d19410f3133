//===- Calibrate.cpp - stallfree calibrate --------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Commands.h"
#include "cli/Flags.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>
#include <ctime>
#include <numeric>
#include <vector>

using namespace llvm;

namespace stallfree {

namespace {
struct CalibrateFlags {
  cl::SubCommand Sub{"calibrate", "Measures what statements take on this machine and prints the "
                                  "'options:' block of .stallfree.yaml that says so."};
};

/// CPU time: what other programs take meanwhile does not count.
double now() {
  timespec T{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &T);
  return T.tv_sec * 1e9 + T.tv_nsec;
}

/// The least of several runs, per round.
template <class F> double measure(uint32_t Rounds, F Run) {
  double Best = 1e18;
  for (int Try = 0; Try < 7; ++Try) {
    double Begin = now();
    Run(Rounds);
    Best = std::min(Best, (now() - Begin) / Rounds);
  }
  return Best;
}

constexpr uint32_t Rounds = 1 << 20;
volatile uint64_t Sink;

/// Eight operations that depend on each other in part, as code mostly does.
double operations() {
  return measure(Rounds, [](uint32_t N) {
           uint64_t A = 1, B = 2;
           for (uint32_t I = 0; I < N; ++I) {
             A = (A ^ I) + 3 * B;
             B = (B + (A >> 7)) ^ 5;
           }
           Sink = A + B;
         }) /
         8;
}

double accesses() {
  std::vector<uint32_t> Data(1 << 16);
  std::iota(Data.begin(), Data.end(), 1);
  return measure(Rounds, [&](uint32_t N) {
           uint32_t At = 0;
           for (uint32_t I = 0; I < N; ++I) {
             Data[(I * 7919) & 0xffff] += At;
             At ^= Data[I & 0xffff];
           }
           Sink = At;
         }) /
         3;
}

double divisions() {
  return measure(Rounds, [](uint32_t N) {
           double Sum = 0;
           for (uint32_t I = 1; I <= N; ++I)
             Sum += Sum / (I + 2.0) + 1.0;
           Sink = uint64_t(Sum);
         }) /
         2;
}

[[gnu::noinline]] uint64_t called(uint64_t N) { return N + Sink; }

double calls() {
  return measure(Rounds, [](uint32_t N) {
    uint64_t Sum = 0;
    for (uint32_t I = 0; I < N; ++I)
      Sum += called(I);
    Sink = Sum;
  });
}
} // namespace

int runCalibrate(ArrayRef<const char *> Arguments, ArrayRef<const char *>) {
  CalibrateFlags Flags;
  if (!parseFlags(Flags.Sub, Arguments))
    return BadUsage;
  outs() << "# Measured by 'stallfree calibrate'; goes into .stallfree.yaml.\n"
            "options:\n  weights:\n";
  constexpr std::pair<const char *, double (*)()> Weighed[] = {
      {"operation", operations}, {"access", accesses}, {"division", divisions}, {"call", calls}};
  for (auto [Name, Measure] : Weighed)
    outs() << formatv("    {0}: {1:f2}ns\n", Name, std::max(0.05, Measure()));
  return Clean;
}

} // namespace stallfree
