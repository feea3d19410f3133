//===- Verify.cpp - Run the examples of rule packs and pages --------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Verify.h"
#include "ExampleRunner.h"
#include "HeaderCheck.h"
#include "Page.h"
#include "RowCoverage.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <atomic>
#include <chrono>
#include <thread>

using namespace stallfree;

namespace {

/// What is to be verified.
struct Pending {
  std::vector<ExampleJob> Jobs;
  std::vector<const Pack *> Packs;
  std::vector<std::string> WithoutHeaders;
  unsigned Pages = 0;
};

} // namespace

static void print(const Problem &P, llvm::raw_ostream &Out) {
  std::string Where = P.File;
  if (P.Line) // Else it is about the file as a whole.
    Where += ':' + std::to_string(P.Line) + ':' + std::to_string(P.Column);
  Out << Where << ": error: " << P.Message << '\n';
  if (!P.Remedy.empty())
    Out << Where << ": note: " << P.Remedy << '\n';
}

static bool isPage(llvm::StringRef File) {
  return llvm::sys::path::extension(File) == ".md";
}

static bool collectPage(const std::string &File, Pending &W,
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
                    Pending &W, llvm::raw_ostream &Out) {
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
      if (Options.Headers && notesOf(P).Include.empty()) {
        W.WithoutHeaders.push_back(P.Name);
        continue;
      }
      W.Packs.push_back(&P);
      std::vector<std::string> Uses = P.Uses;
      Uses.push_back(P.Name);
      for (const Example &E : P.Examples)
        W.Jobs.push_back(
            {P.File, E, Uses, Options.Headers ? &*Options.Headers : nullptr});
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

/// What the real headers say against a pack. Good is false if they cannot be
/// read: then its examples say nothing.
static std::vector<Problem> checkHeaders(const Pack &P, const RuleSet &Rules,
                                         const HeaderRoots &Roots) {
  std::vector<Problem> Problems;
  auto Fail = [&](std::string Message, std::string Remedy) {
    Problems.push_back({Problem::Severity::Error, P.File, 1, 1,
                        std::move(Message), std::move(Remedy)});
  };
  std::vector<std::string> Missing;
  std::vector<const Pack *> Packs = withUsed({P.Name}, Rules, Missing);
  PackNotes Notes = notesOf(P);
  for (const std::string &Package : notUnpacked(Notes, Roots))
    Fail("the package " + Package + " is not unpacked in " + Roots.Folder,
         "test/headers/unpack does that.");
  if (!Problems.empty())
    return Problems;
  std::vector<Problem> Unparsed;
  Declarations Known = readDeclarations(headerCommand(Packs, Roots),
                                        headerSource(Packs), Unparsed);
  for (const Problem &Q : Unparsed)
    Fail("the headers do not parse: " + Q.Message, Q.Remedy);
  llvm::append_range(Problems, checkNames(P, Notes, Rules, Known));
  llvm::append_range(Problems, checkCoverage(P, Notes, Rules, Known));
  return Problems;
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
  Pending W;
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
    if (Options.Headers)
      for (const Problem &Untrue :
           checkHeaders(*P, Loaded.Rules, *Options.Headers)) {
        print(Untrue, Out);
        ++Failures;
      }
  for (const Pack *P : W.Packs)
    for (const Problem &Uncovered : uncoveredRows(*P, Loaded.Rules, Hit)) {
      print(Uncovered, Out);
      ++Failures;
    }
  if (!W.WithoutHeaders.empty())
    Out << "without headers: " << llvm::join(W.WithoutHeaders, ", ") << '\n';
  std::chrono::duration<double> Took = std::chrono::steady_clock::now() - Start;
  Out << W.Jobs.size() << " examples of " << W.Packs.size() << " packs and "
      << W.Pages << " pages"
      << (Options.Headers ? " with real headers: " : ": ")
      << (Failures ? std::to_string(Failures) + " failures" : "all hold")
      << llvm::format(" (%.1f s)\n", Took.count());
  return Failures ? 1 : 0;
}
