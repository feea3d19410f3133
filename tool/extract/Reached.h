//===- Reached.h - What a counter leads into -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `for (y < height) for (x < width) pixels[y * width + x]`: that the loops go
// over pixels says more of their rounds than the plain numbers do.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_REACHED_H
#define STALLFREE_EXTRACT_REACHED_H

#include "Values.h"

namespace stallfree {

/// The container of the library whose subscript has the counter of For in it,
/// rather one that the function did not make itself; and how many counters that
/// subscript has. In is unknown if there is none.
Mark reachedBy(const clang::ForStmt *For, const clang::VarDecl *Counter,
               Values &Described);

} // namespace stallfree

#endif // STALLFREE_EXTRACT_REACHED_H
