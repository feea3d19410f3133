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

/// One event in each block; the last one is the exit.
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

using Counts = std::vector<uint32_t>;

Counts conditions(std::vector<std::vector<uint32_t>> Next) {
  Function F = function(std::move(Next));
  BranchTree Tree(F);
  Counts Result;
  for (uint32_t B = 0; B < F.Blocks.size(); ++B)
    Result.push_back(Tree.conditions(B));
  return Result;
}

TEST(Branches, WhatComesAfterAnIfHasNoCondition) {
  EXPECT_EQ(conditions({{1, 2}, {2}, {3}, {}}), (Counts{0, 1, 0, 0}));
}

TEST(Branches, AnEarlyReturnIsOne) {
  EXPECT_EQ(conditions({{1, 2}, {4}, {3, 4}, {4}, {}}), (Counts{0, 1, 1, 2, 0}));
}

TEST(Branches, ALoopThatEndsIsNone) {
  // 1 is the header, 2 the body, which has an `if` with 3 in it.
  EXPECT_EQ(conditions({{1}, {2, 4}, {3, 1}, {1}, {5}, {}}), (Counts{0, 0, 1, 2, 0, 0}));
  // With a return in 3 what comes after it may not run.
  EXPECT_EQ(conditions({{1}, {2, 4}, {3, 1}, {5}, {5}, {}}), (Counts{0, 0, 1, 2, 1, 0}));
}

TEST(Branches, AnEndlessLoopHasRoundsWithoutIt) {
  EXPECT_EQ(conditions({{1}, {2, 3}, {3}, {1}, {}})[2], 1u);
  EXPECT_EQ(conditions({{1}, {2, 3}, {3}, {1}, {}})[3], 0u);
}

TEST(Branches, TwoThatEachSufficeAreOne) {
  // 0: `if (a || b)`, 1: b, 2: what they guard.
  EXPECT_EQ(conditions({{2, 1}, {2, 3}, {3}, {}})[2], 1u);
  // Two cases of a `switch` with one body.
  EXPECT_EQ(conditions({{1, 2, 4}, {3}, {3}, {4}, {}})[3], 1u);
}

TEST(Branches, WhatEndsTheProgramIsNone) {
  // 1 calls abort.
  EXPECT_EQ(conditions({{2, 1}, {UINT32_MAX}, {3}, {}}), (Counts{0, 1, 0, 0}));
  // 1 logs, then either 2 or 3 aborts.
  EXPECT_EQ(conditions({{1, 4}, {2, 3}, {}, {UINT32_MAX}, {5}, {}})[4], 0u);
  EXPECT_EQ(conditions({{UINT32_MAX, 1}, {2}, {}}), (Counts{0, 0, 0}));
}

TEST(Branches, AHandlerIsOneAndWhatFollowsItNone) {
  // 1 is in the `try`, 2 is the handler, 3 follows both.
  EXPECT_EQ(conditions({{1}, {3}, {3}, {4}, {}}), (Counts{0, 0, 1, 0, 0}));
  // 1 returns in the `try`.
  EXPECT_EQ(conditions({{1}, {4}, {3}, {4}, {}}), (Counts{0, 0, 1, 1, 0}));
}

TEST(Branches, TestsOfOneThingAreOne) {
  // if (n == 1) return; if (n == 2) return; if (n == m) return; ...
  Function F = function({{4, 1}, {4, 2}, {4, 3}, {4}, {}});
  for (uint32_t B : {0, 1, 2}) {
    stallfree::Test &T = F.Blocks[B].Condition.emplace();
    T.Operand.K = Value::Kind::Local;
    T.Operand.Name = B == 2 ? "other" : "n";
    T.Compared = true;
  }
  BranchTree Tree(F);
  EXPECT_EQ(Tree.conditions(1), 1u);
  EXPECT_EQ(Tree.conditions(2), 1u);
  EXPECT_EQ(Tree.conditions(3), 2u);
}

TEST(Branches, NamesThoseOnEveryWay) {
  Function F = function({{1, 5}, {2, 3}, {3}, {4, 5}, {5}, {}});
  BranchTree Tree(F);
  auto Any = [](const Block &) { return true; };
  EXPECT_EQ(Tree.before(4, Any), (Branches{{0, 0}, {3, 0}}));
  EXPECT_EQ(Tree.before(4, [&](const Block &B) { return &B == &F.Blocks[3]; }),
            (Branches{{3, 0}}));
  EXPECT_EQ(Tree.before(99, Any), Branches{});
  EXPECT_TRUE(Tree.isBehind(4, {0, 0}));
  EXPECT_FALSE(Tree.isBehind(4, {1, 0}));
  EXPECT_EQ(Tree.behindAny({false, true, false, false, false, false}),
            (std::vector<bool>{false, false, true, false, false, false}));
}

TEST(Branches, ALoopIsBehindItsConditionInEachRound) {
  Function F = function({{1}, {2, 3}, {1}, {}});
  BranchTree Tree(F);
  EXPECT_TRUE(Tree.isBehind(2, {1, 0}));
  EXPECT_TRUE(Tree.isBehind(3, {1, 1}));
  EXPECT_FALSE(Tree.isBehind(1, {1, 0}));
}

TEST(Branches, BothWaysToOneBlockAreNoChoice) {
  Function F = function({{1, 1}, {}});
  EXPECT_EQ(BranchTree(F).conditions(1), 0u);
  EXPECT_FALSE(BranchTree(F).isBehind(1, {0, 0}));
}

TEST(Branches, LooksAtEveryFunction) {
  Function Empty;
  EXPECT_EQ(blockOf(Empty, 0), 0u);
  BranchTree Nothing(Empty);
  // A loop that no way leads to.
  EXPECT_EQ(conditions({{3}, {2}, {1}, {}}), (Counts{0, 0, 0, 0}));
}

} // namespace
