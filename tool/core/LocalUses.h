//===- LocalUses.h - Where a body names its locals ------------ -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_LOCALUSES_H
#define STALLFREE_CORE_LOCALUSES_H

#include "Program.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"

namespace stallfree {

/// Found once for each body that is asked for: generated functions have
/// thousands of events, and as many locals.
class LocalUses {
public:
  explicit LocalUses(const Program &P) : P(P) {}

  /// Events that name the local: as what they make, change or are given,
  /// directly or as `std::back_inserter(local)`. In order.
  llvm::ArrayRef<uint32_t> of(BodyIndex B, llvm::StringRef Local) const;
  /// Calls of `begin`, `end` and their kin.
  llvm::ArrayRef<uint32_t> iterators(BodyIndex B) const;

private:
  struct Uses {
    llvm::StringMap<llvm::SmallVector<uint32_t, 4>> ByName;
    llvm::SmallVector<uint32_t, 8> Iterators;
  };
  const Uses &in(BodyIndex B) const;
  static Uses find(const Function &F);

  const Program &P;
  mutable llvm::DenseMap<BodyIndex, Uses> Known;
};

} // namespace stallfree

#endif // STALLFREE_CORE_LOCALUSES_H
