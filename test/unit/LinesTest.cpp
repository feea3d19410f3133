//===- LinesTest.cpp - Places in a text, ours and the protocol's ----------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Lines.h"
#include "gtest/gtest.h"

using namespace stallfree;
using llvm::lsp::Position;

TEST(LinesTest, CountsUtf16UnitsAndBytes) {
  Lines Text("aé🐌b\r\nsecond");
  EXPECT_EQ(Text.line(1), "aé🐌b");
  EXPECT_EQ(Text.position(1, 8), Position(0, 4)); // Before the b: 1 + 2 + 4 bytes.
  EXPECT_EQ(Text.offset({0, 4}), 7u);
  EXPECT_EQ(Text.offset({0, 2}), 3u);
  EXPECT_EQ(Text.offset({1, 3}), 13u);
}

TEST(LinesTest, MovesPlacesInto) {
  Lines Text("ab\ncd");
  EXPECT_EQ(Text.offset({0, 99}), 2u);
  EXPECT_EQ(Text.offset({99, 0}), 5u);
  EXPECT_EQ(Text.offset({-1, 0}), 0u);
  EXPECT_EQ(Text.position(99, 99), Position(1, 2));
  EXPECT_EQ(Text.position(0, 0), Position(0, 0));
}

TEST(LinesTest, UnderlinesANameWhereNoLengthIsKnown) {
  Lines Text("  sleep(1);");
  EXPECT_EQ(Text.range({"", 1, 3, 8}).end, Position(0, 10));
  EXPECT_EQ(Text.range({"", 1, 3, 0}).end, Position(0, 7));
  EXPECT_EQ(Text.range({"", 1, 8, 0}).end, Position(0, 8));
}
