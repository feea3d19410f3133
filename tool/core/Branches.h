//===- Branches.h - Which tests lie behind a block ------------ -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_BRANCHES_H
#define STALLFREE_CORE_BRANCHES_H

#include "Facts.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <set>
#include <utility>

namespace stallfree {

/// A way out of a block, as in Block::Successors: what comes after it has
/// passed the test there.
using Branch = std::pair<uint32_t, uint32_t>;
using Branches = std::set<Branch>;

/// The blocks that run after From, itself included, on ways that do not pass
/// Without.
std::vector<bool> blocksAfter(const Function &F, uint32_t From,
                              uint32_t Without = UINT32_MAX);

/// For each block of F the branches, out of those of the blocks Tested, that
/// are on every way to it.
std::vector<Branches> branchesBehind(const Function &F,
                                     llvm::ArrayRef<uint32_t> Tested);

/// The branches out of the blocks that are Wanted, of those on every way to an
/// event. None if F has more of them than people write.
Branches branchesBefore(const Function &F, uint32_t Event,
                        llvm::function_ref<bool(const Block &)> Wanted);

} // namespace stallfree

#endif // STALLFREE_CORE_BRANCHES_H
