//===- Diff.h - Only what a change adds -------------------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CLI_DIFF_H
#define STALLFREE_CLI_DIFF_H

#include "cli/Git.h"
#include "cli/Session.h"

namespace stallfree {

/// The Report with the change, in which all that was there without it is
/// marked as InBaseline: what is left are new findings and new ways to old
/// ones. Parses the changed sources and one includer of each changed header;
/// everything else comes from the store, and the Report says what was left
/// out. Nullopt after having printed why there is none.
std::optional<Report> analyzeChange(Session &Run, const Options &Asked, Tier ShowAtLeast,
                                    const GitChange &Change);

} // namespace stallfree

#endif // STALLFREE_CLI_DIFF_H
