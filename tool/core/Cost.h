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
  double Nanoseconds = 0; ///< With one round of a loop after the other.
  /// The shares that are left if a compiler computes many rounds at once: the
  /// least, and what is expected.
  double Least = 1, Likely = 1;
  llvm::SmallVector<Bound, 2> Factors; ///< None of them constant.
  /// A row states it; otherwise it is estimated from statements.
  bool Stated = false;
  /// A branch or an early end may make it less: never definite.
  bool AtMost = false;
  Tier Surest = Tier::Definite; ///< That a finding can be.
};

struct Cost {
  llvm::SmallVector<Term, 2> Terms;
  bool AtLeast = false; ///< Something in it is not known.
};

/// Multiplied by how often it happens.
Term times(Term T, const Bound &B);
Cost times(const Cost &C, const Bound &B);

/// Terms with the same factors become one; the smallest of many are dropped.
void add(Cost &Into, Term T);
void add(Cost &Into, const Cost &From);

/// A compiler may compute Lanes rounds of a loop at once; it does if they are
/// Straight, without a branch.
void vectorise(Cost &Round, double Lanes, bool Straight);

/// Nanoseconds at plausible sizes, one of them Scale times as large.
double evaluate(const Term &T, double Scale = 1);
double evaluate(const Cost &C);
/// The same with sizes as for a probable finding.
double evaluateSoberly(const Cost &C);

/// The term that takes longest at plausible sizes; null if there is none.
const Term *largest(const Cost &C);

/// How sure it is that this exceeds the budget; nullopt: it does not.
std::optional<Tier> exceeds(const Term &T, double Budget);
std::optional<Tier> exceeds(const Cost &C, double Budget);

/// The longest of those terms that are as sure as the whole; null if there are
/// none.
const Term *deciding(const Cost &C, double Budget);

/// "12 ms", "40 ns".
std::string duration(double Nanoseconds);

/// Of a time that is a number: between one round at a time and many at once.
double expected(const Term &T);

/// "about 12 ms", "about 40 ns for each of |body|".
std::string describe(const Term &T);

/// How large each factor must be for Budget: " (50 ms at 250,000)"; empty if there
/// is none.
std::string limitText(const Term &T, double Budget);

/// The row that says how long this event takes, null if none does. The
/// project's own rows come first.
const CpuRow *cpuRow(const Analysis &A, const Function &F, const Event &E);

/// What the row says of this event, with its size; parameters stay open.
Term rowTerm(const Bounds &Sizes, const CpuRow &Row, BodyIndex B,
             const Event &E);

} // namespace stallfree

#endif // STALLFREE_CORE_COST_H
