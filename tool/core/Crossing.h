//===- Crossing.h - Can a call be made in another process? -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_CROSSING_H
#define STALLFREE_CORE_CROSSING_H

#include "Level.h"

namespace stallfree {

/// Why the call at this level cannot be made in a worker process, as one clause;
/// empty if it can: a free function of the project, whose parameters are values,
/// that changes no global and reads none that is changed after start-up.
std::string crossingObstacle(const Analysis &A, const Level &L);

/// All that the event runs, directly or through calls.
std::vector<BodyIndex> bodiesBelow(const Analysis &A, BodyIndex B, uint32_t Event);

/// A global that what the event runs and others in this process use, one of them
/// to change it: its name, and the function that uses it there.
struct SharedGlobal {
  std::string Name, Function;
};
std::optional<SharedGlobal> sharedGlobal(const Analysis &A, BodyIndex B, uint32_t Event);

} // namespace stallfree

#endif // STALLFREE_CORE_CROSSING_H
