//===- Counters.h - How a loop counts -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_COUNTERS_H
#define STALLFREE_EXTRACT_COUNTERS_H

#include "Values.h"

namespace stallfree {

/// `i < n` in the condition of a loop.
struct Comparison {
  const clang::Expr *Left = nullptr, *Right = nullptr;
  bool Inclusive = false;
  bool Partial = false; ///< Something else ends the loop as well.
};

/// The first comparison in a condition; of `A && B` that of A or of B.
std::optional<Comparison> comparisonIn(const clang::Expr *Condition);

/// The `i--` of a condition that counts down: `i-- > 0`, `i--`; else null.
const clang::Expr *countedDown(const clang::Expr *Condition, Values &Described);

/// What happens to a counter in each round: `i += 2`, `i *= 2`, `i >>= 1`.
struct Step {
  int64_t By = 0; ///< Positive; 0 if it is not a number.
  bool Down = false;
  bool Multiplies = false;

  /// Rounds between two numbers, the smaller one first if it multiplies;
  /// nothing if that cannot be said.
  std::optional<int64_t> rounds(int64_t First, int64_t Last,
                                bool Inclusive) const;
};

/// What a counter is compared with; the larger of `fast ? 1 : 8`.
Value limitOf(const clang::Expr *Bound, Values &Described);

/// What the increment of a for loop says.
Step stepOf(const clang::Expr *Increment, Values &Described);

} // namespace stallfree

#endif // STALLFREE_EXTRACT_COUNTERS_H
