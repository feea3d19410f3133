//===- RowCoverage.h - Rows that no example speaks of -----------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_VERIFY_ROWCOVERAGE_H
#define STALLFREE_VERIFY_ROWCOVERAGE_H

#include "core/Rules.h"
#include "llvm/ADT/StringSet.h"

namespace stallfree {

/// Problems for the rows of P without an example. A blocking row needs a
/// finding (Hit holds "posix-file.yaml:12" of those that had one) unless it is
/// off; of any other row one name must occur in an example's text.
std::vector<Problem> uncoveredRows(const Pack &P, const RuleSet &Rules,
                                   const llvm::StringSet<> &Hit);

} // namespace stallfree

#endif // STALLFREE_VERIFY_ROWCOVERAGE_H
