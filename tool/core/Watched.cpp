//===- Watched.cpp - Descriptors that an event loop watches ---------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Watched.h"
#include "Conditions.h"

using namespace stallfree;

void Watched::note(const Function &F, const Event &E, const WatchRow &Row) {
  const Value *Descriptor = select(E, Row.Argument);
  if (!Descriptor)
    return;
  const Value *Callback = select(E, *Row.Callback);
  if (!Callback)
    return;
  for (FunctionId To : Callback->Callables) {
    Parameters.insert({To, Row.Parameter->Index});
    Passings.push_back({&F, Descriptor, To, Row.Parameter->Index});
  }
}

bool Watched::at(const Function &F, const Value &V) const {
  switch (V.K) {
  case Value::Kind::Field:
  case Value::Kind::Global:
    return Variables.contains(V.Name);
  case Value::Kind::Parameter:
    return (!V.Owner || V.Owner == F.Id) &&
           Parameters.contains({F.Id, V.Number});
  default:
    return false;
  }
}
