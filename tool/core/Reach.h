//===- Reach.h - Which executors each function runs on, with proof - -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// A best-first search from the roots over the edges of the call graph: the
// surest path wins, among equals the one with the fewest calls and conditions.
// Parent pointers are the proof.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_REACH_H
#define STALLFREE_CORE_REACH_H

#include "Branches.h"
#include "CallGraph.h"
#include <memory>
#include <queue>

namespace stallfree {

/// How a body comes to run on an executor: from a root or over an edge.
struct Arrival {
  Tier Certainty = Tier::Definite;
  /// Of the path when it was found: its calls, and the conditions before each.
  uint32_t Effort = 0;
  const Root *FromRoot = nullptr; ///< Set: the path starts here.
  const Edge *Over = nullptr;     ///< Else the edge it came by...
  Executor Before = Executor::Loop; ///< ...from this state of Over->From.

  /// Surer, or as sure with less effort.
  bool isBetterThan(const Arrival &Other) const {
    return Certainty != Other.Certainty ? Certainty > Other.Certainty
                                        : Effort < Other.Effort;
  }
};

class Reach {
public:
  Reach(const Program &P, CallGraph &Graph);

  /// Null if B never runs on E as far as is known.
  const Arrival *on(BodyIndex B, Executor E) const;

  /// The root at the start of the path to B on E.
  const Root &root(BodyIndex B, Executor E) const;

  /// The edges from the root to B, outermost first.
  llvm::SmallVector<const Edge *, 8> path(BodyIndex B, Executor E) const;

  /// The calls of a path and the conditions before them.
  uint32_t effort(llvm::ArrayRef<const Edge *> Path) const;

  /// Distinct roots from which B is reached on E, the path's own one first;
  /// at most Limit.
  llvm::SmallVector<const Root *, 4> roots(BodyIndex B, Executor E,
                                           unsigned Limit) const;

  /// At how many places something makes the body of R run there, R's own among
  /// them: one handler of several actions, say, each of which has its branch.
  size_t placesOf(const Root &R) const;

  /// Edges into B, in the order of their sources; of those, the ones over which
  /// it is reached on E.
  llvm::ArrayRef<const Edge *> into(BodyIndex B) const { return In[B]; }
  llvm::SmallVector<const Edge *, 4> into(BodyIndex B, Executor E) const;
  /// Is B itself a root on E?
  bool startsAt(BodyIndex B, Executor E) const;

  /// The branches of a body. Kept, since many ask.
  const BranchTree &branches(BodyIndex B) const;
  /// How many conditions are on the way to an event of B.
  uint32_t conditions(BodyIndex B, uint32_t Event) const;

  /// Bodies that run on E.
  unsigned count(Executor E) const;

private:
  /// A way to run To on On that the search has not looked at yet.
  struct Candidate {
    Arrival A;
    BodyIndex To;
    Executor On;
    uint32_t Order; ///< Keeps the search deterministic.
  };
  bool improves(const Arrival &A, BodyIndex To, Executor On) const;
  struct Later {
    bool operator()(const Candidate &X, const Candidate &Y) const;
  };

  void start(const Root &R);
  uint32_t effort(const Edge &E) const;
  void propose(BodyIndex To, Executor On, Arrival A);
  void search();
  void trustWideCalls(const Program &P);

  /// One for each Executor; Here is for bodies that move themselves.
  static constexpr unsigned NumExecutors = unsigned(Executor::Here) + 1;
  static unsigned index(Executor E) { return unsigned(E); }

  const Program &P;
  CallGraph &Graph;
  std::priority_queue<Candidate, std::vector<Candidate>, Later> Queue;
  uint32_t NextOrder = 0;
  std::vector<std::optional<Arrival>> States[NumExecutors];
  mutable std::vector<std::unique_ptr<BranchTree>> Trees; ///< Of each body.
  /// Edges into each body, for roots().
  std::vector<llvm::SmallVector<const Edge *, 2>> In;
  std::vector<llvm::SmallVector<const Root *, 1>> RootsAt;
  mutable llvm::DenseMap<const Root *, size_t> PlacesOf; ///< As they are asked for.
};

} // namespace stallfree

#endif // STALLFREE_CORE_REACH_H
