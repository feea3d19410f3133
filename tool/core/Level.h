//===- Level.h - Where on a path a change belongs -------------------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_LEVEL_H
#define STALLFREE_CORE_LEVEL_H

#include "Analysis.h"

namespace stallfree {

/// The place where a change belongs: the innermost coroutine on the path, at
/// its own call that leads to the blocker; without one, the loop's callback.
struct Level {
  BodyIndex In = 0;
  uint32_t Event = 0;
  const CoroutineRow *Coroutine = nullptr; ///< Null: a callback.
};

/// For the event of body B, which runs on On. Helper: the event calls a helper
/// that threads use too (Sites.h); then that call is the place.
Level levelOf(const Analysis &A, BodyIndex B, uint32_t Event, Executor On,
              bool Helper = false);

/// All such places, the one of the shortest path first: each way in from the
/// loop passes one of them. Ways that are only possible are left out.
std::vector<Level> levelsOf(const Analysis &A, BodyIndex B, uint32_t Event,
                            Executor On);

/// What has to change at such a place.
Change changeAt(const Analysis &A, const Level &L);

/// The same for the first of Levels that needs most.
Change changeAt(const Analysis &A, llvm::ArrayRef<Level> Levels);

/// How users of Framework move work to `To`; the runtime's way as a fallback.
const OffloadRow *offloadRow(const RuleSet &Rules, llvm::StringRef Framework,
                             Executor To);

} // namespace stallfree

#endif // STALLFREE_CORE_LEVEL_H
