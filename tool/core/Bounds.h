//===- Bounds.h - How large is what work depends on ----------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Finds the Bound of values and loops: what made them, what set their size,
// what rows say of them, what callers pass.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_BOUNDS_H
#define STALLFREE_CORE_BOUNDS_H

#include "Analysis.h"
#include "Bound.h"
#include "CheckedLimits.h"
#include "ComparedSizes.h"
#include "FixedSizes.h"
#include "Handed.h"
#include "LocalUses.h"
#include "RefusedGrowth.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include <map>

namespace stallfree {

class Bounds {
public:
  explicit Bounds(const Analysis &A);

  /// How much V holds or counts: an integer's value, a container's size.
  /// Parameters of the function stay open (Kind::Parameter).
  Bound of(BodyIndex B, const Value &V) const;
  Bound of(BodyIndex B, const Loop &L) const;
  /// What the call E goes over if it is given V: only a part of it where a loop
  /// around E takes one piece of V after the other.
  Bound of(BodyIndex B, const Value &V, const Event &E) const;

  /// Of what the call E goes through all of and makes grow in a loop; nothing
  /// for other calls.
  std::optional<Bound> ofItself(BodyIndex B, const Event &E) const;

  /// An open parameter becomes what the callers on a loop or under the
  /// interpreter lock pass, all of them together.
  Bound bound(BodyIndex B, Bound Open) const;

private:
  /// How far a size is followed from one variable to the next.
  static constexpr unsigned MostSteps = 6;

  Bound of(BodyIndex B, const Value &V, unsigned Depth) const;
  Bound sizeOf(BodyIndex B, const Value &V, unsigned Depth) const;
  Bound of(BodyIndex B, const Loop &L, unsigned Depth) const;
  Bound ofMarks(BodyIndex B, const Loop &L, unsigned Depth) const;
  Bound ofOrders(BodyIndex B, const Loop &L, unsigned Depth) const;
  std::optional<Bound> ofReached(BodyIndex B, const Loop &L,
                                 const Bound &Number, unsigned Depth) const;
  Bound ofStream(BodyIndex B, const Loop &L, unsigned Depth) const;
  std::optional<Bound> stated(BodyIndex B, const Value &V) const;
  llvm::StringRef declaredType(BodyIndex B, const Value &V) const;
  bool isNumberIn(BodyIndex B, const Value &V) const;
  bool isPart(BodyIndex B, const Value &V) const;
  bool isShortened(BodyIndex B, const Value &V, const Event &By) const;
  bool isTakenApart(BodyIndex B, const Value &Whole, const Event &By) const;
  Bound roundsOf(BodyIndex B, const Value &V, unsigned Depth) const;
  Bound grown(BodyIndex B, const Value &V, unsigned Depth) const;
  Bound findLocal(BodyIndex B, const Value &V, unsigned Depth) const;
  Bound ofLocal(BodyIndex B, const Value &V, unsigned Depth) const;
  Bound ofResult(BodyIndex B, uint32_t Event, unsigned Depth) const;
  std::optional<Bound> ofPart(BodyIndex B, const Event &E, unsigned Depth) const;
  std::optional<Bound> ofReturned(const Event &E, unsigned Depth) const;
  std::optional<Bound> ofAccessor(const Event &E, unsigned Depth) const;
  Bound ofMade(BodyIndex B, const Event &E, unsigned Depth) const;
  Bound ofFilled(BodyIndex B, const Value &V, unsigned Depth) const;
  Bound follow(BodyIndex B, Bound Made, const Value &From,
               unsigned Depth) const;
  void bindParameters();
  void findBuilt();
  void findKept();
  void keepInitial();
  void keepNumber(llvm::StringRef Field, Bound Given);
  void dropAssigned();
  Bound roundsAround(BodyIndex B, uint32_t Event) const;

  const Analysis &A;
  LocalUses Named;
  Handed Given;
  FixedSizes Fixed;
  CheckedLimits Checked;
  RefusedGrowth Refused;
  ComparedSizes Asked;
  llvm::StringMap<std::string> FieldTypes; ///< By qualified name.
  /// Variables that calls fill from outside, or up to a number.
  llvm::StringMap<Bound> Filled;
  /// Fields of objects that are put together in loops over what may be large.
  llvm::StringMap<Bound> Built;
  /// Numbers that constructors are given and that nothing else changes; Unknown
  /// if they are none.
  llvm::StringMap<Bound> Numbers;
  /// Those of them that only an initialiser in the class gives: braces, parsers
  /// and what writes by a pointer may give another one.
  llvm::StringSet<> Presumed;
  /// Nothing that sizes of locals depend on changes any more.
  bool Settled = false;
  mutable std::map<std::pair<BodyIndex, std::string>, Bound> Locals;
  /// What callers pass; Unknown until one was seen.
  std::vector<llvm::SmallVector<Bound, 4>> Passed;
};

} // namespace stallfree

#endif // STALLFREE_CORE_BOUNDS_H
