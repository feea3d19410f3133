//===- LoopBounds.h - How often a loop goes round -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_LOOPBOUNDS_H
#define STALLFREE_EXTRACT_LOOPBOUNDS_H

#include "Values.h"

namespace stallfree {

/// Fills Kind, Trips, Bound and BoundValue of L, the loop that S spells.
void classifyBound(Unit &U, const clang::Stmt *S, Values &Described, Loop &L);

} // namespace stallfree

#endif // STALLFREE_EXTRACT_LOOPBOUNDS_H
