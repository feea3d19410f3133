//===- Fix.h - An edit for a finding, or why there is none -------------------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// A fix that changes behaviour silently is worse than none. So each thing that
// could change is looked for; what forbids an edit becomes Finding::Unfixable,
// what a person has to judge becomes Fix::Caution.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_FIX_H
#define STALLFREE_CORE_FIX_H

#include "Analysis.h"

namespace stallfree {

/// Fills Found.Fixes and Found.Unfixable for a blocking call: event Event of body
/// B, found through Hot. Found.Advice must be there. There is a fix for each
/// coroutine from which the call is reached, at its own call. Computes: it keeps
/// a core busy rather than waits.
void proposeFix(const Analysis &A, BodyIndex B, uint32_t Event,
                const HotPlace &Hot, Finding &Found, bool Computes = false);

/// Adds a fix unless it is there.
void addFix(Finding &Found, Fix Made);

/// proposeFix for a task that nobody awaits.
void proposeAwait(const Analysis &A, BodyIndex B, uint32_t Event, Finding &Found);

/// proposeFix for a loop of body B: others run every Rounds rounds.
void proposeYield(const Analysis &A, BodyIndex B, const Loop &L, uint64_t Rounds,
                  Finding &Found);

/// proposeFix for an await with a scope open that event Opened began: it ends
/// before the await.
void proposeNarrowing(const Analysis &A, BodyIndex B, uint32_t Opened, Finding &Found);

} // namespace stallfree

#endif // STALLFREE_CORE_FIX_H
