//===- ProgramEnd.cpp - What leads to the end of the program --------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProgramEnd.h"

using namespace stallfree;

/// The blocks from which one of From is reached by a way on which no block is in
/// Not, themselves included.
static std::vector<bool> leadingTo(const Function &F, std::vector<bool> From,
                                   const std::vector<bool> &Not) {
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

/// The blocks of F from which every way that ends leads to a call that ends this
/// program: what fork() leaves to the child, up to exec or _exit.
static std::vector<bool> doomed(const Function &F, const std::vector<bool> &EndsProgram) {
  std::vector<bool> Ends(F.Blocks.size()), Returns(F.Blocks.size());
  for (size_t I = 0; I < F.Blocks.size(); ++I) {
    const Block &B = F.Blocks[I];
    for (uint32_t E = B.First; E < B.First + B.Count; ++E)
      Ends[I] = Ends[I] || EndsProgram[E];
    Returns[I] = !Ends[I] && llvm::none_of(B.Successors, [&](uint32_t S) {
      return S < F.Blocks.size();
    });
  }
  std::vector<bool> Doomed = leadingTo(F, Ends, std::vector<bool>(F.Blocks.size()));
  std::vector<bool> Escapes = leadingTo(F, Returns, Ends);
  for (size_t I = 0; I < F.Blocks.size(); ++I)
    Doomed[I] = Doomed[I] && !Escapes[I];
  return Doomed;
}

void stallfree::leaveToTheEnd(RuleIndex &Rules, const Function &F,
                          std::vector<Executor> &At) {
  std::vector<bool> Ends(F.Events.size());
  Executor On = Executor::Here;
  for (size_t I = 0; I < F.Events.size(); ++I)
    for (const ScopeRow *Row : Rules.ScopeEnds.find(F.Events[I])) {
      Ends[I] = true;
      On = Row->On;
    }
  if (On == Executor::Here)
    return;
  std::vector<bool> Doomed = doomed(F, Ends);
  for (size_t B = 0; B < F.Blocks.size(); ++B)
    for (uint32_t I = 0; Doomed[B] && I < F.Blocks[B].Count; ++I)
      At[F.Blocks[B].First + I] = On;
}
