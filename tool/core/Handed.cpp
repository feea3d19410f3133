//===- Handed.cpp - What entry points are handed --------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Handed.h"
#include "SizedTypes.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;
using llvm::StringRef;

/// The class that a method, or the method around a lambda, belongs to.
static std::string ownerOf(const Program &P, const Function *F) {
  while (F && F->Class.empty() && F->Parent)
    F = P.function(F->Parent);
  return F ? withoutArguments(F->Class) : std::string();
}

/// Without const, pointers and references.
static std::string plainType(StringRef Type) {
  std::string Name = withoutArguments(Type);
  StringRef Plain = Name;
  Plain.consume_front("const ");
  return Plain.rtrim("*& ").str();
}

/// Types that a global variable holds, and those that several classes have a
/// member of, or a pointer to: the state of a program and what it is built of.
static llvm::StringSet<> keptTypes(const Program &P) {
  static constexpr size_t Several = 3;
  llvm::StringSet<> Result;
  llvm::StringMap<llvm::StringSet<>> Holders;
  for (const TUFacts *U : P.units())
    for (const Class &C : U->Classes)
      for (const Field &Held : C.Fields)
        if (!StringRef(Held.Type).contains('<'))
          Holders[plainType(Held.Type)].insert(C.Type);
  for (const auto &Type : Holders)
    if (Type.second.size() >= Several)
      Result.insert(Type.first());
  auto Note = [&](const Value &V) {
    if (V.K == Value::Kind::Global && !StringRef(V.Type).contains('<'))
      Result.insert(plainType(V.Type));
  };
  for (const Body &B : P.Bodies)
    for (const Event &E : B.F->Events) {
      Note(E.Object);
      Note(E.Into);
      llvm::for_each(E.Arguments, Note);
    }
  return Result;
}

/// `on_read(connection, void *context)`; `on_data(void *data, size_t size)` has a
/// size.
static bool isUserData(const Function &F, size_t Index) {
  return F.Parameters[Index].Type == "void *" &&
         (Index + 1 == F.Parameters.size() ||
          !isScalarType(F.Parameters[Index + 1].Type));
}

/// Of what a signal brings along only containers may be large.
static bool isList(StringRef Type) {
  bool Text = isStringType(Type) || Type == "const char *" || Type == "char *";
  return itemWidth(Type) > 0 && !Text;
}

static bool entersHere(const Root &R) {
  return R.On == Executor::Loop || R.On == Executor::Gil ||
         R.On == Executor::Here;
}

Handed::Handed(const Analysis &A) : Entries(A.P.Bodies.size()) {
  std::vector<bool> GetsMessages(Entries.size());
  for (const Root &R : A.Graph.Roots)
    if (entersHere(R)) {
      Entries[R.To] = true;
      GetsMessages[R.To] = GetsMessages[R.To] || !R.Row || !R.Row->Small;
    }
  // Whose call is seen gets what that call passes, and so does what is bound.
  auto IsSeen = [&](FunctionId Id) {
    for (BodyIndex To : A.P.bodies(Id))
      Entries[To] = false;
  };
  for (const Body &B : A.P.Bodies)
    for (const Event &E : B.F->Events) {
      if (E.K == Event::Kind::Call && E.Callee)
        IsSeen(E.Callee);
      if (lastSegment(E.Name).starts_with("bind") && !E.Arguments.empty())
        llvm::for_each(E.Arguments.front().Callables, IsSeen);
    }
  llvm::StringSet<> Active;
  for (const Root &R : A.Graph.Roots)
    if (entersHere(R))
      Active.insert(ownerOf(A.P, A.P.Bodies[R.To].F));
  for (const Body &B : A.P.Bodies)
    for (const Event &E : B.F->Events)
      if (E.K == Event::Kind::Store && E.Object.K == Value::Kind::Field &&
          !E.Arguments.empty() && !E.Arguments.front().Callables.empty())
        Active.insert(withoutArguments(StringRef(E.Object.Name).rsplit("::").first));
  llvm::StringSet<> Kept = keptTypes(A.P);
  for (BodyIndex B = 0; B < Entries.size(); ++B) {
    if (!Entries[B])
      continue;
    const Function &F = *A.P.Bodies[B].F;
    for (size_t I = 0; I < F.Parameters.size(); ++I) {
      const Parameter &Given = F.Parameters[I];
      if (isUserData(F, I) || !(GetsMessages[B] || isList(Given.Type))) {
        Small.insert({B, I});
        continue;
      }
      std::string Name = withoutArguments(Given.Type);
      if (!StringRef(Name).starts_with("std::") && !Active.contains(Name) && !Kept.contains(plainType(Name)))
        Messages.insert(Name);
    }
  }
}

bool Handed::isMessage(StringRef Type) const {
  return Messages.contains(withoutArguments(Type));
}
