//===- RuleLoaderRows.h - From YAML rows to RuleSet rows --------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_RULELOADERROWS_H
#define STALLFREE_CORE_RULELOADERROWS_H

#include "RuleLoaderFields.h"

namespace stallfree {

/// One kind of row: its key in the pack and its reader, which appends the good
/// rows (several if a key lists several names) to the RuleSet.
struct RowKind {
  llvm::StringRef Key;
  void (*Read)(RuleFile &File, const RuleNode &Node, RuleSet &Rules);
};

/// All kinds, in the order of Rules.h.
llvm::ArrayRef<RowKind> rowKinds();

// Rows about computing, in RuleLoaderCpu.cpp.
void readCpu(RuleFile &File, const RuleNode &Node, RuleSet &Rules);
void readYields(RuleFile &File, const RuleNode &Node, RuleSet &Rules);
void readSpins(RuleFile &File, const RuleNode &Node, RuleSet &Rules);
void readSizes(RuleFile &File, const RuleNode &Node, RuleSet &Rules);
void readCold(RuleFile &File, const RuleNode &Node, RuleSet &Rules);
void readBudgets(RuleFile &File, const RuleNode &Node, RuleSet &Rules);

} // namespace stallfree

#endif // STALLFREE_CORE_RULELOADERROWS_H
