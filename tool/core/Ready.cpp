//===- Ready.cpp - Calls that a test made safe ----------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Ready.h"
#include "Flow.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace stallfree;

using ReadySet = std::set<std::pair<const ReadyRow *, std::string>>;

/// The call that gave V: directly, or to the variable that V is.
static const Event *callBehind(const Function &F, const Value &V) {
  if (V.K == Value::Kind::Result && size_t(V.Number) < F.Events.size())
    return &F.Events[V.Number];
  if (V.K == Value::Kind::Local)
    for (const Event &E : F.Events)
      if (E.Into.K == Value::Kind::Local && E.Into.Name == V.Name)
        return &E;
  return nullptr;
}

/// The call that a block's condition tests. `n <= f()` tests f as well.
static const Event *testedCall(const Function &F, const Test &T) {
  if (T.Event >= 0 && size_t(T.Event) < F.Events.size())
    return &F.Events[T.Event];
  return callBehind(F, T.Operand);
}

/// What a row speaks of in a call; `p->f()` and `f(*p)` are about p.
static std::string symbolIn(const Function &F, const Event &E,
                            ArgumentSelector S) {
  const Value *V = select(E, S);
  while (V && V->K == Value::Kind::Result && size_t(V->Number) < F.Events.size() &&
         F.Events[V->Number].Object.K != Value::Kind::Unknown)
    V = &F.Events[V->Number].Object;
  return V ? symbolOf(F, *V) : std::string();
}

/// Which successor of the block makes Row's object ready: 0 or 1; -1 neither.
static int readySuccessor(const Test &T, const ReadyRow &Row) {
  bool HoldsMeansReady = true;
  if (T.Greater) { // So many are there.
    if (Row.Equals)
      return -1;
  } else if (T.Compared) {
    bool Same = false;
    if (Row.Equals)
      Same = Row.Equals->Name.empty()
                 ? T.With.Number == Row.Equals->Number
                 : lastSegment(T.With.Name) == lastSegment(Row.Equals->Name);
    else
      Same = T.With.Number != 0;
    // `== something else` holding says not ready; only a boolean's other
    // value tells more.
    if (!Same && Row.Equals)
      return -1;
    HoldsMeansReady = Same != Row.Other;
  } else if (Row.Equals) {
    return -1;
  }
  return HoldsMeansReady != T.Negated ? 0 : 1;
}

/// What the way from a test to this successor makes ready.
static void learn(RuleIndex &Rules, const Function &F, const Test &T,
                  size_t Successor, ReadySet &Now) {
  auto Note = [&](const Event *Call, const Test &Asked) {
    if (!Call)
      return;
    for (const ReadyRow *Row : Rules.ReadyTests.find(*Call))
      if (readySuccessor(Asked, *Row) == int(Successor))
        Now.insert({Row, symbolIn(F, *Call, Row->Of)});
  };
  Note(testedCall(F, T), T);
  if (T.Greater) { // `n < f()` says of f what `f() >= n` says.
    Test Turned = T;
    Turned.Negated = !T.Negated;
    Note(callBehind(F, T.With), Turned);
  }
}

/// Marks calls that are the first to use a watched descriptor: what they read
/// is there. What comes next may have to wait.
static void firstUses(RuleIndex &Rules, const Watched &Descriptors,
                      const Function &F, std::vector<bool> &Ready) {
  using Watches = std::pair<size_t, std::string>; // The event, the descriptor.
  std::vector<Watches> Firsts;
  for (size_t I = 0; I < F.Events.size(); ++I)
    for (const ReadyRow *Row : Rules.ReadyWatched.find(F.Events[I]))
      if (const Value *V = select(F.Events[I], Row->Argument);
          V && Descriptors.at(F, *V))
        Firsts.push_back({I, Descriptors.symbol(F, *V)});
  if (Firsts.empty())
    return;
  // What has been used on some way to an event.
  auto Used = flowForward<std::set<std::string>>(
      F, {},
      [&](std::set<std::string> &Now, uint32_t I) {
        for (const Value &V : F.Events[I].Arguments)
          if (Descriptors.at(F, V))
            Now.insert(Descriptors.symbol(F, V));
        for (const Watches &First : Firsts) // It may be the object.
          if (First.first == I)
            Now.insert(First.second);
      },
      [](auto &, uint32_t, size_t) {},
      [](auto &Into, const auto &From) { Into.insert(From.begin(), From.end()); });
  for (auto &[I, Symbol] : Firsts)
    if (Used[I] && !Used[I]->contains(Symbol))
      Ready[I] = true;
}

std::vector<bool> stallfree::readyAtEvents(RuleIndex &Rules,
                                           const Watched &Descriptors,
                                           const Function &F) {
  std::vector<bool> Ready(F.Events.size());
  firstUses(Rules, Descriptors, F, Ready);
  if (llvm::none_of(F.Events, [&](const Event &E) {
        return !Rules.ReadyTests.find(E).empty() ||
               !Rules.ReadyCalls.find(E).empty();
      }))
    return Ready;

  auto Before = flowForward<ReadySet>(
      F, {},
      [&](ReadySet &Now, uint32_t I) {
        for (const ReadyRow *Row : Rules.ReadyCalls.find(F.Events[I]))
          Now.insert({Row, symbolIn(F, F.Events[I], Row->Of)});
      },
      [&](ReadySet &Now, uint32_t B, size_t Successor) {
        if (const auto &Condition = F.Blocks[B].Condition)
          learn(Rules, F, *Condition, Successor, Now);
      },
      [](ReadySet &Into, const ReadySet &From) {
        std::erase_if(Into, [&](auto &X) { return !From.contains(X); });
      });

  for (size_t I = 0; I < F.Events.size(); ++I) {
    if (!Before[I])
      continue;
    for (const ReadyRow *Row : Rules.ReadyThens.find(F.Events[I]))
      if (Before[I]->contains({Row, symbolIn(F, F.Events[I], Row->Argument)}))
        Ready[I] = true;
  }
  return Ready;
}
