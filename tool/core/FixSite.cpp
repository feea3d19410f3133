//===- FixSite.cpp - What every edit of a coroutine has to respect -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FixSite.h"
#include "Locks.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

const Site *stallfree::siteOf(const Function &F, uint32_t Event) {
  auto It = llvm::lower_bound(F.Sites, Event,
                              [](const Site &S, uint32_t E) { return S.Event < E; });
  return It != F.Sites.end() && It->Event == Event ? &*It : nullptr;
}

bool stallfree::guardHeld(const Analysis &A, const Function &F, uint32_t Event) {
  return Event < F.Events.size() && !guardsAtEvents(A.P, A.Rules, A.Tests, F)[Event].empty();
}

llvm::SmallVector<BodyIndex, 4> stallfree::otherInstances(const Analysis &A, BodyIndex B) {
  llvm::SmallVector<BodyIndex, 4> Others;
  Location Here = A.P.location(B, A.P.Bodies[B].F->Where);
  auto IsInstance = [&](BodyIndex Other) {
    Location There = A.P.location(Other, A.P.Bodies[Other].F->Where);
    return There.File == Here.File && There.Line == Here.Line && There.Column == Here.Column;
  };
  // Bodies are sorted by place.
  for (BodyIndex I = B; I-- > 0 && IsInstance(I);)
    Others.push_back(I);
  for (BodyIndex I = B + 1; I < A.P.Bodies.size() && IsInstance(I); ++I)
    Others.push_back(I);
  return Others;
}

std::string stallfree::newLine(uint32_t Column) {
  return "\n" + std::string(Column ? Column - 1 : 0, ' ');
}

void stallfree::sortEdits(Fix &F) {
  llvm::stable_sort(F.Edits, [](const Edit &X, const Edit &Y) {
    return std::tie(X.File, X.Line, X.Column) < std::tie(Y.File, Y.Line, Y.Column);
  });
}
