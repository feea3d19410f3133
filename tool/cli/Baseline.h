//===- Baseline.h - Findings that are known and accepted --------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CLI_BASELINE_H
#define STALLFREE_CLI_BASELINE_H

#include "core/Report.h"
#include "llvm/Support/Error.h"

namespace stallfree {

/// Marks the findings of R whose fingerprint File lists as InBaseline. An
/// Error if File is not a baseline.
llvm::Error applyBaseline(llvm::StringRef File, Report &R);

/// Writes all unsuppressed findings at or above AtLeast to File: JSON,
///   {"version": 1, "findings": [{"fingerprint", "check", "file", "message"}]}
/// where only the fingerprint is read back; the rest is for reviewers.
llvm::Error writeBaseline(llvm::StringRef File, const Report &R, Tier AtLeast);

} // namespace stallfree

#endif // STALLFREE_CLI_BASELINE_H
