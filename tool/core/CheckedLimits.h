//===- CheckedLimits.h - Sizes that a program tests ----------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   if (body.size() > max_body) return refuse();
//   if (text.size() > 2000) text.resize(2000);
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_CHECKEDLIMITS_H
#define STALLFREE_CORE_CHECKEDLIMITS_H

#include "Program.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include <optional>

namespace stallfree {

/// Where a size is tested against a number, and what is larger goes another way
/// for good or is cut, nothing in the function is larger.
class CheckedLimits {
public:
  explicit CheckedLimits(const Program &P) : P(P) {}

  /// The largest size that V has in B, if B tests it.
  std::optional<double> of(BodyIndex B, const Value &V) const;

private:
  using Limits = llvm::StringMap<double>; ///< By symbol.
  Limits find(const Function &F) const;

  const Program &P;
  mutable llvm::DenseMap<BodyIndex, Limits> Known;
};

} // namespace stallfree

#endif // STALLFREE_CORE_CHECKEDLIMITS_H
