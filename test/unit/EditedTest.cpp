//===- EditedTest.cpp - A kept preamble loses no facts --------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Edited.h"
#include "TemporaryFolder.h"
#include <set>

using namespace stallfree;

namespace {

const char *Header = R"(#pragma once
struct Job { virtual ~Job() {} virtual void run() = 0; };
template <typename T> struct Cache {
  T Value;
  virtual T get() { return Value; }
  void put(T V) { Value = V; }
};
struct Plain { Plain() {} int N = 0; };
template <typename F> void retry(F f) { f(); }
inline int early() { Cache<char> C; retry([] {}); return C.get(); }
inline void take(const Plain &) {}
)";

const char *Source = R"(#include "header.h"
static int Count = early();
namespace app {
struct Own : Job { void run() override { retry([this] { helper(); }); } void helper() {} };
void use() {
  Cache<int> C;
  C.put(1);
  Own O;
  take(Plain());
}
}
)";

/// Functions and constructed classes, each once.
void collect(const TUFacts &Facts, std::set<std::string> &Out) {
  for (const Function &F : Facts.Functions)
    if (!F.Dependent)
      Out.insert(F.Signature + ":" + std::to_string(F.Where.Line) + " " +
                 std::to_string(F.Events.size()) + " events");
  for (const Class &C : Facts.Classes)
    if (C.Constructed)
      Out.insert(C.Type + " is constructed");
}

class EditedTest : public testing::Test {
protected:
  EditedTest() {
    Project.Root = Folder.Path;
    Folder.write("header.h", Header);
    File = Folder.write("a.cpp", Source);
    Command = {"clang++", "-std=c++20", File};
  }

  std::set<std::string> edited() {
    std::set<std::string> Out;
    Extraction Made = extractEdited(Folder.Path, Command, Project, files(), "", Kept);
    EXPECT_FALSE(Made.Facts.HadErrors);
    collect(Made.Facts, Out);
    if (Kept.headers())
      collect(*Kept.headers(), Out);
    return Out;
  }

  std::set<std::string> parsed() {
    std::set<std::string> Out;
    collect(extract(Folder.Path, Command, Project, files()).Facts, Out);
    return Out;
  }

  static llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files() {
    return llvm::vfs::createPhysicalFileSystem();
  }

  TemporaryFolder Folder;
  ProjectFiles Project;
  std::string File;
  std::vector<std::string> Command;
  Preamble Kept;
};

} // namespace

TEST_F(EditedTest, FindsWhatAWholeParseFinds) {
  std::set<std::string> Whole = parsed();
  EXPECT_EQ(edited(), Whole);
  ASSERT_TRUE(Kept.headers());
  EXPECT_TRUE(Whole.count("Plain is constructed"));
}

TEST_F(EditedTest, KeepsHeadersWhileTheSourceChanges) {
  edited();
  auto Headers = Kept.headers();
  Folder.write("a.cpp", std::string(Source) + "void more() { Cache<long> C; C.get(); }\n");
  EXPECT_EQ(edited(), parsed());
  EXPECT_EQ(Kept.headers(), Headers);
}

TEST_F(EditedTest, ParsesHeadersAgainThatHaveChanged) {
  edited();
  Folder.write("header.h", std::string(Header) + "inline void later() {}\n");
  std::set<std::string> Whole = parsed();
  EXPECT_EQ(edited(), Whole);
  EXPECT_TRUE(Whole.count("later():12 0 events"));
}

TEST_F(EditedTest, ParsesAllWhereHeadersHaveErrors) {
  Folder.write("header.h", std::string(Header) + "Unknown x;\n");
  Extraction Made = extractEdited(Folder.Path, Command, Project, files(), "", Kept);
  EXPECT_TRUE(Made.Facts.HadErrors);
  EXPECT_FALSE(Kept.headers());
  EXPECT_FALSE(Made.Facts.Functions.empty());
}
