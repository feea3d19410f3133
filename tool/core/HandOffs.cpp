//===- HandOffs.cpp - Calls that give work away --------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HandOffs.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

llvm::SmallVector<HandOff, 1> stallfree::handOffs(const Analysis &A,
                                                  const Function &F,
                                                  const Event &E) {
  llvm::SmallVector<HandOff, 1> Result;
  if (E.K != Event::Kind::Call && E.K != Event::Kind::Construct)
    return Result;
  for (const RunsRow *Row : A.Rules.RunsCall.find(E)) {
    if (!A.Tests.allow(F, E, Row->When, Row->Unless))
      continue;
    Executor On = Row->On;
    if (Row->OnArgument)
      if (const Value *V = select(E, *Row->OnArgument))
        if (Executor Of = A.Graph.executors().of(F, *V); Of != Executor::Unknown)
          On = Of;
    Result.push_back({Row, On});
  }
  return Result;
}

const Event *stallfree::makerOf(const Function &F, const Value &V) {
  if (V.K == Value::Kind::Result)
    return size_t(V.Number) < F.Events.size() ? &F.Events[V.Number] : nullptr;
  std::string Symbol = symbolOf(F, V);
  if (Symbol.empty())
    return nullptr;
  auto Made = llvm::find_if(F.Events, [&](const Event &E) {
    return symbolOf(F, E.Into) == Symbol;
  });
  return Made == F.Events.end() ? nullptr : &*Made;
}

bool stallfree::takesResultOf(const Function &F, const Event &E,
                              uint32_t Index) {
  return llvm::any_of(E.Arguments, [&](const Value &V) {
    if (V.K != Value::Kind::Result || size_t(V.Number) >= F.Events.size())
      return false;
    return V.Number == int64_t(Index) ||
           (V.Number > int64_t(Index) &&
            takesResultOf(F, F.Events[V.Number], Index));
  });
}
