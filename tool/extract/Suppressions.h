//===- Suppressions.h - NOLINT comments -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_SUPPRESSIONS_H
#define STALLFREE_EXTRACT_SUPPRESSIONS_H

#include "Unit.h"

namespace stallfree {

/// Collects the NOLINT comments of all project files of the unit, in the forms
/// that clang-tidy knows.
void collectSuppressions(Unit &U);

/// Those of one file's text; File goes into the Places.
void findSuppressions(llvm::StringRef Text, uint32_t File,
                      std::vector<Suppression> &Out);

} // namespace stallfree

#endif // STALLFREE_EXTRACT_SUPPRESSIONS_H
