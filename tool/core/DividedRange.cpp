//===- DividedRange.cpp - Recursion with two cursors ----------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Recursion.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

static bool passesOn(const Event &Call, size_t Parameter) {
  const Value &V = Call.Arguments[Parameter];
  return V.K == Value::Kind::Parameter && V.Number == int64_t(Parameter) &&
         !V.Owner && !V.Less && !V.More;
}

/// Low begins where F began and ends elsewhere, High ends where F ended.
static bool arePartsOfOne(const Function &F, const Event &Low,
                          const Event &High) {
  size_t N = std::min(
      {F.Parameters.size(), Low.Arguments.size(), High.Arguments.size()});
  bool Begins = false, Ends = false;
  for (size_t P = 0; P < N; ++P) {
    Begins |= passesOn(Low, P) && !passesOn(High, P);
    Ends |= !passesOn(Low, P) && passesOn(High, P);
  }
  return Begins && Ends;
}

bool stallfree::dividesRange(const Function &F) {
  llvm::SmallVector<const Event *, 4> Calls;
  for (const Event &E : F.Events)
    if (E.K == Event::Kind::Call && E.Callee == F.Id)
      Calls.push_back(&E);
  return Calls.size() == 2 && arePartsOfOne(F, *Calls[0], *Calls[1]);
}
