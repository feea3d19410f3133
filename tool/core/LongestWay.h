//===- LongestWay.h - The way through a body that takes longest -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_LONGESTWAY_H
#define STALLFREE_CORE_LONGESTWAY_H

#include "Facts.h"

namespace stallfree {

/// One run, or one round of a loop, takes one branch of each `if` and one case
/// of each `switch`: the blocks of the way with the largest sum of Weights, in
/// order. It begins at From and stays in L, or in F if L is null.
std::vector<uint32_t> longestWay(const Function &F, const Loop *L,
                                 uint32_t From,
                                 const std::vector<double> &Weights);

} // namespace stallfree

#endif // STALLFREE_CORE_LONGESTWAY_H
