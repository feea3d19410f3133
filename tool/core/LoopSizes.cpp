//===- LoopSizes.cpp - How often a loop goes round ------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bounds.h"
#include "SizedTypes.h"
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
    if (auto Cells = cells(M.In.Type); Cells && M.Levels > 1)
      One = constantBound(*Cells);
    else if (M.Levels > 1)
      countAs(One, Bound::Unit::Cells);
    widen(Result, One);
  }
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

/// A stream over a text is as long as that; any other is data.
Bound Bounds::ofStream(BodyIndex B, const Loop &L, unsigned Depth) const {
  Bound Result = of(B, L.BoundValue, Depth);
  bool Passed = L.BoundValue.K == Value::Kind::Parameter && !Result.Handed &&
                isStream(L.BoundValue.Type);
  if (Passed || isTextStream(L.BoundValue.Type)) {
    countAs(Result, Bound::Unit::Lines);
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

Bound Bounds::of(BodyIndex B, const Loop &L, unsigned Depth) const {
  if (L.Permutes)
    return ofOrders(B, L, Depth);
  if (!L.Marks.empty())
    return ofMarks(B, L, Depth);
  switch (L.Kind) {
  case Loop::BoundKind::Constant: {
    Bound Result = constantBound(double(L.Trips));
    // An ordinary number stands for one that is not known.
    Result.AtMost = L.BoundValue.K != Value::Kind::Integer &&
                    isScalarType(L.BoundValue.Type);
    return Result;
  }
  case Loop::BoundKind::Child: {
    Bound Result = of(B, L.BoundValue, Depth);
    if (Result.known() && L.BoundValue.K == Value::Kind::Integer)
      return Result;
    Result.K = Bound::Kind::Child;
    Result.Text = L.Bound;
    return Result;
  }
  case Loop::BoundKind::Sized: {
    Bound Result = of(B, L.BoundValue, Depth);
    // The loop has a bound; only what it is was not understood.
    if (Result.K == Bound::Kind::Unknown)
      Result = sizedBound(L.Bound);
    if (!L.Bound.empty() && !Result.known())
      Result.Text = L.Bound;
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
