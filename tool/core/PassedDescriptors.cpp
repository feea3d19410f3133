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

/// What all calls pass as a parameter.
struct Passed {
  bool Nonblocking = true, Watched = true;
};

} // namespace

/// Is this the first event of F that gets V?
static bool isFirstUse(const Function &F, const Event &E, const Value &V) {
  std::string Symbol = symbolOf(F, V);
  for (const Event &Earlier : F.Events) {
    if (&Earlier == &E)
      return true;
    if (llvm::any_of(Earlier.Arguments, [&](const Value &Other) {
          return symbolOf(F, Other) == Symbol;
        }))
      return false;
  }
  return false;
}

/// What every call of a function passes is what its parameter is.
bool Conditions::passArguments() {
  llvm::DenseMap<ParameterOf, Passed> All;
  for (const Body &B : P.Bodies)
    for (const Event &E : B.F->Events) {
      if (E.K != Event::Kind::Call || !E.Callee || P.bodies(E.Callee).empty())
        continue;
      for (size_t I = 0; I < E.Arguments.size(); ++I) {
        const Value &V = E.Arguments[I];
        Passed &Known = All[{E.Callee, int64_t(I)}];
        Known.Nonblocking = Known.Nonblocking && isNonblocking(*B.F, V);
        Known.Watched = Known.Watched && Descriptors.at(*B.F, V) &&
                        isFirstUse(*B.F, E, V);
      }
    }
  bool Any = false;
  for (const auto &[To, Is] : All) {
    if (Is.Watched)
      Any |= Descriptors.notePassed(To.first, To.second);
    for (BodyIndex B : P.bodies(To.first)) {
      const Function &F = *P.Bodies[B].F;
      if (!Is.Nonblocking || size_t(To.second) >= F.Parameters.size())
        continue;
      Value V;
      V.K = Value::Kind::Parameter;
      V.Number = To.second;
      V.Name = F.Parameters[To.second].Name;
      Any |= makeNonblocking(F, V);
    }
  }
  return Any;
}
