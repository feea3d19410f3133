//===- checks/OffloadFalseHop.cpp - offload-false-hop --------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Analysis.h"
#include "../HandOffs.h"

using namespace stallfree;

/// The `moves: false` row that an await matches, if what it names leaves the
/// loop: `co_await post(loop, ...)` is a fair way to let others run.
static const HopRow *falseHop(const Analysis &A, const Function &F,
                              const Event &Await) {
  if (Await.K != Event::Kind::Await || Await.Arguments.empty())
    return nullptr;
  const Event *Call = makerOf(F, Await.Arguments.front());
  if (!Call)
    return nullptr;
  for (const HopRow *Row : A.Rules.Hops.find(*Call)) {
    if (!Row->False || !A.Tests.allow(F, *Call, Row->When, Row->Unless))
      continue;
    Executor To = Row->To;
    if (Row->ToArgument)
      if (const Value *V = select(*Call, *Row->ToArgument))
        To = A.Graph.executors().of(F, *V);
    if (To == Executor::Thread)
      return Row;
  }
  return nullptr;
}

void stallfree::checkFalseHops(const Analysis &A,
                               std::vector<Finding> &Findings) {
  for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B) {
    const Function &F = *A.P.Bodies[B].F;
    if (!F.Coroutine || !mayBeHot(A, B))
      continue;
    for (uint32_t I = 0; I < F.Events.size(); ++I) {
      const HopRow *Row = falseHop(A, F, F.Events[I]);
      auto Hot = Row ? hotPlace(A, B, I) : std::nullopt;
      if (!Hot)
        continue;
      std::string Name = makerOf(F, F.Events[I].Arguments.front())->Name;
      Finding Found = makeFinding(
          A, "offload-false-hop", B, I, Hot, Tier::Definite,
          "co_await of '" + Name + "' does not move the coroutine: it goes on " +
              phrase(Hot->On),
          "the coroutine comes back to its own executor here");
      Found.Blocker = Name;
      Found.Row = Row->From.File + ":" + std::to_string(Row->From.Line);
      Found.Advice = {"A2", "restructure",
                      Row->About.empty() ? "the await does not move what follows"
                                         : Row->About,
                      "spawn the slow part on the pool and await its result, or "
                      "bind the pool's executor to the completion token"};
      Found.Answer = "NOLINT(stallfree-offload-false-hop)";
      Findings.push_back(std::move(Found));
    }
  }
}
