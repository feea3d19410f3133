//===- CostText.cpp - Costs as people read them ------------------------===//
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

/// Two significant digits: more would claim too much.
static double rounded(double N) {
  double Unit = N > 0 ? std::pow(10, std::floor(std::log10(N)) - 1) : 1;
  return std::round(N / Unit) * Unit;
}

static std::string number(double N) {
  double Rounded = rounded(N);
  std::string Text = llvm::formatv(Rounded >= 10    ? "{0:f0}"
                                   : Rounded >= 0.1 ? "{0:f1}"
                                                    : "{0:f3}",
                                   Rounded);
  llvm::StringRef Plain = Text;
  if (Plain.contains('.'))
    Plain = Plain.rtrim('0').rtrim('.');
  return Plain.str();
}

std::string stallfree::duration(double Nanoseconds) {
  for (auto [Size, Unit] : {std::pair(1e9, " s"), {1e6, " ms"}, {1e3, " us"}})
    if (Nanoseconds >= Size)
      return number(Nanoseconds / Size) + Unit;
  return number(Nanoseconds) + " ns";
}

std::string stallfree::describe(const Term &T) {
  std::string Text = "about " + duration(T.Factors.empty() ? expected(T)
                                                          : T.Nanoseconds);
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
  double Most = std::min(rounded(std::ceil(Each)), 1e18);
  return llvm::formatv(" ({0} at {1:n}{2})", duration(Budget), int64_t(Most),
                       T.Factors.size() > 1 ? " each" : "");
}
