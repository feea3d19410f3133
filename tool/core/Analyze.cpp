//===- Analyze.cpp - From facts and rules to a Report ---------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BodyCost.h"
#include "checks/CpuFindings.h"
#include "Checks.h"
#include "Fix.h"
#include "LastOwner.h"
#include "Once.h"
#include "Suppressions.h"
#include "Why.h"
#include "llvm/ADT/STLExtras.h"
#include <map>
#include <optional>
#include <set>
#include <tuple>

using namespace stallfree;

const char *stallfree::name(Tier T) {
  switch (T) {
  case Tier::Possible:
    return "possible";
  case Tier::Probable:
    return "probable";
  case Tier::Definite:
    return "definite";
  }
  return "";
}

const char *stallfree::name(Executor E) {
  switch (E) {
  case Executor::Unknown:
    return "unknown";
  case Executor::Startup:
    return "startup";
  case Executor::Loop:
    return "loop";
  case Executor::Gil:
    return "gil";
  case Executor::Thread:
    return "thread";
  case Executor::Process:
    return "process";
  case Executor::Here:
    return "here";
  }
  return "";
}

const char *stallfree::name(Change::Kind K) {
  switch (K) {
  case Change::Kind::Here:
    return "here";
  case Change::Kind::TwoSteps:
    return "two-steps";
  case Change::Kind::Signature:
    return "signature";
  case Change::Kind::Unknown:
    return "";
  }
  return "";
}

static auto order(const Finding &F) {
  return std::tie(F.Where.File, F.Where.Line, F.Where.Column, F.Check);
}

static bool sameEnd(const ProofStep &A, const ProofStep &B) {
  return std::tie(A.Where.File, A.Where.Line, A.Where.Column) ==
         std::tie(B.Where.File, B.Where.Line, B.Where.Column);
}

/// Does Kept, which is at the same place, speak for F? Whoever changes the call
/// there is rid of all that it leads to. But what is shown by default does not
/// speak of what is not.
static bool speaksFor(const Finding &Kept, const Finding &F) {
  if (Kept.Suppressed != F.Suppressed)
    return false;
  if (F.RunsOn == Executor::Gil || Kept.Certainty == F.Certainty ||
      F.Certainty == Tier::Probable)
    return true;
  return sameEnd(Kept.Proof.back(), F.Proof.back()) ||
         llvm::any_of(Kept.OtherEnds, [&](const ProofStep &End) {
           return sameEnd(End, F.Proof.back());
         });
}

static void addTo(Finding &Kept, Finding F) {
  auto Known = [&](const ProofStep &Root) {
    return Kept.Proof.front().Text == Root.Text ||
           llvm::any_of(Kept.OtherRoots,
                        [&](auto &R) { return R.Text == Root.Text; });
  };
  for (Fix &Made : F.Fixes)
    addFix(Kept, std::move(Made));
  if (!Known(F.Proof.front()))
    Kept.OtherRoots.push_back(F.Proof.front());
  if (F.Row != Kept.Row && !llvm::is_contained(Kept.OtherRows, F.Row))
    Kept.OtherRows.push_back(std::move(F.Row));
  auto IsEnd = [&](const ProofStep &End) {
    return sameEnd(End, F.Proof.back());
  };
  bool Told = F.Certainty >= std::min(Kept.Certainty, Tier::Probable);
  if (Told && !IsEnd(Kept.Proof.back()) && llvm::none_of(Kept.OtherEnds, IsEnd)) {
    Kept.OtherEnds.push_back(F.Proof.back());
    Kept.OtherFingerprints.push_back(std::move(F.Fingerprint));
  }
}

/// Instantiations and header copies of one place are one finding: the surest,
/// with the shortest proof. Ways in that only others had are kept.
static void mergeByPlace(std::vector<Finding> &Findings) {
  llvm::stable_sort(Findings, [](const Finding &A, const Finding &B) {
    if (order(A) != order(B))
      return order(A) < order(B);
    if (A.Certainty != B.Certainty)
      return A.Certainty > B.Certainty;
    return std::pair(A.Effort, A.Proof.size()) < std::pair(B.Effort, B.Proof.size());
  });
  std::vector<Finding> Merged;
  for (Finding &F : Findings) {
    Finding *Kept = nullptr;
    for (auto It = Merged.rbegin();
         !Kept && It != Merged.rend() && order(*It) == order(F); ++It)
      if (speaksFor(*It, F))
        Kept = &*It;
    if (Kept)
      addTo(*Kept, std::move(F));
    else
      Merged.push_back(std::move(F));
  }
  Findings = std::move(Merged);
}

/// Fingerprints name no line, so equal ones are told apart by their order.
static void numberFingerprints(std::vector<Finding> &Findings) {
  std::map<std::string, unsigned> Seen;
  for (Finding &F : Findings)
    if (unsigned N = Seen[F.Fingerprint]++)
      F.Fingerprint += "-" + std::to_string(N);
}

static Report count(const Analysis &A) {
  Report R;
  std::map<std::string, UnknownCallee> Unknown;
  Statistics &C = R.Counts;
  C.TranslationUnits = A.P.units().size();
  for (const TUFacts *U : A.P.units()) {
    C.PatternsSkipped += U->PatternsSkipped;
    C.Failed += U->HadErrors;
  }
  C.LoopRoots = llvm::count_if(A.Graph.Roots, [&](const Root &R) {
    auto Hot = [](Executor E) { return E == Executor::Loop || E == Executor::Gil; };
    bool Moves = R.On == Executor::Here; // Some of its events are there.
    for (uint32_t I = 0; Moves && I < A.P.Bodies[R.To].F->Events.size(); ++I)
      if (Hot(A.Graph.at(R.To, I)))
        return true;
    return Hot(R.On);
  });
  for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B) {
    const Function &F = *A.P.Bodies[B].F;
    ++C.Functions;
    C.Coroutines += F.Coroutine;
    if (!mayBeHot(A, B))
      continue;
    ++C.LoopFunctions;
    for (uint32_t I = 0; I < F.Events.size(); ++I)
      switch (A.Graph.knowledge(B, I)) {
      case CallKnowledge::None:
        break;
      case CallKnowledge::Resolved:
        ++C.CallsResolved;
        break;
      case CallKnowledge::Ruled:
        ++C.CallsRuled;
        break;
      case CallKnowledge::Unknown: {
        ++C.CallsUnknown;
        UnknownCallee &U = Unknown[F.Events[I].Name];
        if (U.Calls++ == 0)
          U.First = A.P.location(B, F.Events[I].Where);
        break;
      }
      }
  }
  for (auto &[Name, U] : Unknown) {
    U.Name = Name;
    R.Unknown.push_back(U);
  }
  llvm::stable_sort(R.Unknown,
                    [](auto &A, auto &B) { return A.Calls > B.Calls; });
  return R;
}

/// Each body that a loop or the interpreter lock starts, once.
static std::vector<EntryCost> entryCosts(const Analysis &A, BodyCosts &Costs) {
  std::vector<EntryCost> Result;
  std::set<std::pair<BodyIndex, Executor>> Seen;
  for (const Root &R : A.Graph.Roots) {
    if ((R.On != Executor::Loop && R.On != Executor::Gil) ||
        !Seen.insert({R.To, R.On}).second)
      continue;
    const Function &F = *A.P.Bodies[R.To].F;
    Cost Whole = Costs.bound(R.To, Costs.body(R.To));
    const Term *T = largest(Whole);
    Result.push_back({F.Name, A.P.location(R.To, F.Where), R.On,
                      evaluate(Whole), T ? describe(*T) : "", Whole.AtLeast});
  }
  llvm::stable_sort(Result, [](const EntryCost &A, const EntryCost &B) {
    return std::tie(B.Nanoseconds, A.Where.File, A.Where.Line, A.Function) <
           std::tie(A.Nanoseconds, B.Where.File, B.Where.Line, B.Function);
  });
  return Result;
}

static void addProblems(const Program &P, Report &R) {
  for (const TUFacts *U : P.units())
    llvm::append_range(R.Problems, U->Problems);
  if (R.Counts.LoopRoots == 0 && !P.units().empty()) {
    Problem None;
    None.S = Problem::Severity::Warning;
    None.Message =
        "no code that runs on an event loop was found, so nothing could be "
        "checked [meta-no-loop-found]";
    None.Remedy = R.Counts.Failed
                      ? "mend what could not be parsed first: what is behind "
                        "an error or a missing header is not seen"
                  : R.Counts.Coroutines || R.Counts.Functions == 0
                      ? "check that the project's own sources were parsed and "
                        "that its coroutine types have a `coroutines:` row"
                      : "if the project uses a framework without a rule pack, "
                        "name its callbacks with a `runs:` row in "
                        ".stallfree.yaml";
    R.Problems.push_back(std::move(None));
  }
  auto Key = [](const Problem &P) {
    return std::tie(P.File, P.Line, P.Column, P.Message);
  };
  llvm::stable_sort(R.Problems,
                    [&](auto &A, auto &B) { return Key(A) < Key(B); });
  R.Problems.erase(llvm::unique(R.Problems,
                                [&](auto &A, auto &B) {
                                  return Key(A) == Key(B);
                                }),
                   R.Problems.end());
}

Report stallfree::analyze(llvm::ArrayRef<const TUFacts *> Units,
                          const RuleSet &Rules, const Options &Asked,
                          std::vector<Explanation> *Why) {
  Program P(Units);
  RuleIndex Index(Rules);
  Conditions Tests(P, Index);
  CallGraph Graph(P, Index, Tests);
  limitLastOwners(P, Index, Graph);
  std::optional<Reach> Runs(std::in_place, P, Graph);
  if (limitOnce(P, Index, Graph, *Runs))
    Runs.emplace(P, Graph);
  Analysis A{P, Index, Tests, Graph, *Runs, Asked};
  Report R = count(A);
  checkBlocking(A, R.Findings);
  checkLocks(A, R.Findings);
  checkSuspension(A, R.Findings);
  checkDiscardedTasks(A, R.Findings);
  checkFalseHops(A, R.Findings);
  checkEagerArguments(A, R.Findings);
  checkDanglingCaptures(A, R.Findings);
  checkNeedlessOffloads(A, R.Findings);
  checkSequentialAwaits(A, R.Findings);
  checkAwaitsInLoops(A, R.Findings);
  checkZeroSleeps(A, R.Findings);
  checkProcessArguments(A, R.Findings);
  checkProcessGlobals(A, R.Findings);
  checkForksAfterThreads(A, R.Findings);
  Bounds Sizes(A);
  BodyCosts Costs(A, Sizes);
  CpuFindings Computing(A, Costs);
  checkCpuCalls(A, Costs, Computing);
  checkCpuLoops(A, Costs, Computing);
  Computing.moveInto(R.Findings);
  checkIoPools(A, Costs, R.Findings);
  R.Entries = entryCosts(A, Costs);

  llvm::erase_if(R.Findings, [&](const Finding &F) {
    const CheckInfo *Info = findCheck(F.Check);
    return !checkEnabled(F.Check, !Info || Info->OnByDefault, Asked.Checks);
  });
  applySuppressions(P, Asked, R.Findings);
  mergeByPlace(R.Findings);
  numberFingerprints(R.Findings);
  llvm::stable_sort(R.Findings,
                    [](auto &A, auto &B) { return order(A) < order(B); });
  addProblems(P, R);
  if (Why)
    *Why = Asked.WhyFile.empty() ? explainFunctions(A) : explainLine(A, R.Findings);
  return R;
}
