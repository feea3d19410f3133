//===- RecursionTest.cpp - Recursion --------------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FactsBuilder.h"
#include "core/Recursion.h"
#include <gtest/gtest.h>

using namespace stallfree;
using namespace stallfree::test;

namespace {

Event selfCall(uint32_t Less) {
  Event E;
  E.Callee = 1;
  E.Name = "f";
  Value V = parameter(0);
  V.Less = Less;
  E.Arguments.push_back(V);
  return E;
}

/// One call in each block; Next says which blocks follow.
Function function(std::vector<uint32_t> Less,
                  std::vector<std::vector<uint32_t>> Next) {
  Function F;
  F.Id = 1;
  F.Parameters.push_back({"n", "int"});
  for (size_t B = 0; B < Next.size(); ++B) {
    Block Here;
    Here.First = uint32_t(F.Events.size());
    if (B < Less.size()) {
      F.Events.push_back(selfCall(Less[B]));
      Here.Count = 1;
    }
    Here.Successors = Next[B];
    F.Blocks.push_back(Here);
  }
  return F;
}

TEST(Recursion, TwoCallsDouble) {
  auto Two = doublingRecursion(function({1, 1}, {{1}, {2}, {}}));
  ASSERT_TRUE(Two);
  EXPECT_NEAR(Two->Base, 2, 0.01);
  EXPECT_EQ(Two->Text, "|n|");
  EXPECT_NEAR(doublingRecursion(function({1, 2}, {{1}, {2}, {}}))->Base, 1.618, 0.01);
}

TEST(Recursion, OneCallOnEachWayDoesNot) {
  // Blocks 0 and 1 hold the calls; 2 chooses between them.
  EXPECT_FALSE(doublingRecursion(function({1, 1}, {{3}, {3}, {0, 1}, {}})));
}

TEST(Recursion, CallsThatDoNotCountDownDoNot) {
  EXPECT_FALSE(doublingRecursion(function({1, 0}, {{1}, {2}, {}})));
}

TEST(Recursion, AFixedNumberOfBranchesMultiplies) {
  Function F = function({1}, {{0, 1}, {}});
  Loop L;
  L.Kind = Loop::BoundKind::Constant;
  L.Trips = 8;
  L.Blocks = {0};
  F.Loops.push_back(L);
  EXPECT_NEAR(doublingRecursion(F)->Base, 8, 0.01);
}

} // namespace
