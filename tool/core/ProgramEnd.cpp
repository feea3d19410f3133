//===- ProgramEnd.cpp - What leads to the end of the program --------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProgramEnd.h"

using namespace stallfree;

/// The blocks of F from which every way leads to a call that ends this
/// program: what fork() leaves to the child, up to exec or _exit.
static std::vector<bool> doomed(const Function &F,
                                const std::vector<bool> &EndsProgram) {
  std::vector<bool> Doomed(F.Blocks.size());
  auto IsDoomed = [&](const Block &B) {
    for (uint32_t I = B.First; I < B.First + B.Count; ++I)
      if (EndsProgram[I])
        return true;
    auto Follows = [&](uint32_t S) { return S < F.Blocks.size(); };
    return llvm::any_of(B.Successors, Follows) &&
           llvm::all_of(B.Successors, [&](uint32_t S) {
             return !Follows(S) || Doomed[S];
           });
  };
  for (bool News = true; News;) {
    News = false;
    for (size_t B = F.Blocks.size(); B-- > 0;)
      if (!Doomed[B] && IsDoomed(F.Blocks[B]))
        News = Doomed[B] = true;
  }
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
