//===- Once.h - What a flag lets happen only once ------------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   if (!table) table = load();          the first time only
//   if (ready) return; ready = true; ...
//   if (config->pending) configure();    which clears config->pending
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_ONCE_H
#define STALLFREE_CORE_ONCE_H

#include "Reach.h"

namespace stallfree {

/// Whether such code still has to run once the loop does hangs on what ran
/// before: it is probable at most, and possible where `main` leads there before the loop. A flag that something turns back while the loop
/// runs lets it happen again and again, and objects that the loop makes have a
/// first time each: that changes nothing.
///
/// Limits those events in Graph. True if there are any: Runs is out of date then.
bool limitOnce(const Program &P, RuleIndex &Rules, CallGraph &Graph, const Reach &Runs);

} // namespace stallfree

#endif // STALLFREE_CORE_ONCE_H
