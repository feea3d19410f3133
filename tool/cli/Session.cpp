//===- Session.cpp - Rules and facts of one run ---------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Session.h"
#include "build/Digest.h"
#include "build/FactsArchive.h"
#include "build/RuleFiles.h"
#include "cli/EarlyFindings.h"
#include "cli/Progress.h"
#include "fix/Changes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"

using namespace llvm;

namespace stallfree {

void printProblem(const Problem &P, raw_ostream &OS) {
  OS << (P.File.empty() ? "stallfree" : P.File);
  if (P.Line)
    OS << ':' << P.Line;
  if (P.Line && P.Column)
    OS << ':' << P.Column;
  OS << ": ";
  if (P.S == Problem::Severity::Error)
    WithColor::error(OS);
  else if (P.S == Problem::Severity::Warning)
    WithColor::warning(OS);
  else
    WithColor::note(OS);
  OS << P.Message << '\n';
  if (!P.Remedy.empty())
    OS << "  " << P.Remedy << '\n';
}

void printErrors(const Session &Run, const Report &R, raw_ostream &OS) {
  for (const Problem &P : Run.ruleProblems())
    printProblem(P, OS);
  for (const Problem &P : R.Problems)
    if (P.S == Problem::Severity::Error)
      printProblem(P, OS);
}

Session::Session(const ProjectFlags &Flags, ArrayRef<const char *> CompilerFlags)
    : Project(Flags.project(CompilerFlags)), Quiet(Flags.Quiet) {
  Project.Root = findRoot(Project);
  RuleFiles = ruleFilesOf(Project.Root, Flags.Packs);
}

/// Of the content of all rule files; nullopt if one cannot be read.
std::optional<std::string> Session::rulesDigest() {
  std::string All = STALLFREE_VERSION;
  for (const std::string &File : RuleFiles) {
    auto Buffer = MemoryBuffer::getFile(File);
    if (!Buffer)
      return std::nullopt;
    All += sys::path::filename(File).str() + '\0' + Digest::of((*Buffer)->getBuffer()).text();
  }
  return Digest::of(All).text();
}

/// The file as a whole, not a row of it.
static bool isUnreadable(const Problem &P) { return P.Line == 0; }

const LoadedRules *Session::rules() {
  if (!Loaded) {
    Loaded = loadRules(RuleFiles);
    if (RuleFiles.empty())
      errs() << "stallfree: error: no rule packs found beside the program; install it again\n";
    for (const Problem &P : Loaded->Problems)
      if (isUnreadable(P))
        printProblem(P, errs());
  }
  return RuleFiles.empty() || any_of(Loaded->Problems, isUnreadable) ? nullptr : &*Loaded;
}

ArrayRef<Problem> Session::ruleProblems() const {
  return Loaded ? ArrayRef<Problem>(Loaded->Problems) : ArrayRef<Problem>();
}

std::optional<RulesBrief> Session::brief() {
  std::optional<std::string> Key = rulesDigest();
  std::vector<std::string> Words;
  if (Key)
    if (auto Bytes = loadCached(Project, "brief " + *Key); Bytes && unpack(*Bytes, Words))
      return RulesBrief{Tier(std::atoi(Words[0].c_str())), {Words.begin() + 1, Words.end()}};
  const LoadedRules *Rules = rules();
  if (!Rules)
    return std::nullopt;
  RulesBrief Brief;
  Brief.ShowAtLeast = Rules->Configured.ShowAtLeast;
  for (const Pack &P : Rules->Rules.Packs)
    append_range(Brief.Defines, P.Defines);
  Words = {std::to_string(int(Brief.ShowAtLeast))};
  append_range(Words, Brief.Defines);
  if (Key && Rules->Problems.empty())
    storeCached(Project, "brief " + *Key, pack(Words));
  return Brief;
}

Expected<ProjectFacts> Session::facts(const Watcher &OnUnit) {
  ProgressDisplay Display(Quiet);
  catchInterrupts();
  return collectFacts(
      Project,
      [&](const Progress &Now) {
        if (OnUnit && Now.Facts)
          OnUnit(*Now.Facts, Display);
        Display(Now);
      },
      interrupted);
}

Options Session::merged(const Options &FromFlags, const LoadedRules &Loaded) const {
  Options Out = FromFlags;
  Out.Checks = Loaded.Configured.Checks;
  append_range(Out.Checks, FromFlags.Checks);
  Out.BudgetNanoseconds = Loaded.Configured.BudgetNanoseconds;
  Out.Costs = Loaded.Configured.Costs;
  Out.PreferThread |= Loaded.Configured.PreferThread;
  return Out;
}

std::string Session::reportKey(const Options &FromFlags, const std::string &FactsDigest) {
  return "report " + rulesDigest().value_or("") + llvm::join(FromFlags.Checks, ",") +
         (FromFlags.PreferThread ? "t" : "") + FactsDigest;
}

std::optional<Report> Session::cachedReport(const Options &FromFlags,
                                            const std::string &FactsDigest) {
  Report R;
  auto Bytes = loadCached(Project, reportKey(FromFlags, FactsDigest));
  if (!Bytes || !unpack(*Bytes, R))
    return std::nullopt;
  return R;
}

std::optional<Report> Session::analyze(const Options &FromFlags, EarlyFindings *Early) {
  std::optional<RulesBrief> Brief = brief();
  if (!Brief)
    return std::nullopt;
  Project.Defines = Brief->Defines;

  std::optional<Report> Cached;
  Project.Sufficient = [&](const std::string &FactsDigest) {
    Cached = cachedReport(FromFlags, FactsDigest);
    return Cached.has_value();
  };
  auto Show = [&](const TUFacts &Unit, ProgressDisplay &Display) {
    if (const LoadedRules *Rules = rules())
      Early->add(Unit, Rules->Rules, merged(FromFlags, *Rules), [&] { Display.clear(); });
  };
  Expected<ProjectFacts> Facts = facts(Early ? Watcher(Show) : Watcher());
  Project.Sufficient = nullptr;
  if (!Facts) {
    errs() << "stallfree: error: " << toString(Facts.takeError()) << '\n';
    return std::nullopt;
  }
  Interrupted = Facts->Interrupted;
  if (!Interrupted)
    releaseInterrupts();
  Kept = Facts->Units.size();
  Total = Facts->Total;
  if (!Cached) {
    const LoadedRules *Rules = rules();
    if (!Rules)
      return std::nullopt;
    std::vector<const TUFacts *> Units;
    for (const auto &Unit : Facts->Units)
      Units.push_back(Unit.get());
    Cached = stallfree::analyze(Units, Rules->Rules, merged(FromFlags, *Rules));
    if (!Interrupted && FromFlags.WhyFile.empty())
      storeCached(Project, reportKey(FromFlags, Facts->Digest), pack(*Cached));
  }
  append_range(Cached->Problems, Facts->Problems);
  completeFixes(*Cached, Project.Root);
  return Cached;
}

} // namespace stallfree
