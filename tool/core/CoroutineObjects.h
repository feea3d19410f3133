//===- CoroutineObjects.h - Which coroutine a value is ---------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_COROUTINEOBJECTS_H
#define STALLFREE_CORE_COROUTINEOBJECTS_H

#include "Program.h"
#include "Rules.h"

namespace stallfree {

/// The coroutines that V, a value in the body In, may be an object of: what
/// the call that made it starts or, if that is an ordinary function, gives
/// back. Rows has the row of each body that is a coroutine, null otherwise.
llvm::SmallVector<BodyIndex, 1>
coroutinesOf(const Program &P, llvm::ArrayRef<const CoroutineRow *> Rows,
             BodyIndex In, const Value &V, unsigned Depth = 0);

} // namespace stallfree

#endif // STALLFREE_CORE_COROUTINEOBJECTS_H
