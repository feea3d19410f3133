//===- Branches.cpp - Which tests lie behind a block ----------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Branches.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

using namespace stallfree;

std::vector<bool> stallfree::blocksAfter(const Function &F, uint32_t From,
                                         uint32_t Without) {
  std::vector<bool> Result(F.Blocks.size());
  llvm::SmallVector<uint32_t, 16> Work = {From};
  while (!Work.empty()) {
    uint32_t B = Work.pop_back_val();
    if (B >= Result.size() || Result[B] || B == Without)
      continue;
    Result[B] = true;
    llvm::append_range(Work, F.Blocks[B].Successors);
  }
  return Result;
}

std::vector<Branches>
stallfree::branchesBehind(const Function &F, llvm::ArrayRef<uint32_t> Tested) {
  std::vector<Branches> Result(F.Blocks.size());
  if (F.Blocks.empty())
    return Result;
  std::vector<std::optional<Branches>> In(F.Blocks.size());
  std::vector<uint32_t> Work = {0};
  In[0].emplace();
  while (!Work.empty()) {
    uint32_t B = Work.back();
    Work.pop_back();
    bool Tests = llvm::is_contained(Tested, B);
    for (uint32_t S = 0; S < F.Blocks[B].Successors.size(); ++S) {
      uint32_t To = F.Blocks[B].Successors[S];
      if (To >= F.Blocks.size())
        continue;
      Branches Next = *In[B];
      if (Tests)
        Next.insert({B, S});
      if (In[To]) {
        std::erase_if(Next,
                      [&](const Branch &X) { return !In[To]->contains(X); });
        if (Next == *In[To])
          continue;
      }
      In[To] = std::move(Next);
      Work.push_back(To);
    }
  }
  for (size_t I = 0; I < In.size(); ++I)
    if (In[I])
      Result[I] = std::move(*In[I]);
  return Result;
}

Branches stallfree::branchesBefore(const Function &F, uint32_t Event,
                                   llvm::function_ref<bool(const Block &)> Wanted) {
  llvm::SmallVector<uint32_t, 8> Tests;
  for (uint32_t B = 0; B < F.Blocks.size(); ++B)
    if (Wanted(F.Blocks[B]))
      Tests.push_back(B);
  constexpr size_t MostTests = 32; // A generated dispatcher has more.
  if (Tests.empty() || Tests.size() > MostTests)
    return {};
  std::vector<Branches> Behind = branchesBehind(F, Tests);
  for (uint32_t B = 0; B < F.Blocks.size(); ++B)
    if (F.Blocks[B].holds(Event))
      return std::move(Behind[B]);
  return {};
}
