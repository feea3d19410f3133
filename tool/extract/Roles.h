//===- Roles.h - What each expression of a body is there for -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_ROLES_H
#define STALLFREE_EXTRACT_ROLES_H

#include "Contents.h"
#include "core/Facts.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace stallfree {

/// One walk over a body, for what the CFG does not say of an expression.
struct Roles {
  using Set = llvm::DenseSet<const clang::Stmt *>;
  Set Discarded; ///< Nobody uses the value.
  Set Implicit;  ///< Conversions and the machinery of range-for.
  Set Temporary; ///< Objects without a name.
  Set Machinery; ///< await_ready, await_suspend, promise calls.
  std::vector<const clang::Stmt *> Loops; ///< Outermost first.
  llvm::DenseMap<const clang::Stmt *, const clang::Stmt *> Around;
  /// Work of each loop's body (and of the function under null), without calls
  /// and inner loops.
  llvm::DenseMap<const clang::Stmt *, Work> Bodies;
  /// The innermost loop that makes a variable anew in each round, its own
  /// counter included.
  llvm::DenseMap<const clang::VarDecl *, const clang::Stmt *> DeclaredIn;

  /// What takes a value amid an expression: `if ((f = fopen(...)) == NULL)`.
  llvm::DenseMap<const clang::Expr *, const clang::Expr *> Taker;

  /// `a < b`, `a == b`, wherever they are.
  std::vector<const clang::BinaryOperator *> Comparisons;
  std::vector<const clang::MemberExpr *> Counted; ///< `++n_`, `n_ += 2`.

  Contents Held; ///< What local containers hold.

  /// A local whose initialiser is its value for good.
  bool isFixed(const clang::VarDecl *V) const {
    return Uses.lookup(V) == Reads.lookup(V);
  }
  /// `flags | O_NONBLOCK`, or a variable that was made so anywhere: the bits
  /// that it may have whatever else it is.
  uint64_t bits(const clang::Expr *E) const;
  bool Yields = false, Awaits = false, CoReturns = false;
  bool Broken = false; ///< Something in it was not understood by Clang.

  void scan(const clang::Stmt *Body);
  /// What the compiler puts around a coroutine's body.
  void scanPromise(const clang::Stmt *S) { machinery(S, nullptr); }

private:
  llvm::DenseMap<const clang::VarDecl *, unsigned> Uses, Reads;
  llvm::DenseMap<const clang::VarDecl *, uint64_t> Bits;
  Set Folded; ///< Parts of an address, which an access has for nothing.
  void noteCounted(const clang::Expr *E);
  void setBits(const clang::Stmt *S);
  void count(const clang::Stmt *S, const clang::Stmt *Loop);
  void walk(const clang::Stmt *S, const clang::Stmt *Loop);
  void branches(const clang::Stmt *S, const clang::Stmt *Loop);
  template <class Walk> void alternative(const Work &Before, Work &Most,
                                         const clang::Stmt *Loop, Walk Do);
  void discard(const clang::Stmt *S);
  void machinery(const clang::Stmt *S, const clang::Stmt *Keep);
};

/// What co_await or co_yield is written with, before the promise transforms it.
const clang::Expr *writtenOperand(const clang::CoroutineSuspendExpr *E);

/// E without the wrappers that stand between a call and its use: parentheses,
/// implicit casts, temporaries.
const clang::Expr *unwrapped(const clang::Expr *E);

} // namespace stallfree

#endif // STALLFREE_EXTRACT_ROLES_H
