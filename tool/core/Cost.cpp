//===- Cost.cpp - How long work takes, as far as is known -----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Cost.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>

using namespace stallfree;

/// Estimates may be off by this factor: below so many budgets a known cost is
/// only probable.
static constexpr double SureMargin = 5;
/// How much larger than plausible a size must be for a finding to be only
/// possible.
static constexpr double PossibleScale = 10;
/// 1 MB of 30,000 texts.
static constexpr double PieceOfText = 32;
static constexpr size_t MostFactors = 3, MostTerms = 8;

Term stallfree::times(Term T, const Bound &B) {
  if (B.K == Bound::Kind::Unknown)
    return T;
  T.AtMost |= B.AtMost;
  // Pieces of one thing within each other are pieces of it all the same.
  bool Again = (B.GoesOn || (B.K == Bound::Kind::Child && !B.String)) &&
               !B.Text.empty() &&
               llvm::any_of(T.Factors, [&](const Bound &Known) {
                 return Known.K == B.K && Known.GoesOn == B.GoesOn &&
                        Known.Text == B.Text;
               });
  if (Again)
    return T;
  if (B.known())
    T.Nanoseconds *= plausible(B);
  else
    T.Factors.push_back(B);
  return T;
}

Cost stallfree::times(const Cost &C, const Bound &B) {
  Cost Result;
  Result.AtLeast = C.AtLeast || B.K == Bound::Kind::Unknown;
  for (const Term &T : C.Terms)
    add(Result, times(T, B));
  return Result;
}

void stallfree::add(Cost &Into, Term T) {
  if (T.Nanoseconds <= 0)
    return;
  if (T.Factors.size() > MostFactors) {
    // The classes that say least go first.
    llvm::stable_sort(T.Factors, [](const Bound &A, const Bound &B) {
      return plausible(A) > plausible(B);
    });
    T.Factors.resize(MostFactors);
    Into.AtLeast = true;
  }
  for (Term &Known : Into.Terms)
    if (Known.Factors == T.Factors && Known.AtMost == T.AtMost &&
        Known.Surest == T.Surest) {
      double Both = Known.Nanoseconds + T.Nanoseconds, Share = T.Nanoseconds / Both;
      Known.Least += (T.Least - Known.Least) * Share;
      Known.Likely += (T.Likely - Known.Likely) * Share;
      Known.Nanoseconds = Both;
      Known.Stated &= T.Stated;
      return;
    }
  Into.Terms.push_back(std::move(T));
  if (Into.Terms.size() <= MostTerms)
    return;
  auto Least = llvm::min_element(Into.Terms, [](auto &A, auto &B) {
    return evaluate(A) < evaluate(B);
  });
  Into.Terms.erase(Least);
  Into.AtLeast = true;
}

void stallfree::add(Cost &Into, const Cost &From) {
  Into.AtLeast |= From.AtLeast;
  for (const Term &T : From.Terms)
    add(Into, T);
}

void stallfree::vectorise(Cost &Round, double Lanes, bool Straight) {
  double Least = 1 / Lanes;
  for (Term &T : Round.Terms) {
    T.Least = std::min(T.Least, Least);
    T.Likely = std::min(T.Likely, Straight ? Least : std::sqrt(Least));
  }
}

double stallfree::expected(const Term &T) { return T.Nanoseconds * T.Likely; }

double stallfree::evaluate(const Cost &C) {
  double Result = 0;
  for (const Term &T : C.Terms)
    Result += evaluate(T);
  return Result;
}

const Term *stallfree::largest(const Cost &C) {
  auto It = llvm::max_element(C.Terms, [](auto &A, auto &B) {
    return evaluate(A) < evaluate(B);
  });
  return It == C.Terms.end() ? nullptr : It;
}

double stallfree::evaluate(const Term &T, double Scale) {
  double Result = T.Nanoseconds * Scale;
  for (const Bound &B : T.Factors)
    Result *= plausible(B);
  return Result;
}

/// Once over something that may be large, with what each item has. Not if it is
/// the same thing piece by piece: then all pieces are the whole.
static bool isOneLevel(const Term &T) {
  const Bound *Whole = nullptr;
  for (const Bound &B : T.Factors)
    if (B.K != Bound::Kind::Child && !B.Itself) {
      if (Whole)
        return false;
      Whole = &B;
    }
  return Whole && llvm::none_of(T.Factors, [&](const Bound &B) {
           return &B != Whole && !B.Itself && B.Text == Whole->Text;
         });
}

/// The one thing that all others go over pieces of: together those are the
/// whole. Null if there is something else that may be large.
static const Bound *wholeOfPieces(const Term &T) {
  const Bound *Whole = nullptr;
  for (const Bound &B : T.Factors)
    if (B.K != Bound::Kind::Child && B.mayBeLarge()) {
      if (Whole)
        return nullptr;
      Whole = &B;
    }
  bool Pieces = Whole && llvm::any_of(T.Factors, [&](const Bound &B) {
                  return B.K == Bound::Kind::Child && B.Text == Whole->Text;
                });
  return Pieces ? Whole : nullptr;
}

/// Many items of what may be large; the texts in them are short.
static bool isList(const Bound &B) {
  if (B.HeldTo > 0)
    return true;
  return B.mayBeLarge() && B.Count == 0 && B.Root == 1 && !B.String && !B.Bytes &&
         B.K != Bound::Kind::Child;
}

/// Most containers of a program (sinks, listeners, options) are small. However
/// many levels there are of which nothing says that they can be large, together
/// they count as one ordinary size, and beside one that can be large as few.
/// Whole: counts once, whatever it is taken apart into.
static double product(const Term &T, const Bound *Whole) {
  double Result = T.Nanoseconds * (Whole ? bulk(*Whole) : 1), Most = 1, Few = 1;
  bool AnyLarge = Whole, OneLevel = isOneLevel(T);
  bool Many = llvm::any_of(T.Factors, isList);
  for (const Bound &B : T.Factors) {
    if (Whole && B.Text == Whole->Text)
      continue;
    bool Short = B.String && (!B.Bytes || B.K == Bound::Kind::Child);
    Bound Open = B;
    Open.HeldTo = 0;
    auto Capped = [&](double N) { return B.HeldTo > 0 ? std::min(B.HeldTo, N) : N; };
    if (Many && Short && B.Count == 0) {
      Result *= Capped(PieceOfText);
    } else if (Open.mayBeLarge() || B.K == Bound::Kind::Child) {
      Result *= Capped(OneLevel && B.K != Bound::Kind::Child ? bulk(Open) : ofSeveral(Open));
      AnyLarge |= Open.mayBeLarge();
    } else {
      Most = std::max(Most, Capped(modest(Open, /*Alone=*/true)));
      Few = std::max(Few, Capped(modest(Open, /*Alone=*/false)));
    }
  }
  return Result * (AnyLarge ? Few : Most);
}

static double soberly(const Term &T) {
  const Bound *Whole = wholeOfPieces(T);
  double Result = product(T, nullptr);
  return Whole ? std::max(Result, product(T, Whole)) : Result;
}

static Term whateverItIsHeldTo(Term T) {
  for (Bound &B : T.Factors)
    B.HeldTo = 0;
  return T;
}

double stallfree::evaluateSoberly(const Cost &C) {
  double Result = 0;
  for (const Term &T : C.Terms)
    Result += soberly(T);
  return Result;
}

static std::optional<Tier> certainty(const Term &T, double Budget) {
  if (T.Factors.empty()) {
    if (!T.AtMost &&
        T.Nanoseconds * T.Least >= Budget * (T.Stated ? 1 : SureMargin))
      return Tier::Definite;
    if (expected(T) >= Budget)
      return Tier::Probable;
    if (expected(T) >= Budget / 2)
      return Tier::Possible;
    return std::nullopt;
  }
  if (soberly(T) >= Budget)
    return Tier::Probable;
  if (evaluate(T, PossibleScale) >= Budget || soberly(whateverItIsHeldTo(T)) >= Budget)
    return Tier::Possible;
  return std::nullopt;
}

std::optional<Tier> stallfree::exceeds(const Term &T, double Budget) {
  std::optional<Tier> Sure = certainty(T, Budget);
  return Sure ? std::min(*Sure, T.Surest) : Sure;
}

/// Of all that may be told for probable, together: numbers, and what something
/// says of that it can be large.
static double sumSoberly(const Cost &C) {
  double Result = 0;
  for (const Term &T : C.Terms)
    if (T.Surest >= Tier::Probable &&
        (T.Factors.empty() ||
         llvm::any_of(T.Factors, [](const Bound &B) { return B.mayBeLarge(); })))
      Result += T.Factors.empty() ? expected(T) : soberly(T);
  return Result;
}

std::optional<Tier> stallfree::exceeds(const Cost &C, double Budget) {
  std::optional<Tier> Best;
  for (const Term &T : C.Terms)
    Best = std::max(Best, exceeds(T, Budget));
  if (Best < Tier::Probable && sumSoberly(C) >= Budget)
    Best = Tier::Probable;
  return Best;
}

const Term *stallfree::deciding(const Cost &C, double Budget) {
  auto Best = exceeds(C, Budget);
  const Term *Result = nullptr, *Most = nullptr;
  for (const Term &T : C.Terms) {
    if (exceeds(T, Budget) == Best &&
        (!Result || evaluate(T) > evaluate(*Result)))
      Result = &T;
    if (T.Surest >= Tier::Probable && (!Most || soberly(T) > soberly(*Most)))
      Most = &T;
  }
  return Result ? Result : Most; // No single one does so, but all together.
}
