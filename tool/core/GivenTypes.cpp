//===- GivenTypes.cpp - What stands behind a reference to a base ----------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GivenTypes.h"
#include "MadeBy.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace stallfree;

/// Names a class, not a number, a text or a callable.
static bool mayBeBase(llvm::StringRef Type) {
  return Type.contains("::") || (!Type.empty() && llvm::isUpper(Type.front()));
}

GivenTypes::GivenTypes(const Program &P, RuleIndex &Rules) : P(P) {
  for (BodyIndex B = 0; B < P.Bodies.size(); ++B)
    for (const Event &E : P.Bodies[B].F->Events) {
      hide(E.Object);
      for (const Value &V : E.Arguments)
        hide(V);
      if (E.K == Event::Kind::Store && E.Object.K == Value::Kind::Field &&
          !E.Arguments.empty() && mayBeBase(E.Object.Type))
        note(Kept[E.Object.Name], B, E.Arguments.front(), E.Object.Type);
      // A parameter that gets what a call gives is no longer what was passed.
      if (E.Into.K == Value::Kind::Parameter)
        Passed[{E.Into.Owner ? E.Into.Owner : P.Bodies[B].F->Id, E.Into.Number}].Own = true;
      if (!E.Callee)
        continue;
      noteMade(B, E, Rules);
      llvm::SmallVector<FunctionId, 4> Callees = {E.Callee};
      if (E.Virtual)
        llvm::append_range(Callees, P.overriders(E.Callee));
      noteCall(B, E, Callees);
    }
}

void GivenTypes::noteCall(BodyIndex B, const Event &E,
                          llvm::ArrayRef<FunctionId> Callees) {
  // More overriders than this say nothing about who is called.
  constexpr size_t MaxCallees = 9;
  for (size_t I = 0; I < E.ParameterTypes.size(); ++I)
    if (mayBeBase(E.ParameterTypes[I]))
      for (FunctionId Callee : Callees) {
        Places &At = Passed[{Callee, int64_t(I)}];
        // A default argument may be anything.
        if (I >= E.Arguments.size() || Callees.size() > MaxCallees)
          At.Own = true;
        else
          note(At, B, E.Arguments[I], E.ParameterTypes[I]);
      }
}

/// make_unique<reader>(in): what its constructors are given.
void GivenTypes::noteMade(BodyIndex B, const Event &E, RuleIndex &Rules) {
  for (BodyIndex C : constructorsMadeBy(P, Rules, E)) {
    const Function &F = *P.Bodies[C].F;
    for (size_t I = 0; I < F.Parameters.size(); ++I)
      if (mayBeBase(F.Parameters[I].Type))
        note(Passed[{F.Id, int64_t(I)}], B, E.Arguments[I], F.Parameters[I].Type);
  }
}

void GivenTypes::note(Places &At, BodyIndex B, const Value &V,
                      llvm::StringRef Type) {
  bool Null = V.K == Value::Kind::Null ||
              (V.K == Value::Kind::Integer && V.Number == 0);
  if (Null)
    return;
  bool Other = V.K == Value::Kind::Parameter || V.K == Value::Kind::Field ||
               V.Type != Type;
  if (Other && !V.Type.empty())
    At.Other.push_back({B, &V});
  else
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
  FunctionId Owner = V.Owner ? V.Owner : F.Id;
  if (V.K != Value::Kind::Parameter || Unseen.contains(Owner))
    return nullptr;
  auto It = Passed.find({Owner, V.Number});
  return It != Passed.end() ? &It->second : nullptr;
}

/// What is passed on is followed, each place once; empty if one way ends at
/// something that is not known.
GivenTypes::Types GivenTypes::collect(const Places &From) const {
  Types Found;
  llvm::DenseSet<const Places *> Seen = {&From};
  std::vector<const Places *> Work = {&From};
  for (size_t I = 0; I < Work.size(); ++I) {
    if (Work[I]->Own || Work[I]->Other.empty())
      return {};
    for (const Given &G : Work[I]->Other) {
      bool Passes = G.What->K == Value::Kind::Parameter || G.What->K == Value::Kind::Field;
      const Places *Next = Passes ? placesOf(*P.Bodies[G.In].F, *G.What) : nullptr;
      if (Next && Seen.insert(Next).second)
        Work.push_back(Next);
      else if (!Next && !llvm::is_contained(Found, G.What->Type))
        Found.push_back(G.What->Type);
    }
  }
  return Found;
}

llvm::ArrayRef<llvm::StringRef> GivenTypes::of(const Function &F,
                                               const Value &V) const {
  const Places *At = mayBeBase(V.Type) ? placesOf(F, V) : nullptr;
  if (!At)
    return {};
  auto It = Known.find(At);
  if (It == Known.end())
    It = Known.try_emplace(At, collect(*At)).first;
  return It->second;
}
