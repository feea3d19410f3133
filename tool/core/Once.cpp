//===- Once.cpp - What a flag lets happen only once -----------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Once.h"
#include "BeforeLoop.h"
#include "Branches.h"
#include "OpenedOnce.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSwitch.h"
#include <set>

using namespace stallfree;
using llvm::StringRef;

namespace {

/// The variable that a branch looks at, if it asks no more than whether it is
/// set: `if (ready)`, `if (table == nullptr)`.
const Value *flagOf(const Function &F, const Test &T) {
  if (T.Greater || T.Every)
    return nullptr;
  if (T.Event >= 0) {
    const Event &E = F.Events[T.Event];
    bool Asks = lastSegment(E.Name) == "operator bool" && E.Object.outlives();
    return Asks ? &E.Object : nullptr;
  }
  bool Set = !T.Compared || T.With.K == Value::Kind::Null ||
             (T.With.K == Value::Kind::Integer && T.With.Number == 0);
  return Set && T.Operand.outlives() ? &T.Operand : nullptr;
}

/// The variable that a call assigns to: `table = load()` of a class.
StringRef assignedBy(const Event &E) {
  StringRef Name = lastSegment(E.Name);
  bool Assigns = llvm::StringSwitch<bool>(Name)
                     .Cases({"operator=", "reset", "emplace", "release"}, true)
                     .Cases({"store", "exchange", "swap", "clear"}, true)
                     .Default(false);
  return Assigns && E.Object.outlives() ? StringRef(E.Object.Name) : StringRef();
}

/// The variable that a function does no more than give: `instance()`.
const Value *givenBy(const Function &F) {
  if (F.Events.size() != 1 || F.Events.front().K != Event::Kind::Return ||
      F.Events.front().Arguments.size() != 1)
    return nullptr;
  const Value &V = F.Events.front().Arguments.front();
  return V.outlives() ? &V : nullptr;
}

class OnceFinder {
public:
  OnceFinder(const Program &P, RuleIndex &Rules, CallGraph &Graph, const Reach &Runs)
      : P(P), Graph(Graph), Runs(Runs), Before(runsBeforeLoop(P, Rules, Graph)) {
    for (BodyIndex B = 0; B < P.Bodies.size(); ++B) {
      const Function &F = *P.Bodies[B].F;
      for (const Assignment &A : F.Assignments)
        Assigners[A.Name].insert(B);
      for (const Event &E : F.Events)
        if (StringRef Name = assignedBy(E); !Name.empty())
          Assigners[Name].insert(B);
    }
  }

  bool run() {
    bool Any = false;
    for (BodyIndex B = 0; B < P.Bodies.size(); ++B)
      if (hot(B))
        Any |= look(B);
    return Any;
  }

private:
  bool hot(BodyIndex B) const {
    return Runs.on(B, Executor::Loop) || Runs.on(B, Executor::Gil);
  }

  /// `if (!Window::instance())` asks for the variable that this gives.
  const Value *flagAt(const Function &F, const Test &T) const {
    const Value *Flag = flagOf(F, T);
    if (Flag || T.Event < 0 || T.Compared || T.Greater || T.Every)
      return Flag;
    const Function *Asked = P.function(F.Events[T.Event].Callee);
    return Asked ? givenBy(*Asked) : nullptr;
  }

  bool look(BodyIndex B) {
    const Function &F = *P.Bodies[B].F;
    bool Any = false;
    llvm::SmallVector<std::pair<uint32_t, const Value *>, 4> Tests;
    for (uint32_t I = 0; I < F.Blocks.size(); ++I)
      if (const auto &T = F.Blocks[I].Condition)
        if (const Value *Flag = flagAt(F, *T);
            Flag && Assigners.contains(Flag->Name) && !F.Constructor)
          Tests.push_back({I, Flag});
    if (Tests.empty())
      return Any;
    const BranchTree &Tree = Runs.branches(B);
    for (auto [Block, Flag] : Tests)
      for (uint32_t Way : {0u, 1u})
        Any |= once(B, {Block, Way}, *Flag, Tree);
    return Any;
  }

  /// Limits what lies behind a branch if it closes behind itself for good.
  bool once(BodyIndex B, Branch Way, const Value &Of, const BranchTree &Tree) {
    const Function &F = *P.Bodies[B].F;
    StringRef Flag = Of.Name;
    auto Behind = [&](uint32_t Block) { return Tree.isBehind(Block, Way); };
    bool Closes = false;
    for (const Assignment &A : F.Assignments)
      if (A.Name == Flag) {
        if (!Behind(A.Block))
          return false;
        Closes = true;
      }
    llvm::SmallVector<uint32_t, 8> Events;
    std::set<BodyIndex> Closing = {B};
    for (uint32_t I = 0; I < F.Blocks.size(); ++I)
      for (uint32_t E = F.Blocks[I].First, End = E + F.Blocks[I].Count; E < End; ++E) {
        bool Assigns = assignedBy(F.Events[E]) == Flag;
        if (Assigns && !Behind(I))
          return false;
        Closes |= Assigns;
        if (Behind(I))
          Events.push_back(E);
      }
    for (uint32_t E : Events)
      Closes |= closesBelow(B, E, Flag, Closing);
    if (!Closes || Events.empty() || turnedBack(Flag, whenUnset(F, Way), Closing) ||
        (Of.K == Value::Kind::Field && comesOnTheLoop(Flag.rsplit("::").first)))
      return false;
    for (uint32_t E : Events)
      Graph.limitToOnce(B, E, Before[B] ? Tier::Possible : Tier::Probable);
    return true;
  }

  /// Is an object of the class made on the loop? Then each one has its flag, and
  /// its first time.
  bool comesOnTheLoop(StringRef Class) const {
    return llvm::any_of(P.constructors(Class), [&](BodyIndex B) { return hot(B); });
  }

  /// Does a callee of the event, or one of its own, assign Flag? Notes those.
  bool closesBelow(BodyIndex B, uint32_t Event, StringRef Flag,
                   std::set<BodyIndex> &Closing) const {
    constexpr int MaxDepth = 3;
    bool Found = false;
    const auto &All = Assigners.find(Flag)->second;
    std::set<BodyIndex> Seen;
    auto Walk = [&](auto &Walk, BodyIndex Callee, int Depth) -> void {
      if (!Seen.insert(Callee).second)
        return;
      if (All.contains(Callee)) {
        Closing.insert(Callee);
        Found = true;
      }
      if (Depth < MaxDepth)
        for (const Edge &E : Graph.out(Callee))
          Walk(Walk, E.To, Depth + 1);
    };
    for (const Edge &E : Graph.out(B))
      if (E.Event == Event)
        Walk(Walk, E.To, 1);
    return Found;
  }

  /// Does the way go on where the flag is not set: `if (!loaded)`, else?
  static bool whenUnset(const Function &F, Branch Way) {
    const Test &T = *F.Blocks[Way.first].Condition;
    return (T.Compared != T.Negated) == (Way.second == 0);
  }

  /// Does F assign it what may open the way again? Not where that is known to be
  /// what closes it.
  static bool opens(const Function &F, StringRef Flag, bool Unset) {
    return llvm::any_of(F.Assignments,
                        [&](const Assignment &A) {
                          return A.Name == Flag && (!A.Number || (*A.Number != 0) != Unset);
                        }) ||
           llvm::any_of(F.Events, [&](const Event &E) { return assignedBy(E) == Flag; });
  }

  /// Does something else open the way again while the loop runs?
  bool turnedBack(StringRef Flag, bool Unset, const std::set<BodyIndex> &Closing) const {
    return llvm::any_of(Assigners.find(Flag)->second, [&](BodyIndex B) {
      const Function &F = *P.Bodies[B].F;
      return !Closing.contains(B) && opens(F, Flag, Unset) &&
             (hot(B) || Runs.on(B, Executor::Thread)) && !F.Constructor && !F.Destructor;
    });
  }

  const Program &P;
  CallGraph &Graph;
  const Reach &Runs;
  std::vector<bool> Before;
  llvm::StringMap<std::set<BodyIndex>> Assigners;
};

} // namespace

bool stallfree::limitOnce(const Program &P, RuleIndex &Rules, CallGraph &Graph,
                          const Reach &Runs) {
  bool Any = false;
  for (BodyIndex B = 0; B < P.Bodies.size(); ++B)
    if (Runs.on(B, Executor::Loop) || Runs.on(B, Executor::Gil))
      Any |= limitOpened(*P.Bodies[B].F, B, Graph);
  return OnceFinder(P, Rules, Graph, Runs).run() || Any;
}
