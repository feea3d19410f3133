//===- LocalSizes.cpp - How much a local variable holds -------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bounds.h"
#include "Branches.h"
#include "Conditions.h"
#include "RoundShare.h"
#include "SizedTypes.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;
using llvm::StringRef;

/// What a loop adds to a text in each round, on average over its rounds.
static constexpr double CharactersPerRound = 8;

static bool isOpen(const Bound &B) {
  return !B.known() && B.K != Bound::Kind::Unknown;
}

/// Loops in each other: the product of numbers, else the larger one, or the
/// cells of its rows. Always: in each round of the inner one.
static void nest(Bound &Into, const Bound &Inner, bool Always) {
  if (!Into.known() || !Inner.known()) {
    bool Rows = Always && isOpen(Into) && isOpen(Inner) && Into.mayBeLarge();
    widen(Into, Inner);
    if (Rows)
      countAs(Into, Bound::Unit::Cells);
    return;
  }
  Into.Count *= Inner.Count;
  Into.AtMost |= Inner.AtMost;
}

static bool isLocal(const Value &V, const Value &Local) {
  return V.K == Value::Kind::Local && V.Name == Local.Name && !V.Owner;
}

/// Does each round of the innermost of the loops Around pass E?
static bool isAlways(const Function &F, const std::vector<bool> &Around,
                     const Event &E) {
  const Loop *Innermost = nullptr;
  for (size_t L = 0; L < Around.size(); ++L)
    if (Around[L] && (!Innermost || F.Loops[L].Depth > Innermost->Depth))
      Innermost = &F.Loops[L];
  uint32_t B = blockOf(F, uint32_t(&E - F.Events.data()));
  return Innermost && B < F.Blocks.size() && roundShare(F, *Innermost, B).Count == 1;
}

/// Does one of the loops Around go on until V is empty, into which it puts more?
static bool feedsIt(const Function &F, const std::vector<bool> &Around,
                    const Value &V) {
  for (size_t L = 0; L < Around.size(); ++L)
    if (Around[L] && !F.Loops[L].Marks.empty() && isLocal(F.Loops[L].BoundValue, V))
      return true;
  return false;
}

/// `std::copy(all.begin(), all.end(), std::back_inserter(V))`: of something whole.
static bool isCopiedInto(const Function &F, const Event &E, const Value &V) {
  StringRef Name = E.Name;
  bool Ranges = Name.consume_front("std::ranges::__") && Name.consume_back("_fn::operator()");
  if (E.K != Event::Kind::Call || (!Ranges && !Name.consume_front("std::")) ||
      !llvm::is_contained({"copy", "copy_if", "transform", "remove_copy_if",
                           "unique_copy", "reverse_copy"},
                          Name))
    return false;
  auto Inserts = [&](const Value &Into) {
    if (Into.K != Value::Kind::Result || size_t(Into.Number) >= F.Events.size())
      return false;
    const Event &Made = F.Events[Into.Number];
    return lastSegment(Made.Name).ends_with("inserter") &&
           !Made.Arguments.empty() && isLocal(Made.Arguments.front(), V);
  };
  size_t At = Ranges ? 1 : 2;
  std::string From = E.Arguments.size() > At ? symbolOf(F, E.Arguments[0]) : "";
  bool Whole = Ranges || (!From.empty() && symbolOf(F, E.Arguments[1]) == From);
  return E.Arguments.size() > At && Whole && Inserts(E.Arguments[At]);
}

/// `for (...) names.push_back(x)`: as many as the loop has rounds, unless the
/// loop makes it anew. Text gets some characters in each round.
Bound Bounds::roundsOf(BodyIndex B, const Value &V, unsigned Depth) const {
  const Function &F = *A.P.Bodies[B].F;
  std::vector<bool> Anew(F.Loops.size());
  Bound Result;
  auto Empties = [&](const Event &E) {
    return lastSegment(E.Name) == "clear" && isLocal(E.Object, V);
  };
  llvm::SmallVector<uint32_t, 16> Uses(Named.of(B, V.Name)); // Asking finds more.
  for (uint32_t I : Uses)
    if (Empties(F.Events[I]))
      if (std::vector<bool> Around = loopsAround(F, F.Events[I]);
          isAlways(F, Around, F.Events[I]))
        Anew = std::move(Around);
  for (uint32_t I : Uses) {
    const Event &E = F.Events[I];
    if (E.K == Event::Kind::Construct && (isLocal(E.Into, V) || isLocal(E.Object, V)))
      Anew = loopsAround(F, E);
    if (isCopiedInto(F, E, V))
      widen(Result, of(B, E.Arguments.front(), std::max(Depth + 1, MostSteps - 1)));
    if (!isLocal(changedBy(E), V) || !grows(E))
      continue;
    std::vector<bool> Around = loopsAround(F, E);
    if (feedsIt(F, Around, V))
      continue;
    bool Always = isAlways(F, Around, E);
    Bound Rounds;
    for (size_t L = 0; L < Around.size(); ++L)
      if (Around[L] && !Anew[L])
        nest(Rounds, of(B, F.Loops[L], Depth + 1), Always);
    if (itemWidth(V.Type) && Rounds.Of != Bound::Unit::Cells)
      Rounds.Width = 0; // Not each round puts one in.
    widen(Result, Rounds);
  }
  return Result;
}

Bound Bounds::grown(BodyIndex B, const Value &V, unsigned Depth) const {
  Bound Result = roundsOf(B, V, Depth);
  if (isStringType(V.Type) && Result.K != Bound::Kind::Unknown) {
    Result.Count = plausible(Result) * CharactersPerRound;
    Result.Text = sizedBound(V.Name).Text;
  }
  return Result;
}

Bound Bounds::ofLocal(BodyIndex B, const Value &V, unsigned Depth) const {
  if (!Settled)
    return findLocal(B, V, Depth);
  std::string Key = V.Name + ' ' + V.Type + ' ' + std::to_string(Depth) + ' ' +
                    std::to_string(V.Owner);
  if (auto It = Locals.find({B, Key}); It != Locals.end())
    return It->second;
  Bound Found = findLocal(B, V, Depth);
  Locals[{B, std::move(Key)}] = Found;
  return Found;
}

/// What the events say that make the local or change its size.
Bound Bounds::findLocal(BodyIndex B, const Value &V, unsigned Depth) const {
  const Function &F = *A.P.Bodies[B].F;
  Bound Result;
  bool Any = false;
  if (V.Owner) { // A lambda's captured one.
    Result = sizedBound(V.Name);
    Result.String = isStringType(V.Type);
    return Result;
  }
  llvm::SmallVector<uint32_t, 16> Uses(Named.of(B, V.Name)); // Asking finds more.
  for (uint32_t I : Uses) {
    const Event &E = F.Events[I];
    bool Made = isLocal(E.Into, V);
    bool Own = Made || isLocal(E.Object, V);
    bool Part = Made || (Own && E.K == Event::Kind::Construct);
    if (auto Most = Part ? ofPart(B, E, Depth) : std::nullopt) {
      widen(Result, *Most);
      Any = true;
    } else if (Own && setsSize(E) && !E.Arguments.empty()) {
      widen(Result, of(B, E.Arguments.front(), Depth + 1));
      Any = true;
    } else if (Made && E.K == Event::Kind::Call) {
      widen(Result, ofResult(B, I, Depth + 1));
      Any = true;
    }
  }
  if (Bound More = grown(B, V, Depth); More.K != Bound::Kind::Unknown) {
    if (!Any)
      return More;
    widen(Result, More);
  }
  if (!Any)
    Result = ofFilled(B, V, Depth);
  Result.String = isStringType(V.Type);
  return Result;
}

/// `shape(buffer, &rows)`: nothing else sets the local. What the other
/// arguments were filled from in turn is not asked: calls that share their
/// locals would be walked in every order.
Bound Bounds::ofFilled(BodyIndex B, const Value &V, unsigned Depth) const {
  Bound Result = sizedBound(V.Name);
  llvm::SmallVector<uint32_t, 16> Uses(Named.of(B, V.Name)); // Asking finds more.
  for (uint32_t I : Uses)
    if (const Event &E = A.P.Bodies[B].F->Events[I];
        E.K == Event::Kind::Call && E.Arguments.size() > 1 &&
        llvm::any_of(E.Arguments,
                     [&](const Value &Out) { return isLocal(Out, V); }))
      for (const Value &From : E.Arguments)
        if (!isLocal(From, V)) {
          Result = follow(B, Result, From, std::max(Depth, MostSteps - 1));
          if (isTakenApart(B, From, E))
            Result.K = Bound::Kind::Child;
        }
  return Result;
}
