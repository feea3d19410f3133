//===- Asked.h - Loops that ask a function whether to go on -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_ASKED_H
#define STALLFREE_EXTRACT_ASKED_H

#include "clang/AST/ExprCXX.h"

namespace stallfree {

/// `while (more())` with a `return at_ < text_.size();`: the `text_` whose size
/// the answer depends on, a member of the object that is asked; else null.
const clang::Expr *askedSize(const clang::CallExpr *Call);

/// Is what Call asks the object of the function around?
bool asksThis(const clang::CallExpr *Call);

/// A member, or what a caller counts on with: `at_`, `const char *&at`.
bool isKeptCursor(const clang::Expr *E);

} // namespace stallfree

#endif // STALLFREE_EXTRACT_ASKED_H
