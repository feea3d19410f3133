//===- Sites.h - Where the blame for a blocking call lies ------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// A helper that threads use too may block: the mistake is the call of it on the
// loop, and each such call is one. So is a binding that keeps the interpreter
// lock while it calls a library that knows nothing of Python. A finding is
// shown at that call; its proof goes on to what blocks.

#ifndef STALLFREE_CORE_SITES_H
#define STALLFREE_CORE_SITES_H

#include "Analysis.h"

namespace stallfree {

/// Event Event of In, from where Down leads to the blocker (outermost first);
/// Down is empty where the blocker is the event itself.
struct ReportSite {
  BodyIndex In = 0;
  uint32_t Event = 0;
  llvm::SmallVector<const Edge *, 4> Down;
  Tier Certainty = Tier::Definite; ///< Of arriving there and of Down.
};

/// The sites of a blocker at an event of B that is hot: at least one, at
/// most eight, the surest and nearest first; one of those that reach it by what
/// happens only once.
std::vector<ReportSite> sitesOf(const Analysis &A, BodyIndex B, uint32_t Event,
                          const HotPlace &Hot);

} // namespace stallfree

#endif // STALLFREE_CORE_SITES_H
