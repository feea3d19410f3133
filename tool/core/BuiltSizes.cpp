//===- BuiltSizes.cpp - Objects put together from what may be large -------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bounds.h"
#include "SizedTypes.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;
using llvm::StringRef;

/// The largest of the loops around an event, in the bounds of the callers.
Bound Bounds::roundsAround(BodyIndex B, uint32_t Event) const {
  const Function &F = *A.P.Bodies[B].F;
  std::vector<bool> Around = loopsAround(F, F.Events[Event]);
  Bound Result;
  for (size_t L = 0; L < Around.size(); ++L)
    if (Around[L])
      widen(Result, bound(B, of(B, F.Loops[L])));
  return Result;
}

static bool isLarge(const Bound &B) {
  return B.Handed || B.K == Bound::Kind::Data;
}

/// Fields of its own object that F puts something into, and where.
static llvm::SmallVector<std::pair<StringRef, uint32_t>, 2>
filledFields(const Function &F) {
  llvm::SmallVector<std::pair<StringRef, uint32_t>, 2> Result;
  for (uint32_t I = 0; I < F.Events.size(); ++I) {
    const Event &E = F.Events[I];
    bool Key = lastSegment(E.Name) == "operator[]" &&
               StringRef(E.Object.Type).contains("map<");
    if (E.Object.K == Value::Kind::Field && E.Object.OfThis &&
        (grows(E) || Key) && !isStringType(E.Object.Type))
      Result.push_back({E.Object.Name, I});
  }
  return Result;
}

/// `for (const order &o : request.orders) table.add(o);` with a table that lives
/// no longer than the function, and a constructor that does so itself.
void Bounds::findBuilt() {
  std::vector<llvm::SmallVector<std::pair<StringRef, uint32_t>, 2>> Fills;
  for (const Body &B : A.P.Bodies)
    Fills.push_back(B.F->Class.empty() ? decltype(filledFields(*B.F))()
                                       : filledFields(*B.F));
  for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B) {
    if (!mayBeHot(A, B))
      continue;
    for (const Edge &Out : A.Graph.out(B)) {
      if (Fills[Out.To].empty())
        continue;
      const Event &Call = A.P.Bodies[B].F->Events[Out.Event];
      const Value &Object =
          Call.K == Event::Kind::Construct && Call.Into.K != Value::Kind::Unknown
              ? Call.Into
              : Call.Object;
      bool Own = Object.K == Value::Kind::Local && !Object.Owner &&
                 !StringRef(Object.Type).ends_with("*");
      if (!Own && !Call.Temporary) // `count(request.rows).run()`
        continue;
      Bound Calls = roundsAround(B, Out.Event);
      for (auto [Field, At] : Fills[Out.To])
        if (isLarge(Calls) || isLarge(roundsAround(Out.To, At)))
          widen(Built[Field], Calls);
    }
  }
}
