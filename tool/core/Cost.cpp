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
/// Nanoseconds for each character that only searches take.
static constexpr double LongPerItem = 50;
/// 1 MB of 30,000 texts.
static constexpr double PieceOfText = 32;
static constexpr size_t MostFactors = 3, MostTerms = 8;

Term stallfree::times(Term T, const Bound &B) {
  if (B.K == Bound::Kind::Unknown)
    return T;
  T.AtMost |= B.AtMost;
  // Pieces of one thing within each other are pieces of it all the same.
  bool Again = B.K == Bound::Kind::Child && !B.String && !B.Text.empty() &&
               llvm::any_of(T.Factors, [&](const Bound &Known) {
                 return Known.K == B.K && Known.Text == B.Text;
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
    if (B.K != Bound::Kind::Child) {
      if (Whole)
        return false;
      Whole = &B;
    }
  return Whole && llvm::none_of(T.Factors, [&](const Bound &B) {
           return &B != Whole && B.Text == Whole->Text;
         });
}

/// Many items of what may be large; the texts in them are short.
static bool isList(const Bound &B) {
  return B.mayBeLarge() && B.Count == 0 && !B.String && !B.Bytes &&
         B.K != Bound::Kind::Child;
}

/// Most containers of a program (sinks, listeners, options) are small. However
/// many levels there are of which nothing says that they can be large, together
/// they count as one ordinary size, and beside one that can be large as few.
static double soberly(const Term &T) {
  double Result = T.Nanoseconds, Most = 1, Few = 1;
  bool AnyLarge = false, OneLevel = isOneLevel(T);
  bool Many = llvm::any_of(T.Factors, isList);
  for (const Bound &B : T.Factors) {
    if (Many && B.String && !B.Bytes && B.Count == 0) {
      Result *= PieceOfText;
    } else if (B.mayBeLarge() || B.K == Bound::Kind::Child) {
      Result *= OneLevel && B.K != Bound::Kind::Child ? bulk(B) : ofSeveral(B);
      AnyLarge |= B.mayBeLarge();
    } else {
      Most = std::max(Most, modest(B, /*Alone=*/true));
      Few = std::max(Few, modest(B, /*Alone=*/false));
    }
  }
  return Result * (AnyLarge ? Few : Most);
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
  if (evaluate(T, PossibleScale) >= Budget)
    return Tier::Possible;
  return std::nullopt;
}

std::optional<Tier> stallfree::exceeds(const Term &T, double Budget) {
  std::optional<Tier> Sure = certainty(T, Budget);
  return Sure ? std::min(*Sure, T.Surest) : Sure;
}

std::optional<Tier> stallfree::exceeds(const Cost &C, double Budget) {
  std::optional<Tier> Best;
  for (const Term &T : C.Terms)
    Best = std::max(Best, exceeds(T, Budget));
  return Best;
}

const Term *stallfree::deciding(const Cost &C, double Budget) {
  auto Best = exceeds(C, Budget);
  const Term *Result = nullptr;
  for (const Term &T : C.Terms)
    if (exceeds(T, Budget) == Best &&
        (!Result || evaluate(T) > evaluate(*Result)))
      Result = &T;
  return Result;
}

static const CpuRow *chosenRow(const Analysis &A, const Function &F,
                              const Event &E,
                              llvm::ArrayRef<const CpuRow *> Rows) {
  const CpuRow *Best = nullptr;
  for (const CpuRow *Row : Rows)
    if (A.Tests.allow(F, E, Row->When, Row->Unless) &&
        (!Best || Row->From.Pack == ProjectPack))
      Best = Row;
  return Best;
}

/// What was moved from is empty; temporaries mostly are by then.
static bool isGivenAway(const Function &F, const Event &Destroyed) {
  const Value &V = Destroyed.Object;
  if (Destroyed.Temporary || V.K != Value::Kind::Local)
    return true;
  return llvm::any_of(F.Events, [&](const Event &E) {
    return (E.K == Event::Kind::Return && !E.Arguments.empty() &&
            E.Arguments.front().K == V.K && E.Arguments.front().Name == V.Name) ||
           llvm::any_of(E.Arguments, [&](const Value &Given) {
             return Given.Moved && Given.K == V.K && Given.Name == V.Name;
           });
  });
}

const CpuRow *stallfree::cpuRow(const Analysis &A, const Function &F,
                                const Event &E) {
  if (E.K != Event::Kind::Call && E.K != Event::Kind::Construct &&
      E.K != Event::Kind::Destroy)
    return nullptr;
  if (E.K == Event::Kind::Destroy && isGivenAway(F, E))
    return nullptr;
  if (E.Awaited || A.Rules.trusted(E) ||
      !A.Rules.Cold.find(E).empty())
    return nullptr;
  if (const CpuRow *Row = chosenRow(A, F, E, A.Rules.Cpu.find(E)))
    return Row;
  if (const Function *Callee = A.P.function(E.Callee))
    for (const std::string &Name : Callee->OverrideNames)
      if (const CpuRow *Row = chosenRow(A, F, E, A.Rules.Cpu.find(Name)))
        return Row;
  return nullptr;
}

Term stallfree::rowTerm(const Bounds &Sizes, const CpuRow &Row, BodyIndex B,
                        const Event &E) {
  Term T;
  T.Nanoseconds = Row.Nanoseconds;
  T.Stated = true;
  T.Surest = Row.Certainty;
  if (Row.G == CpuRow::Growth::PerCall)
    return T;
  const Value *V = select(E, Row.Size);
  Bound Size = V ? Sizes.of(B, *V, E) : Bound();
  // What is not known at all is a size that the program holds.
  if (Size.K == Bound::Kind::Unknown)
    Size = V && !V->Name.empty() ? sizedBound(V->Name) : sizedBound(E.Name);
  Size.Bytes = Row.G == CpuRow::Growth::PerByte;
  // Names and lines, mostly, where one call takes it; but what is searched at
  // such length was meant for a text.
  bool Searches = Row.Nanoseconds >= LongPerItem && Size.Handed &&
                  Size.K != Bound::Kind::Child;
  if (Size.String && !Searches)
    Size.Width = 0;
  if (!Size.known())
    Size.Count = Row.Typical;
  if (Row.G == CpuRow::Growth::NLogN)
    T.Nanoseconds *= std::log2(std::max(2.0, bulk(Size)));
  return times(std::move(T), Size);
}
