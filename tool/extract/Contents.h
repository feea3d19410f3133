//===- Contents.h - How many items a local container gets -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_CONTENTS_H
#define STALLFREE_EXTRACT_CONTENTS_H

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseMap.h"
#include <optional>

namespace stallfree {

/// `[[clang::annotate("stallfree::max=50")]] std::vector<Order> orders_;`: 50.
/// Nothing for a null D and for text that is no number.
std::optional<int64_t> statedMost(const clang::ValueDecl *D);

/// The local variables of standard container types, by what one function does
/// with them. One that starts empty or with a list, and whose every use is
/// either harmless or puts one item in where no loop repeats it, holds at most
/// as many items as there are such places.
class Contents {
public:
  /// Called for each statement of a walk; Loop is the innermost around it.
  void visit(const clang::Stmt *S, const clang::Stmt *Loop);

  /// The most items that V ever holds; nothing if that cannot be said.
  std::optional<int64_t> most(const clang::VarDecl *V) const;

private:
  struct Container {
    const clang::Stmt *MadeIn = nullptr; ///< The loop that makes it anew.
    int64_t Items = 0;
    unsigned Uses = 0, Understood = 0;
  };
  Container *find(const clang::Expr *E);
  void declare(const clang::VarDecl *V, const clang::Stmt *Loop);
  void put(Container &C, const clang::Stmt *Loop);

  llvm::DenseMap<const clang::VarDecl *, Container> Known;
};

} // namespace stallfree

#endif // STALLFREE_EXTRACT_CONTENTS_H
