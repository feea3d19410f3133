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

/// The call that a block's condition tests: directly, or through the variable
/// that received its result.
static const Event *testedCall(const Function &F, const Test &T) {
  if (T.Event >= 0 && size_t(T.Event) < F.Events.size())
    return &F.Events[T.Event];
  if (T.Operand.K == Value::Kind::Result &&
      size_t(T.Operand.Number) < F.Events.size())
    return &F.Events[T.Operand.Number];
  if (T.Operand.K == Value::Kind::Local)
    for (const Event &E : F.Events)
      if (E.Into.K == Value::Kind::Local && E.Into.Name == T.Operand.Name)
        return &E;
  return nullptr;
}

/// Which successor of the block makes Row's object ready: 0 or 1; -1 neither.
static int readySuccessor(const Test &T, const ReadyRow &Row) {
  bool HoldsMeansReady = true;
  if (T.Compared) {
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
    HoldsMeansReady = Same;
  } else if (Row.Equals) {
    return -1;
  }
  return HoldsMeansReady != T.Negated ? 0 : 1;
}

std::vector<bool> stallfree::readyAtEvents(RuleIndex &Rules,
                                           const Function &F) {
  std::vector<bool> Ready(F.Events.size());
  if (llvm::none_of(F.Events, [&](const Event &E) {
        return !Rules.ReadyTests.find(E).empty() ||
               !Rules.ReadyCalls.find(E).empty();
      }))
    return Ready;

  auto Before = flowForward<ReadySet>(
      F, {},
      [&](ReadySet &Now, uint32_t I) {
        for (const ReadyRow *Row : Rules.ReadyCalls.find(F.Events[I]))
          Now.insert({Row, symbolOf(F, F.Events[I].Object)});
      },
      [&](ReadySet &Now, uint32_t B, size_t Successor) {
        const auto &Condition = F.Blocks[B].Condition;
        const Event *Call = Condition ? testedCall(F, *Condition) : nullptr;
        if (!Call)
          return;
        for (const ReadyRow *Row : Rules.ReadyTests.find(*Call))
          if (readySuccessor(*Condition, *Row) == int(Successor))
            Now.insert({Row, symbolOf(F, Call->Object)});
      },
      [](ReadySet &Into, const ReadySet &From) {
        std::erase_if(Into, [&](auto &X) { return !From.contains(X); });
      });

  for (size_t I = 0; I < F.Events.size(); ++I) {
    if (!Before[I])
      continue;
    std::string Symbol = symbolOf(F, F.Events[I].Object);
    for (const ReadyRow *Row : Rules.ReadyThens.find(F.Events[I]))
      if (Before[I]->contains({Row, Symbol}))
        Ready[I] = true;
  }
  return Ready;
}
