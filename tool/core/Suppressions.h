//===- Suppressions.h - NOLINT comments, baselines and check lists - -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_SUPPRESSIONS_H
#define STALLFREE_CORE_SUPPRESSIONS_H

#include "Program.h"
#include "Stallfree.h"

namespace stallfree {

/// Is a check on, given globs in clang-tidy's way ("-*,blocking-*", later ones
/// win; the prefix "stallfree-" is optional)?
bool checkEnabled(llvm::StringRef Check, bool OnByDefault,
                  llvm::ArrayRef<std::string> Globs);

/// Marks findings that a NOLINT comment silences and appends a
/// meta-unused-suppression for each comment that names one of our checks and
/// silences nothing.
void applySuppressions(const Program &P, const Options &Asked,
                       std::vector<Finding> &Findings);

} // namespace stallfree

#endif // STALLFREE_CORE_SUPPRESSIONS_H
