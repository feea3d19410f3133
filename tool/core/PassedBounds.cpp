//===- PassedBounds.cpp - What callers pass for parameters ----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bounds.h"

using namespace stallfree;

/// Rounds of passing bounds on from callers to callees.
static constexpr unsigned MostRounds = 6;

Bound Bounds::bound(BodyIndex B, Bound Open) const {
  if (Open.K != Bound::Kind::Parameter)
    return Open;
  Bound Result = Open;
  Result.K = Bound::Kind::Sized;
  if (Open.Index < Passed[B].size() &&
      Passed[B][Open.Index].K != Bound::Kind::Unknown) {
    Result = Passed[B][Open.Index];
    if (!Result.known())
      Result.Text = Open.Text;
  }
  Result.Bytes = Open.Bytes;
  setRoot(Result, Open.Root);
  if (Result.Width == 0)
    Result.Width = Open.Width;
  if (!Result.known() && Open.Count > 0)
    Result.Count = Open.Count;
  if (!Result.known() && Open.HeldTo > 0)
    Result.HeldTo = Open.HeldTo;
  Result.Itself |= Open.Itself;
  Result.GoesOn |= Open.GoesOn;
  countAs(Result, Open.Of);
  return Result;
}

/// Only callers that run where it matters count: what a start-up function
/// passes says nothing of the loop.
void Bounds::bindParameters() {
  size_t N = A.P.Bodies.size();
  Passed.resize(N);
  for (BodyIndex B = 0; B < N; ++B)
    Passed[B].resize(A.P.Bodies[B].F->Parameters.size());
  // Who calls a root gives it what is not known here.
  for (const Root &R : A.Graph.Roots)
    for (size_t I = 0; I < Passed[R.To].size(); ++I) {
      Bound Unseen = sizedBound(A.P.Bodies[R.To].F->Parameters[I].Name);
      Unseen.Handed = Given.isHanded(R.To, I);
      widen(Passed[R.To][I], Unseen);
    }
  bool Changed = true;
  for (unsigned Round = 0; Changed && Round < MostRounds; ++Round) {
    Changed = false;
    for (BodyIndex B = 0; B < N; ++B) {
      if (!mayBeHot(A, B))
        continue;
      for (const Edge &E : A.Graph.out(B)) {
        const Event &Call = A.P.Bodies[B].F->Events[E.Event];
        auto &Into = Passed[E.To];
        for (size_t I = 0; I < Into.size(); ++I) {
          const Bound Before = Into[I];
          if (E.K == Edge::Kind::Value || I >= Call.Arguments.size())
            widen(Into[I], sizedBound(A.P.Bodies[E.To].F->Parameters[I].Name));
          else
            widen(Into[I], bound(B, of(B, Call.Arguments[I])));
          Changed |= !(Into[I] == Before);
        }
      }
    }
  }
}
