//===- checks/Blocking.cpp - blocking-*, loop-*, gil-blocking-call --------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Analysis.h"
#include "../Advise.h"
#include "../BlockingCall.h"
#include "../Budget.h"
#include "../Checks.h"
#include "../Fix.h"
#include "../GivesWay.h"
#include "../HandOffs.h"
#include "../Ready.h"
#include "../Sites.h"
#include "../Suppressions.h"
#include "../TypeName.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

namespace {

/// Where the work runs whose result the object of E is: on Loop waiting for it
/// never ends, on Thread it was given away for nothing.
Executor workBehind(const Analysis &A, const Function &F, const Event &E) {
  const Event *Made = makerOf(F, E.Object);
  if (!Made)
    return Executor::Unknown;
  Executor Result = Executor::Unknown;
  auto Look = [&](const Event &Given) {
    for (const HandOff &H : handOffs(A, F, Given))
      if (H.On == Executor::Loop || H.Row->Offload)
        Result = H.On;
  };
  Look(*Made);
  // The future of a packaged task that was handed over.
  std::string Task = symbolOf(F, Made->Object);
  if (Result == Executor::Unknown && !Task.empty())
    for (const Event &Given : F.Events)
      if (llvm::any_of(Given.Arguments, [&](const Value &V) {
            return symbolOf(F, V) == Task;
          }))
        Look(Given);
  return Result;
}

bool isIn(const Function &F, const Loop &L, uint32_t Event) {
  return llvm::any_of(L.Blocks, [&](uint32_t B) {
    return F.Blocks[B].holds(Event);
  });
}

/// The loops around an event that let nobody run, from the innermost outwards.
struct Around {
  llvm::SmallVector<const Loop *, 2> Loops;
  /// The next one lets others run in each round: `QThread::msleep(5);
  /// QCoreApplication::processEvents();`.
  bool Pauses = false;
};

Around loopsAround(GivesWay &Giving, BodyIndex B, const Function &F,
                   uint32_t Event) {
  Around Result;
  for (const Loop &L : F.Loops)
    if (isIn(F, L, Event))
      Result.Loops.push_back(&L);
  llvm::sort(Result.Loops, [](const Loop *L, const Loop *R) {
    return L->Blocks.size() < R->Blocks.size();
  });
  auto Gives = llvm::find_if(
      Result.Loops, [&](const Loop *L) { return Giving.rounds(B, *L) == 1; });
  Result.Pauses = Gives != Result.Loops.end();
  Result.Loops.erase(Gives, Result.Loops.end());
  return Result;
}

/// A sleep in a loop that goes on until something else happens.
bool isPolling(const Around &Loops) {
  using Kind = Loop::BoundKind;
  return llvm::any_of(Loops.Loops, [](const Loop *L) {
    return L->HasExit &&
           (L->Kind == Kind::Unknown || L->Kind == Kind::Unbounded);
  });
}

/// For how long an event holds its thread at most, with all rounds of the
/// loops around, in nanoseconds; none if no constants say so.
std::optional<double> longest(const BlockRow &Row, const Event &E,
                              const Around &Loops) {
  const Value *V = Row.Lasts ? select(E, Row.Lasts->Argument) : nullptr;
  if (!V || V->K != Value::Kind::Integer || V->Number < 0)
    return std::nullopt;
  double Result = double(V->Number) * Row.Lasts->Nanoseconds;
  for (const Loop *L : Loops.Loops) {
    if (L->Kind != Loop::BoundKind::Constant)
      return std::nullopt;
    Result *= double(L->Trips);
  }
  return Result;
}

/// Names of C have no namespace: a function that the program itself defines
/// may be another one than the library's (or the library is a part of it).
bool mayBeOwn(const Analysis &A, const BlockRow &Row, const Event &E) {
  return Row.From.Pack != ProjectPack && E.Callee &&
         !llvm::StringRef(E.Name).contains("::") &&
         !llvm::StringRef(Row.Call.Text).starts_with("*") &&
         !A.P.bodies(E.Callee).empty();
}

std::string checkFor(const BlockRow &Row, Executor On) {
  if (Row.WaitsFor == "nested-run")
    return "loop-nested-run";
  if (Row.WaitsFor == "same-loop")
    return "loop-sync-wait";
  if (On == Executor::Gil)
    return "gil-blocking-call";
  return "blocking-" + Row.WaitsFor;
}

/// "waits for a file's contents": what the check's summary says.
std::string effect(const BlockRow &Row) {
  std::string Check = checkFor(Row, Executor::Loop);
  const CheckInfo *Info = findCheck(Check);
  return Info ? Info->Summary.str() : "blocks";
}

/// What is called where the way to the blocker leaves the loop's own code.
const std::string &calleeAt(const Analysis &A, const ReportSite &S) {
  return A.P.Bodies[S.Down.front()->To].F->Name;
}

void checkEvent(const Analysis &A, GivesWay &Giving, BodyIndex B, uint32_t I,
                std::vector<Finding> &Findings) {
  const Function &F = *A.P.Bodies[B].F;
  const Event &E = F.Events[I];
  const BlockRow *Matched = blockingRow(A, F, E);
  if (!Matched)
    return;
  auto Hot = hotPlace(A, B, I);
  if (!Hot)
    return;
  const BlockRow &Row = *Matched;
  std::string Check = checkFor(Row, Hot->On);
  if (Row.Off && !checkEnabled(Check, /*OnByDefault=*/false, A.Asked.Checks))
    return;
  std::string What = effect(Row);
  bool Lasts = Row.Lasts || Check == "blocking-sleep";
  Around Loops = Lasts ? loopsAround(Giving, B, F, I) : Around();
  if (Check == "blocking-sleep" && isPolling(Loops)) {
    Check = "cpu-poll-sleep";
    What = findCheck(Check)->Summary.str();
  }
  Tier Certainty = Row.Certainty;
  // What it waits for may be there already, by what another thread has done.
  if (Row.WaitsFor == "condition" || Check == "cpu-poll-sleep")
    Certainty = std::min(Certainty, Tier::Probable);
  if (mayBeOwn(A, Row, E) || A.Tests.presumes(F, E, Row.When, Row.Unless))
    Certainty = std::min(Certainty, Tier::Probable);
  double Budget = budget(A, B, Hot->State);
  if (auto Wait = longest(Row, E, Loops);
      Wait && (*Wait < Budget || (Loops.Pauses && *Wait == Budget)))
    Certainty = Tier::Possible;
  if (Row.WaitsFor == "future" || Row.WaitsFor == "same-loop") {
    Executor Behind = workBehind(A, F, E);
    if (Behind == Executor::Loop) {
      Check = "loop-sync-wait";
      What = "waits for work that this same loop has to do";
    } else if (Behind != Executor::Unknown && Row.WaitsFor == "future") {
      Check = "offload-then-wait";
      What = "waits for work that was handed to another thread";
    }
  }
  for (const ReportSite &S : sitesOf(A, B, I, *Hot)) {
    std::string Blocker = "'" + spelledCall(E.Name) + "'";
    std::string Message = S.Down.empty() ? Blocker + " " + What
                                         : "'" + spelledCall(calleeAt(A, S)) +
                                               "' leads to " + Blocker +
                                               ", which " + What;
    Finding Found = makeFinding(A, Check, B, I, Hot, Certainty,
                                Message + " " + phrase(Hot->On),
                                Blocker + " " + What, &S);
    Found.Row = Row.From.File + ":" + std::to_string(Row.From.Line);
    Found.Advice = adviseBlocking(A, S.In, S.Event, *Hot, Row, Found);
    proposeFix(A, S.In, S.Event, *Hot, Found);
    // Trusting what blocks would silence it everywhere.
    const Function &In = S.Down.empty() ? *A.P.Bodies[S.In].F
                                        : *A.P.Bodies[S.Down.front()->To].F;
    Found.Answer = In.Lambda || In.Synthetic
                       ? "// NOLINT(stallfree-" + Check + ")"
                       : "- call: " + In.Name;
    Findings.push_back(std::move(Found));
  }
}

} // namespace

void stallfree::checkBlocking(const Analysis &A,
                              std::vector<Finding> &Findings) {
  GivesWay Giving(A);
  for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B) {
    if (!mayBeHot(A, B))
      continue;
    const Function &F = *A.P.Bodies[B].F;
    if (A.Rules.trusted(F.Name))
      continue;
    std::vector<bool> Ready = readyAtEvents(A.Rules, A.Tests.watched(), F);
    for (uint32_t I = 0; I < F.Events.size(); ++I)
      if (!Ready[I])
        checkEvent(A, Giving, B, I, Findings);
  }
}
