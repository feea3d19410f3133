//===- ProjectPathsTest.cpp - Paths as the project's root sees them -------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/ProjectPaths.h"
#include "gtest/gtest.h"

using namespace stallfree;

namespace {

TEST(ProjectPaths, RelativeToTheRootThatHoldsIt) {
  EXPECT_EQ(relativeTo("/p/src/a.cpp", "/p"), "src/a.cpp");
  EXPECT_EQ(relativeTo("/p/a.cpp", "/"), "p/a.cpp");
}

TEST(ProjectPaths, ANeighbourWithALongerNameIsNotBelow) {
  EXPECT_EQ(relativeTo("/project/a.cpp", "/p"), "");
  EXPECT_EQ(relativeTo("/q/a.cpp", "/p"), "");
}

TEST(ProjectPaths, ExcludedFoldersAreNotOwnedButFilesOfThatNameAre) {
  std::vector<std::string> Excluded = {"vendor"};
  EXPECT_EQ(ownedBelow("/p", "/p/src/a.cpp", Excluded), "src/a.cpp");
  EXPECT_EQ(ownedBelow("/p", "/p/src/vendor/a.cpp", Excluded), "");
  EXPECT_EQ(ownedBelow("/p", "/p/src/vendor", Excluded), "src/vendor");
}

TEST(ProjectPaths, AnExcludedNameAboveTheRootDoesNotMatter) {
  EXPECT_EQ(ownedBelow("/vendor/p", "/vendor/p/a.cpp", {"vendor"}), "a.cpp");
}

TEST(ProjectPaths, WhatLiesBesideTheRootIsSeenThroughDots) {
  EXPECT_EQ(seenFrom("/w/p", "/w/p/a.cpp"), "a.cpp");
  EXPECT_EQ(seenFrom("/w/p", "/w/build/a.h"), "../build/a.h");
  EXPECT_EQ(seenFrom("/w/p", "/tmp/a.h"), "../../tmp/a.h");
  EXPECT_EQ(seenFrom("/", "/tmp/a.h"), "tmp/a.h");
}

TEST(ProjectPaths, AbsoluteIsTheWayBack) {
  for (llvm::StringRef Path : {"/w/p/a.cpp", "/w/build/a.h", "/tmp/a.h"})
    EXPECT_EQ(absoluteFrom("/w/p", seenFrom("/w/p", Path)), Path);
  EXPECT_EQ(absoluteFrom("/", "tmp/a.h"), "/tmp/a.h");
}

} // namespace
