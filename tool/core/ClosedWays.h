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

/// A way from a root to an event.
struct Way {
  const Root *From = nullptr;
  llvm::SmallVector<const Edge *, 8> Path; ///< Outermost first.
  Tier Surest = Tier::Definite;            ///< That it can be.
};

/// The way on State to In, and from there by Down to Event of the body where
/// Down ends. A constant that a call passes may close the branch that the way
/// goes on through. Then it comes by another call that is as sure, if there is
/// one. Or else it is possible, if every call closes it; probable, if the function
/// may change its parameter. Not asked where that one is tested twice.
Way openWay(const Analysis &A, BodyIndex In, Executor State,
            llvm::ArrayRef<const Edge *> Down, uint32_t Event);

} // namespace stallfree

#endif // STALLFREE_CORE_CLOSEDWAYS_H
