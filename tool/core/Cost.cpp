//===- Cost.cpp - How long work takes, as far as is known -----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Cost.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>

using namespace stallfree;

/// Estimates are right about the order of magnitude: below this many budgets
/// a known cost is only probable.
static constexpr double SureMargin = 2;
/// How much larger than plausible a size must be for a finding to be only
/// possible.
static constexpr double PossibleScale = 10;

Term stallfree::times(Term T, const Bound &B) {
  if (B.K == Bound::Kind::Unknown)
    return T;
  if (B.known())
    T.Nanoseconds *= B.Count;
  else
    T.Factors.push_back(B);
  return T;
}

double stallfree::evaluate(const Term &T, double Scale) {
  double Result = T.Nanoseconds;
  for (const Bound &B : T.Factors)
    Result *= plausible(B) * Scale;
  return Result;
}

std::optional<Tier> stallfree::exceeds(const Term &T, double Budget) {
  if (T.Factors.empty()) {
    if (T.Nanoseconds >= Budget * (T.Stated ? 1 : SureMargin))
      return Tier::Definite;
    if (T.Nanoseconds >= Budget)
      return Tier::Probable;
    if (T.Nanoseconds >= Budget / 2)
      return Tier::Possible;
    return std::nullopt;
  }
  if (evaluate(T) >= Budget)
    return Tier::Probable;
  if (evaluate(T, PossibleScale) >= Budget)
    return Tier::Possible;
  return std::nullopt;
}

/// Two significant digits: more would claim too much.
static std::string number(double N) {
  double Unit = N > 0 ? std::pow(10, std::floor(std::log10(N)) - 1) : 1;
  double Rounded = std::round(N / Unit) * Unit;
  std::string Text = llvm::formatv(Rounded < 10 ? "{0:f1}" : "{0:f0}", Rounded);
  llvm::StringRef Plain = Text;
  Plain.consume_back(".0");
  return Plain.str();
}

std::string stallfree::duration(double Nanoseconds) {
  for (auto [Size, Unit] : {std::pair(1e9, " s"), {1e6, " ms"}, {1e3, " us"}})
    if (Nanoseconds >= Size)
      return number(Nanoseconds / Size) + Unit;
  return number(Nanoseconds) + " ns";
}

std::string stallfree::describe(const Term &T) {
  std::string Text = "about " + duration(T.Nanoseconds);
  llvm::SmallVector<std::string> Names;
  for (const Bound &B : T.Factors)
    Names.push_back(B.Text.empty() ? "what it goes over" : B.Text);
  if (!Names.empty())
    Text += std::string(" for each ") + (T.Factors[0].Bytes ? "byte" : "one") +
            " of " + llvm::join(Names, " x ");
  return Text;
}

std::string stallfree::limitText(const Term &T, double Budget) {
  if (T.Factors.empty() || T.Nanoseconds <= 0)
    return {};
  double Each = std::pow(Budget / T.Nanoseconds, 1.0 / T.Factors.size());
  return duration(Budget) + " at " + number(std::ceil(Each)) +
         (T.Factors.size() > 1 ? " each" : "");
}

static const CpuRow *rowNamed(const Analysis &A, const Function &F,
                              const Event &E, llvm::StringRef Name) {
  const CpuRow *Best = nullptr;
  for (const CpuRow *Row : A.Rules.Cpu.find(Name))
    if (A.Tests.allow(F, E, Row->When, Row->Unless) &&
        (!Best || Row->From.Pack == ProjectPack))
      Best = Row;
  return Best;
}

const CpuRow *stallfree::cpuRow(const Analysis &A, const Function &F,
                                const Event &E) {
  if (E.K != Event::Kind::Call && E.K != Event::Kind::Construct)
    return nullptr;
  if (E.Awaited || A.Rules.trusted(E.Name))
    return nullptr;
  if (const CpuRow *Row = rowNamed(A, F, E, E.Name))
    return Row;
  if (const Function *Callee = A.P.function(E.Callee))
    for (const std::string &Name : Callee->OverrideNames)
      if (const CpuRow *Row = rowNamed(A, F, E, Name))
        return Row;
  return nullptr;
}

Term stallfree::rowTerm(const Bounds &Sizes, const CpuRow &Row, BodyIndex B,
                        const Event &E) {
  Term T;
  T.Nanoseconds = Row.Nanoseconds;
  T.Stated = true;
  if (Row.G == CpuRow::Growth::PerCall)
    return T;
  const Value *V = select(E, Row.Size);
  Bound Size = V ? Sizes.bound(B, Sizes.of(B, *V)) : Bound();
  // What is not known at all is a size that the program holds.
  if (Size.K == Bound::Kind::Unknown)
    Size.K = Bound::Kind::Sized;
  Size.Bytes = Row.G == CpuRow::Growth::PerByte;
  if (!Size.known())
    Size.Count = Row.Typical;
  if (Row.G == CpuRow::Growth::NLogN)
    T.Nanoseconds *= std::log2(std::max(2.0, plausible(Size)));
  return times(std::move(T), Size);
}
