//===- Locks.h - Locks held at each event of a function ------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_LOCKS_H
#define STALLFREE_CORE_LOCKS_H

#include "Conditions.h"

namespace stallfree {

/// A lock, or another scope that must not span a suspension, that is open.
struct HeldGuard {
  std::string Symbol;      ///< The guard variable or the mutex itself.
  uint32_t Since = 0;      ///< Event that took it.
  const GuardRow *Row = nullptr;
  std::string Mutex;       ///< Symbol of the mutex, empty if unknown.
  bool Certain = true;     ///< Held on every path to here.
  bool operator==(const HeldGuard &) const = default;
};

/// Guards held before each event, sorted by Since. Follows RAII objects of
/// `guards:` types, classes with such a member, classes of the project that lock
/// in the constructor and unlock in the destructor, and lock()/unlock() calls.
std::vector<std::vector<HeldGuard>> guardsAtEvents(const Program &P,
                                                   RuleIndex &Rules,
                                                   const Conditions &Tests,
                                                   const Function &F);

} // namespace stallfree

#endif // STALLFREE_CORE_LOCKS_H
