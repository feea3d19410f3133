//===- CalleeCost.cpp - A callee's cost in the bounds of its callers ---===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BodyCost.h"

using namespace stallfree;

/// How often a callable that is handed to a call runs.
Bound BodyCosts::repetitions(BodyIndex B, const Event &Call,
                             const Edge &E) const {
  if (E.K == Edge::Kind::Value)
    for (const RunsRow *Row : A.Rules.RunsCall.find(Call))
      if (Row->Times)
        if (const Value *V = select(Call, *Row->Times))
          return Sizes.of(B, *V);
  return constantBound(1);
}

/// Multiplies by what an open Factor turned out to be. False if that is a power
/// of something that is not known: then it counts once.
bool BodyCosts::bind(Term &Into, const Bound &Factor, Bound Given) {
  Given.Bytes = Factor.Bytes;
  setRoot(Given, Factor.Root);
  Given.Base = Factor.Base;
  if (Factor.UpTo > 0 && Given.K == Bound::Kind::Parameter)
    Given.UpTo = Factor.UpTo;
  else if (Factor.UpTo > 0)
    Given.Count = std::max(0., Factor.UpTo - Given.Count);
  if (Given.Width == 0)
    Given.Width = Factor.Width;
  if (Factor.Below) {
    Bound Nodes = Factor;
    Nodes.Handed |= Given.Handed;
    Nodes.Index = Given.Index;
    Nodes.K = Given.K == Bound::Kind::Parameter || Given.K == Bound::Kind::Data
                  ? Given.K
                  : Bound::Kind::Sized;
    Given = std::move(Nodes);
  }
  if (!Given.known() && Factor.Count > 0)
    Given.Count = Factor.Count;
  if (!Given.known() && Given.HeldTo == 0)
    Given.HeldTo = Factor.HeldTo;
  countAs(Given, Factor.Of);
  Given.AtMost |= Factor.AtMost;
  Given.Itself |= Factor.Itself;
  Given.GoesOn |= Factor.GoesOn;
  if (Given.Base > 0 && !Given.known() && Given.K != Bound::Kind::Parameter)
    return false;
  Into = times(std::move(Into), Given);
  return true;
}

/// The callee's cost in the bounds of its caller.
Cost BodyCosts::callee(BodyIndex B, const Event &Call, const Edge &E) {
  Cost Result;
  if (Known[E.To].S == Sums::State::Busy) {
    Result.AtLeast = true; // Recursion: one level of it.
    return Result;
  }
  const Cost Open = body(E.To);
  Result.AtLeast = Open.AtLeast;
  for (const Term &T : Open.Terms) {
    Term Here = T;
    Here.Factors.clear();
    for (const Bound &Factor : T.Factors) {
      Bound Given = Factor;
      if (Factor.K == Bound::Kind::Parameter) {
        Given.K = Bound::Kind::Sized;
        if (E.K != Edge::Kind::Value && Factor.Index < Call.Arguments.size())
          if (Bound Passed = Sizes.of(B, Call.Arguments[Factor.Index]);
              Passed.K != Bound::Kind::Unknown)
            Given = Passed;
      }
      Result.AtLeast |= !bind(Here, Factor, Given);
    }
    add(Result, std::move(Here));
  }
  Term Entered;
  Entered.Nanoseconds = A.Asked.Costs.Call;
  add(Result, Entered);
  return times(Result, repetitions(B, Call, E));
}

Cost BodyCosts::bound(BodyIndex B, const Cost &Open) const {
  Cost Result;
  Result.AtLeast = Open.AtLeast;
  for (const Term &T : Open.Terms) {
    Term Here = T;
    Here.Factors.clear();
    for (const Bound &Factor : T.Factors)
      Result.AtLeast |= !bind(Here, Factor, Sizes.bound(B, Factor));
    add(Result, std::move(Here));
  }
  return Result;
}
