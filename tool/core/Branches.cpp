//===- Branches.cpp - Which tests lie behind a block ----------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Branches.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <numeric>

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

/// The blocks that the first one leads to, each before what only it leads to.
static std::vector<uint32_t> reversePostorder(const Function &F) {
  std::vector<uint32_t> Order;
  std::vector<bool> Seen(F.Blocks.size());
  std::vector<std::pair<uint32_t, uint32_t>> Stack; // A block, its next way out.
  auto Enter = [&](uint32_t B) {
    if (B < Seen.size() && !Seen[B]) {
      Seen[B] = true;
      Stack.push_back({B, 0});
    }
  };
  Enter(0);
  while (!Stack.empty()) {
    auto [B, Next] = Stack.back();
    if (Next == F.Blocks[B].Successors.size()) {
      Order.push_back(B);
      Stack.pop_back();
      continue;
    }
    ++Stack.back().second;
    Enter(F.Blocks[B].Successors[Next]);
  }
  std::reverse(Order.begin(), Order.end());
  return Order;
}

/// Cooper, Harvey, Kennedy: A Simple, Fast Dominance Algorithm, figure 3.
static std::vector<uint32_t>
dominators(const std::vector<std::vector<Branch>> &Into,
           llvm::ArrayRef<uint32_t> Order) {
  std::vector<uint32_t> Result(Into.size()), Place(Into.size(), UINT32_MAX);
  for (uint32_t I = 0; I < Order.size(); ++I)
    Place[Order[I]] = I;
  std::vector<bool> Known(Into.size());
  std::iota(Result.begin(), Result.end(), 0);
  if (!Order.empty())
    Known[Order.front()] = true;
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (uint32_t B : Order.drop_front(!Order.empty())) {
      std::optional<uint32_t> Last;
      for (auto [From, Way] : Into[B]) {
        if (!Known[From])
          continue;
        uint32_t Other = From;
        while (Last && *Last != Other)
          if (Place[*Last] > Place[Other])
            Last = Result[*Last];
          else
            Other = Result[Other];
        Last = Other;
      }
      Changed |= !Known[B] || Result[B] != *Last;
      Known[B] = true;
      Result[B] = *Last;
    }
  }
  return Result;
}

BranchTree::BranchTree(const Function &F)
    : F(F), Opened(F.Blocks.size()), Counts(F.Blocks.size()) {
  std::vector<uint32_t> Order = reversePostorder(F);
  std::vector<std::vector<Branch>> Into(F.Blocks.size());
  for (uint32_t B : Order)
    for (uint32_t Way = 0; Way < F.Blocks[B].Successors.size(); ++Way)
      if (uint32_t To = F.Blocks[B].Successors[Way]; To < Into.size())
        Into[To].push_back({B, Way});
  Dominators = dominators(Into, Order);
  auto Dominates = [&](uint32_t First, uint32_t B) {
    while (B != First && Dominators[B] != B)
      B = Dominators[B];
    return B == First;
  };
  for (uint32_t B : llvm::ArrayRef(Order).drop_front(!Order.empty())) {
    unsigned Entries = 0;
    for (Branch X : Into[B])
      if (!Dominates(B, X.first)) { // No way round.
        ++Entries;
        Opened[B] = X;
      }
    if (Entries != 1)
      Opened[B].reset();
    auto IsPossible = [&](uint32_t To) { return To < Into.size(); };
    bool Chosen = Opened[B] && llvm::count_if(F.Blocks[Opened[B]->first].Successors,
                                              IsPossible) > 1;
    Counts[B] = Counts[Dominators[B]] + Chosen;
  }
}

Branches BranchTree::behind(uint32_t Block,
                            llvm::function_ref<bool(uint32_t)> Wanted) const {
  Branches Result;
  for (uint32_t B = Block;; B = Dominators[B]) {
    if (Opened[B] && Wanted(Opened[B]->first))
      Result.insert(*Opened[B]);
    if (Dominators[B] == B)
      return Result;
  }
}

uint32_t BranchTree::countBefore(uint32_t Event) const {
  auto Holds = [&](const Block &B) { return B.holds(Event); };
  auto Found = llvm::find_if(F.Blocks, Holds);
  return Found == F.Blocks.end() ? 0 : Counts[Found - F.Blocks.begin()];
}

std::vector<Branches>
stallfree::branchesBehind(const Function &F, llvm::ArrayRef<uint32_t> Tested) {
  BranchTree Tree(F);
  std::vector<Branches> Result;
  for (uint32_t B = 0; B < F.Blocks.size(); ++B)
    Result.push_back(
        Tree.behind(B, [&](uint32_t X) { return llvm::is_contained(Tested, X); }));
  return Result;
}

Branches stallfree::branchesBefore(const Function &F, uint32_t Event,
                                   llvm::function_ref<bool(const Block &)> Wanted) {
  auto Asked = [&](uint32_t B) { return Wanted(F.Blocks[B]); };
  if (llvm::none_of(F.Blocks, Wanted))
    return {};
  BranchTree Tree(F);
  for (uint32_t B = 0; B < F.Blocks.size(); ++B)
    if (F.Blocks[B].holds(Event))
      return Tree.behind(B, Asked);
  return {};
}
