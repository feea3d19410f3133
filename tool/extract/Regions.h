//===- Regions.h - Loops and scopes of a coroutine as they are written -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_REGIONS_H
#define STALLFREE_EXTRACT_REGIONS_H

#include "Unit.h"
#include "clang/AST/DeclBase.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseMap.h"

namespace stallfree {

/// The loops in the written body of a coroutine that edits may open.
using LoopSites = llvm::DenseMap<const clang::Stmt *, LoopSite>;
LoopSites findLoopSites(Unit &U, const clang::FunctionDecl *Decl, const clang::Stmt *Body,
                        const Function &F);

/// Fills F.Scopes. EventOf says which expression became which of F.Events.
void findScopes(Unit &U, const clang::Stmt *Body,
                const llvm::DenseMap<const clang::Stmt *, uint32_t> &EventOf, Function &F);

/// A statement of a block with its semicolon, in file File.
Span statementSpan(Unit &U, const clang::Stmt *S, uint32_t File);

/// " in" of `std::ifstream in(path);`. None if the type does not make an
/// expression: it is part of a macro, or begins with `struct`.
Span nameSpan(Unit &U, const clang::VarDecl *V, uint32_t File);

} // namespace stallfree

#endif // STALLFREE_EXTRACT_REGIONS_H
