//===- PackNotesTest.cpp - Tests of what a pack says beside its rows ------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/PackNotes.h"
#include "core/Stallfree.h"
#include "TemporaryFolder.h"
#include "verify/HeaderCheck.h"
#include "verify/HeaderCommand.h"
#include "gtest/gtest.h"

using namespace stallfree;

TEST(PackNotes, NamesHeadersAndWhatIsLeftOut) {
  TemporaryFolder Folder;
  std::string File = Folder.write("p.yaml",
                                  "pack: p\n"
                                  "headers:\n"
                                  "  packages: [libp-dev]\n"
                                  "  include: [p.h]\n"
                                  "  elsewhere: [{ names: [p::a, p::b], reason: New in 2. }]\n"
                                  "covers: 'p::**'\n"
                                  "leaves-out: [{ names: p::get, reason: A getter. }]\n");
  LoadedRules L = loadRules({File});
  ASSERT_TRUE(L.Problems.empty());
  PackNotes N = notesOf(L.Rules.Packs[0]);
  EXPECT_EQ(N.Packages, std::vector<std::string>{"libp-dev"});
  EXPECT_EQ(N.Include, std::vector<std::string>{"p.h"});
  ASSERT_EQ(N.Elsewhere.size(), 2u);
  EXPECT_EQ(N.Elsewhere[1].Name.Text, "p::b");
  EXPECT_EQ(N.Covers[0].Text, "p::**");
  EXPECT_EQ(N.LeavesOut[0].From.Line, 7u);
}

TEST(PackNotes, OtherNamesOfAPackHaveTheirOwn) {
  TemporaryFolder Folder;
  std::string File = Folder.write("p.yaml",
                                  "pack: p\n"
                                  "also: [{ pack: q, title: Q, namespaces: { p: b::p }, texts: { p.h: b/p.h } }]\n"
                                  "headers: { include: [p.h] }\n"
                                  "covers: p::*\n");
  LoadedRules L = loadRules({File});
  ASSERT_EQ(L.Rules.Packs.size(), 2u);
  PackNotes Q = notesOf(L.Rules.Packs[1]);
  EXPECT_EQ(Q.Include, std::vector<std::string>{"b/p.h"});
  EXPECT_EQ(Q.Covers[0].Text, "b::p::*");
}

TEST(PackNotes, OtherNamesMayReplaceThem) {
  TemporaryFolder Folder;
  std::string File = Folder.write("p.yaml",
                                  "pack: p\n"
                                  "also:\n"
                                  "  - pack: q\n"
                                  "    title: Q\n"
                                  "    namespaces: { p: b::p }\n"
                                  "    headers: { packages: [libb-dev], include: [b.h] }\n"
                                  "headers: { include: [p.h], defines: [P=1] }\n"
                                  "covers: p::*\n");
  LoadedRules L = loadRules({File});
  ASSERT_TRUE(L.Problems.empty());
  ASSERT_EQ(L.Rules.Packs.size(), 2u);
  PackNotes P = notesOf(L.Rules.Packs[0]), Q = notesOf(L.Rules.Packs[1]);
  EXPECT_EQ(P.Include, std::vector<std::string>{"p.h"});
  EXPECT_EQ(Q.Include, std::vector<std::string>{"b.h"});
  EXPECT_EQ(Q.Packages, std::vector<std::string>{"libb-dev"});
  EXPECT_TRUE(Q.Defines.empty());
  EXPECT_EQ(Q.Covers[0].Text, "b::p::*");
}

TEST(PackNotes, MistakesInWhatReplacesThemHaveAPlace) {
  TemporaryFolder Folder;
  std::string File = Folder.write("p.yaml",
                                  "pack: p\n"
                                  "also:\n"
                                  "  - pack: q\n"
                                  "    title: Q\n"
                                  "    namespaces: { p: b::p }\n"
                                  "    headers: { packages: [libb-dev] }\n");
  LoadedRules L = loadRules({File});
  ASSERT_EQ(L.Problems.size(), 1u);
  EXPECT_EQ(L.Problems[0].Line, 6u);
  EXPECT_EQ(L.Problems[0].Message, "the 'headers' block needs the key 'include'");
}

TEST(PackNotes, FoldersMayLieBesideThePack) {
  TemporaryFolder Folder;
  std::string Header = Folder.write("include/p.h", "");
  std::string File = Folder.write("rules/p.yaml",
                                  "pack: p\n"
                                  "headers: { include: [p.h], folders: [../include, ../nowhere] }\n");
  LoadedRules L = loadRules({File});
  ASSERT_EQ(L.Rules.Packs.size(), 1u);
  auto Command = headerCommand({&L.Rules.Packs[0]}, {"/nothing", {}});
  llvm::StringRef Last = Command.back();
  EXPECT_TRUE(Last.consume_front("-isystem")) << Last.str();
  EXPECT_TRUE(llvm::sys::fs::equivalent(Last, llvm::sys::path::parent_path(Header))) << Last.str();
}

TEST(PackNotes, MistakesHaveAPlace) {
  TemporaryFolder Folder;
  std::string File = Folder.write("p.yaml", "pack: p\n"
                                            "headers: { packages: [libp-dev] }\n"
                                            "leaves-out: [{ names: p::get }]\n");
  LoadedRules L = loadRules({File});
  ASSERT_EQ(L.Problems.size(), 2u);
  EXPECT_EQ(L.Problems[0].Line, 2u);
  EXPECT_EQ(L.Problems[0].Message, "the 'headers' block needs the key 'include'");
  EXPECT_EQ(L.Problems[1].Line, 3u);
}

TEST(PackNotes, WordsThatSuggestWaiting) {
  for (const char *Name : {"PQgetResult", "zmq_recv", "a::waitFor", "mdb_env_open", "Poll", "tryJoin"})
    EXPECT_TRUE(suggestsWaiting(Name)) << Name;
  for (const char *Name : {"ready", "thread_id", "async", "clock", "target", "set_block"})
    EXPECT_FALSE(suggestsWaiting(Name)) << Name;
}
