//===- Lanes.h - How many rounds a compiler does at once ----- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Compilers compute several rounds of a plain loop with one instruction, the
// more the smaller its elements are: 16 bytes at once on every x86-64 and arm64.
// Whether they do so is not known; what surely exceeds the budget must do so
// even then.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_LANES_H
#define STALLFREE_CORE_LANES_H

#include "Analysis.h"

namespace stallfree {

/// The most rounds of L that one instruction may compute; 1 if something in it
/// surely goes one by one: an early end, a call that is not inlined, a result
/// that the next round needs.
struct Lanes {
  double Most = 1;
  /// A round has only one way to go, also in what it calls.
  bool Straight = true;
};
Lanes lanes(const Analysis &A, BodyIndex B, const Loop &L);

} // namespace stallfree

#endif // STALLFREE_CORE_LANES_H
