//===- Checks.h - The list of checks ----------------------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_CHECKS_H
#define STALLFREE_CORE_CHECKS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace stallfree {

/// One check as users see it in lists, SARIF and docs/checks/<Id>.md.
struct CheckInfo {
  llvm::StringRef Id;
  llvm::StringRef Summary; ///< Half a line, no full stop.
  bool OnByDefault = true;
};

/// All checks, sorted by id.
llvm::ArrayRef<CheckInfo> allChecks();

/// Null if there is no such check.
const CheckInfo *findCheck(llvm::StringRef Id);

/// The check whose id is most like Id, which is none.
const CheckInfo &nearestCheck(llvm::StringRef Id);

} // namespace stallfree

#endif // STALLFREE_CORE_CHECKS_H
