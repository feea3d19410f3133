//===- PassedDescriptors.cpp - Descriptors that are passed as arguments ---===//
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
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

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
  for (const Body &B : P.Bodies)
    for (const Event &E : B.F->Events) {
      if (E.K != Event::Kind::Call || !E.Callee || P.bodies(E.Callee).empty())
        continue;
      ++Calls[E.Callee];
      for (size_t I = 0; I < E.Arguments.size(); ++I) {
        const Value &V = E.Arguments[I];
        Passed &Known = All[{E.Callee, int64_t(I)}];
        ++Known.Calls;
        Known.Nonblocking = Known.Nonblocking && isNonblocking(*B.F, V);
        Known.Watched = Known.Watched && Descriptors.at(*B.F, V) &&
                        isFirstUse(*B.F, E, V);
      }
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
