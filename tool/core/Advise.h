//===- Advise.h - Where the blocking call belongs ------------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// The ordered table of docs/how-it-works.md: the first row that fits wins and
// its id is part of the answer.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_ADVISE_H
#define STALLFREE_CORE_ADVISE_H

#include "Analysis.h"

namespace stallfree {

/// Advice for a blocking call: event Event of body B, found through Hot.
Advice adviseBlocking(const Analysis &A, BodyIndex B, uint32_t Event,
                      const HotPlace &Hot, const BlockRow &Row,
                      const Finding &Found);

/// Advice for work that computes for long; Certainty that it exceeds the
/// budget. Row may be null.
Advice adviseCpu(const Analysis &A, BodyIndex B, uint32_t Event,
                 const HotPlace &Hot, Tier Certainty,
                 const CpuRow *Row);

/// A round number of rounds of a loop that take about a quarter of the budget.
uint64_t yieldRounds(double Budget, double Round);

/// Advice for a loop of body B that Check reports. Round: nanoseconds of one.
Advice adviseLoop(const Analysis &A, BodyIndex B, llvm::StringRef Check,
                  const HotPlace &Hot, Tier Certainty, double Round);

} // namespace stallfree

#endif // STALLFREE_CORE_ADVISE_H
