//===- ChangesTest.cpp - Tests of fix/Changes.h and fix/Write.h -----------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TemporaryFolder.h"
#include "fix/Changes.h"
#include "fix/Source.h"
#include "fix/Write.h"
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace stallfree;

namespace {

Edit edit(uint32_t Column, uint32_t EndColumn, std::string Text) {
  return {"a.cpp", 1, Column, 1, EndColumn, std::move(Text)};
}

/// A Report with one finding for each fix.
Report reportOf(std::vector<Fix> Fixes) {
  Report R;
  for (Fix &F : Fixes) {
    Finding &Found = R.Findings.emplace_back();
    Found.Where = {"a.cpp", 1, 1, 0};
    Found.Fixes.push_back(std::move(F));
  }
  return R;
}

ChangeSet plan(const Report &R, llvm::StringRef Root) {
  return planChanges(R, Root, [](const Finding &, const Fix &) { return true; });
}

std::string textOf(const std::string &Path) {
  auto Text = Source::read(Path);
  return Text ? Text->text() : "(gone)";
}

size_t entriesOf(const TemporaryFolder &Folder) {
  std::error_code EC;
  size_t Count = 0;
  for (llvm::sys::fs::directory_iterator I(Folder.Path, EC), End; I != End && !EC;
       I.increment(EC))
    ++Count;
  return Count;
}

TEST(Changes, TheOuterOfTwoFixesCoversTheInner) {
  TemporaryFolder Folder;
  Folder.write("a.cpp", "f(g(x));\n");
  Report R = reportOf({{"inner", {edit(3, 7, "INNER")}, "", ""},
                       {"outer", {edit(1, 8, "OUTER")}, "", ""}});
  ChangeSet Set = plan(R, Folder.Path);
  ASSERT_EQ(Set.Files.size(), 1u);
  EXPECT_EQ(Set.Files[0].After, "OUTER;\n");
  EXPECT_EQ(Set.Files[0].Made.size(), 2u);
  EXPECT_TRUE(Set.Left.empty());
}

TEST(Changes, OfTwoThatOverlapTheSecondIsLeftForTheNextRun) {
  TemporaryFolder Folder;
  Folder.write("a.cpp", "abcdef\n");
  Report R = reportOf({{"one", {edit(1, 4, "X")}, "", ""}, {"two", {edit(3, 6, "Y")}, "", ""}});
  ChangeSet Set = plan(R, Folder.Path);
  ASSERT_EQ(Set.Files.size(), 1u);
  EXPECT_EQ(Set.Files[0].After, "Xdef\n");
  ASSERT_EQ(Set.Left.size(), 1u);
  EXPECT_EQ(Set.Left[0].F, &R.Findings[1]);
  EXPECT_EQ(Set.Left[0].Why, "it overlaps another fix: run `stallfree fix` again");
}

TEST(Changes, EqualFixesAndIncludesAreMadeOnce) {
  TemporaryFolder Folder;
  Folder.write("a.cpp", "one(); two();\n");
  Edit Include = edit(1, 1, "#include <x.h>\n");
  Fix One{"one", {Include, edit(1, 4, "ONE")}, "", ""}, Two{"two", {Include, edit(8, 11, "TWO")}, "", ""};
  Report R = reportOf({One, One, Two});
  ChangeSet Set = plan(R, Folder.Path);
  ASSERT_EQ(Set.Files.size(), 1u);
  EXPECT_EQ(Set.Files[0].After, "#include <x.h>\nONE(); TWO();\n");
}

TEST(Changes, AFileThatIsShorterNowIsLeftAlone) {
  TemporaryFolder Folder;
  Folder.write("a.cpp", "ab\n");
  Report R = reportOf({{"one", {edit(5, 9, "X")}, "", ""}});
  ChangeSet Set = plan(R, Folder.Path);
  EXPECT_TRUE(Set.Files.empty());
  ASSERT_EQ(Set.Left.size(), 1u);
  EXPECT_EQ(Set.Left[0].Why, "the file has changed since it was analysed");
}

TEST(Changes, ReadOnlyFilesAreLeftAloneWhoeverRuns) {
  TemporaryFolder Folder;
  std::string Path = Folder.write("a.cpp", "ab\n");
  ASSERT_EQ(chmod(Path.c_str(), 0444), 0);
  Report R = reportOf({{"one", {edit(1, 2, "X")}, "", ""}});
  ChangeSet Set = plan(R, Folder.Path);
  EXPECT_TRUE(Set.Files.empty());
  ASSERT_EQ(Set.Left.size(), 1u);
  EXPECT_EQ(Set.Left[0].Why, "the file is read-only");
}

TEST(Write, ReplacesTheFileAsAWholeAndKeepsItsMode) {
  TemporaryFolder Folder;
  std::string Path = Folder.write("a.cpp", "old");
  ASSERT_EQ(chmod(Path.c_str(), 0750), 0);
  struct stat Before, After;
  ASSERT_EQ(stat(Path.c_str(), &Before), 0);
  EXPECT_EQ(writeChange({"a.cpp", "old", "new", {}}, Folder.Path), "");
  ASSERT_EQ(stat(Path.c_str(), &After), 0);
  EXPECT_EQ(textOf(Path), "new");
  EXPECT_NE(Before.st_ino, After.st_ino) << "written in place: a reader could see half of it";
  EXPECT_EQ(After.st_mode & 0777u, 0750u);
  EXPECT_EQ(entriesOf(Folder), 1u);
}

TEST(Write, ALinkStaysALink) {
  TemporaryFolder Folder;
  std::string Path = Folder.write("real.cpp", "old");
  ASSERT_FALSE(llvm::sys::fs::create_link(Path, Folder / "a.cpp"));
  EXPECT_EQ(writeChange({"a.cpp", "old", "new", {}}, Folder.Path), "");
  EXPECT_EQ(textOf(Path), "new");
  EXPECT_TRUE(llvm::sys::fs::is_symlink_file(Folder / "a.cpp"));
}

TEST(Write, SkipsAFileThatHasChanged) {
  TemporaryFolder Folder;
  std::string Path = Folder.write("a.cpp", "newer");
  EXPECT_EQ(writeChange({"a.cpp", "old", "new", {}}, Folder.Path),
            "the file has changed since it was analysed");
  EXPECT_EQ(textOf(Path), "newer");
  EXPECT_EQ(writeChange({"b.cpp", "old", "new", {}}, Folder.Path), "the file is gone");
}

TEST(Write, AFailedWriteLeavesTheOriginal) {
  TemporaryFolder Folder;
  std::string Path = Folder.write("a.cpp", "old");
  rlimit Limit, None;
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &Limit), 0);
  None = Limit;
  None.rlim_cur = 0;
  auto Handler = signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &None), 0);
  std::string Why = writeChange({"a.cpp", "old", "new", {}}, Folder.Path);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &Limit), 0);
  signal(SIGXFSZ, Handler);
  EXPECT_EQ(Why, "it cannot be written");
  EXPECT_EQ(textOf(Path), "old");
  EXPECT_EQ(entriesOf(Folder), 1u);
}

} // namespace
