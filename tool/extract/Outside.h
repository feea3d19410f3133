//===- Outside.h - What a body names that others can reach -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_OUTSIDE_H
#define STALLFREE_EXTRACT_OUTSIDE_H

#include "Unit.h"
#include "clang/AST/Stmt.h"
#include <set>

namespace stallfree {

/// Fills F.Globals and F.ThreadLocals from a body.
void findGlobals(Unit &U, const clang::Stmt *Body, Function &F);

/// Names of what a statement of a function names and what may be looked at or
/// changed while the function is suspended: members ("this" if all of them),
/// globals, what pointers and references lead to.
using OutsideNames = std::set<std::string>;
void addOutside(const clang::Stmt *S, OutsideNames &Names);

/// A name that both have; "this" stands for every member. Empty if none.
std::string common(const OutsideNames &A, const OutsideNames &B);

} // namespace stallfree

#endif // STALLFREE_EXTRACT_OUTSIDE_H
