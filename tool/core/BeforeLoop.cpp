//===- BeforeLoop.cpp - What main does before its loop runs ---------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BeforeLoop.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

/// The first event that runs a loop, or is on one that the body writes itself.
static uint32_t loopStart(const Function &F, BodyIndex B, RuleIndex &Rules,
                          const CallGraph &Graph) {
  uint32_t I = 0;
  for (; I < F.Events.size(); ++I) {
    const Event &E = F.Events[I];
    bool Runs = !Rules.ScopeStarts.find(E).empty() ||
                llvm::any_of(Rules.Blocks.find(E), [](const BlockRow *Row) {
                  return Row->WaitsFor == "nested-run";
                });
    if ((Runs && E.K == Event::Kind::Call) || Graph.at(B, I) == Executor::Loop)
      break;
  }
  return I;
}

std::vector<bool> stallfree::runsBeforeLoop(const Program &P, RuleIndex &Rules,
                                            const CallGraph &Graph) {
  std::vector<bool> Before(P.Bodies.size());
  for (BodyIndex Main = 0; Main < P.Bodies.size(); ++Main) {
    if (P.Bodies[Main].F->Name != "main")
      continue;
    std::vector<BodyIndex> Reached = {Main};
    std::vector<bool> Seen(P.Bodies.size());
    Seen[Main] = true;
    bool RunsLoop = false;
    for (size_t I = 0; I < Reached.size(); ++I) {
      const Function &F = *P.Bodies[Reached[I]].F;
      uint32_t Start = loopStart(F, Reached[I], Rules, Graph);
      RunsLoop |= Start < F.Events.size();
      for (const Edge &E : Graph.out(Reached[I]))
        if (E.Event < Start && E.On == Executor::Here &&
            E.Certainty != Tier::Possible && !Seen[E.To]) {
          Seen[E.To] = true;
          Reached.push_back(E.To);
        }
    }
    if (RunsLoop)
      for (BodyIndex B : Reached)
        Before[B] = true;
  }
  return Before;
}
