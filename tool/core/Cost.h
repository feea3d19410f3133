//===- Cost.h - How long work takes, as far as is known ------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// A Cost is a sum of terms, a term a time multiplied by bounds that are not
// numbers: "12 ns x |orders| x |items|". docs/cpu-model.md explains the rules.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_COST_H
#define STALLFREE_CORE_COST_H

#include "Bounds.h"

namespace stallfree {

struct Term {
  double Nanoseconds = 0;
  llvm::SmallVector<Bound, 2> Factors; ///< None of them constant.
  /// A row states it; otherwise it is estimated from statements.
  bool Stated = false;
};

struct Cost {
  llvm::SmallVector<Term, 2> Terms;
  bool AtLeast = false; ///< Something in it is not known.
};

/// The term multiplied by how often it happens.
Term times(Term T, const Bound &B);

/// Nanoseconds at plausible sizes, each Scale times as large.
double evaluate(const Term &T, double Scale = 1);

/// How sure it is that this exceeds the budget; nullopt: it does not.
std::optional<Tier> exceeds(const Term &T, double Budget);

/// "12 ms", "40 ns".
std::string duration(double Nanoseconds);

/// "about 12 ms", "about 40 ns for each of |body|".
std::string describe(const Term &T);

/// How large one factor must be for Budget: "10 ms at |body| = 250,000".
std::string limitText(const Term &T, double Budget);

/// The row that says how long this event takes, null if none does. The
/// project's own rows come first.
const CpuRow *cpuRow(const Analysis &A, const Function &F, const Event &E);

/// What the row says of this event, with its size.
Term rowTerm(const Bounds &Sizes, const CpuRow &Row, BodyIndex B,
             const Event &E);

} // namespace stallfree

#endif // STALLFREE_CORE_COST_H
