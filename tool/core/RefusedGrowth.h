//===- RefusedGrowth.h - Containers that refuse to grow ------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   if (entries_.size() >= 250) return false;
//   entries_.push_back(entry);
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_REFUSEDGROWTH_H
#define STALLFREE_CORE_REFUSEDGROWTH_H

#include "Program.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include <optional>

namespace stallfree {

/// Containers in fields, globals and locals into which the program puts nothing
/// without a test of their size against a number.
class RefusedGrowth {
public:
  explicit RefusedGrowth(const Program &P);

  /// The most items that V ever holds; nothing if that is not known.
  std::optional<double> items(const Function &F, const Value &V) const;

private:
  struct Limit {
    double Items = 0;
    std::string Type; ///< Of the container: what is in it has another.
  };
  static bool isOf(const Limit &L, const Value &V) {
    return V.Type.empty() || V.Type == L.Type;
  }

  using References = llvm::StringMap<std::string>; ///< Of locals, to symbols.

  void findTested(const Function &F);
  void findGiving(const Function &F);
  void dropChanged(const Function &F);
  void dropPassed(const Function &F, const Event &E, const References &Given);
  void dropGrown(const Function &F, const Event &E, const References &Given);

  /// The limit of what V is, or is a reference to.
  llvm::StringMap<Limit>::iterator find(const Function &F, const Value &V,
                                        const References &Given);

  const Program &P;
  llvm::StringMap<Limit> Most; ///< By symbol.
  llvm::StringSet<> Names;     ///< Of the values in Most.
  llvm::DenseSet<const Event *> Tested; ///< What puts one in behind a test.
  /// The field or global that a function gives its callers.
  llvm::DenseMap<FunctionId, std::string> Giving;
};

} // namespace stallfree

#endif // STALLFREE_CORE_REFUSEDGROWTH_H
