//===- OwnLoops.cpp - Event loops that a program writes itself ------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OwnLoops.h"

using namespace stallfree;

static void forEachEvent(const Function &F, const Loop &L,
                         llvm::function_ref<void(uint32_t)> Do) {
  for (uint32_t B : L.Blocks)
    for (uint32_t I = F.Blocks[B].First, End = I + F.Blocks[B].Count; I < End; ++I)
      Do(I);
}

OwnLoops::OwnLoops(const Program &P, RuleIndex &Rules, const Conditions &Tests)
    : P(P), Rules(Rules), Tests(Tests) {
  for (const Body &B : P.Bodies)
    for (const Event &E : B.F->Events)
      if (const ScopeRow *Row = waits(*B.F, E); Row && !Row->Direct)
        Waiters[B.F->Id] = Row;
}

const ScopeRow *OwnLoops::waits(const Function &F, const Event &E) const {
  if (E.K == Event::Kind::Call)
    for (const ScopeRow *Row : Rules.ScopesAround.find(E))
      if (Tests.allow(F, E, {}, Row->Unless))
        return Row;
  return nullptr;
}

const ScopeRow *OwnLoops::waitsBelow(const Event &E) const {
  if (E.K != Event::Kind::Call || !E.Callee || Waiters.empty())
    return nullptr;
  if (const ScopeRow *Row = Waiters.lookup(E.Callee))
    return Row;
  if (E.Virtual)
    for (FunctionId O : P.overriders(E.Callee))
      if (const ScopeRow *Row = Waiters.lookup(O))
        return Row;
  return nullptr;
}

std::optional<OwnLoop> OwnLoops::waitIn(const Function &F, const Loop &L) const {
  std::optional<OwnLoop> Found;
  forEachEvent(F, L, [&](uint32_t I) {
    const ScopeRow *Row = waits(F, F.Events[I]);
    if (!Row)
      Row = waitsBelow(F.Events[I]);
    if (Row && !Found)
      Found = OwnLoop{Row, I};
  });
  return Found;
}

/// `watcher->on_ready()` of a virtual method, `watch->callback(watch)`.
bool OwnLoops::handsOn(const Function &F, const Loop &L, uint32_t Wait) const {
  bool Found = false;
  forEachEvent(F, L, [&](uint32_t I) {
    const Event &E = F.Events[I];
    bool Through = E.Virtual || !E.Callee || E.Name == "std::function::operator()";
    Found |= E.K == Event::Kind::Call && I != Wait && Through && !Rules.trusted(E);
  });
  return Found;
}

std::optional<OwnLoop> OwnLoops::find(BodyIndex B, std::vector<Executor> &At) const {
  const Function &F = *P.Bodies[B].F;
  if (F.Coroutine || Rules.trusted(F.Name))
    return std::nullopt;
  std::vector<std::optional<OwnLoop>> Waiting;
  for (const Loop &L : F.Loops) {
    Waiting.push_back(waitIn(F, L));
    if (Waiting.back() && !handsOn(F, L, Waiting.back()->Wait))
      Waiting.back().reset();
  }
  // A loop around it may do other things first: open what is watched.
  for (size_t L = 0; L < F.Loops.size(); ++L)
    for (int32_t Outer = F.Loops[L].Parent; Waiting[L] && Outer >= 0;
         Outer = F.Loops[Outer].Parent)
      Waiting[Outer].reset();
  std::optional<OwnLoop> Found;
  for (size_t L = 0; L < F.Loops.size(); ++L) {
    if (!Waiting[L])
      continue;
    Found = Found ? Found : Waiting[L];
    forEachEvent(F, F.Loops[L], [&](uint32_t I) {
      const Event &E = F.Events[I];
      if (At[I] == Executor::Here && !waits(F, E) && !waitsBelow(E))
        At[I] = Executor::Loop;
    });
  }
  return Found;
}
