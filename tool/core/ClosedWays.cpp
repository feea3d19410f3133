//===- ClosedWays.cpp - Ways that an argument closes ----------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ClosedWays.h"
#include "Branches.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

/// Which way a test of a parameter goes if it is Given: 0 or 1; -1 if that is
/// not known.
static int wayOf(const Test &T, const Value &Given) {
  bool Null = Given.K == Value::Kind::Null;
  if ((Given.K != Value::Kind::Integer && !Null) || T.Greater || T.Every)
    return -1;
  bool Holds = !Null && Given.Number != 0;
  if (T.Compared) {
    if (T.With.K != Value::Kind::Integer && T.With.K != Value::Kind::Null)
      return -1;
    Holds = (Null ? 0 : Given.Number) ==
            (T.With.K == Value::Kind::Null ? 0 : T.With.Number);
  }
  return Holds != T.Negated ? 0 : 1;
}

/// The branches on parameters that are on every way to the event.
static Branches parameterBranches(const Function &F, uint32_t Event) {
  llvm::SmallVector<uint32_t, 4> Tests;
  for (uint32_t B = 0; B < F.Blocks.size(); ++B)
    if (const auto &T = F.Blocks[B].Condition;
        T && T->Event < 0 && T->Operand.K == Value::Kind::Parameter &&
        (!T->Operand.Owner || T->Operand.Owner == F.Id))
      Tests.push_back(B);
  constexpr size_t MostTests = 32; // A generated dispatcher has more.
  if (Tests.empty() || Tests.size() > MostTests)
    return {};
  auto TestedTwice = [&](const Branch &X) {
    const Test &T = *F.Blocks[X.first].Condition;
    return !T.AsPassed && llvm::count_if(Tests, [&](uint32_t B) {
                            return F.Blocks[B].Condition->Operand.Number ==
                                   T.Operand.Number;
                          }) > 1;
  };
  std::vector<Branches> Behind = branchesBehind(F, Tests);
  for (uint32_t B = 0; B < F.Blocks.size(); ++B) {
    if (!F.Blocks[B].holds(Event))
      continue;
    std::erase_if(Behind[B], TestedTwice);
    return Behind[B];
  }
  return {};
}

/// What a call says about the way behind those branches: nothing (definite), that
/// it closes it (possible), or does unless F changes what it is passed (probable).
static Tier openness(const Analysis &A, const Edge &Call, const Function &F,
                     const Branches &Behind) {
  if (Call.K == Edge::Kind::Value || Call.K == Edge::Kind::Destroy)
    return Tier::Definite;
  const Event &E = A.P.Bodies[Call.From].F->Events[Call.Event];
  Tier Open = Tier::Definite;
  for (const Branch &X : Behind) {
    const Test &T = *F.Blocks[X.first].Condition;
    if (size_t(T.Operand.Number) >= E.Arguments.size())
      continue;
    int Way = wayOf(T, E.Arguments[T.Operand.Number]);
    if (Way >= 0 && uint32_t(Way) != X.second)
      Open = std::min(Open, T.AsPassed ? Tier::Possible : Tier::Probable);
  }
  return Open;
}

/// Where Path goes on from the body that its edge at I leads to.
static uint32_t eventAfter(llvm::ArrayRef<const Edge *> Path, size_t I,
                           uint32_t Event) {
  return I + 1 < Path.size() ? Path[I + 1]->Event : Event;
}

/// The last edge of Path that closes what comes after it; none if all are open.
static std::optional<size_t> lastClosed(const Analysis &A,
                                        llvm::ArrayRef<const Edge *> Path,
                                        uint32_t Event) {
  for (size_t I = Path.size(); I-- > 0;) {
    const Function &F = *A.P.Bodies[Path[I]->To].F;
    Branches Behind = parameterBranches(F, eventAfter(Path, I, Event));
    if (openness(A, *Path[I], F, Behind) != Tier::Definite)
      return I;
  }
  return std::nullopt;
}

/// Does an edge of Path lead to B?
static bool passes(llvm::ArrayRef<const Edge *> Path, BodyIndex B) {
  return llvm::any_of(Path, [&](const Edge *E) { return E->To == B; });
}

/// The path to where Rest begins by another call than the first edge of Rest,
/// one that is as sure; empty if there is none.
static llvm::SmallVector<const Edge *, 8>
byAnotherCall(const Analysis &A, Executor State,
              llvm::ArrayRef<const Edge *> Rest, uint32_t Event) {
  BodyIndex To = Rest.front()->To;
  const Arrival *Known = A.Runs.on(To, State);
  if (!Known) // It moves itself there further on.
    return {};
  const Function &F = *A.P.Bodies[To].F;
  Branches Behind = parameterBranches(F, eventAfter(Rest, 0, Event));
  llvm::SmallVector<const Edge *, 8> Best;
  for (const Edge *E : A.Runs.into(To, State)) {
    Tier Sure = std::min(E->Certainty, A.Runs.on(E->From, State)->Certainty);
    if (Sure < Known->Certainty || passes(Rest, E->From) ||
        openness(A, *E, F, Behind) != Tier::Definite)
      continue;
    auto Path = A.Runs.path(E->From, State);
    bool Twice = llvm::any_of(
        Rest, [&](const Edge *Later) { return passes(Path, Later->To); });
    if (Twice || (!Best.empty() && Best.size() <= Path.size() + 1))
      continue;
    Best = std::move(Path);
    Best.push_back(E);
  }
  return Best;
}

/// How sure it is that some call opens the way that Rest takes.
static Tier surestOfAll(const Analysis &A, Executor State,
                        llvm::ArrayRef<const Edge *> Rest, uint32_t Event) {
  BodyIndex To = Rest.front()->To;
  const Function &F = *A.P.Bodies[To].F;
  Branches Behind = parameterBranches(F, eventAfter(Rest, 0, Event));
  if (!A.Runs.on(To, State) || A.Runs.startsAt(To, State))
    return Tier::Probable;
  Tier Best = Tier::Possible;
  for (const Edge *E : A.Runs.into(To, State))
    Best = std::max(Best, openness(A, *E, F, Behind));
  return std::min(Best, Tier::Probable);
}

Way stallfree::openWay(const Analysis &A, BodyIndex In, Executor State,
                       llvm::ArrayRef<const Edge *> Down, uint32_t Event) {
  Way Found;
  Found.From = &A.Runs.root(In, State);
  Found.Path = A.Runs.path(In, State);
  llvm::append_range(Found.Path, Down);
  Way Open = Found;
  Found.Surest = Tier::Probable;
  constexpr int MostCalls = 8; // Of which each is replaced by another.
  for (int Tries = 0; Tries < MostCalls; ++Tries) {
    auto Closed = lastClosed(A, Open.Path, Event);
    if (!Closed)
      return Open;
    llvm::ArrayRef<const Edge *> Rest = llvm::ArrayRef(Open.Path).drop_front(*Closed);
    if (Rest.size() <= Down.size()) { // Where it is shown, that call is made.
      const Function &F = *A.P.Bodies[Rest.front()->To].F;
      Branches Behind = parameterBranches(F, eventAfter(Rest, 0, Event));
      Found.Surest = Rest.size() == Down.size()
                         ? openness(A, *Rest.front(), F, Behind)
                         : surestOfAll(A, State, Rest, Event);
      break;
    }
    auto Path = byAnotherCall(A, State, Rest, Event);
    if (Path.empty()) {
      Found.Surest = surestOfAll(A, State, Rest, Event);
      break;
    }
    Open.From = &A.Runs.root(Path.back()->From, State);
    llvm::append_range(Path, Rest.drop_front());
    Open.Path = std::move(Path);
  }
  return Found;
}
