//===- LoopSizes.cpp - How often a loop goes round ------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bounds.h"
#include "SizedTypes.h"
#include "TypeEnds.h"
#include "TypeName.h"
#include <cmath>

using namespace stallfree;

/// Orders of N things that are not known to be few: as many as of eight.
static constexpr double OrdinaryOrders = 40320;
/// Where what is looked up is not known either, the search goes no further.
static constexpr unsigned MarkSteps = 2;

Bound Bounds::of(BodyIndex B, const Loop &L) const { return of(B, L, 0); }

/// All that is ever pushed was looked up or marked in one of these.
Bound Bounds::ofMarks(BodyIndex B, const Loop &L, unsigned Depth) const {
  Bound Result;
  for (const Mark &M : L.Marks) {
    Bound One = of(B, M.In, Depth + MarkSteps);
    One.String = false;
    auto Fixed = M.Levels > 1 ? cells(M.In.Type) : extent(M.In.Type);
    if (Fixed)
      One = constantBound(*Fixed);
    else if (M.Levels > 1)
      countAs(One, Bound::Unit::Cells);
    widen(Result, One);
  }
  // What was in the list before is taken from it, too.
  unsigned AsLast = std::max(Depth + MarkSteps, MostSteps - 1);
  if (Bound Before = of(B, L.BoundValue, AsLast); Before.mayBeLarge())
    widen(Result, Before);
  // What is put in untested comes round as often.
  if (Result.known())
    Result.Count *= double(std::max<int64_t>(L.Trips, 1));
  return Result;
}

/// One round for each order of what is permuted.
Bound Bounds::ofOrders(BodyIndex B, const Loop &L, unsigned Depth) const {
  Bound Result = of(B, L.BoundValue, Depth);
  if (Result.known())
    return constantBound(std::tgamma(std::min(Result.Count, 15.) + 1));
  Result.Text = L.Bound;
  if (Result.mayBeLarge())
    Result.Count = OrdinaryOrders;
  return Result;
}

/// `while (in >> word)`
static bool readsWords(const Function &F, const Loop &L) {
  const Block &Tests = F.Blocks[L.Header];
  for (uint32_t I = Tests.First; I < Tests.First + Tests.Count; ++I)
    if (lastSegment(F.Events[I].Name) == "operator>>")
      return true;
  return false;
}

/// A stream over a text is as long as that; any other is data.
Bound Bounds::ofStream(BodyIndex B, const Loop &L, unsigned Depth) const {
  Bound Result = of(B, L.BoundValue, Depth);
  bool Passed = L.BoundValue.K == Value::Kind::Parameter && !Result.Handed &&
                isStream(L.BoundValue.Type);
  if (Passed || isTextStream(L.BoundValue.Type)) {
    countAs(Result, readsWords(*A.P.Bodies[B].F, L) ? Bound::Unit::Words
                                                    : Bound::Unit::Lines);
    if (Result.K == Bound::Kind::Unknown)
      Result = sizedBound(L.Bound);
    if (!Result.known())
      Result.Text = L.Bound;
    return Result;
  }
  Result.K = Bound::Kind::Data;
  Result.String = false;
  Result.Text = L.Bound;
  return Result;
}

/// Up to a plain number, over what may be large: as many rounds as that has
/// items, or as its rows and columns.
std::optional<Bound> Bounds::ofReached(BodyIndex B, const Loop &L,
                                       const Bound &Number,
                                       unsigned Depth) const {
  if (L.Reached.In.K == Value::Kind::Unknown ||
      !isScalarType(L.BoundValue.Type) || bound(B, Number).known())
    return std::nullopt;
  Bound Whole = of(B, L.Reached.In, Depth + 1);
  if (Whole.known() || !bound(B, Whole).mayBeLarge())
    return std::nullopt;
  setRoot(Whole, L.Reached.Levels);
  Whole.Text = L.Bound;
  return Whole;
}

/// `for (i = 0; i < UINT_MAX; ++i) if (isFree(i)) break;`
static bool leavesInside(const Function &F, const Loop &L) {
  return llvm::any_of(L.Blocks, [&](uint32_t B) {
    return B != L.Header && llvm::any_of(F.Blocks[B].Successors, [&](uint32_t S) {
             return S != UINT32_MAX && !llvm::binary_search(L.Blocks, S);
           });
  });
}

Bound Bounds::of(BodyIndex B, const Loop &L, unsigned Depth) const {
  if (L.Permutes)
    return ofOrders(B, L, Depth);
  if (!L.Marks.empty())
    return ofMarks(B, L, Depth);
  switch (L.Kind) {
  case Loop::BoundKind::Constant: {
    if (isTypeEnd(double(L.Trips)) && leavesInside(*A.P.Bodies[B].F, L))
      return {};
    Bound Result = constantBound(double(L.Trips));
    // An ordinary number stands for one that is not known.
    Result.AtMost = L.BoundValue.K != Value::Kind::Integer &&
                    isScalarType(L.BoundValue.Type);
    return Result;
  }
  case Loop::BoundKind::Child: {
    Bound Result = of(B, L.BoundValue, Depth);
    bool Counted = L.BoundValue.K == Value::Kind::Integer || L.BoundValue.K == Value::Kind::Local;
    if (Result.known() && (Result.AtMost || Counted))
      return Result;
    Result.K = Bound::Kind::Child;
    Result.Text = L.Bound;
    return Result;
  }
  case Loop::BoundKind::Sized: {
    Bound Result = of(B, L.BoundValue, Depth);
    if (auto Reached = ofReached(B, L, Result, Depth))
      return *Reached;
    // The loop has a bound; only what it is was not understood.
    if (Result.K == Bound::Kind::Unknown)
      Result = sizedBound(L.Bound);
    if (!L.Bound.empty() && !Result.known())
      Result.Text = L.Bound;
    Result.GoesOn = L.GoesOn;
    Bound Too = of(B, L.Within, Depth + 1);
    if (Too.known() && Too.Count <= 0)
      Too = {};
    if (Too.known() && Result.known() && Too.Count < Result.Count) {
      Too.AtMost = true;
      return Too;
    }
    if (Too.known() && !Result.known())
      Result.HeldTo = Result.HeldTo > 0 ? std::min(Result.HeldTo, Too.Count) : Too.Count;
    auto Most = Result.known() ? std::nullopt : Asked.ending(B, L);
    if (!Result.known() && L.HeldTo > 0)
      Most = std::min(Most.value_or(HUGE_VAL), double(L.HeldTo));
    if (Most)
      Result.HeldTo = Result.HeldTo > 0 ? std::min(Result.HeldTo, *Most) : *Most;
    return Result;
  }
  case Loop::BoundKind::DataSized:
    return ofStream(B, L, Depth);
  case Loop::BoundKind::Unbounded:
  case Loop::BoundKind::Unknown:
    break;
  }
  return {};
}

/// `while (getline(text, line))`: a loop around the call goes on while there is
/// something of Whole left.
bool Bounds::isTakenApart(BodyIndex B, const Value &Whole,
                          const Event &By) const {
  const Function &F = *A.P.Bodies[B].F;
  std::string Symbol = symbolOf(F, Whole);
  std::vector<bool> Around = loopsAround(F, By);
  for (size_t L = 0; L < Around.size() && !Symbol.empty(); ++L)
    if (Around[L] && F.Loops[L].Kind == Loop::BoundKind::DataSized &&
        symbolOf(F, F.Loops[L].BoundValue) == Symbol)
      return true;
  return false;
}

/// `rest.remove_prefix(n)`, `rest = rest.substr(n)`.
static bool shortens(const Function &F, const Event &E, const std::string &Symbol) {
  llvm::StringRef Name = lastSegment(E.Name);
  if (Name == "remove_prefix" || Name == "remove_suffix" || Name == "advance")
    return symbolOf(F, E.Object) == Symbol;
  bool Piece = Name == "substr" || Name == "subspan" || Name == "mid" ||
               Name == "sliced" || Name == "drop_front";
  return Piece && symbolOf(F, E.Into) == Symbol && symbolOf(F, E.Object) == Symbol;
}

/// `all.substr(from, to - from)` in a loop whose cursor goes from find to find.
static bool isPieceIn(const Function &F, const Loop &L, const Event &E, const std::string &Symbol) {
  llvm::StringRef Name = lastSegment(E.Name);
  return L.Step > 1 && (Name == "substr" || Name == "mid" || Name == "subspan") &&
         symbolOf(F, E.Object) == Symbol && symbolOf(F, L.BoundValue) == Symbol;
}

/// Does a loop around E cut pieces off V?
bool Bounds::isShortened(BodyIndex B, const Value &V, const Event &E) const {
  const Function &F = *A.P.Bodies[B].F;
  std::string Symbol = symbolOf(F, V);
  if (Symbol.empty())
    return false;
  std::vector<bool> Around = loopsAround(F, E);
  for (size_t L = 0; L < Around.size(); ++L)
    if (Around[L] && isPieceIn(F, F.Loops[L], E, Symbol))
      return true;
  for (size_t L = 0; L < Around.size(); ++L)
    for (uint32_t Block : F.Loops[L].Blocks) {
      const struct Block &In = F.Blocks[Block];
      for (uint32_t I = In.First; Around[L] && I < In.First + In.Count; ++I)
        if (shortens(F, F.Events[I], Symbol))
          return true;
    }
  return false;
}

Bound Bounds::of(BodyIndex B, const Value &V, const Event &E) const {
  Bound Result = of(B, V);
  if (!Result.known() && isShortened(B, V, E))
    Result.K = Bound::Kind::Child;
  return Result;
}
