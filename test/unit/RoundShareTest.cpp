//===- RoundShareTest.cpp - RoundShare ------------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/RoundShare.h"
#include <gtest/gtest.h>

using namespace stallfree;

namespace {

/// 0 is the header; 1 tests; 2 is its branch; 3 goes round.
Function branching(uint32_t Every) {
  Function F;
  for (std::vector<uint32_t> Next :
       std::vector<std::vector<uint32_t>>{{1, 4}, {2, 3}, {3}, {0}, {}}) {
    Block B;
    B.Successors = Next;
    F.Blocks.push_back(B);
  }
  F.Blocks[1].Condition = Test();
  F.Blocks[1].Condition->Every = Every;
  Loop L;
  L.Header = 0;
  L.Blocks = {0, 1, 2, 3};
  F.Loops.push_back(L);
  return F;
}

TEST(RoundShare, WhatEachRoundPassesCountsWhole) {
  Function F = branching(0);
  for (uint32_t B : {0, 1, 3})
    EXPECT_EQ(roundShare(F, F.Loops[0], B).Count, 1) << B;
}

TEST(RoundShare, ABranchCountsHalfOrAsOftenAsItSays) {
  Function F = branching(0);
  EXPECT_EQ(roundShare(F, F.Loops[0], 2).Count, 0.5);
  EXPECT_TRUE(roundShare(F, F.Loops[0], 2).AtMost);
  Function Rare = branching(64);
  EXPECT_EQ(roundShare(Rare, Rare.Loops[0], 2).Count, 1.0 / 64);
}

TEST(RoundShare, ABreakEndsALoopEarly) {
  Function F = branching(0);
  EXPECT_FALSE(endsEarly(F, F.Loops[0]));
  F.Blocks[2].Successors.push_back(4);
  EXPECT_TRUE(endsEarly(F, F.Loops[0]));
}

} // namespace
