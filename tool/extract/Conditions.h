//===- Conditions.h - What a branch tests -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_CONDITIONS_H
#define STALLFREE_EXTRACT_CONDITIONS_H

#include "Values.h"
#include "clang/Analysis/CFG.h"

namespace stallfree {

/// The hidden flag that lets the initialiser of a `static` local run only once,
/// "f::table guard"; none if that is a constant.
std::optional<Value> initGuard(const clang::VarDecl *V, Values &Described);

/// The test at the end of a block with two ways out, if it has one.
std::optional<Test> condition(const clang::CFGBlock &B, Values &Described);

/// What the `switch` at the end of a block goes by, if it has one.
std::optional<Choice> choice(const clang::CFGBlock &B, Values &Described);

/// Fills AsPassed of the tests and choices of F's blocks.
void noteUnchanged(const clang::FunctionDecl &Of, Function &F);

} // namespace stallfree

#endif // STALLFREE_EXTRACT_CONDITIONS_H
