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
#include <string>
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

/// The block of F that an event is in; the number of blocks if none is.
uint32_t blockOf(const Function &F, uint32_t Event);

/// The branches on every way to each block of a function, by its dominators. To
/// the handler of a `try` the way is from where the function begins.
class BranchTree {
public:
  explicit BranchTree(const Function &F);

  /// Is Way on every way to Block?
  bool isBehind(uint32_t Block, Branch Way) const;
  /// Each block: is a branch out of one of From on every way to it?
  std::vector<bool> behindAny(const std::vector<bool> &From) const;
  /// The branches out of blocks that are Wanted, of those on every way to Event.
  Branches before(uint32_t Event,
                  llvm::function_ref<bool(const Block &)> Wanted) const;
  /// How often something else can be decided on the way to Block, so that it
  /// does not run: by an early return, an `if` around it, a loop without rounds.
  /// What ends the program is nothing else, nor is a loop that ends; tests of one
  /// thing against constants, one after the other, are one decision.
  uint32_t conditions(uint32_t Block) const { return Nodes[Block].Conditions; }

private:
  static constexpr uint32_t None = UINT32_MAX;
  bool dominates(uint32_t Block, uint32_t Other) const;
  std::vector<uint32_t> dominated() const;
  void findOpened();

  struct Node {
    uint32_t Dominator = None; ///< The last block on every way to this one.
    /// The only way from Dominator to this block is its successor of this number.
    uint32_t OpenedBy = None;
    uint32_t Conditions = 0;
    std::string Asked; ///< What the last of these asks about; empty: not known.
    uint32_t First = None, Last = 0; ///< It dominates those whose First is between.
  };
  const Function *F;
  std::vector<Node> Nodes;
};

} // namespace stallfree

#endif // STALLFREE_CORE_BRANCHES_H
