//===- Diff.cpp - Only what a change adds ---------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Diff.h"
#include "build/FactsArchive.h"
#include "build/FitCommand.h"
#include "build/Headers.h"
#include "build/Root.h"
#include "build/StoredFacts.h"
#include "cli/Progress.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <map>

using namespace llvm;
using std::chrono::steady_clock;

namespace stallfree {

namespace {
using Paths = std::set<std::string>;

/// What one run over the project used.
struct Side {
  ProjectFacts Facts;
  std::optional<Report> Cached;
};

class ChangeAnalysis {
public:
  ChangeAnalysis(Session &Run, const Options &Asked, Tier Least, const GitChange &Change)
      : Run(Run), Asked(Asked), Least(Least), Change(Change), Start(steady_clock::now()) {}

  std::optional<Report> run();

private:
  /// A cold store must not make a commit wait: no parse begins later than
  /// this.
  static constexpr std::chrono::seconds LastAfter{8}, LastBefore{14};

  bool isGone(const std::string &File) const;
  void choose(std::vector<OutdatedUnit> &Units);
  std::optional<Side> collect(const Snapshot &Over, std::chrono::seconds Last);
  std::optional<Report> report(const Side &Of, const Paths &Without);
  void sayWhatIsMissing(Report &R) const;
  bool shows(const Report &R) const;

  Session &Run;
  const Options &Asked;
  const Tier Least;
  const GitChange &Change;
  const steady_clock::time_point Start;
  Paths AtHand; ///< What was parsed with the change.
  bool Cold = false, FirstRun = true;
  unsigned Deferred = 0, Stale = 0, Unknown = 0, Late = 0;
};
} // namespace

static void markKnown(const Report &Before, Tier ShowAtLeast, Report &After);

/// The sources that changed, and one includer of each changed header.
static void chooseByChange(const Paths &Changed, std::vector<OutdatedUnit> &Units) {
  Paths Covered;
  auto Cover = [&](OutdatedUnit &U) {
    U.Parse = true;
    for (const std::string &Input : U.Changed)
      Covered.insert(Input);
  };
  auto IncludesByName = [](const OutdatedUnit &U, const std::string &Header) {
    return !U.Known && includesFile(U.File, sys::path::filename(Header));
  };
  for (OutdatedUnit &U : Units) {
    U.Parse = false;
    if (Changed.count(U.File))
      Cover(U);
  }
  for (OutdatedUnit &U : Units)
    if (!U.Parse && any_of(U.Changed, [&](const std::string &Input) {
          return Changed.count(Input) && !Covered.count(Input);
        }))
      Cover(U);
  // Of an empty store nobody knows who includes what.
  for (const std::string &Header : Changed) {
    auto Includes = [&](OutdatedUnit &U) { return IncludesByName(U, Header); };
    if (!isHeader(Header) || Covered.count(Header) ||
        any_of(Units, [&](OutdatedUnit &U) { return U.Parse && Includes(U); }))
      continue;
    if (auto It = find_if(Units, Includes); It != Units.end())
      It->Parse = true;
  }
}

/// Deleted or renamed: what was found there may be what is found elsewhere now.
bool ChangeAnalysis::isGone(const std::string &File) const {
  const auto *Before = Change.Before.find(File), *After = Change.After.find(File);
  return Before && *Before && !(After ? After->has_value() : sys::fs::exists(File));
}

void ChangeAnalysis::choose(std::vector<OutdatedUnit> &Units) {
  if (AtHand.empty())
    chooseByChange(Change.Files, Units);
  else
    for (OutdatedUnit &U : Units) {
      const auto *Before = Change.Before.find(U.File);
      U.Parse = (AtHand.count(U.File) && !(Before && !*Before)) || isGone(U.File);
    }
  for (const OutdatedUnit &U : Units) {
    Cold |= !U.Known && !U.Parse;
    if (!FirstRun || U.Parse)
      continue;
    bool Affected = any_of(U.Changed, [&](auto &Input) { return Change.Files.count(Input) > 0; });
    ++(!U.Known ? Unknown : Affected ? Deferred : Stale);
  }
}

std::optional<Side> ChangeAnalysis::collect(const Snapshot &Over, std::chrono::seconds Last) {
  ProjectOptions Options = Run.Project;
  Options.Over = Over.empty() ? nullptr : &Over;
  Options.Unlisted.assign(Change.Files.begin(), Change.Files.end());
  Options.Choose = [&](std::vector<OutdatedUnit> &Units) { choose(Units); };
  Side Out;
  // A Report of the whole project serves if nothing was left out of the other.
  if (!FirstRun && !Deferred)
    Options.Sufficient = [&](const std::string &Digest) {
      Out.Cached = Run.cachedReport(Asked, Digest);
      return Out.Cached.has_value();
    };
  auto Stop = [&] { return interrupted() || (Cold && steady_clock::now() - Start > Last); };
  Expected<ProjectFacts> Facts = collectFacts(Options, {}, Stop);
  if (!Facts) {
    errs() << "stallfree: error: " << toString(Facts.takeError()) << '\n';
    return std::nullopt;
  }
  Out.Facts = std::move(*Facts);
  return Out;
}

std::optional<Report> ChangeAnalysis::report(const Side &Of, const Paths &Without) {
  if (Of.Cached)
    return Of.Cached;
  const LoadedRules *Rules = Run.rules();
  if (!Rules)
    return std::nullopt;
  const std::string &Root = Of.Facts.Project.Root;
  std::vector<std::shared_ptr<const TUFacts>> Kept;
  for (const auto &Unit : Of.Facts.Units)
    Kept.push_back(Without.count(Root + "/" + Unit->MainFile)
                       ? withoutFiles(*Unit, Change.Files, Root)
                       : Unit);
  std::vector<const TUFacts *> Units;
  for (const auto &Unit : Kept)
    Units.push_back(Unit.get());
  return stallfree::analyze(Units, Rules->Rules, Run.merged(Asked, *Rules));
}

bool ChangeAnalysis::shows(const Report &R) const {
  return any_of(R.Findings,
                [&](const Finding &F) { return !F.Suppressed && F.Certainty >= Least; });
}

void ChangeAnalysis::sayWhatIsMissing(Report &R) const {
  auto Say = [&](unsigned Count, const std::string &Rest, const char *Remedy) {
    if (Count)
      R.Problems.push_back(
          {Problem::Severity::Note, "", 0, 0,
           std::to_string(Count) + " translation unit" + (Count == 1 ? " " : "s ") + Rest, Remedy});
  };
  Say(Deferred, "more would see the change; only what was in the store of them was used",
      "'stallfree check' parses them.");
  Say(Stale, "changed since the store was written, but not by this change",
      "'stallfree check' refreshes the store.");
  Say(Unknown, "not in the store: calls between them and the change were not followed",
      "Run 'stallfree check' once; keep the folder .stallfree between runs.");
  if (Late)
    R.Problems.push_back({Problem::Severity::Warning, "", 0, 0,
                          std::to_string(Late) + " changed files were not reached in time",
                          "Run 'stallfree check' once to fill the store."});
}

std::optional<Report> ChangeAnalysis::run() {
  std::optional<Side> After = collect(Change.After, LastAfter);
  if (!After)
    return std::nullopt;
  AtHand.insert(After->Facts.ParsedFiles.begin(), After->Facts.ParsedFiles.end());
  Late = After->Facts.Unknown.size() - std::min<size_t>(Unknown, After->Facts.Unknown.size());
  FirstRun = false;
  Paths Left(After->Facts.Left.begin(), After->Facts.Left.end());
  std::optional<Report> Out = report(*After, Left);
  if (!Out)
    return std::nullopt;
  // Without a finding there is no new one.
  if (shows(*Out)) {
    std::optional<Side> Before = collect(Change.Before, LastBefore);
    if (!Before)
      return std::nullopt;
    Paths LeftBefore(Before->Facts.Left.begin(), Before->Facts.Left.end());
    LeftBefore.insert(Left.begin(), Left.end());
    std::optional<Report> Old = report(*Before, LeftBefore);
    for (const std::string &File : AtHand)
      LeftBefore.erase(File);
    // Both sides must leave out the same.
    if (LeftBefore != Left)
      Out = report(*After, LeftBefore);
    if (!Old || !Out)
      return std::nullopt;
    markKnown(*Old, Least, *Out);
  }
  for (const Problem &P : After->Facts.Problems)
    if (!Change.Files.count(After->Facts.Project.Root + "/" + P.File))
      Out->Problems.push_back(P);
  append_range(Out->Problems, Change.Notes);
  sayWhatIsMissing(*Out);
  Run.Interrupted = interrupted();
  return Out;
}

std::optional<Report> analyzeChange(Session &Run, const Options &Asked, Tier ShowAtLeast,
                                    const GitChange &Change) {
  std::optional<RulesBrief> Brief = Run.brief();
  if (!Brief)
    return std::nullopt;
  Run.Project.Defines = Brief->Defines;
  Run.Project.Paths.clear();
  catchInterrupts();
  return ChangeAnalysis(Run, Asked, ShowAtLeast, Change).run();
}

namespace {
/// The findings of one blocker in one function.
struct Group {
  unsigned Count = 0;
  std::set<std::string> Ways, Roots, PathKeys;
};
} // namespace

static std::string groupOf(const Finding &F) {
  return F.Check + '\0' + F.Blocker + '\0' + F.Function;
}

static StringRef rootOf(const Finding &F) {
  return F.Proof.empty() ? StringRef() : StringRef(F.Proof.front().Function);
}

static std::vector<StringRef> waysIn(const Finding &F) {
  std::vector<StringRef> Out;
  if (!F.Proof.empty())
    Out.push_back(F.Proof.front().Text);
  for (const ProofStep &Root : F.OtherRoots)
    Out.push_back(Root.Text);
  return Out;
}

/// Marks what of After was in Before.
static void markKnown(const Report &Before, Tier ShowAtLeast, Report &After) {
  std::map<std::string, Group> Groups;
  for (const Finding &F : Before.Findings) {
    if (F.Suppressed || F.Certainty < ShowAtLeast)
      continue;
    Group &G = Groups[groupOf(F)];
    ++G.Count;
    for (StringRef Way : waysIn(F))
      G.Ways.insert(Way.str());
    G.PathKeys.insert(F.PathKey);
    G.Roots.insert(rootOf(F).str());
  }
  std::map<std::string, unsigned> Seen;
  for (Finding &F : After.Findings) {
    if (F.Suppressed || F.Certainty < ShowAtLeast)
      continue;
    std::string Name = groupOf(F);
    const Group &G = Groups[Name];
    if (Seen[Name]++ >= G.Count)
      continue;
    // A root that is gone lets another one speak: that is no new way.
    bool NewPath = G.Roots.count(rootOf(F).str()) && !G.PathKeys.count(F.PathKey);
    bool NewRoot = any_of(waysIn(F), [&](StringRef Way) { return !G.Ways.count(Way.str()); });
    F.InBaseline = !NewPath && !NewRoot;
    if (!F.InBaseline)
      F.Message += "; this way to it is new";
  }
}

} // namespace stallfree
