//===- SelfGrowth.cpp - What grows and is gone through round by round -----===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bounds.h"
#include "SizedTypes.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;
using llvm::StringRef;

/// On average over the rounds, where 1 MB or 30,000 items come together.
static constexpr double HalfOfText = 250e3, HalfOfItems = 15e3;
/// The same where each of 4,000 items adds some characters.
static constexpr double HalfOfList = 16e3;

/// The characters, lines or words of a text, the numbers of an array.
static bool isFine(const Bound &Rounds) {
  static constexpr uint32_t Number = 8;
  return Rounds.String || Rounds.Of != Bound::Unit::Items ||
         (Rounds.Width > 0 && Rounds.Width <= Number);
}

static bool isIn(const Loop &L, const Function &F, uint32_t Event) {
  return llvm::any_of(L.Blocks,
                      [&](uint32_t B) { return F.Blocks[B].holds(Event); });
}

/// `page = page + word`: what the sum at Index is made of also gets it.
static bool isSumOfItself(const Function &F, uint32_t Index,
                          const std::string &Symbol) {
  for (uint32_t I = Index; I < F.Events.size(); ++I) {
    const Event &E = F.Events[I];
    if (lastSegment(E.Name) == "operator+" && symbolOf(F, E.Into) == Symbol)
      return llvm::any_of(F.Loops, [&](const Loop &L) {
        return isIn(L, F, Index) && isIn(L, F, I);
      });
  }
  return false;
}

/// `log.insert(0, line)`, `open.insert(open.begin(), x)`
static bool isInFront(const Function &F, uint32_t Index,
                      const std::string &Symbol) {
  static constexpr uint32_t Near = 4;
  const Event &E = F.Events[Index];
  if (!E.Arguments.empty() && E.Arguments.front().K == Value::Kind::Integer)
    return E.Arguments.front().Number == 0;
  for (uint32_t I = Index; I-- > 0 && Index - I <= Near;) {
    StringRef Name = lastSegment(F.Events[I].Name);
    if (symbolOf(F, F.Events[I].Object) != Symbol)
      continue;
    if (Name == "end" || Name == "cend")
      return false;
    if (Name == "begin" || Name == "cbegin")
      return true;
  }
  return false;
}

/// `while ((at = text.find(x, at)) != npos) text.replace(at, n, y);`
static bool isSearched(const Function &F, uint32_t Index,
                       const std::string &Symbol) {
  return llvm::any_of(F.Loops, [&](const Loop &L) {
    return isIn(L, F, Index) && symbolOf(F, L.BoundValue) == Symbol;
  });
}

/// The text or container that E goes through all of, while a loop around E
/// makes it grow by what E gives: as long as it is on average.
std::optional<Bound> Bounds::ofItself(BodyIndex B, const Event &E) const {
  const Function &F = *A.P.Bodies[B].F;
  uint32_t Index = uint32_t(&E - F.Events.data());
  StringRef Name = lastSegment(E.Name);
  if (Name == "replace" && isStringType(E.Object.Type) &&
      isSearched(F, Index, symbolOf(F, E.Object))) {
    Bound Result = of(B, E.Object);
    Result.Itself = !Result.known();
    return Result;
  }
  bool Sum = Name == "operator+" && !E.Arguments.empty();
  if (!Sum && Name != "insert")
    return std::nullopt;
  const Value &Whole = Sum ? E.Arguments.front() : E.Object;
  std::string Symbol = symbolOf(F, Whole);
  if (Whole.K != Value::Kind::Local || Whole.Owner || Symbol.empty() ||
      !(Sum ? isSumOfItself(F, Index, Symbol) : isInFront(F, Index, Symbol)))
    return std::nullopt;
  bool Text = isStringType(Whole.Type);
  Bound Rounds = bound(B, roundsOf(B, Whole, 0));
  if (Rounds.known() || !(Rounds.Handed || Rounds.K == Bound::Kind::Data))
    return std::nullopt;
  Bound Result = sizedBound(Whole.Name);
  Result.Itself = isFine(Rounds);
  Result.Count = !Result.Itself ? HalfOfList : Text ? HalfOfText : HalfOfItems;
  return Result;
}
