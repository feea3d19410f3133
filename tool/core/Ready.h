//===- Ready.h - Calls that a test made safe ------------------ -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_READY_H
#define STALLFREE_CORE_READY_H

#include "Conditions.h"

namespace stallfree {

/// For each event: did a `ready:` test of the same object hold on every path
/// to it (`if (f.wait_for(0s) == std::future_status::ready) f.get();`)? Or is it
/// the first use of a descriptor that the loop watches?
std::vector<bool> readyAtEvents(RuleIndex &Rules, const Watched &Descriptors,
                                const Function &F);

} // namespace stallfree

#endif // STALLFREE_CORE_READY_H
