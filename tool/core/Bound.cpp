//===- Bound.cpp - How often something happens ----------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bound.h"
#include "TypeName.h"
#include <algorithm>
#include <cmath>

using namespace stallfree;

/// Of a line of text, and of a record in a list of them.
static constexpr uint32_t LineBytes = 32;
static constexpr uint32_t WordBytes = 8;

static int evidence(const Bound &B) {
  return B.HeldTo > 0 || B.Held ? 0 : B.Handed ? 2 : 1;
}

static bool moreTelling(const Bound &From, const Bound &Into) {
  if (evidence(From) != evidence(Into))
    return evidence(From) > evidence(Into);
  return plausible(From) > plausible(Into);
}

void stallfree::widen(Bound &Into, const Bound &From) {
  bool Larger =
      From.K > Into.K ||
      (From.K == Into.K && (From.known() ? From.Count > Into.Count
                                         : moreTelling(From, Into)));
  bool Bytes = Into.Bytes || From.Bytes;
  if (Larger)
    Into = From;
  Into.Bytes = Bytes;
}

/// Of a Whole with several sides.
static double side(const Bound &B, double Whole) {
  return B.Root > 1 ? std::pow(Whole, 1.0 / B.Root) : Whole;
}

static Bound whole(Bound B) {
  B.Root = 1;
  return B;
}

double stallfree::plausible(const Bound &B) {
  if (B.Root > 1)
    return side(B, B.mayBeLarge() ? bulk(whole(B)) : plausible(whole(B)));
  if (B.Base > 0) // How deep it goes is not known, unless it is a number.
    return B.known() ? std::min(1e15, std::pow(B.Base, B.Count)) : 1;
  switch (B.K) {
  case Bound::Kind::Unknown:
    return 1;
  case Bound::Kind::Constant:
    return B.Count;
  case Bound::Kind::Child:
    if (B.Count > 0)
      return B.Count;
    return B.String ? 256 : B.Bytes ? 64e3 : 16;
  case Bound::Kind::Parameter:
  case Bound::Kind::Sized:
    if (B.Count > 0)
      return B.Count;
    return B.Bytes ? 256e3 : B.String ? 256 : 4000;
  case Bound::Kind::Data:
    if (B.Count > 0)
      return B.Count;
    return B.Bytes ? 1e6 : 30000;
  }
  return 1;
}

double stallfree::bulk(const Bound &B) {
  static constexpr double Request = 1e6;
  if (B.Root > 1)
    return plausible(B);
  if (!B.mayBeLarge() || B.Count > 0 || B.Bytes || B.Base > 0 || B.Below ||
      B.Width == 0)
    return plausible(B);
  return std::max(plausible(B), Request / B.Width);
}

double stallfree::ofSeveral(const Bound &B) {
  if (B.Root > 1)
    return plausible(B);
  if (B.Of != Bound::Unit::Items) // All of them together are the whole.
    return bulk(B);
  static constexpr double Numbers = 30000;
  bool Many = B.K == Bound::Kind::Sized && B.Handed && B.Width > 0 &&
              B.Width <= 8 && !B.String && B.Count == 0 && !B.Bytes;
  return Many ? Numbers : plausible(B);
}

double stallfree::modest(const Bound &B, bool Alone) {
  if (B.Bytes)
    return Alone ? plausible(B) : 4096;
  if (B.String)
    return plausible(B);
  if (B.Held)
    return Alone ? 64 : 16;
  return Alone ? 1000 : 64;
}

Bound stallfree::constantBound(double Count) {
  Bound Result;
  Result.K = Bound::Kind::Constant;
  Result.Count = Count;
  return Result;
}

void stallfree::setRoot(Bound &Given, uint32_t Root) {
  if (Given.known())
    Given.Count = std::pow(Given.Count, 1.0 / Root);
  else
    Given.Root = std::max(Given.Root, Root);
}

void stallfree::countAs(Bound &B, Bound::Unit U) {
  if (U == Bound::Unit::Items || B.Of == U)
    return;
  bool Parts = U != Bound::Unit::Cells;
  B.Of = U;
  B.String = B.Bytes = false;
  B.Width = U == Bound::Unit::Lines   ? LineBytes
            : U == Bound::Unit::Words ? WordBytes
                                      : 1;
  if (B.Count > 0 && Parts)
    B.Count = std::max(1., B.Count / B.Width);
  else if (B.known()) // As many columns as rows.
    B.Count *= B.Count;
}

std::string stallfree::variableName(llvm::StringRef Name) {
  return lastSegment(Name.split('#').first).str();
}

Bound stallfree::sizedBound(llvm::StringRef Name) {
  Bound Result;
  Result.K = Bound::Kind::Sized;
  // A range-for has a variable of its own, which the program does not name.
  if (!Name.starts_with("__range"))
    Result.Text = "|" + variableName(Name) + "|";
  return Result;
}
