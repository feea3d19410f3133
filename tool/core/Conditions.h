//===- Conditions.h - Does a row's when/unless hold for a call - -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_CONDITIONS_H
#define STALLFREE_CORE_CONDITIONS_H

#include "Program.h"
#include "RuleIndex.h"
#include "llvm/ADT/StringSet.h"

namespace stallfree {

/// Names a variable or field across the whole program: fields and globals by
/// qualified name, locals and parameters with their function. Empty for
/// anything else.
std::string symbolOf(const Function &F, const Value &V);

/// The value that a selector picks from a call; null if there is none.
const Value *select(const Event &E, ArgumentSelector S);

class Conditions {
public:
  Conditions(const Program &P, RuleIndex &Rules);

  /// All `when` hold and no `unless` does. What is unknown satisfies neither.
  bool allow(const Function &F, const Event &E,
             llvm::ArrayRef<Condition> When,
             llvm::ArrayRef<Condition> Unless) const;

  bool isNonblocking(const Function &F, const Value &V) const;

private:
  bool holds(const Function &F, const Event &E, const Condition &C) const;
  bool isMadeBy(const Function &F, const Value &V, const Condition &C) const;

  llvm::StringSet<> NonblockingSymbols;
};

} // namespace stallfree

#endif // STALLFREE_CORE_CONDITIONS_H
