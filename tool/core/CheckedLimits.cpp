//===- CheckedLimits.cpp - Sizes that a program tests ---------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CheckedLimits.h"
#include "Branches.h"
#include "Conditions.h"
#include "SizeTest.h"
#include "SizedTypes.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

/// Does the event do more with the variable than ask for its size, make it or
/// let it end?
static bool uses(const Function &F, const Event &E, llvm::StringRef Symbol) {
  llvm::StringRef Name = lastSegment(E.Name);
  bool Asks = Name == "size" || Name == "length" || Name == "empty";
  if (E.K == Event::Kind::Destroy || Asks)
    return false;
  auto Is = [&](const Value &V) { return symbolOf(F, V) == Symbol; };
  return (Is(E.Object) && E.K != Event::Kind::Construct) ||
         llvm::any_of(E.Arguments, Is);
}

/// Something else, or more, is put into the variable.
static bool changes(const Function &F, const Event &E, llvm::StringRef Symbol) {
  auto Is = [&](const Value &V) { return symbolOf(F, V) == Symbol; };
  llvm::StringRef Name = lastSegment(E.Name);
  if (Name == "swap" || Name.ends_with("inserter"))
    return Is(E.Object) || llvm::any_of(E.Arguments, Is);
  // What the standard library puts into something is not changed itself.
  bool First = !llvm::StringRef(E.Name).starts_with("std::") &&
               !E.Arguments.empty() && Is(E.Arguments.front());
  return ((Is(changedBy(E)) || First) &&
          (grows(E) || Name == "operator=" || Name == "assign")) ||
         (E.K == Event::Kind::Call && Is(E.Into));
}

/// Is all that is done with the variable behind the test in block At, and not on
/// its larger side? Cut: where both sides meet again it is small too.
static bool onlyBehind(const Function &F, uint32_t At, uint32_t Larger,
                       uint32_t Other, bool Cut, llvm::StringRef Symbol) {
  std::vector<bool> Untested = blocksAfter(F, 0, At), Small = blocksAfter(F, Other);
  std::vector<bool> Large = blocksAfter(F, Larger, At);
  for (uint32_t B = 0; B < F.Blocks.size(); ++B)
    for (uint32_t I = F.Blocks[B].First; I < F.Blocks[B].First + F.Blocks[B].Count; ++I) {
      const Event &E = F.Events[I];
      bool Cutting = Cut && B == Larger;
      if (!Cutting && !Untested[B] && B != At && changes(F, E, Symbol))
        return false;
      bool Either = !Cut && Large[B]; // Where both sides meet again.
      if (!Cutting && uses(F, E, Symbol) && (Untested[B] || B == At || !Small[B] || Either))
        return false;
    }
  return true;
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
  for (uint32_t At = 0; At < F.Blocks.size(); ++At) {
    auto T = sizeTest(F, At);
    std::string Symbol = T && T->Greater ? symbolOf(F, *T->Of) : "";
    if (Symbol.empty() || T->Larger >= F.Blocks.size() || T->Small >= F.Blocks.size())
      continue;
    bool Cut = cuts(F, F.Blocks[T->Larger], Symbol, T->Limit);
    if ((Cut || !blocksAfter(F, T->Larger)[T->Small]) &&
        onlyBehind(F, At, T->Larger, T->Small, Cut, Symbol))
      Result[Symbol] = double(T->Limit);
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
