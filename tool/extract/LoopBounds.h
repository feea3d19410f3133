//===- LoopBounds.h - How often a loop goes round -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_LOOPBOUNDS_H
#define STALLFREE_EXTRACT_LOOPBOUNDS_H

#include "Counters.h"
#include "Roles.h"

namespace stallfree {

/// `orders.size()`, `orders.end()`: about how much an object holds; else null.
const clang::Expr *measured(const clang::Expr *E);
const clang::Expr *conditionOf(const clang::Stmt *Loop);
const clang::VarDecl *variable(const clang::Expr *E);

/// Classifies the loops of one function, outer ones first.
class LoopBounds {
public:
  LoopBounds(Unit &U, Values &Described, const Roles &Parts)
      : U(U), Described(Described), Parts(Parts) {}

  /// Fills Kind, Trips, Bound, BoundValue and BoundTimes of the loop that S
  /// spells.
  void classify(const clang::Stmt *S, Loop &L);

private:
  void forLoop(const clang::ForStmt *For, Loop &L);
  void noteReached(const clang::ForStmt *For, Loop &L);
  void rangeLoop(const clang::CXXForRangeStmt *For, Loop &L);
  void conditionLoop(const clang::Stmt *S, const clang::Expr *Condition,
                     Loop &L);
  void limit(const clang::Stmt *S, const clang::Expr *Bound, int64_t First,
             const Step &By, bool Inclusive, Loop &L);
  void comparisonLoop(const clang::Stmt *S, Comparison Found, Loop &L);
  bool rounds(const clang::Stmt *S, int64_t Times, const clang::Expr *Bound,
              Loop &L);
  bool isSpecial(const clang::Stmt *S, const Comparison &Found, Loop &L);
  const clang::Expr *capped(const clang::Expr *E, Loop &L);
  std::optional<int64_t> meanStart(const clang::ForStmt *For, const clang::Expr *Start,
                                   int64_t End);
  void empties(const clang::Stmt *S, const clang::Expr *Object, Loop &L);
  bool shrinks(const clang::Stmt *S, const Comparison &Found, Loop &L);
  bool searches(const clang::Stmt *S, const Comparison &Found, Loop &L);
  bool asks(const clang::Stmt *S, const clang::CallExpr *Call, Loop &L);
  bool permutes(const clang::Expr *Condition, Loop &L);
  bool fillsUp(const clang::Stmt *S, const Comparison &Found, Loop &L);
  /// What ends the loop before all of its bound is gone through.
  void endsBefore(const clang::Stmt *S, const clang::Expr *Condition, Loop &L);
  bool feedsItself(const clang::Stmt *S, const clang::Expr *Object, Loop &L);
  /// A step that goes over all of something in Count rounds.
  struct Shares {
    const clang::Expr *Of;
    int64_t Count;
  };
  std::optional<Shares> sharesIn(const clang::Expr *Increment);
  const clang::Expr *symbolicStep(const clang::Expr *E, unsigned Depth);
  void limitToo(const clang::Expr *Condition, const Comparison &Found, Loop &L);
  bool stepsBy(const clang::ForStmt *For, Step &By, Loop &L);
  void sized(const clang::Stmt *S, const clang::Expr *E, Loop &L);
  const clang::Expr *symbolic(const clang::Expr *E);
  bool isPowerOfTwo(const clang::Expr *E);
  bool encloses(const clang::Stmt *Outer, const clang::Stmt *Inner) const;
  bool varies(const clang::Expr *E, const clang::Stmt *In) const;
  bool isOwnCounter(const clang::Expr *E, const clang::Stmt *S) const;
  bool sharesCursor(const Comparison &Here, const clang::Stmt *S);
  std::string text(const clang::Expr *E);
  bool isTrue(const clang::Expr *Condition);

  Unit &U;
  Values &Described;
  const Roles &Parts;
  llvm::DenseMap<const clang::Stmt *, Loop> Known;
};

} // namespace stallfree

#endif // STALLFREE_EXTRACT_LOOPBOUNDS_H
