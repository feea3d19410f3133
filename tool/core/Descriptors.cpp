//===- Descriptors.cpp - Which descriptors do not block -------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   set_nonblocking(fd);
//   client = new_client(fd);             keeps a non-blocking one
//
//===----------------------------------------------------------------------===//

#include "Conditions.h"
#include "MadeBy.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

/// What a call gave, where no variable holds it.
static std::string resultSymbol(const Function &F, int64_t Event) {
  return std::to_string(F.Id) + ":@" + std::to_string(Event);
}

void Conditions::findDescriptors(const Function &F, const Event &E) {
  for (const WatchRow *Row : Rules.Watches.find(E))
    if (allow(F, E, Row->When, Row->Unless))
      Descriptors.note(P, F, E, *Row);
  for (const NonblockingRow *Row : Rules.Nonblocking.find(E)) {
    const Value *V = select(E, Row->Argument);
    if (!V || !allow(F, E, Row->When, Row->Unless))
      continue;
    if (Row->Argument.Index == ArgumentSelector::Result)
      NonblockingSymbols.insert(resultSymbol(F, &E - F.Events.data()));
    makeNonblocking(F, *V);
  }
}

/// True if that is news.
bool Conditions::makeNonblocking(const Function &F, const Value &V) {
  std::string Symbol = symbolOf(F, V);
  if (Symbol.empty() || !NonblockingSymbols.insert(Symbol).second)
    return false;
  if (V.K == Value::Kind::Parameter && (!V.Owner || V.Owner == F.Id))
    NonblockingParameters.insert({F.Id, V.Number});
  return true;
}

/// `void set_nonblocking(int fd)`: what is passed to it is so afterwards. So is
/// what `peer->fd = fd` keeps, and what a function gives back.
bool Conditions::passNonblocking() {
  bool Any = false;
  if (NonblockingSymbols.empty())
    return Any;
  for (const Watched::Passing &To : Descriptors.Passings)
    if (isNonblocking(*To.From, *To.Descriptor))
      for (BodyIndex B : P.bodies(To.To))
        if (const Function &F = *P.Bodies[B].F;
            size_t(To.Parameter) < F.Parameters.size()) {
          Value V;
          V.K = Value::Kind::Parameter;
          V.Number = To.Parameter;
          V.Name = F.Parameters[To.Parameter].Name;
          Any |= makeNonblocking(F, V);
        }
  for (const Body &B : P.Bodies)
    for (const Event &E : B.F->Events) {
      for (size_t I = 0; E.Callee && I < E.Arguments.size(); ++I)
        if (NonblockingParameters.contains({E.Callee, int64_t(I)}))
          Any |= makeNonblocking(*B.F, E.Arguments[I]);
      bool Gives = (E.K == Event::Kind::Store || E.K == Event::Kind::Return) &&
                   !E.Arguments.empty() &&
                   isNonblocking(*B.F, E.Arguments.front());
      // `socket(std::move(given))`
      if (E.K == Event::Kind::Construct && E.Arguments.size() == 1 &&
          E.Arguments.front().Type == E.Object.Type && isNonblocking(*B.F, E.Arguments.front()))
        Any |= makeNonblocking(*B.F, E.Object);
      if (Gives && E.K == Event::Kind::Store)
        Any |= makeNonblocking(*B.F, E.Object);
      if (Gives && E.K == Event::Kind::Return)
        Any |= NonblockingReturns.insert(B.F->Id).second;
      if (NonblockingReturns.contains(E.Callee))
        Any |= makeNonblocking(*B.F, E.Into);
    }
  return Any;
}

bool Conditions::isNonblocking(const Function &F, const Value &V) const {
  if (V.K == Value::Kind::Result && size_t(V.Number) < F.Events.size() &&
      NonblockingReturns.contains(F.Events[V.Number].Callee))
    return true;
  std::string Symbol = V.K == Value::Kind::Result ? resultSymbol(F, V.Number)
                                                  : symbolOf(F, V);
  return !Symbol.empty() && NonblockingSymbols.contains(Symbol);
}

/// `fd = socket(...); connect(fd, ...); fcntl(fd, F_SETFL, O_NONBLOCK);`: the
/// function gets the descriptor V of E itself, and makes it so only after E.
bool Conditions::isBlockingYet(const Function &F, const Event &E,
                               const Value &V) const {
  std::string Symbol = symbolOf(F, V);
  if (Symbol.empty())
    return false;
  auto Is = [&](const Value &Of) { return symbolOf(F, Of) == Symbol; };
  auto Makes = [&](const Event &By) {
    for (const NonblockingRow *Row : Rules.Nonblocking.find(By)) {
      bool Gives = Row->Argument.Index == ArgumentSelector::Result;
      const Value *Made = Gives ? &By.Into : select(By, Row->Argument);
      if (Made && Is(*Made) && allow(F, By, Row->When, Row->Unless))
        return true;
    }
    for (size_t I = 0; By.Callee && I < By.Arguments.size(); ++I)
      if (Is(By.Arguments[I]) &&
          NonblockingParameters.contains({By.Callee, int64_t(I)}))
        return true;
    return Is(By.Into) && NonblockingReturns.contains(By.Callee);
  };
  llvm::ArrayRef<Event> All = F.Events;
  auto Before = All.take_front(&E - All.data());
  auto Given = llvm::find_if(llvm::reverse(Before), [&](const Event &Gives) {
    return Is(Gives.Into) ||
           (Gives.K == Event::Kind::Store && Is(Gives.Object));
  });
  if (Given == Before.rend())
    return false;
  auto Since = Before.drop_front(&*Given - Before.data());
  return llvm::none_of(Since, Makes) &&
         llvm::any_of(All.drop_front(Before.size() + 1), Makes);
}

namespace {

/// A parameter of a function of the project.
using ParameterOf = std::pair<FunctionId, int64_t>;

/// What calls pass as a parameter.
struct Passed {
  unsigned Calls = 0; ///< Those that pass anything.
  bool Nonblocking = true, Watched = true;
};

} // namespace

static bool isInLoop(const Function &F, const Event &E) {
  uint32_t I = &E - F.Events.data();
  return llvm::any_of(F.Loops, [&](const Loop &L) {
    return llvm::any_of(L.Blocks,
                        [&](uint32_t B) { return F.Blocks[B].holds(I); });
  });
}

/// Is this the first event of F that gets V, and runs once at most?
static bool isFirstUse(const Function &F, const Event &E, const Value &V) {
  std::string Symbol = symbolOf(F, V);
  for (const Event &Earlier : F.Events) {
    if (&Earlier == &E)
      return !isInLoop(F, E);
    if (llvm::any_of(Earlier.Arguments, [&](const Value &Other) {
          return symbolOf(F, Other) == Symbol;
        }))
      return false;
  }
  return false;
}

/// Functions that somebody may call who is not seen: what is handed over or
/// stored, virtual ones, and what rows and annotations say runs.
static llvm::DenseSet<FunctionId> calledByOthers(const Program &P, RuleIndex &Rules) {
  llvm::DenseSet<FunctionId> Found;
  auto Note = [&](const Value &V) { Found.insert(V.Callables.begin(), V.Callables.end()); };
  for (const Body &B : P.Bodies) {
    const Function &F = *B.F;
    bool Starts = F.Virtual || F.Lambda || !F.OverrideNames.empty() || !F.Annotations.empty() ||
                  !Rules.RunsFunction.find(F.Name).empty();
    if (Starts)
      Found.insert(F.Id);
    for (const Event &E : F.Events) {
      Note(E.Object);
      llvm::for_each(E.Arguments, Note);
      Found.insert(E.TemplateCallables.begin(), E.TemplateCallables.end());
    }
  }
  return Found;
}

/// Does F give its parameter another value?
static bool isReplaced(const Function &F, int64_t Parameter) {
  auto IsIt = [&](const Value &V) {
    return V.K == Value::Kind::Parameter && V.Number == Parameter &&
           (!V.Owner || V.Owner == F.Id);
  };
  return llvm::any_of(F.Events, [&](const Event &E) {
    return IsIt(E.Into) || (E.K == Event::Kind::Store && IsIt(E.Object));
  });
}

/// What every call of a function passes is what its parameter is.
bool Conditions::passArguments() {
  llvm::DenseMap<ParameterOf, Passed> All;
  llvm::DenseMap<FunctionId, unsigned> Calls;
  auto Note = [&](const Function &F, const Event &E, FunctionId Callee) {
    ++Calls[Callee];
    for (size_t I = 0; I < E.Arguments.size(); ++I) {
      const Value &V = E.Arguments[I];
      Passed &Known = All[{Callee, int64_t(I)}];
      ++Known.Calls;
      Known.Nonblocking = Known.Nonblocking && isNonblocking(F, V);
      Known.Watched = Known.Watched && Descriptors.at(F, V) && isFirstUse(F, E, V);
    }
  };
  for (const Body &B : P.Bodies)
    for (const Event &E : B.F->Events) {
      bool Calls = E.K == Event::Kind::Call || E.K == Event::Kind::Construct;
      if (Calls && E.Callee && !P.bodies(E.Callee).empty())
        Note(*B.F, E, E.Callee);
      // make_unique<session>(fd)
      for (BodyIndex C : constructorsMadeBy(P, Rules, E))
        Note(*B.F, E, P.Bodies[C].F->Id);
    }
  bool Any = false;
  llvm::DenseSet<FunctionId> Others = calledByOthers(P, Rules);
  for (const auto &[To, Is] : All) {
    if (Others.contains(To.first) || Is.Calls != Calls[To.first])
      continue;
    for (BodyIndex B : P.bodies(To.first)) {
      const Function &F = *P.Bodies[B].F;
      if (size_t(To.second) >= F.Parameters.size() || isReplaced(F, To.second))
        continue;
      if (Is.Watched)
        Any |= Descriptors.notePassed(To.first, To.second);
      Value V;
      V.K = Value::Kind::Parameter;
      V.Number = To.second;
      V.Name = F.Parameters[To.second].Name;
      if (Is.Nonblocking)
        Any |= makeNonblocking(F, V);
    }
  }
  return Any;
}
