//===- CheckedLimits.cpp - Sizes that a program tests ---------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CheckedLimits.h"
#include "Conditions.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

/// The blocks that run after From, itself included.
static std::vector<bool> after(const Function &F, uint32_t From) {
  std::vector<bool> Result(F.Blocks.size());
  llvm::SmallVector<uint32_t, 16> Work = {From};
  while (!Work.empty()) {
    uint32_t B = Work.pop_back_val();
    if (B >= Result.size() || Result[B])
      continue;
    Result[B] = true;
    llvm::append_range(Work, F.Blocks[B].Successors);
  }
  return Result;
}

/// `text.resize(2000)` in the block.
static bool cuts(const Function &F, const Block &In, llvm::StringRef Symbol,
                 int64_t Limit) {
  for (uint32_t I = In.First; I < In.First + In.Count; ++I) {
    const Event &E = F.Events[I];
    if (lastSegment(E.Name) == "resize" && symbolOf(F, E.Object) == Symbol &&
        !E.Arguments.empty() && E.Arguments[0].K == Value::Kind::Integer &&
        E.Arguments[0].Number <= Limit)
      return true;
  }
  return false;
}

CheckedLimits::Limits CheckedLimits::find(const Function &F) const {
  Limits Result;
  for (const Block &B : F.Blocks) {
    if (!B.Condition || !B.Condition->Greater || B.Condition->Event < 0 ||
        B.Successors.size() != 2)
      continue;
    const Test &T = *B.Condition;
    const Event &Asked = F.Events[T.Event];
    llvm::StringRef Name = lastSegment(Asked.Name);
    std::string Symbol = symbolOf(F, Asked.Object);
    if ((Name != "size" && Name != "length") || Symbol.empty() ||
        T.With.K != Value::Kind::Integer || T.With.Number <= 0)
      continue;
    uint32_t Larger = B.Successors[T.Negated], Other = B.Successors[!T.Negated];
    if (Larger >= F.Blocks.size() || Other >= F.Blocks.size())
      continue;
    if (!after(F, Larger)[Other] ||
        cuts(F, F.Blocks[Larger], Symbol, T.With.Number))
      Result[Symbol] = double(T.With.Number);
  }
  return Result;
}

std::optional<double> CheckedLimits::of(BodyIndex B, const Value &V) const {
  const Function &F = *P.Bodies[B].F;
  auto [It, New] = Known.try_emplace(B);
  if (New)
    It->second = find(F);
  if (It->second.empty())
    return std::nullopt;
  auto Limit = It->second.find(symbolOf(F, V));
  return Limit == It->second.end() ? std::nullopt
                                   : std::optional(Limit->second);
}
