//===- WorkLists.h - Loops that feed themselves -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// `while (!open.empty()) { x = open.front(); open.pop(); ... open.push(y); }`:
// searches of graphs and grids. How many are pushed depends on what they are
// looked up or marked in.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_WORKLISTS_H
#define STALLFREE_EXTRACT_WORKLISTS_H

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/SmallVector.h"

namespace stallfree {

/// The variable or member that E names, else null.
const clang::ValueDecl *namedBy(const clang::Expr *E);

/// What one loop does with its list and with other containers.
struct WorkList {
  struct Looked {
    const clang::Expr *In = nullptr; ///< `grid` of `grid[y][x]`.
    unsigned Levels = 1;
  };
  bool Pushed = false; ///< Something is put into the list.
  int64_t Always = 0;  ///< Places that do so without an `if` around them.
  llvm::SmallVector<Looked, 4> Marks;
};

/// For the loop Loop over List. Sets that the loop fills itself are no marks:
/// they say nothing of how many there are.
WorkList workList(const clang::Stmt *Loop, const clang::ValueDecl *List);

} // namespace stallfree

#endif // STALLFREE_EXTRACT_WORKLISTS_H
