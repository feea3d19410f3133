//===- TypeNameTest.cpp - TypeName ----------------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/TypeName.h"
#include <gtest/gtest.h>

using namespace stallfree;

TEST(TypeName, DropsArgumentsAtEveryLevel) {
  EXPECT_EQ(withoutArguments("std::map<int, A<B>>::iterator"),
            "std::map::iterator");
  EXPECT_EQ(withoutArguments("app::Conn"), "app::Conn");
}

TEST(TypeName, SplitsArgumentsOfTheLastComponent) {
  auto Arguments = templateArguments("X<int>::Y<A<B, C>, void (int, int)>");
  ASSERT_EQ(Arguments.size(), 2u);
  EXPECT_EQ(Arguments[0], "A<B, C>");
  EXPECT_EQ(Arguments[1], "void (int, int)");
  EXPECT_TRUE(templateArguments("app::Conn").empty());
  EXPECT_TRUE(templateArguments("X<int>::Y").empty());
}

TEST(TypeName, LastSegment) {
  EXPECT_EQ(lastSegment("a::b::c"), "c");
  EXPECT_EQ(lastSegment("c"), "c");
}

TEST(TypeName, CallsAsTheyAreWritten) {
  EXPECT_EQ(spelledCall("std::basic_ifstream::basic_ifstream"), "std::ifstream");
  EXPECT_EQ(spelledCall("std::basic_istream::read"), "std::istream::read");
  EXPECT_EQ(spelledCall("app::Conn::Conn"), "app::Conn");
  EXPECT_EQ(spelledCall("app::Conn::~Conn"), "app::Conn::~Conn");
  EXPECT_EQ(spelledCall("sleep"), "sleep");
}

TEST(TypeName, FieldsWithoutUnnamedStructs) {
  EXPECT_EQ(spelledField("sd_bus_vtable::(unnamed)::(unnamed)::handler"),
            "sd_bus_vtable::handler");
  EXPECT_EQ(spelledField("app::Table::go"), "app::Table::go");
}
