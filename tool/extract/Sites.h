//===- Sites.h - Calls as they are written, for edits -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_SITES_H
#define STALLFREE_EXTRACT_SITES_H

#include "Unit.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseMap.h"

namespace stallfree {

/// Fills F.Sites from the written body of a coroutine. EventOf says which
/// expression became which of F.Events.
void findSites(Unit &U, const clang::Stmt *Body,
               const llvm::DenseMap<const clang::Stmt *, uint32_t> &EventOf,
               Function &F);

} // namespace stallfree

#endif // STALLFREE_EXTRACT_SITES_H
