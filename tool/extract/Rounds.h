//===- Rounds.h - What a round of a loop needs of others -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_ROUNDS_H
#define STALLFREE_EXTRACT_ROUNDS_H

#include "core/Facts.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace stallfree {

using DeclaringLoops =
    llvm::DenseMap<const clang::VarDecl *, const clang::Stmt *>;

/// Notes in Into what the statement S in the body of Loop says of whether a
/// compiler can compute several rounds at once: how wide its elements are, and
/// whether it needs what the round before computed. Loop may be null: then
/// rounds are calls of the function.
void noteOrder(const clang::Stmt *S, const clang::Stmt *Loop,
               const DeclaringLoops &DeclaredIn, Work &Into);

/// Is B a division or remainder, of any kind?
bool divides(const clang::BinaryOperator *B);

/// A number, or a variable that is one for good.
bool isConstant(const clang::Expr *E);

/// Adds what of `base[index]` is part of the address: `- 1` in `a[i - 1]`, the
/// row of `a[y][x]` where a is one block of memory.
void fold(const clang::Expr *Base, const clang::Expr *Index,
          llvm::DenseSet<const clang::Stmt *> &Folded);

} // namespace stallfree

#endif // STALLFREE_EXTRACT_ROUNDS_H
