//===- RecursionTest.cpp - Recursion --------------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FactsBuilder.h"
#include "core/Recursion.h"
#include <cmath>
#include <gtest/gtest.h>

using namespace stallfree;
using namespace stallfree::test;

namespace {

std::optional<Bound> recursion(const Function &F) {
  return doublingRecursion(F, [](const Value &V) {
    return V.K == Value::Kind::Integer ? double(V.Number) : 0;
  });
}

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
  auto Two = recursion(function({1, 1}, {{1}, {2}, {}}));
  ASSERT_TRUE(Two);
  EXPECT_NEAR(Two->Base, 2, 0.01);
  EXPECT_EQ(Two->Text, "|n|");
  EXPECT_NEAR(recursion(function({1, 2}, {{1}, {2}, {}}))->Base, 1.618, 0.01);
}

TEST(Recursion, OneCallOnEachWayDoesNot) {
  // Blocks 0 and 1 hold the calls; 2 chooses between them.
  EXPECT_FALSE(recursion(function({1, 1}, {{3}, {3}, {0, 1}, {}})));
}

TEST(Recursion, CallsThatDoNotCountDownDoNot) {
  EXPECT_FALSE(recursion(function({1, 0}, {{1}, {2}, {}})));
}

TEST(Recursion, AFixedNumberOfBranchesMultiplies) {
  Function F = function({1}, {{0, 1}, {}});
  Loop L;
  L.Kind = Loop::BoundKind::Constant;
  L.Trips = 8;
  L.Blocks = {0};
  F.Loops.push_back(L);
  EXPECT_NEAR(recursion(F)->Base, 8, 0.01);
}

/// `place(row)`: `if (row == 8) ...; for (8 columns) if (TESTS) place(row + 1)`
Function placing(unsigned Tests, int64_t Columns) {
  Function F;
  F.Id = 1;
  F.Parameters.push_back({"row", "int"});
  Event Call = selfCall(0);
  Call.Arguments[0].More = 1;
  F.Events.push_back(Call);
  F.Blocks.resize(4 + Tests);
  uint32_t Last = uint32_t(F.Blocks.size()) - 1;
  F.Blocks[0].Successors = {Last, 1};
  F.Blocks[0].Condition = Test();
  F.Blocks[0].Condition->Compared = true;
  F.Blocks[0].Condition->Operand = parameter(0);
  F.Blocks[0].Condition->With.K = Value::Kind::Integer;
  F.Blocks[0].Condition->With.Number = 8;
  F.Blocks[1].Successors = {2, Last};
  for (uint32_t T = 0; T < Tests; ++T)
    F.Blocks[2 + T].Successors = {3 + T, 1};
  F.Blocks[2 + Tests].Count = 1;
  F.Blocks[2 + Tests].Successors = {1};
  Loop L;
  L.Kind = Loop::BoundKind::Constant;
  L.Trips = Columns;
  L.Header = 1;
  for (uint32_t B = 1; B < Last; ++B)
    L.Blocks.push_back(B);
  F.Loops.push_back(L);
  return F;
}

TEST(Recursion, CountsUpToALimit) {
  auto All = recursion(placing(0, 8));
  ASSERT_TRUE(All);
  EXPECT_NEAR(All->Base, 8, 0.01);
  EXPECT_EQ(All->UpTo, 8);
  EXPECT_TRUE(All->AtMost);
  Function NoLimit = placing(0, 8);
  NoLimit.Blocks[0].Condition.reset();
  EXPECT_FALSE(recursion(NoLimit));
}

TEST(Recursion, PlacingAsManyAsThereArePlacesTakesFewerWays) {
  // Each place is taken once: 8! ways, and e times as many on the way.
  EXPECT_NEAR(std::pow(recursion(placing(1, 8))->Base, 8), 40320 * 2.718, 1000);
  // What does not fit is left out early.
  EXPECT_NEAR(recursion(placing(3, 8))->Base, std::sqrt(8), 0.01);
  // Four moves in each of eight turns are no places.
  EXPECT_NEAR(recursion(placing(3, 4))->Base, 4, 0.01);
}

} // namespace
