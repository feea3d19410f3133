//===- Collect.cpp - All facts of a project, parsed or from the store -----===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/Crashes.h"
#include "build/Plan.h"
#include "build/Root.h"
#include "build/Store.h"
#include "clang/Basic/Stack.h"
#include "llvm/Support/thread.h"
#include <chrono>

using namespace llvm;

namespace stallfree {

namespace {
/// One translation unit on its way.
struct Unit {
  const CompileJob *Job;
  std::string Key;
  std::optional<Digest> Facts;
  std::shared_ptr<const TUFacts> Value;
  bool Outdated = false; ///< The store does not have it as it is now.
  bool Parse = true;     ///< If it must be, or if the store is damaged.
};

/// Parses units on several threads and reports each as it is done.
class Parser {
public:
  Parser(const ProjectFiles &Project, const Snapshot *Over, Store &Facts,
         const std::function<void(const Progress &)> &OnProgress,
         const std::function<bool()> &Interrupted)
      : Project(Project), Over(Over), Facts(Facts), OnProgress(OnProgress),
        Interrupted(Interrupted) {}

  /// Returns how many were parsed: fewer than all only when interrupted.
  unsigned run(ArrayRef<Unit *> Units, unsigned Threads, Progress Before);

private:
  void work();
  void parse(Unit &U);
  void finished(const Unit &U);

  // Clang recurses deeply into templates; 8 MB is what it is tuned for.
  static constexpr unsigned StackSize = 64u << 20;

  const ProjectFiles &Project;
  const Snapshot *const Over;
  Store &Facts;
  const std::function<void(const Progress &)> &OnProgress;
  const std::function<bool()> &Interrupted;
  ArrayRef<Unit *> Units;
  std::atomic<size_t> Next = 0;
  std::mutex Lock; ///< Guards what follows.
  Progress Now;
  unsigned Parsed = 0;
  std::chrono::steady_clock::time_point Start;
};
} // namespace

void Parser::parse(Unit &U) {
  auto Files = makeIntrusiveRefCnt<RecordingFileSystem>(U.Job->Directory, Over);
  Extraction Made = extract(U.Job->Directory, U.Job->CommandLine, Project, Files);
  std::string File = rootRelative(Project.Root, U.Job->File);
  if (Made.Facts.MainFile.empty())
    Made.Facts.MainFile = File;
  for (Problem &P : Made.Facts.Problems)
    if (P.File.empty())
      P.File = File;
  auto Value = std::make_shared<TUFacts>(std::move(Made.Facts));
  // Which files a crashed parse would have read is not known.
  U.Facts = Made.Crashed ? Digest::of(U.Key) : Facts.save(U.Key, *Value, *Files);
  U.Value = std::move(Value);
}

void Parser::finished(const Unit &U) {
  std::lock_guard<std::mutex> Guard(Lock);
  ++Parsed;
  ++Now.Done;
  Now.File = U.Value->MainFile;
  Now.Facts = U.Value.get();
  std::chrono::duration<double> Elapsed = std::chrono::steady_clock::now() - Start;
  Now.SecondsLeft = Elapsed.count() / Parsed * (Now.Total - Now.Done);
  if (OnProgress)
    OnProgress(Now);
}

void Parser::work() {
  SignalStack Spare;
  clang::noteBottomOfStack();
  while (!Interrupted || !Interrupted()) {
    size_t Index = Next++;
    if (Index >= Units.size())
      return;
    parse(*Units[Index]);
    finished(*Units[Index]);
  }
}

unsigned Parser::run(ArrayRef<Unit *> All, unsigned Threads, Progress Before) {
  Units = All;
  Now = std::move(Before);
  Start = std::chrono::steady_clock::now();
  CrashesCaught Caught;
  std::vector<llvm::thread> Pool;
  for (size_t I = 0; I < std::min<size_t>(Threads, Units.size()); ++I)
    Pool.emplace_back(std::optional<unsigned>(StackSize), [this] { work(); });
  for (llvm::thread &Thread : Pool)
    Thread.join();
  return Parsed;
}

/// Lets the caller say which outdated units are worth a parse.
static void choose(const ProjectOptions &Options, Store &Facts, std::vector<Unit> &Units) {
  std::vector<Unit *> Outdated;
  std::vector<OutdatedUnit> Choice;
  for (Unit &U : Units) {
    U.Outdated = !U.Facts;
    if (U.Facts || !Options.Choose)
      continue;
    Outdated.push_back(&U);
    OutdatedUnit Described{U.Job->File, false, {}};
    if (std::optional<Store::Earlier> Earlier = Facts.earlier(U.Key)) {
      Described.Known = true;
      Described.Changed = std::move(Earlier->Changed);
      U.Facts = Earlier->Facts;
    }
    Choice.push_back(std::move(Described));
  }
  if (Options.Choose && !Choice.empty())
    Options.Choose(Choice);
  for (size_t I = 0; I < Choice.size(); ++I) {
    Outdated[I]->Parse = Choice[I].Parse;
    if (Choice[I].Parse)
      Outdated[I]->Facts = std::nullopt;
  }
}

/// Over the digests of all units, in their order.
static std::string digestOf(ArrayRef<Unit> Units) {
  std::string Text;
  for (const Unit &U : Units)
    if (U.Facts)
      Text += U.Facts->text();
  return Digest::of(Text).text();
}

static unsigned threadCount(const ProjectOptions &Options) {
  unsigned Cores = llvm::thread::hardware_concurrency();
  return Options.Jobs ? Options.Jobs : std::max(1u, Cores);
}

Expected<ProjectFacts> collectFacts(const ProjectOptions &Options,
                                    const std::function<void(const Progress &)> &OnProgress,
                                    const std::function<bool()> &Interrupted) {
  Expected<Plan> Made = planProject(Options);
  if (!Made)
    return Made.takeError();
  ProjectFacts Out;
  Out.Project = Made->Project;
  Out.Problems = std::move(Made->Problems);

  ProjectOptions Rooted = Options;
  Rooted.Root = Out.Project.Root;
  Store Facts(storePath(Rooted), Out.Project, Options.Over);
  std::vector<Unit> Units;
  for (const CompileJob &Job : Made->Jobs) {
    Unit U{&Job, Facts.keyOf(Job), std::nullopt, nullptr};
    U.Facts = Facts.current(U.Key);
    Units.push_back(std::move(U));
  }
  auto IsCurrent = [](const Unit &U) { return U.Facts.has_value(); };
  bool NothingChanged = all_of(Units, IsCurrent);
  if (NothingChanged && Options.Sufficient && Options.Sufficient(digestOf(Units))) {
    Out.FromStore = Units.size();
    Out.Digest = digestOf(Units);
    Facts.close();
    return Out;
  }

  choose(Options, Facts, Units);
  std::vector<Unit *> ToParse;
  Progress Before;
  Out.Total = Before.Total = Units.size();
  for (Unit &U : Units) {
    if (U.Facts)
      U.Value = Facts.load(U.Key, *U.Facts);
    if (!U.Value && U.Parse)
      ToParse.push_back(&U);
    else if (!U.Value)
      Out.Unknown.push_back(U.Job->File);
    else if (U.Outdated)
      Out.Left.push_back(U.Job->File);
    if (!U.Value)
      continue;
    Before.Done = Before.FromStore = ++Out.FromStore;
    Before.File = U.Value->MainFile;
    Before.Facts = U.Value.get();
    if (OnProgress)
      OnProgress(Before);
  }
  Out.Parsed = Parser(Out.Project, Options.Over, Facts, OnProgress, Interrupted)
                   .run(ToParse, threadCount(Options), Before);
  Out.Interrupted = Out.Parsed < ToParse.size();
  for (const Unit *U : ToParse)
    (U->Value ? Out.ParsedFiles : Out.Unknown).push_back(U->Job->File);
  for (Unit &U : Units)
    if (U.Value)
      Out.Units.push_back(U.Value);
  Out.Digest = digestOf(Units);
  if (!Facts.close())
    Out.Problems.push_back(
        {Problem::Severity::Warning, "", 0, 0,
         "cannot write the store '" + Facts.Path + "'; the next run parses everything again",
         "Make the folder writable, or name another with "
         "--store, or silence this with --no-store."});
  return Out;
}

} // namespace stallfree
