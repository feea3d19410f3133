//===- RuleLoaderTest.cpp - Tests of reading rule packs -------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/Stallfree.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"
#include <fcntl.h>

using namespace stallfree;

static LoadedRules load(llvm::StringRef Text, llvm::StringRef Prefix = "pack") {
  llvm::SmallString<128> Path;
  int Descriptor = -1;
  EXPECT_FALSE(llvm::sys::fs::createTemporaryFile(Prefix, "yaml", Descriptor, Path));
  llvm::raw_fd_ostream(Descriptor, /*shouldClose=*/true) << Text;
  LoadedRules Rules = loadRules({Path.str().str()});
  llvm::sys::fs::remove(Path);
  return Rules;
}

TEST(RuleLoader, ListsExpandToRows) {
  LoadedRules L = load("pack: p\n"
                       "blocks:\n"
                       "  - call: [::a, b::c]\n"
                       "    waits-for: file\n"
                       "    when: { argument: 0, type: [X, Y] }\n");
  EXPECT_TRUE(L.Problems.empty());
  ASSERT_EQ(L.Rules.Blocks.size(), 4u);
  EXPECT_EQ(L.Rules.Blocks[0].Call.Text, "a");
  EXPECT_EQ(L.Rules.Blocks[0].When[0].Text, "X");
  EXPECT_EQ(L.Rules.Blocks[3].When[0].Text, "Y");
  EXPECT_EQ(L.Rules.Blocks[0].From.Line, 3u);
  EXPECT_EQ(L.Rules.Blocks[0].From.Pack, "p");
}

TEST(RuleLoader, ConditionsTakeNamesOfConstants) {
  LoadedRules L = load("pack: p\n"
                       "blocks:\n"
                       "  - call: a\n"
                       "    waits-for: file\n"
                       "    unless:\n"
                       "      - { argument: 1, has-flag: O_NONBLOCK }\n"
                       "      - { argument: object, nonblocking: true }\n"
                       "      - { argument: 0, at-most: 5ms }\n"
                       "      - { argument: last, is: null }\n"
                       "      - { arguments: 2 }\n"
                       "      - { argument: 0, equals: std::cin }\n");
  ASSERT_TRUE(L.Problems.empty()) << L.Problems[0].Message;
  const auto &U = L.Rules.Blocks.at(0).Unless;
  ASSERT_EQ(U.size(), 6u);
  EXPECT_EQ(U[0].Number, O_NONBLOCK);
  EXPECT_EQ(U[1].Argument.Index, ArgumentSelector::Object);
  EXPECT_EQ(U[2].Number, 5000000);
  EXPECT_EQ(U[3].K, Condition::Kind::IsNull);
  EXPECT_EQ(U[4].K, Condition::Kind::Count);
  EXPECT_EQ(U[5].Text, "std::cin");
}

/// Each bad row is named with its place and remedy; the good one stays.
static void expectProblem(llvm::StringRef Row, uint32_t Line, uint32_t Column,
                          llvm::StringRef Message, llvm::StringRef Remedy) {
  LoadedRules L = load(("pack: p\nblocks:\n" + Row +
                        "  - { call: good, waits-for: file }\n")
                           .str());
  ASSERT_EQ(L.Problems.size(), 1u) << Row.str();
  const Problem &P = L.Problems[0];
  EXPECT_EQ(P.Line, Line);
  EXPECT_EQ(P.Column, Column);
  EXPECT_NE(P.Message.find(Message), std::string::npos) << P.Message;
  EXPECT_NE(P.Remedy.find(Remedy), std::string::npos) << P.Remedy;
  ASSERT_EQ(L.Rules.Blocks.size(), 1u);
  EXPECT_EQ(L.Rules.Blocks[0].Call.Text, "good");
}

TEST(RuleLoader, BadRows) {
  expectProblem("  - { call: a, waits-for: file, unles: 1 }\n", 3, 33,
                "unknown key 'unles'", "Did you mean 'unless'?");
  expectProblem("  - { call: a, waits-for: fiel }\n", 3, 27, "blocking-fiel", "");
  expectProblem("  - { call: a(), waits-for: file }\n", 3, 13, "'a()'", "");
  expectProblem("  - { waits-for: file }\n", 3, 5, "needs the key 'call'", "");
  expectProblem("  - { call: a, waits-for: file, tier: sure }\n", 3, 39, "'sure'",
                "definite");
  expectProblem("  - { call: a, waits-for: file, unless: { argument: 0, has-flag: O_NONBLOK } }\n",
                3, 66, "O_NONBLOK", "O_NONBLOCK");
  expectProblem("  - { call: a, waits-for: file, unless: { equals: 0 } }\n", 3, 41,
                "a condition is", "");
  expectProblem("  - { call: a, waits-for: file, unless: { argument: 0, equals: [\"/run/*\", \"*.pid\"] } }\n",
                3, 75, "'*.pid'", "begins with");
  expectProblem("  - { call: a, waits-for: file, unless: { argument: 0, equals: \"*\" } }\n",
                3, 64, "'*'", "begins with");
  expectProblem("  - { call: a, waits-for: file, unless: { argument: 0, made-by: open, with: \"/a/*/b*\" } }\n",
                3, 77, "'/a/*/b*'", "begins with");
  expectProblem("  - just text\n", 3, 5, "a block of keys", "");
}

TEST(RuleLoader, WatchesSayWhoGetsTheDescriptor) {
  LoadedRules L = load("pack: p\nwatches:\n"
                       "  - { call: a, argument: 1, callback: 2, parameter: 0 }\n"
                       "  - { name: \"io::fd\" }\n"
                       "  - { call: a, argument: 1, parameter: 2 }\n"
                       "  - { call: b, callback: 2, named-by: 3 }\n");
  ASSERT_EQ(L.Problems.size(), 1u);
  EXPECT_EQ(L.Problems[0].Line, 5u);
  EXPECT_NE(L.Problems[0].Message.find("the 'callback'"), std::string::npos);
  ASSERT_EQ(L.Rules.Watches.size(), 3u);
  EXPECT_EQ(L.Rules.Watches[1].Name.Text, "io::fd");
  EXPECT_FALSE(L.Rules.Watches[2].Argument);
}

TEST(RuleLoader, ReadyMeansOneResultOrAnyOther) {
  LoadedRules L = load("pack: p\nready:\n"
                       "  - { test: a, equals: 1, then: b }\n"
                       "  - { test: a, differs-from: late, then: b }\n"
                       "  - { test: a, equals: 1, differs-from: 2, then: b }\n");
  ASSERT_EQ(L.Problems.size(), 1u);
  EXPECT_EQ(L.Problems[0].Line, 5u);
  EXPECT_NE(L.Problems[0].Message.find("'equals' or 'differs-from'"), std::string::npos);
  ASSERT_EQ(L.Rules.Ready.size(), 2u);
  EXPECT_FALSE(L.Rules.Ready[0].Other);
  EXPECT_TRUE(L.Rules.Ready[1].Other);
  EXPECT_EQ(L.Rules.Ready[1].Equals->Name, "late");
}

TEST(RuleLoader, BadFiles) {
  EXPECT_EQ(load("pack: [p\n").Problems.size(), 1u);
  EXPECT_EQ(load("- a\n").Problems.size(), 1u);
  EXPECT_NE(load("pack: p\nexampels: []\n").Problems.at(0).Remedy.find("examples"),
            std::string::npos);
  LoadedRules Missing = loadRules({"/nonexistent/pack.yaml"});
  ASSERT_EQ(Missing.Problems.size(), 1u);
  EXPECT_NE(Missing.Problems[0].Message.find("cannot read"), std::string::npos);
}

TEST(RuleLoader, ProjectPackHasOptionsAndNoName) {
  LoadedRules L = load("options: { show: possible, checks: '-*,blocking-file', budget: 20ms }\n",
                       ".stallfree");
  ASSERT_TRUE(L.Problems.empty()) << L.Problems[0].Message;
  EXPECT_EQ(L.Rules.Packs.at(0).Name, ProjectPack);
  EXPECT_EQ(L.Configured.ShowAtLeast, Tier::Possible);
  EXPECT_EQ(L.Configured.BudgetNanoseconds, 20e6);
  EXPECT_EQ(L.Configured.Checks.at(0), "-*,blocking-file");
}

TEST(RuleLoader, ExamplesKnowTheirLine) {
  LoadedRules L = load("pack: p\nexamples:\n  - bad: |\n      int a;\n");
  ASSERT_EQ(L.Rules.Packs.at(0).Examples.size(), 1u);
  EXPECT_EQ(L.Rules.Packs[0].Examples[0].From.Line, 4u);
  EXPECT_EQ(L.Rules.Packs[0].Examples[0].Text, "int a;\n");
}

TEST(RuleLoader, AlsoReadsThePackUnderAnotherName) {
  LoadedRules L = load("pack: lib\n"
                       "title: Lib\n"
                       "also:\n"
                       "  - { pack: vendor-lib, title: Vendored, namespaces: { lib: vendor::lib } }\n"
                       "blocks:\n"
                       "  - call: lib::wait\n"
                       "    waits-for: file\n"
                       "    instead: { lib: lib::async_wait, other: other::lib::wait }\n"
                       "stubs: |\n"
                       "  namespace lib { void wait(); void my_lib(); }\n");
  ASSERT_TRUE(L.Problems.empty()) << L.Problems[0].Message;
  ASSERT_EQ(L.Rules.Packs.size(), 2u);
  EXPECT_EQ(L.Rules.Packs[1].Name, "vendor-lib");
  EXPECT_EQ(L.Rules.Packs[1].Title, "Vendored");
  EXPECT_EQ(L.Rules.Packs[1].Stubs,
            "namespace vendor::lib { void wait(); void my_lib(); }\n");
  ASSERT_EQ(L.Rules.Blocks.size(), 2u);
  EXPECT_EQ(L.Rules.Blocks[1].Call.Text, "vendor::lib::wait");
  EXPECT_EQ(L.Rules.Blocks[1].Instead.at("vendor-lib"), "vendor::lib::async_wait");
  EXPECT_EQ(L.Rules.Blocks[1].Instead.at("other"), "other::lib::wait");
  EXPECT_EQ(L.Rules.Blocks[1].From.Line, L.Rules.Blocks[0].From.Line);
}

TEST(RuleLoader, AlsoNeedsNamespaces) {
  LoadedRules L = load("pack: lib\n"
                       "also:\n"
                       "  - { pack: vendor-lib, title: Vendored }\n");
  ASSERT_EQ(L.Problems.size(), 1u);
  EXPECT_EQ(L.Problems[0].Line, 3u);
}
