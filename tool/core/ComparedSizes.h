//===- ComparedSizes.h - What sizes are held against ---------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   bool full() const { return samples_.size() >= 256; }
//   if (!policy.accepts(body.size())) return refuse();
//   while (recent_.size() > most_) recent_.pop_back();
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_COMPAREDSIZES_H
#define STALLFREE_CORE_COMPAREDSIZES_H

#include "Program.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include <optional>

namespace stallfree {

/// Where a program holds the size of something against a number, whoever wrote
/// it had that size in mind: no proof that nothing is larger, but nothing says
/// any more that it is.
class ComparedSizes {
public:
  /// A number that V stands for, if it is known.
  using NumberOf = llvm::function_ref<std::optional<double>(const Value &)>;

  explicit ComparedSizes(const Program &P) : P(P) {}
  void find(NumberOf Number);

  /// The largest number that the size of V is held against: in B, in what B
  /// calls, or, of a field, in all that call B or in the methods of its class.
  std::optional<double> of(BodyIndex B, const Value &V) const;

  /// The same of what B asks in loop L before it goes round again: `if (all.full())
  /// break;`, `if (++steps_ > most) return;`.
  std::optional<double> ending(BodyIndex B, const Loop &L) const;

private:
  using Sizes = llvm::StringMap<double>; ///< By symbol.
  const Sizes &near(BodyIndex B) const;
  Sizes findNear(BodyIndex B) const;
  std::optional<double> asked(const Event &Call) const;
  void addCalled(const Function &F, const Event &Call, Sizes &All) const;

  const Program &P;
  /// Of each body: its comparisons whose other side is a number.
  std::vector<std::vector<std::pair<const Compared *, double>>> Known;
  std::vector<std::vector<BodyIndex>> Callers;
  llvm::StringMap<double> OfThis; ///< Fields that methods of their class ask for.
  llvm::StringSet<> Counted;      ///< Fields that something counts.
  mutable llvm::DenseMap<BodyIndex, Sizes> Near;
};

} // namespace stallfree

#endif // STALLFREE_CORE_COMPAREDSIZES_H
