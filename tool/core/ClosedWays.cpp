//===- ClosedWays.cpp - Ways that an argument closes ----------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ClosedWays.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

/// Which way a test of a parameter goes if it is Given: 0 or 1; -1 if that is
/// not known.
static int wayOf(const Test &T, const Value &Given) {
  bool Null = Given.K == Value::Kind::Null;
  if ((Given.K != Value::Kind::Integer && !Null) || T.Greater || (T.Every && !T.Bits))
    return -1;
  int64_t Asked = Null ? 0 : T.Bits ? Given.Number & T.Bits : Given.Number;
  bool Holds = Asked != 0;
  if (T.Compared) {
    if (T.With.K != Value::Kind::Integer && T.With.K != Value::Kind::Null)
      return -1;
    Holds = Asked == (T.With.K == Value::Kind::Null ? 0 : T.With.Number);
  }
  return Holds != T.Negated ? 0 : 1;
}

/// Which way a `switch` goes if its operand is Given; -1 if that is not known.
static int wayOf(const Choice &C, const Value &Given) {
  if (Given.K != Value::Kind::Integer)
    return -1;
  int Other = -1;
  for (size_t S = 0; S < C.Numbers.size(); ++S)
    if (C.Numbers[S] == Given.Number)
      return int(S);
    else if (!C.Numbers[S])
      Other = int(S);
  return Other;
}

namespace {

/// A branch on a parameter.
struct OnParameter {
  const Block *At;
  uint32_t Successor;

  const Value &operand() const {
    return At->Condition ? At->Condition->Operand : At->Chosen->Operand;
  }
  bool asPassed() const {
    return At->Condition ? At->Condition->AsPassed : At->Chosen->AsPassed;
  }
  bool isClosedBy(const Value &Given) const {
    int Way = At->Condition ? wayOf(*At->Condition, Given) : wayOf(*At->Chosen, Given);
    return Way >= 0 && uint32_t(Way) != Successor;
  }
};

} // namespace

/// The branches on parameters that are on every way to the event.
static llvm::SmallVector<OnParameter, 4>
parameterBranches(const Analysis &A, BodyIndex B, uint32_t Event) {
  const Function &F = *A.P.Bodies[B].F;
  auto AsksParameter = [&](const Block &B) {
    bool Plain = B.Condition && B.Condition->Event < 0;
    if (!Plain && !B.Chosen)
      return false;
    const Value &V = OnParameter{&B, 0}.operand();
    return V.K == Value::Kind::Parameter && (!V.Owner || V.Owner == F.Id);
  };
  auto TestedTwice = [&](const OnParameter &X) {
    return !X.asPassed() && llvm::count_if(F.Blocks, [&](const Block &B) {
                              return AsksParameter(B) &&
                                     OnParameter{&B, 0}.operand().Number ==
                                         X.operand().Number;
                            }) > 1;
  };
  llvm::SmallVector<OnParameter, 4> Result;
  for (const Branch &X : A.Runs.branches(B).before(Event, AsksParameter))
    if (OnParameter On{&F.Blocks[X.first], X.second}; !TestedTwice(On))
      Result.push_back(On);
  return Result;
}

/// Where Path goes on from the body that its edge at I leads to.
static uint32_t eventAfter(llvm::ArrayRef<const Edge *> Path, size_t I,
                           uint32_t Event) {
  return I + 1 < Path.size() ? Path[I + 1]->Event : Event;
}

/// What a call passes; null if its arguments are not the callee's parameters.
static const Value *argument(const Analysis &A, const Edge &Call, int64_t N) {
  if (Call.K == Edge::Kind::Value || Call.K == Edge::Kind::Destroy)
    return nullptr;
  const Event &E = A.P.Bodies[Call.From].F->Events[Call.Event];
  bool Match = E.Arguments.size() <= A.P.Bodies[Call.To].F->Parameters.size();
  return Match && N >= 0 && size_t(N) < E.Arguments.size() ? &E.Arguments[N] : nullptr;
}

/// What the first call of Path says about the ways behind it: nothing
/// (definite), that it closes one (possible), or does unless a function changes
/// what it is passed and passes on (probable).
static Tier openness(const Analysis &A, llvm::ArrayRef<const Edge *> Path,
                     uint32_t Event) {
  Tier Open = Tier::Definite;
  constexpr size_t MostCalls = 4; // That pass it on.
  for (size_t I = 0; I < Path.size() && I < MostCalls; ++I) {
    for (const OnParameter &X :
         parameterBranches(A, Path[I]->To, eventAfter(Path, I, Event))) {
      const Value *Given = argument(A, *Path[I], X.operand().Number);
      size_t From = I;
      while (Given && From > 0 && Given->K == Value::Kind::Parameter && !Given->Owner)
        Given = argument(A, *Path[--From], Given->Number);
      if (Given && From == 0 && X.isClosedBy(*Given))
        Open = std::min(Open, X.asPassed() && I == 0 ? Tier::Possible : Tier::Probable);
    }
  }
  return Open;
}

/// The last edge of Path that closes what comes after it; none if all are open.
static std::optional<size_t> lastClosed(const Analysis &A,
                                        llvm::ArrayRef<const Edge *> Path,
                                        uint32_t Event) {
  for (size_t I = Path.size(); I-- > 0;)
    if (openness(A, Path.drop_front(I), Event) != Tier::Definite)
      return I;
  return std::nullopt;
}

/// Does an edge of Path lead to B?
static bool passes(llvm::ArrayRef<const Edge *> Path, BodyIndex B) {
  return llvm::any_of(Path, [&](const Edge *E) { return E->To == B; });
}

/// What openness() says if E is the first edge of Rest instead.
static Tier opennessBy(const Analysis &A, const Edge *E,
                       llvm::ArrayRef<const Edge *> Rest, uint32_t Event) {
  llvm::SmallVector<const Edge *, 8> Path(Rest);
  Path.front() = E;
  return openness(A, Path, Event);
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
  llvm::SmallVector<const Edge *, 8> Best;
  for (const Edge *E : A.Runs.into(To, State)) {
    Tier Sure = std::min(E->Certainty, A.Runs.on(E->From, State)->Certainty);
    if (Sure < Known->Certainty || passes(Rest, E->From) ||
        opennessBy(A, E, Rest, Event) != Tier::Definite)
      continue;
    auto Path = A.Runs.path(E->From, State);
    bool Twice = llvm::any_of(
        Rest, [&](const Edge *Later) { return passes(Path, Later->To); });
    Path.push_back(E);
    if (Twice || (!Best.empty() && A.Runs.effort(Best) <= A.Runs.effort(Path)))
      continue;
    Best = std::move(Path);
  }
  return Best;
}

/// How sure it is that some call opens the way that Rest takes.
static Tier surestOfAll(const Analysis &A, Executor State,
                        llvm::ArrayRef<const Edge *> Rest, uint32_t Event) {
  BodyIndex To = Rest.front()->To;
  if (!A.Runs.on(To, State) || A.Runs.startsAt(To, State))
    return Tier::Probable;
  Tier Best = Tier::Possible;
  for (const Edge *E : A.Runs.into(To, State))
    Best = std::max(Best, opennessBy(A, E, Rest, Event));
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
      bool Recurs = llvm::any_of(A.Graph.out(Rest.front()->To), [&](const Edge &E) {
        return E.To == Rest.front()->To;
      });
      Found.Surest = Rest.size() == Down.size() && !Recurs
                         ? openness(A, Rest, Event)
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
