//===- GivenTypes.cpp - What stands behind a reference to a base ----------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GivenTypes.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace stallfree;

/// Names a class, not a number, a text or a callable.
static bool mayBeBase(llvm::StringRef Type) {
  return Type.contains("::") || (!Type.empty() && llvm::isUpper(Type.front()));
}

/// More overriders than this say nothing about who is called.
static constexpr size_t MaxTargets = 8;

GivenTypes::GivenTypes(const Program &P, RuleIndex &Rules) : P(P) {
  for (BodyIndex B = 0; B < P.Bodies.size(); ++B)
    for (const Event &E : P.Bodies[B].F->Events) {
      hide(E.Object);
      for (const Value &V : E.Arguments)
        hide(V);
      if (E.K == Event::Kind::Store && E.Object.K == Value::Kind::Field &&
          !E.Arguments.empty() && mayBeBase(E.Object.Type))
        note(Kept[E.Object.Name], B, E.Arguments.front(), E.Object.Type);
      if (!E.Callee)
        continue;
      llvm::SmallVector<FunctionId, 4> Callees = {E.Callee};
      if (auto Overriders = P.overriders(E.Callee);
          E.Virtual && Overriders.size() <= MaxTargets)
        Callees.append(Overriders.begin(), Overriders.end());
      for (const MakesRow *Row : Rules.Makes.find(E))
        noteMade(B, E, Row->OfObject ? E.Object.Type : E.Type);
      size_t Count = std::min(E.Arguments.size(), E.ParameterTypes.size());
      for (size_t I = 0; I < Count; ++I)
        if (mayBeBase(E.ParameterTypes[I]))
          for (FunctionId Callee : Callees)
            note(Passed[{Callee, int64_t(I)}], B, E.Arguments[I],
                 E.ParameterTypes[I]);
    }
}

/// make_unique<reader>(in): what its constructors are given.
void GivenTypes::noteMade(BodyIndex B, const Event &E, llvm::StringRef Owner) {
  auto Made = templateArguments(Owner);
  if (Made.empty())
    return;
  for (BodyIndex C : P.constructors(Made.front())) {
    const Function &F = *P.Bodies[C].F;
    if (F.Parameters.size() != E.Arguments.size())
      continue;
    for (size_t I = 0; I < F.Parameters.size(); ++I)
      if (mayBeBase(F.Parameters[I].Type))
        note(Passed[{F.Id, int64_t(I)}], B, E.Arguments[I], F.Parameters[I].Type);
  }
}

void GivenTypes::note(Places &At, BodyIndex B, const Value &V,
                      llvm::StringRef Type) {
  bool Known = V.K == Value::Kind::Parameter || V.K == Value::Kind::Field ||
               V.Type != Type;
  if (Known && !V.Type.empty())
    At.Other.push_back({B, &V});
  else if (V.K != Value::Kind::Null)
    At.Own = true;
}

/// Whoever gets a function may pass it anything.
void GivenTypes::hide(const Value &V) {
  for (FunctionId F : V.Callables)
    Unseen.insert(F);
}

const GivenTypes::Places *GivenTypes::placesOf(const Function &F,
                                               const Value &V) const {
  if (V.K == Value::Kind::Field) {
    auto It = Kept.find(V.Name);
    return It != Kept.end() ? &It->second : nullptr;
  }
  bool Own = V.K == Value::Kind::Parameter && (!V.Owner || V.Owner == F.Id);
  if (!Own || Unseen.contains(F.Id))
    return nullptr;
  auto It = Passed.find({F.Id, V.Number});
  return It != Passed.end() ? &It->second : nullptr;
}

bool GivenTypes::all(const Function &F, const Value &V, const NamePattern &Type,
                     int Depth) const {
  const Places *At = Depth > 0 ? placesOf(F, V) : nullptr;
  return At && !At->Own && !At->Other.empty() &&
         llvm::all_of(At->Other, [&](const Given &G) {
           return matchesType(Type, G.What->Type) ||
                  all(*P.Bodies[G.In].F, *G.What, Type, Depth - 1);
         });
}

bool GivenTypes::all(const Function &F, const Value &V,
                     const NamePattern &Type) const {
  constexpr int MaxDepth = 6;
  return mayBeBase(V.Type) && !matchesType(Type, V.Type) &&
         all(F, V, Type, MaxDepth);
}
