//===- NamePatternTest.cpp - Tests of name patterns -----------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/NamePattern.h"
#include "gtest/gtest.h"

using namespace stallfree;

static bool match(const char *Pattern, const char *Name) {
  return matches(NamePattern{Pattern}, Name);
}

TEST(NamePattern, ExactNames) {
  EXPECT_TRUE(match("std::thread::join", "std::thread::join"));
  EXPECT_TRUE(match("::sleep", "sleep"));
  EXPECT_FALSE(match("sleep", "app::sleep"));
  EXPECT_FALSE(match("std::thread", "std::thread::join"));
  EXPECT_FALSE(match("", ""));
}

TEST(NamePattern, StarStaysInsideOneSegment) {
  EXPECT_TRUE(match("std::basic_*stream::open", "std::basic_ifstream::open"));
  EXPECT_TRUE(match("asio::*::async_*", "asio::socket::async_read"));
  EXPECT_FALSE(match("asio::*::async_*", "asio::ip::socket::async_read"));
  EXPECT_FALSE(match("asio::*::async_*", "asio::async_read"));
}

TEST(NamePattern, DoubleStarIsAnyNumberOfSegments) {
  EXPECT_TRUE(match("asio::**::async_*", "asio::async_read"));
  EXPECT_TRUE(match("asio::**::async_*", "asio::ip::tcp::async_read"));
  EXPECT_TRUE(match("app::**", "app::a::b"));
  EXPECT_FALSE(match("asio::**::async_*", "boost::asio::async_read"));
}

TEST(NamePattern, BracketsDoNotSplit) {
  EXPECT_TRUE(match("app::*::run", "app::(anonymous namespace)::run"));
}

TEST(NamePattern, Types) {
  NamePattern Future{"std::future"};
  EXPECT_TRUE(matchesType(Future, "std::future<int>"));
  EXPECT_FALSE(matchesType(Future, "std::shared_future<int>"));
  NamePattern Threads{"std::vector<std::thread*"};
  EXPECT_TRUE(matchesType(Threads, "std::vector<std::thread, std::allocator<std::thread>>"));
  EXPECT_FALSE(matchesType(Threads, "std::vector<int, std::allocator<int>>"));
}

TEST(NamePattern, ImpossiblePatterns) {
  for (const char *Good : {"sleep", "std::*::operator()", "**::on_*", "A::~A"})
    EXPECT_EQ(checkPattern(Good), "") << Good;
  for (const char *Bad : {"", "sleep()", "a:b", "a::", "a b", "a::x**", "**::*"})
    EXPECT_NE(checkPattern(Bad), "") << Bad;
}
