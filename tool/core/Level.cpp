//===- Level.cpp - Where on a path a change belongs -------------------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Level.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

Level stallfree::levelOf(const Analysis &A, BodyIndex B, uint32_t Event, Executor On,
                         bool Helper) {
  if (const CoroutineRow *Row = A.Graph.coroutine(B))
    return {B, Event, Row};
  auto Path = A.Runs.path(B, On);
  for (const Edge *E : llvm::reverse(Path))
    if (const CoroutineRow *Row = A.Graph.coroutine(E->From))
      return {E->From, E->Event, Row};
  if (!Path.empty() && !Helper)
    return {Path.front()->From, Path.front()->Event, nullptr};
  return {B, Event, nullptr};
}

std::vector<Level> stallfree::levelsOf(const Analysis &A, BodyIndex B, uint32_t Event,
                                       Executor On) {
  constexpr size_t MaxBodies = 200;
  std::vector<Level> Result = {levelOf(A, B, Event, On)};
  if (A.Graph.coroutine(B))
    return Result;
  auto Add = [&](Level L) {
    if (llvm::none_of(Result, [&](const Level &K) { return K.In == L.In && K.Event == L.Event; }))
      Result.push_back(L);
  };
  llvm::DenseSet<BodyIndex> Seen = {B};
  std::vector<BodyIndex> Work = {B};
  for (size_t I = 0; I < Work.size() && I < MaxBodies; ++I)
    for (const Edge *E : A.Runs.into(Work[I], On)) {
      if (E->Certainty == Tier::Possible)
        continue;
      if (const CoroutineRow *Row = A.Graph.coroutine(E->From))
        Add({E->From, E->Event, Row});
      else if (A.Runs.startsAt(E->From, On))
        Add({E->From, E->Event, nullptr});
      else if (Seen.insert(E->From).second)
        Work.push_back(E->From);
    }
  return Result;
}

Change stallfree::changeAt(const Analysis &A, const Level &L) {
  using Kind = Change::Kind;
  const Function &F = *A.P.Bodies[L.In].F;
  bool Ends = L.Event < F.Events.size() && F.Events[L.Event].K == Event::Kind::Destroy;
  Change C{Kind::Here, F.Name, L.Coroutine != nullptr};
  if (Ends)
    C.K = Kind::Signature; // A destructor cannot wait: its class must be able to.
  else if (!L.Coroutine)
    C.K = F.ReturnType == "void" ? Kind::TwoSteps : Kind::Signature;
  return C;
}

Change stallfree::changeAt(const Analysis &A, llvm::ArrayRef<Level> Levels) {
  Change Most;
  for (const Level &L : Levels)
    if (Change C = changeAt(A, L); C.K > Most.K)
      Most = C;
  return Most;
}

const OffloadRow *stallfree::offloadRow(const RuleSet &Rules, llvm::StringRef Framework,
                                        Executor To) {
  const OffloadRow *Fallback = nullptr;
  for (const OffloadRow &Row : Rules.Offload) {
    if (Row.To != To)
      continue;
    if (Row.Framework == Framework)
      return &Row;
    if (Row.Framework == "stallfree")
      Fallback = &Row;
  }
  return Fallback;
}
