//===- Verify.cpp - Run the examples of rule packs and pages --------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Verify.h"
#include "ExampleRunner.h"
#include "Page.h"
#include "RowCoverage.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <atomic>
#include <chrono>
#include <thread>

using namespace stallfree;

namespace {

/// What is to be verified.
struct Work {
  std::vector<ExampleJob> Jobs;
  std::vector<const Pack *> Packs;
  unsigned Pages = 0;
};

} // namespace

static void print(const Problem &P, llvm::raw_ostream &Out) {
  Out << P.File << ':' << P.Line << ':' << P.Column << ": error: " << P.Message
      << '\n';
  if (!P.Remedy.empty())
    Out << P.File << ':' << P.Line << ':' << P.Column << ": note: " << P.Remedy
        << '\n';
}

static bool isPage(llvm::StringRef File) {
  return llvm::sys::path::extension(File) == ".md";
}

static bool collectPage(const std::string &File, Work &W,
                        llvm::raw_ostream &Out) {
  auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/true);
  if (!Buffer) {
    Out << File << ": error: cannot read the page: "
        << Buffer.getError().message() << '\n';
    return false;
  }
  ++W.Pages;
  for (ExampleJob &Job : readPage(File, (*Buffer)->getBuffer()))
    W.Jobs.push_back(std::move(Job));
  return true;
}

static bool collect(const VerifyOptions &Options, const RuleSet &Rules,
                    Work &W, llvm::raw_ostream &Out) {
  const auto &Files = Options.Files.empty() ? Options.RuleFiles : Options.Files;
  bool Good = true;
  for (const std::string &File : Files) {
    if (isPage(File)) {
      Good &= collectPage(File, W, Out);
      continue;
    }
    for (const Pack &P : Rules.Packs) {
      if (P.File != File)
        continue;
      W.Packs.push_back(&P);
      std::vector<std::string> Uses = P.Uses;
      Uses.push_back(P.Name);
      for (const Example &E : P.Examples)
        W.Jobs.push_back({P.File, E, Uses});
    }
  }
  return Good;
}

/// Runs all jobs on a few threads; the order of the outcomes is that of the
/// jobs.
static std::vector<ExampleOutcome> runAll(const std::vector<ExampleJob> &Jobs,
                                          const RuleSet &Rules,
                                          unsigned Threads) {
  std::vector<ExampleOutcome> Outcomes(Jobs.size());
  std::atomic<size_t> Next = 0;
  auto Loop = [&] {
    for (size_t I; (I = Next++) < Jobs.size();)
      Outcomes[I] = runExample(Jobs[I], Rules);
  };
  std::vector<std::thread> Workers;
  for (unsigned I = 0; I < Threads; ++I)
    Workers.emplace_back(Loop);
  for (std::thread &Worker : Workers)
    Worker.join();
  return Outcomes;
}

int stallfree::verify(const VerifyOptions &Options, llvm::raw_ostream &Out) {
  auto Start = std::chrono::steady_clock::now();
  std::vector<std::string> Files = Options.RuleFiles;
  for (const std::string &File : Options.Files)
    if (!isPage(File) && !llvm::is_contained(Files, File))
      Files.push_back(File);
  LoadedRules Loaded = loadRules(Files);
  for (const Problem &P : Loaded.Problems)
    print(P, Out);
  Work W;
  if (!collect(Options, Loaded.Rules, W, Out) || !Loaded.Problems.empty())
    return 2;

  unsigned Threads = Options.Jobs ? Options.Jobs
                                  : std::max(1u, std::thread::hardware_concurrency());
  std::vector<ExampleOutcome> Outcomes = runAll(W.Jobs, Loaded.Rules, Threads);

  unsigned Failures = 0;
  llvm::StringSet<> Hit;
  for (const ExampleOutcome &Outcome : Outcomes) {
    for (const Problem &P : Outcome.Failures)
      print(P, Out);
    Failures += Outcome.Failures.size();
    for (const std::string &Row : Outcome.Rows)
      Hit.insert(Row);
  }
  for (const Pack *P : W.Packs)
    for (const Problem &Uncovered : uncoveredRows(*P, Loaded.Rules, Hit)) {
      print(Uncovered, Out);
      ++Failures;
    }
  std::chrono::duration<double> Took = std::chrono::steady_clock::now() - Start;
  Out << W.Jobs.size() << " examples of " << W.Packs.size() << " packs and "
      << W.Pages << " pages: "
      << (Failures ? std::to_string(Failures) + " failures" : "all hold")
      << llvm::format(" (%.1f s)\n", Took.count());
  return Failures ? 1 : 0;
}
