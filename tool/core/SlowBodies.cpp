//===- SlowBodies.cpp - Functions that hold their thread -----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SlowBodies.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

static bool inPlace(const Edge &E) {
  return E.K == Edge::Kind::Call && E.Certainty == Tier::Definite;
}

SlowBodies::SlowBodies(const Analysis &A) : A(A), Blocks(A.P.Bodies.size()) {
  size_t N = A.P.Bodies.size();
  std::vector<std::vector<BodyIndex>> Callers(N);
  std::vector<BodyIndex> Work;
  for (BodyIndex B = 0; B < N; ++B) {
    for (const Edge &E : A.Graph.out(B))
      if (inPlace(E))
        Callers[E.To].push_back(B);
    const Function &F = *A.P.Bodies[B].F;
    if (llvm::any_of(F.Events, [&](const Event &E) { return slowCall(F, E); })) {
      Blocks[B] = true;
      Work.push_back(B);
    }
  }
  while (!Work.empty()) {
    BodyIndex B = Work.back();
    Work.pop_back();
    for (BodyIndex Caller : Callers[B])
      if (!Blocks[Caller]) {
        Blocks[Caller] = true;
        Work.push_back(Caller);
      }
  }
}

/// What a call of it takes, in nanoseconds: with a piece of data of an ordinary
/// size, where that decides.
static double ordinaryCost(const CpuRow &Row) {
  constexpr double Piece = 64 * 1024;
  switch (Row.G) {
  case CpuRow::Growth::PerCall:
    return Row.Nanoseconds;
  case CpuRow::Growth::PerByte:
    return Row.Nanoseconds * Piece;
  case CpuRow::Growth::PerItem:
  case CpuRow::Growth::NLogN:
    return 0; // Of how many, nobody says.
  }
  return 0;
}

bool SlowBodies::slowCall(const Function &F, const Event &E) const {
  if (const BlockRow *Row = blockingRow(A, F, E))
    return Row->Certainty == Tier::Definite && !Row->Off &&
           Row->WaitsFor != "condition" && Row->WaitsFor != "lock-any";
  constexpr double Long = 5e6;
  return llvm::any_of(A.Rules.Cpu.find(E), [&](const CpuRow *Row) {
    return ordinaryCost(*Row) >= Long && A.Tests.allow(F, E, Row->When, Row->Unless);
  });
}

bool SlowBodies::slowAt(BodyIndex B, uint32_t I) const {
  const Function &F = *A.P.Bodies[B].F;
  return slowCall(F, F.Events[I]) ||
         llvm::any_of(A.Graph.out(B), [&](const Edge &E) {
           return E.Event == I && inPlace(E) && Blocks[E.To];
         });
}
