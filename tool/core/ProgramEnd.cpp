//===- ProgramEnd.cpp - What leads to the end of the program --------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProgramEnd.h"

using namespace stallfree;

using Blocks = std::vector<bool>;

/// The blocks from which one of From is reached by a way on which no block is in
/// Not, themselves included.
static Blocks leadingTo(const Function &F, Blocks From, const Blocks &Not) {
  for (bool News = true; News;) {
    News = false;
    for (size_t B = F.Blocks.size(); B-- > 0;)
      if (!From[B] && !Not[B] && llvm::any_of(F.Blocks[B].Successors, [&](uint32_t S) {
            return S < F.Blocks.size() && From[S];
          }))
        News = From[B] = true;
  }
  return From;
}

/// Where F goes on for its caller, or for as long as it likes.
static Blocks goingOn(const Function &F, const Blocks &Quits) {
  Blocks Result(F.Blocks.size());
  for (size_t I = 0; I < F.Blocks.size(); ++I)
    Result[I] = !Quits[I] && llvm::none_of(F.Blocks[I].Successors, [&](uint32_t S) {
      return S < F.Blocks.size();
    });
  for (const Loop &L : F.Loops)
    if (L.Kind == Loop::BoundKind::Unbounded)
      Result[L.Header] = true;
  return Result;
}

void stallfree::leaveToTheEnd(RuleIndex &Rules, const Function &F,
                          std::vector<Executor> &At) {
  Blocks Ends(F.Blocks.size()), Quits(F.Blocks.size());
  Executor On = Executor::Here;
  for (size_t B = 0; B < F.Blocks.size(); ++B)
    for (uint32_t I = 0; I < F.Blocks[B].Count; ++I)
      for (const ScopeRow *Row : Rules.ScopeEnds.find(F.Events[F.Blocks[B].First + I])) {
        Quits[B] = true;
        if (Row->On == Executor::Here)
          continue;
        Ends[B] = true;
        On = Row->On;
      }
  if (On == Executor::Here)
    return;
  Blocks Doomed = leadingTo(F, Ends, Blocks(F.Blocks.size()));
  Blocks Escapes = leadingTo(F, goingOn(F, Quits), Quits);
  for (size_t B = 0; B < F.Blocks.size(); ++B)
    for (uint32_t I = 0; Doomed[B] && !Escapes[B] && I < F.Blocks[B].Count; ++I)
      At[F.Blocks[B].First + I] = On;
}
