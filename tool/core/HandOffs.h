//===- HandOffs.h - Calls that give work away ------------------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_HANDOFFS_H
#define STALLFREE_CORE_HANDOFFS_H

#include "Analysis.h"

namespace stallfree {

/// A call that a `runs:` row names: work that it takes runs on On.
struct HandOff {
  const RunsRow *Row = nullptr;
  Executor On = Executor::Unknown;

  bool leavesLoop() const {
    return On == Executor::Thread || On == Executor::Process;
  }
};

/// The hand-offs of an event: the rows whose conditions hold, each with the
/// executor of its argument.
llvm::SmallVector<HandOff, 1> handOffs(const Analysis &A, const Function &F,
                                       const Event &E);

/// The call that made the value V of F: V is its result, or the variable that
/// received it. Null if there is none.
const Event *makerOf(const Function &F, const Value &V);

/// Do the arguments of E contain the result of event Index, directly or through
/// what was made of it (`std::bind(f, x)`)?
bool takesResultOf(const Function &F, const Event &E, uint32_t Index);

} // namespace stallfree

#endif // STALLFREE_CORE_HANDOFFS_H
