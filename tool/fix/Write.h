//===- Write.h - A changed file onto the disk -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_FIX_WRITE_H
#define STALLFREE_FIX_WRITE_H

#include "fix/Changes.h"

namespace stallfree {

/// Replaces the file as a whole, with its permissions, or leaves it as it was:
/// then says why, as one clause. A link stays one; what it leads to is replaced.
std::string writeChange(const FileChange &Change, llvm::StringRef Root);

} // namespace stallfree

#endif // STALLFREE_FIX_WRITE_H
