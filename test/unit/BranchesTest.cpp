//===- BranchesTest.cpp - Branches ----------------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/Branches.h"
#include <gtest/gtest.h>

using namespace stallfree;

namespace {

/// One event in each block.
Function function(std::vector<std::vector<uint32_t>> Next) {
  Function F;
  for (auto &To : Next) {
    Block &B = F.Blocks.emplace_back();
    B.First = uint32_t(F.Blocks.size()) - 1;
    B.Count = 1;
    B.Successors = std::move(To);
  }
  return F;
}

std::vector<uint32_t> counts(const Function &F) {
  BranchTree Tree(F);
  std::vector<uint32_t> Result;
  for (uint32_t E = 0; E < F.Blocks.size(); ++E)
    Result.push_back(Tree.countBefore(E));
  return Result;
}

using Counts = std::vector<uint32_t>;

TEST(Branches, WhatComesAfterAnIfHasPassedNone) {
  EXPECT_EQ(counts(function({{1, 2}, {2}, {}})), (Counts{0, 1, 0}));
}

TEST(Branches, AnEarlyReturnIsPassed) {
  EXPECT_EQ(counts(function({{1, 2}, {}, {3, 1}, {}})), (Counts{0, 0, 1, 2}));
}

TEST(Branches, ALoopIsEnteredByItsConditionAlone) {
  // 1 is the header, 2 the body, which has an `if` with 3 in it.
  EXPECT_EQ(counts(function({{1}, {2, 4}, {3, 1}, {1}, {}})), (Counts{0, 0, 1, 2, 1}));
}

TEST(Branches, BothWaysToOneBlockAreNoChoice) {
  EXPECT_EQ(counts(function({{1, 1}, {}})), (Counts{0, 0}));
}

TEST(Branches, SkipsWhatNoWayLeadsTo) {
  EXPECT_EQ(counts(function({{UINT32_MAX, 1}, {}, {1}})), (Counts{0, 0, 0}));
  EXPECT_EQ(counts(function({})), Counts{});
}

TEST(Branches, NamesTheBranchesThatAreWanted) {
  Function F = function({{1, 5}, {2, 3}, {3}, {4, 5}, {}, {}});
  EXPECT_EQ(branchesBehind(F, {0, 3})[4], (Branches{{0, 0}, {3, 0}}));
  EXPECT_EQ(branchesBehind(F, {3})[2], Branches{});
  EXPECT_EQ(branchesBefore(F, 4, [&](const Block &B) { return &B == &F.Blocks[3]; }),
            (Branches{{3, 0}}));
}

} // namespace
