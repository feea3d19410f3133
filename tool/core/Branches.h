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
#include <optional>
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

/// The branches on every way to each block of a function, by its dominators.
class BranchTree {
public:
  explicit BranchTree(const Function &F);

  /// The branches out of blocks that are Wanted, of those on every way to Block.
  Branches behind(uint32_t Block,
                  llvm::function_ref<bool(uint32_t)> Wanted) const;
  /// How many branches are on every way to an event.
  uint32_t countBefore(uint32_t Event) const;

private:
  const Function &F;
  /// The last block on every way to each one; itself, for the first block and
  /// for those that no way leads to.
  std::vector<uint32_t> Dominators;
  /// The branch that is the only way into a block, and so to all behind it.
  std::vector<std::optional<Branch>> Opened;
  std::vector<uint32_t> Counts;
};

/// For each block of F the branches, out of those of the blocks Tested, that
/// are on every way to it.
std::vector<Branches> branchesBehind(const Function &F,
                                     llvm::ArrayRef<uint32_t> Tested);

/// The branches out of the blocks that are Wanted, of those on every way to an
/// event.
Branches branchesBefore(const Function &F, uint32_t Event,
                        llvm::function_ref<bool(const Block &)> Wanted);

} // namespace stallfree

#endif // STALLFREE_CORE_BRANCHES_H
