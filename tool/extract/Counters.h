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
  bool Below = false;   ///< Left is the smaller one, or becomes what Right is.
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

/// What the increment of a for loop says of Counter: `++x, ++at`.
Step stepOf(const clang::Expr *Increment, const clang::Expr *Counter, Values &Described);

/// `for (int n = 0; n < 9;) { ...; ++n; }`: a step if each round counts the
/// variable that Loop declares once, and nothing else in it can change that.
Step stepInBody(const clang::ForStmt &Loop, const clang::Expr *Counter);

/// The `k` of `i += k`; null for a number.
const clang::VarDecl *stepVariable(const clang::Expr *Increment);

/// Does S do anything with D but read it, but for the statement Except? Reads:
/// what S is part of reads S.
bool mayChange(const clang::Stmt *S, const clang::VarDecl *D,
               const clang::Stmt *Except = nullptr, bool Reads = false);

/// Is anything that E names assigned or counted in S?
bool changesIn(const clang::Expr *E, const clang::Stmt *S);

/// Is what E names multiplied in S: `capacity *= 2`, `size = size * 2`?
bool multipliesIn(const clang::Expr *E, const clang::Stmt *S);

/// Is the cursor set to something in S, but never just counted?
bool takesPieces(const clang::Expr *Cursor, const clang::Stmt *S);

/// How often a loop runs that ends when a round changes nothing: a few times.
inline constexpr int64_t RoundsUntilQuiet = 8;

/// `for (n = 0; changed && n < most; ++n) { changed = false; ... }`: does Loop
/// end when a round leaves a flag of its condition as the round has set it?
bool endsWhenQuiet(const clang::ForStmt *Loop, const clang::Expr *Condition);

/// Does S take the middle of two: `(low + high) / 2`, `low + (high - low) / 2`?
bool halvesIn(const clang::Stmt *S);

/// `n = write(fd, at + done, size - done); done += n;`: the system takes as
/// much as it can, mostly all of it at once.
bool offersRest(const clang::Expr *Cursor, const clang::Expr *End,
                const clang::Stmt *S);

/// The n of `i * i <= n`, `i <= n / i` and `i <= std::sqrt(n)`.
const clang::Expr *squareLimit(const Comparison &C);

} // namespace stallfree

#endif // STALLFREE_EXTRACT_COUNTERS_H
