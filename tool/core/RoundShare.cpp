//===- RoundShare.cpp - What share of a loop's rounds passes --------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RoundShare.h"
#include <algorithm>

using namespace stallfree;

/// Longer bodies are taken as they stand.
static constexpr size_t MostBlocks = 200;

static bool has(const Loop &L, uint32_t Block) {
  return std::binary_search(L.Blocks.begin(), L.Blocks.end(), Block);
}

/// Is there a way round that does not pass Block?
static bool isAvoidable(const Function &F, const Loop &L, uint32_t Block) {
  std::vector<bool> Seen(F.Blocks.size());
  std::vector<uint32_t> Work = {L.Header};
  while (!Work.empty()) {
    uint32_t B = Work.back();
    Work.pop_back();
    for (uint32_t To : F.Blocks[B].Successors) {
      if (To == L.Header)
        return true;
      if (To == UINT32_MAX || To == Block || !has(L, To) || Seen[To])
        continue;
      Seen[To] = true;
      Work.push_back(To);
    }
  }
  return false;
}

Bound stallfree::roundShare(const Function &F, const Loop &L,
                            uint32_t Block) {
  if (L.Blocks.size() > MostBlocks || Block == L.Header ||
      !isAvoidable(F, L, Block))
    return constantBound(1);
  for (uint32_t B : L.Blocks)
    if (const auto &Test = F.Blocks[B].Condition; Test && Test->Every > 1)
      if (F.Blocks[B].Successors.front() == Block)
        return constantBound(1.0 / Test->Every);
  Bound Half = constantBound(0.5);
  Half.AtMost = true;
  return Half;
}

bool stallfree::endsEarly(const Function &F, const Loop &L) {
  for (uint32_t B : L.Blocks)
    if (B != L.Header)
      for (uint32_t To : F.Blocks[B].Successors)
        if (To != UINT32_MAX && !has(L, To))
          return true;
  return false;
}
