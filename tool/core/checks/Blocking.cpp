//===- checks/Blocking.cpp - blocking-*, loop-*, gil-blocking-call --------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Analysis.h"
#include "../Advise.h"
#include "../BlockingCall.h"
#include "../Checks.h"
#include "../Ready.h"
#include "../Suppressions.h"
#include "../TypeName.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

namespace {

/// Is the waited-for object the result of work handed to a loop? Then waiting
/// for it on that loop never ends.
const Event *handedToLoop(const Analysis &A, const Function &F,
                          const Event &E) {
  auto Handed = [&](const Event &Made) {
    return llvm::any_of(A.Rules.RunsCall.find(Made.Name),
                        [&](const RunsRow *Row) {
                          if (!A.Tests.allow(F, Made, Row->When, Row->Unless))
                            return false;
                          Executor On = Row->On;
                          if (Row->OnArgument)
                            if (auto *V = select(Made, *Row->OnArgument))
                              if (Executor T = executorOfType(A.Rules, V->Type);
                                  T != Executor::Unknown)
                                On = T;
                          return On == Executor::Loop;
                        });
  };
  if (E.Object.K == Value::Kind::Result &&
      size_t(E.Object.Number) < F.Events.size()) {
    const Event &Made = F.Events[E.Object.Number];
    return Handed(Made) ? &Made : nullptr;
  }
  std::string Symbol = symbolOf(F, E.Object);
  if (!Symbol.empty())
    for (const Event &Made : F.Events)
      if (symbolOf(F, Made.Into) == Symbol && Handed(Made))
        return &Made;
  return nullptr;
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

void checkEvent(const Analysis &A, BodyIndex B, uint32_t I,
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
  Tier Certainty = Row.Certainty;
  const Event *Made = nullptr;
  if (Row.WaitsFor == "future" || Row.WaitsFor == "same-loop") {
    Made = handedToLoop(A, F, E);
    if (Made) {
      Check = "loop-sync-wait";
      What = "waits for work that this same loop has to do";
    }
  }
  std::string Message = "'" + E.Name + "' " + What + " " + phrase(Hot->On);
  Finding Found = makeFinding(A, Check, B, I, Hot, Certainty, Message,
                              "'" + E.Name + "' " + What);
  Found.Row = Row.From.File + ":" + std::to_string(Row.From.Line);
  Found.Advice = adviseBlocking(A, B, I, *Hot, Row, Found);
  Found.Answer = "- call: " + E.Name;
  Findings.push_back(std::move(Found));
}

} // namespace

void stallfree::checkBlocking(const Analysis &A,
                              std::vector<Finding> &Findings) {
  for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B) {
    if (!A.Runs.on(B, Executor::Loop) && !A.Runs.on(B, Executor::Gil))
      continue;
    const Function &F = *A.P.Bodies[B].F;
    if (A.Rules.trusted(F.Name))
      continue;
    std::vector<bool> Ready = readyAtEvents(A.Rules, F);
    for (uint32_t I = 0; I < F.Events.size(); ++I)
      if (!Ready[I])
        checkEvent(A, B, I, Findings);
  }
}
