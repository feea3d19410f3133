//===- GivesWay.cpp - Which loops let others run in between ---------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GivesWay.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"
#include <map>

using namespace stallfree;
using llvm::StringRef;

/// `bool await_ready() { return true; }`
static bool returnsTrue(const Function &F) {
  unsigned Returns = 0;
  for (const Event &E : F.Events)
    if (E.K == Event::Kind::Return) {
      ++Returns;
      if (E.Arguments.empty() ||
          E.Arguments.front().K != Value::Kind::Integer ||
          E.Arguments.front().Number == 0)
        return false;
    }
  return Returns == 1 && F.Events.size() == 1;
}

GivesWay::GivesWay(const Analysis &A) : A(A), Known(A.P.Bodies.size(), -1) {
  for (const Body &B : A.P.Bodies)
    if (lastSegment(B.F->Name) == "await_ready" && returnsTrue(*B.F))
      Ready[B.F->Class] = true;
}

bool GivesWay::alwaysReady(const Value &Awaited) const {
  return withoutArguments(Awaited.Type) == "std::suspend_never" ||
         Ready.contains(Awaited.Type);
}

bool GivesWay::event(BodyIndex B, uint32_t Index) {
  const Function &F = *A.P.Bodies[B].F;
  const Event &E = F.Events[Index];
  if (E.K == Event::Kind::Call)
    return !A.Rules.Yields.find(E).empty() ||
           llvm::any_of(E.Arguments, [&](const Value &V) {
             return !A.Rules.YieldsGiven.find(withoutArguments(V.Type)).empty();
           });
  if (E.K == Event::Kind::Yield)
    return true;
  if (E.K != Event::Kind::Await || E.Arguments.empty())
    return false;
  const Value &Awaited = E.Arguments.front();
  if (alwaysReady(Awaited))
    return false;
  if (Awaited.K != Value::Kind::Result)
    return true;
  bool Any = false;
  for (const Edge &Out : A.Graph.out(B))
    if (Out.Event == uint32_t(Awaited.Number) && Out.K == Edge::Kind::Await) {
      Any = true;
      if (suspends(Out.To))
        return true;
    }
  return !Any;
}

bool GivesWay::suspends(BodyIndex B) {
  if (!A.P.Bodies[B].F->Coroutine)
    return false;
  // One that eagerly starts or is pooled may be resumed through its loop.
  const CoroutineRow *Row = A.Graph.coroutine(B);
  if (!Row || !Row->Lazy)
    return true;
  if (Known[B] == -2)
    return false; // A circle by itself does not suspend.
  if (Known[B] < 0) {
    Known[B] = -2;
    bool Any = false;
    for (uint32_t I = 0; !Any && I < A.P.Bodies[B].F->Events.size(); ++I)
      Any = event(B, I);
    Known[B] = Any;
  }
  return Known[B];
}

/// Does every way round the loop meet one of the blocks that give way?
static bool meetsAll(const Function &F, const Loop &L, const std::vector<bool> &Gives) {
  std::vector<uint32_t> Work = {L.Header};
  std::vector<bool> Seen(F.Blocks.size());
  while (!Work.empty()) {
    uint32_t Block = Work.back();
    Work.pop_back();
    if (Gives[Block])
      continue;
    for (uint32_t To : F.Blocks[Block].Successors) {
      if (To == L.Header)
        return false;
      if (To == UINT32_MAX || !std::binary_search(L.Blocks.begin(), L.Blocks.end(), To) ||
          Seen[To])
        continue;
      Seen[To] = true;
      Work.push_back(To);
    }
  }
  return true;
}

uint32_t GivesWay::rounds(BodyIndex B, const Loop &L) {
  const Function &F = *A.P.Bodies[B].F;
  auto In = [&](uint32_t Block) {
    return std::binary_search(L.Blocks.begin(), L.Blocks.end(), Block);
  };
  std::vector<bool> Gives(F.Blocks.size());
  for (uint32_t Block : L.Blocks) {
    const auto &Here = F.Blocks[Block];
    for (uint32_t I = Here.First; I < Here.First + Here.Count; ++I)
      if (event(B, I))
        Gives[Block] = true;
  }
  if (llvm::none_of(L.Blocks, [&](uint32_t Block) { return Gives[Block]; }))
    return 0;
  // A branch that is taken every so often, or when the scheduler says so,
  // gives way if one of its sides does.
  std::map<uint32_t, std::vector<uint32_t>> Sides; // By how often.
  for (uint32_t Block : L.Blocks) {
    const auto &Test = F.Blocks[Block].Condition;
    if (!Test)
      continue;
    bool Asked = Test->Event >= 0 &&
                 !A.Rules.Yields.find(F.Events[Test->Event]).empty();
    if (Test->Every == 0 && !Asked)
      continue;
    for (uint32_t To : F.Blocks[Block].Successors)
      if (To != UINT32_MAX && In(To) && Gives[To])
        Sides[std::max(1u, Test->Every)].push_back(Block);
  }
  // The most frequent ones that every way round meets.
  if (meetsAll(F, L, Gives))
    return 1;
  for (const auto &[Every, Blocks] : Sides) {
    for (uint32_t Block : Blocks)
      Gives[Block] = true;
    if (meetsAll(F, L, Gives))
      return Every;
  }
  return 0;
}
