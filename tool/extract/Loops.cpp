//===- Loops.cpp - Loops of a control flow graph -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Loops.h"
#include "LoopBounds.h"
#include "llvm/ADT/MapVector.h"

using namespace clang;

namespace stallfree {

/// The blocks from which Latch is reached without passing Header, with both.
static std::vector<uint32_t>
naturalLoop(uint32_t Header, uint32_t Latch,
            llvm::ArrayRef<llvm::SmallVector<uint32_t, 4>> Predecessors) {
  llvm::DenseSet<uint32_t> In = {Header, Latch};
  llvm::SmallVector<uint32_t, 16> Work;
  if (Latch != Header)
    Work.push_back(Latch);
  while (!Work.empty()) {
    uint32_t B = Work.pop_back_val();
    for (uint32_t P : Predecessors[B])
      if (In.insert(P).second)
        Work.push_back(P);
  }
  std::vector<uint32_t> Result(In.begin(), In.end());
  llvm::sort(Result);
  return Result;
}

static bool leaves(const Loop &L, llvm::ArrayRef<Block> Blocks) {
  for (uint32_t B : L.Blocks)
    for (uint32_t S : Blocks[B].Successors)
      if (S != UINT32_MAX &&
          !std::binary_search(L.Blocks.begin(), L.Blocks.end(), S))
        return true;
  return false;
}

std::vector<Loop> findLoops(Unit &U, llvm::ArrayRef<const CFGBlock *> Order,
                            llvm::ArrayRef<Block> Blocks, Values &Described,
                            const Roles &Parts, const LoopSites &Written) {
  std::vector<Loop> Loops;
  LoopBounds Bounds(U, Described, Parts);
  std::vector<llvm::SmallVector<uint32_t, 4>> Predecessors(Blocks.size());
  for (uint32_t B = 0; B < Blocks.size(); ++B)
    for (uint32_t S : Blocks[B].Successors)
      if (S != UINT32_MAX)
        Predecessors[S].push_back(B);

  // Clang ends every round of a loop in an empty block that names the loop.
  for (const Stmt *S : Parts.Loops) {
    Loop L;
    bool Found = false;
    for (uint32_t B = 0; B < Blocks.size(); ++B) {
      if (Order[B]->getLoopTarget() != S || Blocks[B].Successors.empty() ||
          Blocks[B].Successors[0] == UINT32_MAX)
        continue;
      if (Predecessors[B].empty())
        continue; // The body never comes round.
      Found = true;
      L.Header = Blocks[B].Successors[0];
      std::vector<uint32_t> In = naturalLoop(L.Header, B, Predecessors);
      L.Blocks.insert(L.Blocks.end(), In.begin(), In.end());
    }
    if (!Found)
      continue;
    llvm::sort(L.Blocks);
    L.Blocks.erase(std::unique(L.Blocks.begin(), L.Blocks.end()),
                   L.Blocks.end());
    L.Where = U.Sources.place(S->getBeginLoc());
    L.HasExit = leaves(L, Blocks);
    L.Body = Parts.Bodies.lookup(S);
    Bounds.classify(S, L);
    if (auto It = Written.find(S); It != Written.end())
      L.Written = It->second;
    Loops.push_back(std::move(L));
  }
  // Roles lists outer loops first, so the last that contains one is nearest.
  for (size_t I = 0; I < Loops.size(); ++I)
    for (size_t Outer = 0; Outer < I; ++Outer)
      if (std::includes(Loops[Outer].Blocks.begin(), Loops[Outer].Blocks.end(),
                        Loops[I].Blocks.begin(), Loops[I].Blocks.end())) {
        Loops[I].Parent = static_cast<int32_t>(Outer);
        Loops[I].Depth = Loops[Outer].Depth + 1;
      }
  return Loops;
}

} // namespace stallfree
