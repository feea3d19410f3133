//===- Executors.h - Where values and coroutine points run ---- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_EXECUTORS_H
#define STALLFREE_CORE_EXECUTORS_H

#include "Conditions.h"

namespace stallfree {

/// What the `executors:` rows say about a type. The innermost template
/// argument with a row decides: a strand of a thread pool is a pool. Unknown
/// if no row matches.
Executor executorOfType(RuleIndex &Rules, llvm::StringRef Type);

/// The `coroutines:` row of a coroutine: by its return type, else by what its
/// body does. Null if F is no coroutine.
const CoroutineRow *coroutineRow(RuleIndex &Rules, const Function &F);

/// For each event of a coroutine the executor that it runs on; Here before
/// any hop and where paths disagree.
std::vector<Executor> executorAtEvents(RuleIndex &Rules, const Conditions &Tests,
                                       const Function &F);

} // namespace stallfree

#endif // STALLFREE_CORE_EXECUTORS_H
