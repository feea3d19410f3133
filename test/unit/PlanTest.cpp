//===- PlanTest.cpp - Which files are analysed, and how -------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/Plan.h"
#include "TemporaryFolder.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"

using namespace stallfree;

namespace {
class PlanTest : public testing::Test {
protected:
  void SetUp() override {
    Folder.write(".git/HEAD", "");
    Options.Root = Folder.Path;
  }

  /// One database entry; Command names the file itself.
  std::string entry(llvm::StringRef Directory, llvm::StringRef File, llvm::StringRef Command) {
    return ("{\"directory\": \"" + Folder.Path + Directory + "\", \"file\": \"" + File +
            "\", \"command\": \"" + Command + "\"}")
        .str();
  }
  void database(const std::string &Entries) {
    Options.DatabasePath = Folder.write("build/compile_commands.json", "[" + Entries + "]");
  }

  /// The planned files, root-relative.
  std::vector<std::string> files() {
    std::vector<std::string> Names;
    llvm::Expected<Plan> Made = planProject(Options);
    if (!Made) {
      Message = toString(Made.takeError());
      return Names;
    }
    Planned = std::move(*Made);
    for (const CompileJob &Job : Planned.Jobs)
      Names.push_back(Job.File.substr(Folder.Path.size() + 1));
    return Names;
  }

  using Names = std::vector<std::string>;
  TemporaryFolder Folder;
  ProjectOptions Options;
  Plan Planned;
  std::string Message;
};
} // namespace

TEST_F(PlanTest, ResolvesRelativePathsAndResponseFiles) {
  Folder.write("src/a.cpp", "");
  Folder.write("build/flags.rsp", "-DFROM_FILE -I../include");
  database(entry("/build", "../src/a.cpp", "g++ @flags.rsp -c ../src/a.cpp"));
  EXPECT_EQ(files(), Names{"src/a.cpp"});
  EXPECT_TRUE(llvm::is_contained(Planned.Jobs[0].CommandLine, "FROM_FILE"));
}

TEST_F(PlanTest, KeepsCommandsThatDifferForTheParser) {
  Folder.write("a.cpp", "");
  database(entry("", "a.cpp", "g++ -fPIC -Da_EXPORTS -c a.cpp") + "," +
           entry("", "a.cpp", "g++ -c a.cpp -o b.o") + "," +
           entry("", "a.cpp", "g++ -DX -c a.cpp"));
  EXPECT_EQ(files(), (Names{"a.cpp", "a.cpp"}));
}

TEST_F(PlanTest, ReportsVanishedFilesAndGoesOn) {
  Folder.write("a.cpp", "");
  database(entry("", "gone.cpp", "g++ -c gone.cpp") + "," + entry("", "a.cpp", "g++ -c a.cpp"));
  EXPECT_EQ(files(), Names{"a.cpp"});
  ASSERT_EQ(Planned.Problems.size(), 1u);
  EXPECT_EQ(Planned.Problems[0].File, "gone.cpp");
  EXPECT_EQ(Planned.Problems[0].S, Problem::Severity::Error);
}

TEST_F(PlanTest, FindsTheDatabaseAboveWhereNothingMarksTheProject) {
  llvm::sys::fs::remove_directories(Folder.Path + "/.git");
  std::string Source = Folder.write("src/a.cpp", "");
  database(entry("", "src/a.cpp", "g++ -DFROM_DATABASE -c src/a.cpp"));
  Options.Root.clear();
  Options.DatabasePath.clear();
  Options.Paths = {Source};
  EXPECT_EQ(files(), Names{"src/a.cpp"}) << Message;
  ASSERT_EQ(Planned.Jobs.size(), 1u);
  EXPECT_TRUE(llvm::is_contained(Planned.Jobs[0].CommandLine, "FROM_DATABASE"));
}

TEST_F(PlanTest, LeavesOutOtherPeoplesCode) {
  Folder.write("a.cpp", "");
  Folder.write("third_party/b.cpp", "");
  Folder.write("build/_deps/c.cpp", "");
  database(entry("", "a.cpp", "g++ -c a.cpp") + "," +
           entry("", "third_party/b.cpp", "g++ -c b.cpp") + "," +
           entry("", "build/_deps/c.cpp", "g++ -c c.cpp"));
  EXPECT_EQ(files(), Names{"a.cpp"});
  Options.Paths = {Folder / "third_party"};
  EXPECT_EQ(files(), Names{"third_party/b.cpp"});
}

TEST_F(PlanTest, TakesAHeaderThroughTheSourceThatIncludesIt) {
  Folder.write("a.cpp", "");
  Folder.write("b.cpp", "#include <vector>\n#include \"inc/h.hpp\"\n");
  Folder.write("inc/h.hpp", "");
  database(entry("", "a.cpp", "g++ -c a.cpp") + "," + entry("", "b.cpp", "g++ -c b.cpp"));
  Options.Paths = {Folder / "inc/h.hpp"};
  EXPECT_EQ(files(), Names{"b.cpp"});
}

TEST_F(PlanTest, LendsTheNearestFlagsToAnUnlistedFile) {
  Folder.write("x/a.cpp", "");
  Folder.write("y/b.cpp", "");
  Folder.write("y/new.cpp", "");
  database(entry("", "x/a.cpp", "g++ -DX -c x/a.cpp") + "," +
           entry("", "y/b.cpp", "g++ -DY -c y/b.cpp"));
  Options.Paths = {Folder / "y/new.cpp"};
  EXPECT_EQ(files(), Names{"y/new.cpp"});
  EXPECT_TRUE(llvm::is_contained(Planned.Jobs[0].CommandLine, "Y"));
  EXPECT_EQ(Planned.Problems.size(), 1u);
}

TEST_F(PlanTest, TakesFlagsInsteadOfADatabase) {
  Folder.write("src/a.cpp", "");
  Folder.write("src/b.h", "");
  Folder.write("src/deep/c.cc", "");
  Options.Paths = {Folder / "src"};
  Options.Command = {"-std=c++20", "-DX"};
  EXPECT_EQ(files(), (Names{"src/a.cpp", "src/deep/c.cc"}));
  EXPECT_TRUE(Planned.Problems.empty());
}

TEST_F(PlanTest, SaysHowToGetADatabase) {
  Folder.write("a.cpp", "");
  Options.Paths = {Folder / "a.cpp"};
  EXPECT_EQ(files(), Names{"a.cpp"});
  ASSERT_EQ(Planned.Problems.size(), 1u);
  EXPECT_NE(Planned.Problems[0].Remedy.find("CMAKE_EXPORT_COMPILE_COMMANDS"), std::string::npos);
}

TEST_F(PlanTest, SaysWhyADatabaseIsOfNoUse) {
  database("");
  EXPECT_EQ(files(), Names{});
  EXPECT_NE(Message.find("is empty"), std::string::npos);
  database("{\"file\": \"a.cpp\"}");
  EXPECT_EQ(files(), Names{});
  database(entry("", "/elsewhere/a.cpp", "g++ -c a.cpp"));
  EXPECT_EQ(files(), Names{});
  EXPECT_NE(Message.find("nothing to analyse"), std::string::npos);
}

TEST_F(PlanTest, FindsTheRoot) {
  Folder.write("sub/a.cpp", "");
  Options.Root.clear();
  Options.Paths = {Folder / "sub/a.cpp"};
  EXPECT_EQ(findRoot(Options), Folder.Path);
  Folder.write("sub/.stallfree.yaml", "");
  EXPECT_EQ(findRoot(Options), Folder / "sub");
}
