//===- Watched.cpp - Descriptors that an event loop watches ---------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Watched.h"
#include "Conditions.h"
#include "NamedMethods.h"
#include "TypeName.h"

using namespace stallfree;

static bool isKept(const Value &V) {
  return V.K == Value::Kind::Field || V.K == Value::Kind::Global;
}

/// What runs when the descriptor is ready.
static llvm::SmallVector<FunctionId, 1> callbacks(const Program &P, const Function &F,
                                                  const Event &E, const WatchRow &Row) {
  const Value *Callback = select(E, *Row.Callback);
  if (!Callback)
    return {};
  if (!Row.NamedBy)
    return {Callback->Callables.begin(), Callback->Callables.end()};
  const Value *Name = select(E, *Row.NamedBy);
  bool This = Callback->K == Value::Kind::This && Callback->Type.empty();
  return P.methodsNamed(This ? F.Class : Callback->Type,
                        Name ? methodIn(textOf(F, *Name)) : "");
}

void Watched::note(const Program &P, const Function &F, const Event &E, const WatchRow &Row) {
  const Value *Descriptor = Row.Argument ? select(E, *Row.Argument) : nullptr;
  if (Row.Argument && !Descriptor)
    return;
  for (FunctionId To : callbacks(P, F, E, Row)) {
    if (Row.Parameter)
      Parameters.insert({To, Row.Parameter->Index});
    if (!Descriptor)
      Called.insert(To);
    else if (Row.Parameter)
      Passings.push_back({&F, Descriptor, To, Row.Parameter->Index});
    else if (isKept(*Descriptor))
      Fields.insert({To, Descriptor->Name});
  }
}

void Watched::forgetCalled(const Program &P) {
  if (Called.empty() && Fields.empty())
    return;
  for (const Body &B : P.Bodies)
    for (const Event &E : B.F->Events)
      if (E.K == Event::Kind::Call && E.Callee) {
        Called.erase(E.Callee);
        std::erase_if(Fields, [&](const auto &Field) { return Field.first == E.Callee; });
      }
}

std::string Watched::symbol(const Function &F, const Value &V) const {
  if (Called.contains(F.Id))
    return "what is watched";
  return symbolOf(F, V);
}

/// `QSocketDescriptor` as an int: what is converted.
static const Value &converted(const Function &F, const Value &V) {
  if (V.K != Value::Kind::Result || size_t(V.Number) >= F.Events.size())
    return V;
  const Event &E = F.Events[V.Number];
  return lastSegment(E.Name).starts_with("operator ") ? E.Object : V;
}

bool Watched::at(const Function &F, const Value &Given) const {
  const Value &V = converted(F, Given);
  switch (V.K) {
  case Value::Kind::Field:
  case Value::Kind::Global:
    return Variables.contains(V.Name) || Called.contains(F.Id) || Fields.contains({F.Id, V.Name});
  case Value::Kind::Parameter:
    return (!V.Owner || V.Owner == F.Id) &&
           Parameters.contains({F.Id, V.Number});
  default:
    return false;
  }
}
