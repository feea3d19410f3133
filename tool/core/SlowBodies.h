//===- SlowBodies.h - Functions that hold their thread ---------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_SLOWBODIES_H
#define STALLFREE_CORE_SLOWBODIES_H

#include "BlockingCall.h"

namespace stallfree {

/// Which bodies block or compute for long for certain, themselves or through what
/// they call in place, wherever they run.
class SlowBodies {
public:
  explicit SlowBodies(const Analysis &A);

  bool blocks(BodyIndex B) const { return Blocks[B]; }

  /// A definite blocker other than a lock or a wait that releases its lock, or a
  /// call that computes for milliseconds.
  bool slowCall(const Function &F, const Event &E) const;

  /// Event I of B is such a call, or calls a body that blocks.
  bool slowAt(BodyIndex B, uint32_t I) const;

private:
  const Analysis &A;
  std::vector<bool> Blocks;
};

} // namespace stallfree

#endif // STALLFREE_CORE_SLOWBODIES_H
