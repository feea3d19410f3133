//===- ClosedWays.h - Ways that an argument closes ------------ -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   void save(bool wait) { if (wait) flush(); }
//   save(false);                            does not lead to flush
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_CLOSEDWAYS_H
#define STALLFREE_CORE_CLOSEDWAYS_H

#include "Analysis.h"

namespace stallfree {

/// The surest that a path can be, whose last event is Event of the body that
/// its last edge leads to. A constant that a call passes may close the branch
/// that the path goes on through: then it is probable, for the function may
/// change its parameter, and other calls may lead there. Not asked where a
/// function tests the parameter twice.
Tier surestAlong(const Analysis &A, llvm::ArrayRef<const Edge *> Path,
                 uint32_t Event);

} // namespace stallfree

#endif // STALLFREE_CORE_CLOSEDWAYS_H
