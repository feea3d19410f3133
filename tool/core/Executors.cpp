//===- Executors.cpp - Where values and coroutine points run --------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Executors.h"
#include "Flow.h"
#include "TypeName.h"

using namespace stallfree;
using llvm::StringRef;

Executor stallfree::executorOfType(RuleIndex &Rules, StringRef Type) {
  for (StringRef Argument : templateArguments(Type))
    if (Executor E = executorOfType(Rules, Argument); E != Executor::Unknown)
      return E;
  std::string Name = withoutArguments(Type);
  auto Rows = Rules.Executors.find(Name);
  return Rows.empty() ? Executor::Unknown : Rows.front()->Is;
}

const CoroutineRow *stallfree::coroutineRow(RuleIndex &Rules,
                                            const Function &F) {
  if (!F.Coroutine)
    return nullptr;
  auto Rows = Rules.Coroutines.find(withoutArguments(F.ReturnType));
  if (!Rows.empty())
    return Rows.front();
  // No row: what only yields is a generator and runs wherever it is pulled;
  // anything that awaits is taken for a task of some loop.
  static const CoroutineRow Generator = {
      {}, {}, CoroutineRow::Kind::Generator, true, Executor::Here, Tier::Possible, ""};
  static const CoroutineRow Task = {
      {}, {}, CoroutineRow::Kind::Task, true, Executor::Loop, Tier::Probable, ""};
  return F.Yields && !F.Awaits ? &Generator : &Task;
}

/// The executor after this await, Here if it does not hop.
static Executor hop(RuleIndex &Rules, const Conditions &Tests,
                    const Function &F, const Event &Await) {
  if (Await.Arguments.empty())
    return Executor::Here;
  const Value &Operand = Await.Arguments.front();
  const Event *Call = nullptr;
  if (Operand.K == Value::Kind::Result &&
      size_t(Operand.Number) < F.Events.size())
    Call = &F.Events[Operand.Number];
  std::string TypeName = withoutArguments(Operand.Type);
  for (StringRef Name : {Call ? StringRef(Call->Name) : StringRef(), StringRef(TypeName)})
    for (const HopRow *Row : Rules.Hops.find(Name)) {
      const Event &Tested = Call ? *Call : Await;
      if (Row->False || !Tests.allow(F, Tested, Row->When, Row->Unless))
        continue;
      if (Row->ToArgument)
        if (const Value *V = select(Tested, *Row->ToArgument))
          if (Executor E = executorOfType(Rules, V->Type);
              E != Executor::Unknown)
            return E;
      return Row->To;
    }
  return Executor::Here;
}

/// What an event does to the executor of its function: the new one, Loop for
/// the way back, Here for nothing.
static Executor movement(RuleIndex &Rules, const Conditions &Tests,
                         const Function &F, const Event &E) {
  switch (E.K) {
  case Event::Kind::Await:
    return hop(Rules, Tests, F, E);
  case Event::Kind::Construct:
    if (auto Rows = Rules.ScopeTypes.find(withoutArguments(E.Type)); !Rows.empty())
      return Rows.front()->On;
    break;
  case Event::Kind::Destroy:
    if (!Rules.ScopeTypes.find(withoutArguments(E.Object.Type)).empty())
      return Executor::Loop;
    break;
  case Event::Kind::Call:
    if (auto Rows = Rules.ScopeEnters.find(E.Name); !Rows.empty())
      return Rows.front()->On;
    if (!Rules.ScopeLeaves.find(E.Name).empty())
      return Executor::Loop;
    break;
  default:
    break;
  }
  return Executor::Here;
}

std::vector<Executor>
stallfree::executorAtEvents(RuleIndex &Rules, const Conditions &Tests,
                            const Function &F) {
  std::vector<Executor> At(F.Events.size(), Executor::Here);
  std::vector<Executor> Moves(F.Events.size(), Executor::Here);
  bool Any = false;
  for (size_t I = 0; I < F.Events.size(); ++I) {
    Moves[I] = movement(Rules, Tests, F, F.Events[I]);
    Any |= Moves[I] != Executor::Here;
  }
  if (!Any)
    return At;

  auto Before = flowForward<Executor>(
      F, Executor::Here,
      [&](Executor &Now, uint32_t I) {
        if (Moves[I] != Executor::Here)
          Now = Moves[I] == Executor::Loop ? Executor::Here : Moves[I];
      },
      [](Executor &, uint32_t, size_t) {},
      [](Executor &Into, Executor From) {
        if (Into != From)
          Into = Executor::Here;
      });
  for (size_t I = 0; I < Before.size(); ++I)
    if (Before[I])
      At[I] = *Before[I];
  return At;
}
