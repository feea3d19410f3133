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

// Rows about where code runs.
void readExecutors(RuleFile &File, const RuleNode &Node, RuleSet &Rules);
void readHomes(RuleFile &File, const RuleNode &Node, RuleSet &Rules);
void readCoroutines(RuleFile &File, const RuleNode &Node, RuleSet &Rules);
void readHops(RuleFile &File, const RuleNode &Node, RuleSet &Rules);
void readDelays(RuleFile &File, const RuleNode &Node, RuleSet &Rules);
void readScopes(RuleFile &File, const RuleNode &Node, RuleSet &Rules);

using Conjunctions = std::vector<std::vector<Condition>>;

/// Rows are repeated for each name and each alternative of `when:`.
void readOffload(RuleFile &File, const RuleNode &Node, RuleSet &Rules);
void readTogether(RuleFile &File, const RuleNode &Node, RuleSet &Rules);
void readRewrites(RuleFile &File, const RuleNode &Node, RuleSet &Rules);
void readAffine(RuleFile &File, const RuleNode &Node, RuleSet &Rules);

template <class Row>
void addEach(Fields &F, std::vector<Row> &Rows, const Row &R,
             NamePattern Row::*Member,
             const std::vector<NamePattern> &Patterns) {
  if (!F.finish())
    return;
  for (const NamePattern &P : Patterns) {
    Rows.push_back(R);
    Rows.back().*Member = P;
  }
}

template <class Row>
void addEach(Fields &F, std::vector<Row> &Rows, const Row &R,
             NamePattern Row::*Member,
             const std::vector<NamePattern> &Patterns,
             const Conjunctions &Alternatives) {
  if (!F.finish())
    return;
  for (const std::vector<Condition> &When : Alternatives)
    for (const NamePattern &P : Patterns) {
      Rows.push_back(R);
      Rows.back().*Member = P;
      Rows.back().When = When;
    }
}

} // namespace stallfree

#endif // STALLFREE_CORE_RULELOADERROWS_H
