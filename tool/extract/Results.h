//===- Results.h - What a call gives, for edits -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_RESULTS_H
#define STALLFREE_EXTRACT_RESULTS_H

#include "core/Facts.h"
#include "clang/AST/Stmt.h"
#include "clang/AST/Type.h"

namespace stallfree {

/// Does a value of this type own all that it leads to: numbers, strings,
/// containers and structs of these? False if that is not known.
bool ownsAll(clang::QualType T);

/// Does it say `__func__`, which is another one inside a lambda?
bool namesItsFunction(const clang::Stmt *S);

/// Can it come back from a thread?
Site::Result resultOf(clang::QualType T, bool GLValue);

} // namespace stallfree

#endif // STALLFREE_EXTRACT_RESULTS_H
