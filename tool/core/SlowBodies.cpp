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

const BlockRow *SlowBodies::slowCall(const Function &F, const Event &E) const {
  const BlockRow *Row = blockingRow(A, F, E);
  return Row && Row->Certainty == Tier::Definite && !Row->Off &&
                 Row->WaitsFor != "condition" && Row->WaitsFor != "lock-any"
             ? Row
             : nullptr;
}

bool SlowBodies::slowAt(BodyIndex B, uint32_t I) const {
  const Function &F = *A.P.Bodies[B].F;
  return slowCall(F, F.Events[I]) ||
         llvm::any_of(A.Graph.out(B), [&](const Edge &E) {
           return E.Event == I && inPlace(E) && Blocks[E.To];
         });
}
