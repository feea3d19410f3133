//===- StoreTest.cpp - Facts on disk --------------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/Store.h"
#include "TemporaryFolder.h"
#include "core/FactsText.h"
#include "llvm/Support/MemoryBuffer.h"
#include <thread>

using namespace stallfree;

namespace {
class StoreTest : public testing::Test {
protected:
  void SetUp() override {
    Folder.write("a.h", "inline int twice(int x) { return 2 * x; }\n");
    Folder.write("a.cpp", "#include \"a.h\"\n#include \"b.h\"\nint f() { return twice(1); }\n");
    Folder.write("second/b.h", "int later();\n");
    Options.Root = Folder.Path;
    Options.Paths = {Folder / "a.cpp"};
    Options.Command = {"-I" + (Folder / "first"), "-I" + (Folder / "second")};
    Options.Jobs = 1;
  }

  ProjectFacts collect() {
    llvm::Expected<ProjectFacts> Facts = collectFacts(Options);
    EXPECT_TRUE(bool(Facts)) << toString(Facts.takeError());
    return std::move(*Facts);
  }
  /// Whether a run parses; checks that it gives what a run without store does.
  bool parses() {
    ProjectFacts Facts = collect();
    ProjectOptions Fresh = Options;
    Fresh.NoStore = true;
    llvm::Expected<ProjectFacts> Expected = collectFacts(Fresh);
    EXPECT_TRUE(bool(Expected)) << toString(Expected.takeError());
    EXPECT_EQ(text(Facts), text(*Expected));
    EXPECT_EQ(Facts.Digest, Expected->Digest);
    return Facts.Parsed != 0;
  }
  static std::string text(const ProjectFacts &Facts) {
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    for (const auto &Unit : Facts.Units)
      printFacts(*Unit, OS);
    return Text;
  }
  /// All files of the store whose path holds Part.
  std::vector<std::string> entries(llvm::StringRef Part) {
    std::vector<std::string> Files;
    std::error_code EC;
    for (llvm::sys::fs::recursive_directory_iterator I(Folder / ".stallfree", EC), End;
         I != End && !EC; I.increment(EC))
      if (llvm::StringRef(I->path()).contains(Part) && llvm::sys::fs::is_regular_file(I->path()))
        Files.push_back(I->path());
    return Files;
  }
  void truncate(const std::string &File, double Share) {
    uint64_t Size = 0;
    llvm::sys::fs::file_size(File, Size);
    int FD;
    ASSERT_FALSE(llvm::sys::fs::openFileForReadWrite(File, FD, llvm::sys::fs::CD_OpenExisting,
                                                     llvm::sys::fs::OF_None));
    EXPECT_FALSE(llvm::sys::fs::resize_file(FD, uint64_t(Size * Share)));
    llvm::sys::fs::file_t Handle = llvm::sys::fs::convertFDToNativeFile(FD);
    llvm::sys::fs::closeFile(Handle);
  }

  TemporaryFolder Folder;
  ProjectOptions Options;
};
} // namespace

TEST_F(StoreTest, ParsesOnce) {
  EXPECT_TRUE(parses());
  EXPECT_FALSE(parses());
}

TEST_F(StoreTest, SeesChangedFiles) {
  parses();
  Folder.write("a.h", "inline int twice(int x) { return x + x; }\n");
  EXPECT_TRUE(parses());
  EXPECT_FALSE(parses());
}

TEST_F(StoreTest, KeepsEarlierStates) {
  const char *Base = "inline int twice(int x) { return 2 * x; }\n";
  EXPECT_TRUE(parses());
  for (int I = 0; I != 6; ++I) {
    Folder.write("a.h", std::string(Base) + "int edit" + std::to_string(I) + "();\n");
    EXPECT_TRUE(parses());
    Folder.write("a.h", Base);
    EXPECT_FALSE(parses()) << "after edit " << I;
  }
  EXPECT_EQ(entries(".head").size(), 4u);
}

TEST_F(StoreTest, SnapshotsAreStoredByContent) {
  EXPECT_TRUE(parses());
  Snapshot Over;
  Over.add(Folder / "a.h", "inline int twice(int x) { return x + x; }\n");
  Over.addAbsent(Folder / "second/b.h");
  Over.add(Folder / "first/b.h", "int sooner();\n");
  Options.Over = &Over;
  EXPECT_TRUE(parses());
  EXPECT_FALSE(parses());
  Options.Over = nullptr;
  EXPECT_FALSE(parses());
}

TEST_F(StoreTest, LeavesWhatNobodyChooses) {
  parses();
  std::string Before = text(collect());
  Folder.write("a.h", "inline int twice(int x) { return x + x; }\n");
  std::vector<std::string> Changed;
  Options.Choose = [&](std::vector<OutdatedUnit> &Units) {
    ASSERT_EQ(Units.size(), 1u);
    EXPECT_TRUE(Units[0].Known);
    Changed = Units[0].Changed;
    Units[0].Parse = false;
  };
  ProjectFacts Facts = collect();
  EXPECT_EQ(Facts.Parsed, 0u);
  EXPECT_EQ(Facts.Left, std::vector{Folder / "a.cpp"});
  EXPECT_EQ(Changed, std::vector{Folder / "a.h"});
  EXPECT_EQ(text(Facts), Before);
}

TEST_F(StoreTest, TouchedIsNotChanged) {
  parses();
  Folder.write("a.h", "inline int twice(int x) { return 2 * x; }\n");
  EXPECT_FALSE(parses());
}

TEST_F(StoreTest, SeesAHeaderThatShadowsAnother) {
  parses();
  Folder.write("first/b.h", "int f(int);\n");
  EXPECT_TRUE(parses());
}

TEST_F(StoreTest, SeesAHeaderThatAppears) {
  Folder.write("a.cpp", "#include \"generated.h\"\nint f();\n");
  EXPECT_TRUE(parses());
  EXPECT_FALSE(parses());
  Folder.write("generated.h", "int g();\n");
  EXPECT_TRUE(parses());
}

TEST_F(StoreTest, SeesChangedFlags) {
  parses();
  Options.Command.push_back("-DX");
  EXPECT_TRUE(parses());
}

TEST_F(StoreTest, SurvivesTruncationOfAnyEntry) {
  for (double Share : {0.0, 0.3, 0.99}) {
    parses();
    std::vector<std::string> All = entries("");
    ASSERT_GE(All.size(), 4u); // head, body, a run, files
    for (const std::string &File : All)
      truncate(File, Share);
    EXPECT_TRUE(parses());
    EXPECT_FALSE(parses());
  }
}

TEST_F(StoreTest, SurvivesEntriesOfAnotherVersion) {
  parses();
  for (const std::string &File : entries("units")) {
    auto Buffer = llvm::MemoryBuffer::getFile(File);
    std::string Bytes = (*Buffer)->getBuffer().str();
    Bytes[0] ^= 1;
    Folder.write(File.substr(Folder.Path.size() + 1), Bytes);
  }
  EXPECT_TRUE(parses());
}

TEST_F(StoreTest, MovesWithTheProject) {
  parses();
  TemporaryFolder Other;
  ASSERT_FALSE(llvm::sys::fs::rename(Folder.Path, Other / "moved"));
  std::string Old = Folder.Path;
  Options.Root = Other / "moved";
  Options.Paths = {Other / "moved/a.cpp"};
  Options.Command = {"-I" + (Other / "moved/first"), "-I" + (Other / "moved/second")};
  // The working directory is part of the command and did not move.
  EXPECT_EQ(collect().Parsed, 0u);
}

TEST_F(StoreTest, ServesConcurrentRuns) {
  std::string Expected = text(collect());
  llvm::sys::fs::remove_directories(Folder / ".stallfree");
  std::vector<std::thread> Runs;
  std::vector<std::string> Texts(4);
  for (std::string &Text : Texts)
    Runs.emplace_back([&] { Text = text(collect()); });
  for (std::thread &Run : Runs)
    Run.join();
  for (const std::string &Text : Texts)
    EXPECT_EQ(Text, Expected);
  EXPECT_FALSE(parses());
}

TEST_F(StoreTest, KeepsWhatWasParsedBeforeAnInterrupt) {
  Folder.write("z.cpp", "int z();\n");
  Options.Paths.push_back(Folder / "z.cpp");
  unsigned Done = 0;
  auto Facts = collectFacts(
      Options, [&](const Progress &) { ++Done; }, [&] { return Done == 1; });
  ASSERT_TRUE(bool(Facts));
  EXPECT_TRUE(Facts->Interrupted);
  EXPECT_EQ(Facts->Units.size(), 1u);
  EXPECT_EQ(collect().Parsed, 1u);
}

TEST_F(StoreTest, AsksOnceWhetherTheDigestIsEnough) {
  std::string Digest = collect().Digest, Asked;
  Options.Sufficient = [&](const std::string &D) {
    Asked = D;
    return true;
  };
  EXPECT_TRUE(collect().Units.empty());
  EXPECT_EQ(Asked, Digest);
}

TEST_F(StoreTest, ReportsAreBestEffort) {
  EXPECT_FALSE(loadCached(Options, "key"));
  storeCached(Options, "key", "bytes");
  EXPECT_EQ(loadCached(Options, "key"), "bytes");
  Options.NoStore = true;
  EXPECT_FALSE(loadCached(Options, "key"));
}
