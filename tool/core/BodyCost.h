//===- BodyCost.h - What functions, loops and calls cost ----- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Sums up the work of bodies from the inside out: statements by weight, calls
// by their rows or by the sum of the callee in the caller's own bounds. What
// is not known costs nothing and is marked "at least".
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_BODYCOST_H
#define STALLFREE_CORE_BODYCOST_H

#include "Cost.h"
#include "GivesWay.h"

namespace stallfree {

class BodyCosts {
public:
  BodyCosts(const Analysis &A, const Bounds &Sizes);

  /// All of these leave the body's own parameters open.
  const Cost &body(BodyIndex B);
  /// One whole run of the loop: all rounds, or one if it gives way.
  const Cost &loop(BodyIndex B, uint32_t Loop);
  /// One round of it.
  const Cost &round(BodyIndex B, uint32_t Loop);
  /// What the call at this event takes; nothing for an await that suspends.
  Cost event(BodyIndex B, uint32_t Event);
  /// Does what the edge leads to count for its event?
  bool counts(const Edge &E);

  /// The cost with the bounds that callers pass.
  Cost bound(BodyIndex B, const Cost &Open) const;

  /// Does it call itself more than once, so that its runs double, or for each
  /// child of a node?
  bool repeats(BodyIndex B) { return sums(B).Repeats; }

  GivesWay &giving() { return Giving; }

private:
  struct Sums {
    enum class State : uint8_t { New, Busy, Done } S = State::New;
    bool Repeats = false;
    Cost Body;
    std::vector<Cost> Loops, Rounds;
  };
  Sums &sums(BodyIndex B);
  void sum(BodyIndex B, Sums &Into);
  Cost callee(BodyIndex B, const Event &Call, const Edge &E);
  static bool bind(Term &Into, const Bound &Factor, Bound Given);
  Bound repetitions(BodyIndex B, const Event &Call, const Edge &E) const;

  const Analysis &A;
  const Bounds &Sizes;
  GivesWay Giving;
  std::vector<Sums> Known;
};

} // namespace stallfree

#endif // STALLFREE_CORE_BODYCOST_H
