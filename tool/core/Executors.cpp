//===- Executors.cpp - Where values and coroutine points run --------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Executors.h"
#include "Branches.h"
#include "Flow.h"
#include "ProgramEnd.h"
#include "TypeName.h"
#include "WorkQueues.h"

using namespace stallfree;
using llvm::StringRef;

/// A strand is where the executor is that it is a strand of.
static const ExecutorRow *rowOfType(RuleIndex &Rules, StringRef Type) {
  for (StringRef Argument : templateArguments(Type))
    if (const ExecutorRow *Row = rowOfType(Rules, Argument))
      return Row;
  auto Rows = Rules.Executors.find(withoutArguments(Type));
  return Rows.empty() ? nullptr : Rows.front();
}

Executor stallfree::executorOfType(RuleIndex &Rules, StringRef Type) {
  const ExecutorRow *Row = rowOfType(Rules, Type);
  return Row ? Row->Is : Executor::Unknown;
}

Executor stallfree::executorOfClass(const Program &P, RuleIndex &Rules,
                                    const Class &Own, int Depth) {
  for (const std::string &Base : Own.Bases) {
    Executor On = executorOfType(Rules, Base);
    const Class *C = Depth < 4 ? P.findClass(Base) : nullptr;
    if (On == Executor::Unknown && C)
      On = executorOfClass(P, Rules, *C, Depth + 1);
    if (On != Executor::Unknown)
      return On;
  }
  return Executor::Unknown;
}

Executors::Executors(const Program &P, RuleIndex &Rules) : Rules(Rules) {
  // First: what is made from a queue is where the queue is.
  for (const std::string &Symbol : workQueues(P, Rules)) {
    Known[Symbol] = Executor::Thread;
    Queues.insert(Symbol);
  }
  for (const Body &B : P.Bodies) {
    learnMove(*B.F);
    for (uint32_t I = 0; I < B.F->Events.size(); ++I) {
      const Event &E = B.F->Events[I];
      Value Made;
      Made.K = Value::Kind::Result;
      Made.Number = I;
      if (E.K == Event::Kind::Call)
        learn(*B.F, E.Into, Made);
      else if ((E.K == Event::Kind::Construct || E.K == Event::Kind::Store) &&
               !E.Arguments.empty())
        learn(*B.F, E.Object, E.Arguments.front());
    }
  }
}

void Executors::learnMove(const Function &F) {
  const ScopeRow *Enters = nullptr;
  bool Leaves = false;
  for (const Event &E : F.Events) {
    if (E.K != Event::Kind::Call)
      continue;
    if (auto Rows = Rules.ScopeEnters.find(E); !Rows.empty())
      Enters = Rows.front();
    Leaves |= !Rules.ScopeLeaves.find(E).empty();
  }
  if ((Enters != nullptr) != Leaves)
    Moves[F.Id] = Enters ? Enters->On : Executor::Here;
}

std::optional<Executor> Executors::movedBy(FunctionId Callee) const {
  auto It = Moves.find(Callee);
  return It == Moves.end() ? std::nullopt : std::optional(It->second);
}

Executor Executors::typed(StringRef Type) const {
  auto [It, New] = ByType.try_emplace(Type, Executor::Unknown);
  if (New)
    It->second = executorOfType(Rules, Type);
  return It->second;
}

void Executors::learn(const Function &F, const Value &Into, const Value &From) {
  Executor Plain = typed(Into.Type);
  if (Plain == Executor::Unknown)
    return;
  Executor Made = origin(F, From, /*Depth=*/0);
  if (certainty(F, From) != Tier::Definite)
    return;
  std::string Symbol = symbolOf(F, Into);
  if (Symbol.empty() || Made == Executor::Unknown || Queues.contains(Symbol))
    return;
  auto [It, New] = Known.try_emplace(Symbol, Made);
  if (!New && It->second != Made)
    It->second = Executor::Unknown;
}

/// Looks through what only passes an executor on: `io.get_executor()`,
/// `pool->`, `make_strand(x)`.
Executor Executors::origin(const Function &F, const Value &V, int Depth) const {
  constexpr int MaxDepth = 4;
  if (V.K == Value::Kind::Result && size_t(V.Number) < F.Events.size() &&
      Depth < MaxDepth) {
    const Event &E = F.Events[V.Number];
    if (auto Rows = Rules.ExecutorMakers.find(E); !Rows.empty())
      return Rows.front()->Is;
    const Value *From = E.Object.K != Value::Kind::Unknown ? &E.Object
                        : E.Arguments.size() == 1          ? &E.Arguments[0]
                                                           : nullptr;
    if (E.K == Event::Kind::Construct) // A conversion.
      From = E.Arguments.size() == 1 ? &E.Arguments[0] : nullptr;
    if (From && (E.K == Event::Kind::Call || E.K == Event::Kind::Construct))
      if (Executor On = origin(F, *From, Depth + 1); On != Executor::Unknown)
        return On;
    return typed(V.Type);
  }
  if (V.outlives())
    if (auto Rows = Rules.ExecutorObjects.find(V.Name); !Rows.empty())
      return Rows.front()->Is;
  std::string Symbol = symbolOf(F, V);
  if (auto It = Known.find(Symbol);
      It != Known.end() && It->second != Executor::Unknown)
    return It->second;
  return typed(V.Type);
}

Executor Executors::of(const Function &F, const Value &V) const {
  return origin(F, V, /*Depth=*/0);
}

Tier Executors::certainty(const Function &F, const Value &V) const {
  if (V.K != Value::Kind::Parameter && V.K != Value::Kind::Field)
    return Tier::Definite;
  auto Rows = Rules.Executors.find(withoutArguments(V.Type));
  auto It = Known.find(symbolOf(F, V));
  bool Traced = It != Known.end() && It->second != Executor::Unknown;
  if (Rows.empty() || Traced || !Rules.ExecutorObjects.find(V.Name).empty())
    return Tier::Definite;
  return rowOfType(Rules, V.Type)->Certainty;
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

/// The executor after this await; nothing if it does not hop.
static std::optional<Executor> hop(RuleIndex &Rules, const Conditions &Tests,
                                   const Executors &Where, const Function &F,
                                   const Event &Await) {
  if (Await.Arguments.empty())
    return std::nullopt;
  const Value &Operand = Await.Arguments.front();
  const Event *Call = nullptr;
  if (Operand.K == Value::Kind::Result &&
      size_t(Operand.Number) < F.Events.size())
    Call = &F.Events[Operand.Number];
  std::string TypeName = withoutArguments(Operand.Type);
  for (StringRef Name :
       {Call ? StringRef(Call->Name) : StringRef(), StringRef(TypeName)})
    for (const HopRow *Row : Rules.Hops.find(Name)) {
      const Event &Tested = Call ? *Call : Await;
      if (Row->False || !Tests.allow(F, Tested, Row->When, Row->Unless))
        continue;
      if (Row->ToArgument)
        if (const Value *V = select(Tested, *Row->ToArgument))
          if (Executor E = Where.of(F, *V); E != Executor::Unknown)
            return E;
      return Row->To;
    }
  return std::nullopt;
}

/// What an event does to the executor of its function: the new one, Here where
/// a scope ends, nothing otherwise.
static std::optional<Executor> movement(RuleIndex &Rules,
                                        const Conditions &Tests,
                                        const Executors &Where,
                                        const Function &F, const Event &E) {
  switch (E.K) {
  case Event::Kind::Await:
    return hop(Rules, Tests, Where, F, E);
  case Event::Kind::Construct:
    if (auto Rows = Rules.ScopeTypes.find(withoutArguments(E.Type)); !Rows.empty())
      return Rows.front()->On;
    return Where.movedBy(E.Callee);
  case Event::Kind::Destroy:
    if (!Rules.ScopeTypes.find(withoutArguments(E.Object.Type)).empty())
      return Executor::Here;
    return Where.movedBy(E.Callee);
  case Event::Kind::Call:
    if (auto Rows = Rules.ScopeEnters.find(E); !Rows.empty())
      return Rows.front()->On;
    if (!Rules.ScopeLeaves.find(E).empty())
      return Executor::Here;
    return Where.movedBy(E.Callee);
  default:
    break;
  }
  return std::nullopt;
}

static const Event *resultOf(const Function &F, int64_t Index) {
  return Index >= 0 && size_t(Index) < F.Events.size() ? &F.Events[Index] : nullptr;
}

/// Is there no way to block At that does not pass the event's block?
static bool isOnEveryWay(const Function &F, const Event &E, uint32_t At) {
  uint32_t Index = uint32_t(&E - F.Events.data());
  auto Home = llvm::find_if(F.Blocks, [&](const Block &B) { return B.holds(Index); });
  return Home != F.Blocks.end() &&
         !blocksAfter(F, 0, uint32_t(Home - F.Blocks.begin()))[At];
}

/// The call whose result a branch looks at: `if (f())`, `n = f(); if (n == 0)`.
static const Event *askedBy(const Function &F, const Test &T, uint32_t At) {
  if (const Event *Asked = resultOf(F, T.Event))
    return Asked;
  if (T.Operand.K != Value::Kind::Local || T.Operand.Owner)
    return nullptr;
  const Event *Only = nullptr;
  for (const Event &E : F.Events)
    if (E.Into.K == Value::Kind::Local && E.Into.Name == T.Operand.Name) {
      if (Only)
        return nullptr;
      Only = &E;
    }
  return Only && isOnEveryWay(F, *Only, At) ? Only : nullptr;
}

/// The executor on the side of a branch where "am I on the loop's thread?" is
/// answered no, and which successor that is. The other side says nothing new.
static std::optional<std::pair<Executor, size_t>>
elsewhere(RuleIndex &Rules, const Function &F, uint32_t At) {
  const Test &T = *F.Blocks[At].Condition;
  const Event *Asked = askedBy(F, T, At);
  if (!Asked)
    return std::nullopt;
  bool Calls = T.Compared && !T.Greater && T.With.K == Value::Kind::Result;
  const Event *Other = Calls ? resultOf(F, T.With.Number) : nullptr;
  // `f() == 0`: holding is the answer no.
  bool IsNot = T.Compared && !T.Greater && !T.With.Number &&
               (T.With.K == Value::Kind::Integer || T.With.K == Value::Kind::Null);
  for (const ScopeRow *Row : Rules.ScopeTests.find(*Asked)) {
    if (Row->Equals.Text.empty() && IsNot)
      return std::pair(Row->On, size_t(T.Negated ? 1 : 0));
    if (Row->Equals.Text.empty() ? T.Compared : !Other || !matches(Row->Equals, Other->Name))
      continue;
    return std::pair(Row->On, size_t(T.Negated ? 0 : 1));
  }
  return std::nullopt;
}

static std::vector<Executor> whereTheyLead(RuleIndex &Rules,
                                           const Conditions &Tests,
                                           const Executors &Where,
                                           const Function &F) {
  std::vector<Executor> At(F.Events.size(), Executor::Here);
  std::vector<std::optional<Executor>> Moves(F.Events.size());
  bool Any = false;
  for (size_t I = 0; I < F.Events.size(); ++I) {
    Moves[I] = movement(Rules, Tests, Where, F, F.Events[I]);
    Any |= Moves[I].has_value() || !Rules.ScopeTests.find(F.Events[I]).empty();
  }
  if (!Any)
    return At;

  auto Before = flowForward<Executor>(
      F, Executor::Here,
      [&](Executor &Now, uint32_t I) { Now = Moves[I].value_or(Now); },
      [&](Executor &Now, uint32_t B, size_t Successor) {
        if (!F.Blocks[B].Condition)
          return;
        if (auto No = elsewhere(Rules, F, B);
            No && No->second == Successor)
          Now = No->first;
      },
      [](Executor &Into, Executor From) {
        if (Into != From)
          Into = Executor::Here;
      });
  for (size_t I = 0; I < Before.size(); ++I)
    if (Before[I])
      At[I] = *Before[I];
  return At;
}

std::vector<Executor>
stallfree::executorAtEvents(RuleIndex &Rules, const Conditions &Tests,
                            const Executors &Where, const Function &F) {
  std::vector<Executor> At = whereTheyLead(Rules, Tests, Where, F);
  leaveToTheEnd(Rules, F, At);
  return At;
}
