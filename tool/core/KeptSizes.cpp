//===- KeptSizes.cpp - Objects made to go through something ---------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bounds.h"
#include "SizedTypes.h"
#include "llvm/ADT/BitVector.h"

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
  if (Made && E.Object.K == Value::Kind::Field && !E.Object.OfThis &&
      !E.Arguments.empty())
    return {&E.Object, &E.Arguments.front()};
  return {};
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
      if (Into && E.K == Event::Kind::Store && isScalarType(Into->Type))
        keepNumber(Into->Name, Made);
      if (F.Constructor && !Makes.test(B))
        continue;
      if (Made.K != Bound::Kind::Child &&
          (Made.Handed || Made.K == Bound::Kind::Data))
        widen(Built[Into ? Into->Name : E.Into.Name], Made);
    }
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

void Bounds::dropAssigned() {
  for (const Body &B : A.P.Bodies)
    for (const Assignment &Set : B.F->Assignments)
      Numbers.erase(Set.Name);
}
