//===- FixThread.h - What ties a call to its thread -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_FIXTHREAD_H
#define STALLFREE_CORE_FIXTHREAD_H

#include "Level.h"

namespace stallfree {

/// The row of one of Kinds for an event, null if there is none.
const AffineRow *affineRow(const Analysis &A, const Event &E, llvm::ArrayRef<Affinity> Kinds);

/// Why the call at this site must stay on the thread of its coroutine: what its
/// arguments read, what it runs, and what is read after it. As one clause, empty
/// if nothing does.
std::string affineObstacle(const Analysis &A, const Level &L, const Site &S);

} // namespace stallfree

#endif // STALLFREE_CORE_FIXTHREAD_H
