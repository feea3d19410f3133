//===- CoroutineObjects.cpp - Which coroutine a value is -----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CoroutineObjects.h"

using namespace stallfree;

llvm::SmallVector<BodyIndex, 1>
stallfree::coroutinesOf(const Program &P,
                        llvm::ArrayRef<const CoroutineRow *> Rows, BodyIndex In,
                        const Value &V, unsigned Depth) {
  constexpr unsigned MaxDepth = 4; // Of functions that only pass it on.
  llvm::SmallVector<BodyIndex, 1> Result;
  if (Depth > MaxDepth)
    return Result;
  auto AddResultOf = [&](const Event &Made) {
    for (BodyIndex To : P.bodies(Made.Callee, In)) {
      if (Rows[To]) {
        Result.push_back(To);
        continue;
      }
      for (const Event &E : P.Bodies[To].F->Events)
        if (E.K == Event::Kind::Return && !E.Arguments.empty())
          Result.append(
              coroutinesOf(P, Rows, To, E.Arguments.front(), Depth + 1));
    }
  };
  const Function &F = *P.Bodies[In].F;
  if (V.K == Value::Kind::Result && size_t(V.Number) < F.Events.size())
    AddResultOf(F.Events[V.Number]);
  else if (V.K == Value::Kind::Local)
    for (const Event &E : F.Events)
      if (E.Callee && E.Into.K == Value::Kind::Local && E.Into.Name == V.Name)
        AddResultOf(E);
  return Result;
}
