//===- Conditions.h - Does a row's when/unless hold for a call - -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_CONDITIONS_H
#define STALLFREE_CORE_CONDITIONS_H

#include "GivenTypes.h"
#include "Program.h"
#include "RuleIndex.h"
#include "Texts.h"
#include "Watched.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringSet.h"
#include <map>

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

  /// All `when` hold and no `unless` does. What is unknown satisfies neither;
  /// what a condition chooses between null and something else is null for `when`.
  bool allow(const Function &F, const Event &E,
             llvm::ArrayRef<Condition> When,
             llvm::ArrayRef<Condition> Unless) const;
  /// Does that hang on what such a condition chooses, or do they hold by what
  /// is passed for a reference to a base?
  bool presumes(const Function &F, const Event &E,
                llvm::ArrayRef<Condition> When,
                llvm::ArrayRef<Condition> Unless) const;

  bool isNonblocking(const Function &F, const Value &V) const;

  /// The descriptors that loops watch.
  const Watched &watched() const { return Descriptors; }

  /// Where the callbacks of the object V run, Unknown if `homes:` rows say
  /// nothing about it. An object is known by its variable, and one of the
  /// project's classes by its class too.
  Executor homeOf(const Function &F, const Value &V) const;
  Executor homeOfClass(llvm::StringRef Type) const;
  /// The same, or that of a class derived from it.
  Executor homeOfDerived(llvm::StringRef Type) const;

private:
  void findHomes(const Function &F, const Event &E);
  bool noteHome(const Function &F, const Value &V, Executor On);
  bool passHomes();

  // Descriptors.cpp
  void findDescriptors(const Function &F, const Event &E);
  bool makeNonblocking(const Function &F, const Value &V);
  bool passNonblocking();
  bool passArguments();

  bool isBlockingYet(const Function &F, const Event &E, const Value &V) const;
  bool holds(const Function &F, const Event &E, const Condition &C) const;
  bool isOfType(llvm::StringRef Own, const NamePattern &Type) const;
  bool isGiven(const Function &F, const Value &V,
               const NamePattern &Type) const;
  bool isOfType(const Function &F, const Value &V,
                const NamePattern &Type) const;
  bool holdsFor(const Function &F, const Value &V, const Condition &C) const;
  bool isMadeBy(const Function &F, const Value &V, const Condition &C) const;

  const Program &P;
  RuleIndex &Rules;
  Texts Written;
  GivenTypes Given;
  Watched Descriptors;
  llvm::StringSet<> NonblockingSymbols;
  llvm::DenseSet<std::pair<FunctionId, int64_t>> NonblockingParameters;
  llvm::DenseSet<FunctionId> NonblockingReturns;
  llvm::StringMap<Executor> HomeOfSymbol, HomeOfType;
  std::map<std::pair<FunctionId, int64_t>, Executor> HomeOfParameter;
};

} // namespace stallfree

#endif // STALLFREE_CORE_CONDITIONS_H
