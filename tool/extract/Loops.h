//===- Loops.h - Loops of a control flow graph -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_LOOPS_H
#define STALLFREE_EXTRACT_LOOPS_H

#include "Regions.h"
#include "Roles.h"
#include "Values.h"
#include "clang/Analysis/CFG.h"

namespace stallfree {

/// Natural loops of the blocks, each with the statement that it comes from.
/// Order says which clang block each Block was.
std::vector<Loop> findLoops(Unit &U,
                            llvm::ArrayRef<const clang::CFGBlock *> Order,
                            llvm::ArrayRef<Block> Blocks, Values &Described,
                            const Roles &Parts, const LoopSites &Written);

} // namespace stallfree

#endif // STALLFREE_EXTRACT_LOOPS_H
