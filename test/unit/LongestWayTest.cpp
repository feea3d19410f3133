//===- LongestWayTest.cpp - LongestWay ------------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/LongestWay.h"
#include <gtest/gtest.h>

using namespace stallfree;

namespace {

using Blocks = std::vector<uint32_t>;

Function function(std::vector<Blocks> Next) {
  Function F;
  for (Blocks &To : Next)
    F.Blocks.emplace_back().Successors = std::move(To);
  return F;
}

TEST(LongestWay, TakesOneCaseOfASwitch) {
  Function F = function({{1, 2, 3}, {4}, {4}, {4}, {}});
  EXPECT_EQ(longestWay(F, nullptr, 0, {1, 5, 9, 7, 1}), (Blocks{0, 2, 4}));
}

TEST(LongestWay, GoesThroughALoopOnce) {
  // 1 is the header, whose body comes before it in the list or after it.
  Function F = function({{2}, {2}, {1, 3}, {}});
  EXPECT_EQ(longestWay(F, nullptr, 0, {1, 1, 1, 1}), (Blocks{0, 2, 1}));
  Loop L;
  L.Header = 2;
  L.Blocks = {1, 2};
  EXPECT_EQ(longestWay(F, &L, 2, {1, 1, 1, 1}), (Blocks{2, 1}));
}

TEST(LongestWay, StaysInTheLoop) {
  Function F = function({{1}, {2, 3}, {1, 3}, {}});
  Loop L;
  L.Header = 1;
  L.Blocks = {1, 2};
  EXPECT_EQ(longestWay(F, &L, 1, {1, 1, 1, 100}), (Blocks{1, 2}));
}

TEST(LongestWay, KnowsUnreachableEdges) {
  Function F = function({{UINT32_MAX, 1}, {}});
  EXPECT_EQ(longestWay(F, nullptr, 0, {0, 0}), (Blocks{0, 1}));
}

} // namespace
