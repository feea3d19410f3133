//===- SnippetTest.cpp - A source line with a caret -----------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "render/Snippet.h"
#include <gtest/gtest.h>

using namespace stallfree;

static std::string snippet(llvm::StringRef Line, uint32_t Column, uint32_t Length) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  writeSnippet(OS, Line, {"f", 7, Column, Length}, /*Color=*/false);
  return Text;
}

TEST(Snippet, UnderlinesTheExpression) {
  EXPECT_EQ(snippet("  a.wait();", 5, 6), "    7 |   a.wait();\n"
                                          "      |     ^~~~~~\n");
}

TEST(Snippet, PointsWithoutLengthOrColumn) {
  EXPECT_EQ(snippet("ab", 2, 0), "    7 | ab\n      |  ^\n");
  EXPECT_EQ(snippet("ab", 0, 0), "    7 | ab\n");
}

TEST(Snippet, ExpandsTabs) {
  EXPECT_EQ(snippet("\tx();", 2, 3), "    7 |         x();\n"
                                     "      |         ^~~\n");
}

TEST(Snippet, CountsColumnsOfWideAndMultibyteText) {
  // Two bytes and one column; three bytes and two columns.
  EXPECT_EQ(snippet("\xC3\xA9\xE6\xBC\xA2x()", 6, 3), "    7 | \xC3\xA9\xE6\xBC\xA2x()\n"
                                                      "      |    ^~~\n");
}

TEST(Snippet, ShowsBytesThatAreNoText) {
  EXPECT_EQ(snippet("\xFF\x1Bx()", 3, 3), "    7 | <FF><1B>x()\n"
                                          "      |         ^~~\n");
  EXPECT_EQ(snippet("\xE6\xBC", 1, 0), "    7 | <E6><BC>\n      | ^~~~\n");
}

TEST(Snippet, CutsLongLinesAroundTheCaret) {
  std::string Line = std::string(500, 'a') + "x()" + std::string(500, 'b');
  std::string Out = snippet(Line, 501, 3);
  auto [First, Second] = llvm::StringRef(Out).split('\n');
  EXPECT_LT(First.size(), 200u);
  EXPECT_EQ(First.find("x()"), Second.find("^~~"));
  EXPECT_TRUE(First.contains("...aaa"));
  EXPECT_TRUE(First.ends_with("bbb..."));
}

TEST(Snippet, SurvivesAPlaceBehindTheLine) {
  EXPECT_EQ(snippet("ab", 9, 3), "    7 | ab\n      |   ^\n");
  EXPECT_EQ(snippet("", 1, 1), "    7 | \n      | ^\n");
}
