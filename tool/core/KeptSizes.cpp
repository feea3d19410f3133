//===- KeptSizes.cpp - Objects made to go through something ---------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bounds.h"
#include "SizedTypes.h"
#include "TypeName.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

/// Neither a member of something else nor what outlives the function.
static bool isShortLived(const Event &E) {
  auto Outlives = [](const Value &V) {
    return V.outlives() || V.K == Value::Kind::This;
  };
  return E.K == Event::Kind::Construct && !Outlives(E.Object) &&
         !Outlives(E.Into);
}

/// The field that E gives a value to, and that value.
static std::pair<const Value *, const Value *> fieldMade(const Function &F,
                                                         const Event &E) {
  bool Made = E.K == Event::Kind::Construct ||
              (E.K == Event::Kind::Store && F.Constructor);
  // `{word}` holds what is written there, however large a word is.
  bool Listed = !E.ParameterTypes.empty() &&
                llvm::StringRef(E.ParameterTypes.front()).starts_with("std::initializer_list<");
  if (Made && !Listed && E.Object.K == Value::Kind::Field && !E.Object.OfThis &&
      !E.Arguments.empty())
    return {&E.Object, &E.Arguments.front()};
  return {};
}

/// Of an object that other code makes nobody counts what its members get.
static bool onlyHotCallers(const Analysis &A, BodyIndex B) {
  return llvm::all_of(A.Runs.into(B),
                      [&](const Edge *E) { return mayBeHot(A, E->From); });
}

/// `lexer(const std::string &text) : text_(text)` for an object that the
/// function needs for itself, and `reader r{request.body};`: the member is as
/// large as what the object is made of.
void Bounds::findKept() {
  llvm::BitVector Makes(A.P.Bodies.size());
  for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B)
    if (mayBeHot(A, B))
      for (const Edge &Out : A.Graph.out(B))
        if (isShortLived(A.P.Bodies[B].F->Events[Out.Event]))
          Makes.set(Out.To);
  for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B) {
    const Function &F = *A.P.Bodies[B].F;
    if (!mayBeHot(A, B))
      continue;
    for (uint32_t I = 0; I < F.Events.size(); ++I) {
      const Event &E = F.Events[I];
      auto [Into, From] = fieldMade(F, E);
      Bound Made;
      if (Into)
        Made = bound(B, of(B, *From));
      else if (E.K == Event::Kind::Call && E.Into.K == Value::Kind::Field &&
               !E.Into.OfThis)
        Made = bound(B, ofResult(B, I, 0));
      if (Into && E.K == Event::Kind::Store && isScalarType(Into->Type)) {
        Presumed.erase(Into->Name);
        keepNumber(Into->Name, onlyHotCallers(A, B) ? Made : Bound());
      }
      if (F.Constructor && !Makes.test(B))
        continue;
      if (Made.K != Bound::Kind::Child &&
          (Made.Handed || Made.K == Bound::Kind::Data))
        widen(Built[Into ? Into->Name : E.Into.Name], Made);
    }
  }
  dropAssigned();
}

/// `int most = 64;` in a class.
void Bounds::keepInitial() {
  for (const TUFacts *U : A.P.units())
    for (const Class &C : U->Classes)
      for (const Field &Held : C.Fields)
        if (Held.Number && *Held.Number > 0 && Held.Type != "bool") {
          keepNumber(Held.Name, constantBound(double(*Held.Number)));
          Presumed.insert(Held.Name);
        }
  dropAssigned();
}

/// `matrix(int rows) : rows_(rows)`: the largest of the numbers, if all are.
void Bounds::keepNumber(llvm::StringRef Field, Bound Given) {
  auto [It, New] = Numbers.try_emplace(Field, Given);
  bool Any = It->second.known() && Given.known() && Given.Count > 0;
  It->second =
      Any ? constantBound(std::max(It->second.Count, Given.Count)) : Bound();
  It->second.AtMost = true;
}

/// Does the call take its argument so that it can change it, or does nobody know?
static bool mayBeChanged(const Program &P, const Event &E, size_t Argument) {
  if (E.K != Event::Kind::Call)
    return false;
  const Function *Callee = E.Callee ? P.function(E.Callee) : nullptr;
  bool Seen = Callee && Argument < Callee->Parameters.size();
  if (!Seen) // `std::max(1, rounds)` only looks.
    return !llvm::StringRef(E.Name).starts_with("std::") ||
           llvm::is_contained({"operator>>", "from_chars", "swap", "exchange", "tie"},
                              lastSegment(E.Name));
  return Callee->Parameters[Argument].Reference;
}

void Bounds::dropAssigned() {
  for (const Body &B : A.P.Bodies) {
    for (const Assignment &Set : B.F->Assignments)
      Numbers.erase(Set.Name);
    for (const std::string &Name : B.F->Counted)
      Numbers.erase(Name);
  }
  // `fill(grid.rows)` may change it where it is taken by reference.
  for (const Body &B : A.P.Bodies)
    for (const Event &E : B.F->Events)
      for (size_t I = 0; I < E.Arguments.size(); ++I)
        if (const Value &V = E.Arguments[I];
            V.K == Value::Kind::Field && mayBeChanged(A.P, E, I))
          Numbers.erase(V.Name);
}
