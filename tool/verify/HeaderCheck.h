//===- HeaderCheck.h - Rows against real declarations -----------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_VERIFY_HEADERCHECK_H
#define STALLFREE_VERIFY_HEADERCHECK_H

#include "Declarations.h"
#include "core/PackNotes.h"

namespace stallfree {

/// Names of the pack's rows that are not declared, and arguments that do not
/// exist. Problems have the pack's file and the row's line.
std::vector<Problem> checkNames(const Pack &P, const PackNotes &Notes,
                                const RuleSet &Rules,
                                const Declarations &Known);

/// Functions that the pack `covers:`, whose names suggest that they wait and
/// of which no row and no `leaves-out:` speaks; and `leaves-out:` of nothing.
std::vector<Problem> checkCoverage(const Pack &P, const PackNotes &Notes,
                                   const RuleSet &Rules,
                                   const Declarations &Known);

/// Whether the last segment of a name has a word such as wait, read or open.
bool suggestsWaiting(llvm::StringRef Name);

} // namespace stallfree

#endif // STALLFREE_VERIFY_HEADERCHECK_H
