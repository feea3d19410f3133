//===- Stalls.h - Measured stalls outrank estimates ---------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_STALLS_H
#define STALLFREE_CORE_STALLS_H

#include "Report.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace stallfree {

/// Takes the JSON of the runtime's watchdog (docs/runtime/watchdog.md) as the
/// last word: a finding in a measured stack becomes definite, an estimate that
/// was never measured drops by one tier, and a stall that no finding explains
/// becomes one. Each says so. Fails if the text is not such a file.
llvm::Error applyStalls(llvm::StringRef Json, Report &R);

} // namespace stallfree

#endif // STALLFREE_CORE_STALLS_H
