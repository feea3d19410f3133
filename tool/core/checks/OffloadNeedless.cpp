//===- checks/OffloadNeedless.cpp - offload-needless ---------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Analysis.h"
#include "../HandOffs.h"
#include "../SlowBodies.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

/// At most so many calls, all of them known, and no loop: cheaper than waking
/// a thread, which takes some microseconds.
static constexpr size_t FewCalls = 4;

static bool isTrivial(const Analysis &A, const SlowBodies &Slow, BodyIndex B) {
  const Function &F = *A.P.Bodies[B].F;
  if (Slow.blocks(B) || !F.Loops.empty() || F.Coroutine || F.Dependent ||
      F.Approximate)
    return false;
  size_t Calls = 0;
  for (uint32_t I = 0; I < F.Events.size(); ++I) {
    const Event &E = F.Events[I];
    if (E.K != Event::Kind::Call || E.Implicit)
      continue;
    if (++Calls > FewCalls || !A.Rules.Cpu.find(E).empty() ||
        !A.Rules.Blocks.find(E).empty() ||
        A.Graph.knowledge(B, I) == CallKnowledge::Unknown ||
        llvm::any_of(A.Graph.out(B), [&](const Edge &Out) {
          return Out.Event == I && !A.P.Bodies[Out.To].F->Events.empty();
        }))
      return false;
  }
  return true;
}

void stallfree::checkNeedlessOffloads(const Analysis &A,
                                      std::vector<Finding> &Findings) {
  SlowBodies Slow(A);
  for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B) {
    const Function &F = *A.P.Bodies[B].F;
    if (!mayBeHot(A, B))
      continue;
    for (uint32_t I = 0; I < F.Events.size(); ++I) {
      const Event &E = F.Events[I];
      if (llvm::none_of(handOffs(A, F, E), [](const HandOff &H) {
            return H.Row->Offload && H.leavesLoop();
          }))
        continue;
      auto Hot = hotPlace(A, B, I);
      bool Needless = Hot && llvm::any_of(E.Arguments, [&](const Value &V) {
        return V.Callables.size() == 1 &&
               llvm::all_of(A.P.bodies(V.Callables.front(), B),
                            [&](BodyIndex C) { return isTrivial(A, Slow, C); }) &&
               !A.P.bodies(V.Callables.front(), B).empty();
      });
      if (!Needless)
        continue;
      Finding Found = makeFinding(
          A, "offload-needless", B, I, Hot, Tier::Probable,
          "'" + E.Name + "' hands over work that neither waits nor computes",
          "handing it over costs more than doing it");
      Found.Advice = {"A7", "keep", "the work is cheaper than the hand-over",
                      "do it here"};
      Found.Answer = "NOLINT(stallfree-offload-needless)";
      Findings.push_back(std::move(Found));
    }
  }
}
