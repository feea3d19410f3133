//===- TextTest.cpp - Findings as clang writes its own --------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SampleReport.h"
#include "render/Render.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include <gtest/gtest.h>

using namespace stallfree;

static std::string text(const Finding &F, RenderOptions Options = {}) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  renderFinding(F, Options, OS);
  return Text;
}

static std::string text(const Report &R, RenderOptions Options = {}) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  render(R, Options, OS);
  return Text;
}

TEST(Text, WritesTheChainOutermostFirst) {
  EXPECT_EQ(text(sampleFinding()),
            "src/log.cpp:3:8: warning: 'std::ofstream::open' waits for a file on the "
            "event loop [stallfree-blocking-file]\n"
            "src/main.cpp:10:5: note: 'app::serve' runs on the event loop\n"
            "src/main.cpp:12:9: note: 'app::serve' calls 'app::append'\n"
            "src/admin.cpp:7:3: note: also: 'app::admin' runs on the event loop\n"
            "note: move 'app::append' to a thread [A4: it waits for a file]\n");
}

TEST(Text, TellsWhatHasToComeTogetherIfThatIsMuch) {
  Finding F = sampleFinding();
  F.Certainty = Tier::Probable;
  F.Effort = MostEffort;
  EXPECT_EQ(text(F).find("come together"), std::string::npos);
  F.Effort = 9;
  EXPECT_NE(text(F).find("src/log.cpp:3:8: note: 9 calls and conditions have to come together for it: more than "
                         "4 are probable at most\n"),
            std::string::npos);
}

/// The same way as sampleFinding() to another line.
static Finding laterOnTheSameWay() {
  Finding F = sampleFinding();
  F.Change.Function = "app::serve";
  F.Where.Line = 5;
  F.Proof.back().Where = F.Where;
  return F;
}

TEST(Text, TellsTheSameWayOnce) {
  Report R;
  R.Findings = {sampleFinding(), laterOnTheSameWay(), laterOnTheSameWay()};
  R.Findings.front().Change.Function = "app::serve";
  std::string Out = text(R);
  size_t First = Out.find("'app::serve' calls 'app::append'");
  EXPECT_EQ(Out.find("'app::serve' calls 'app::append'", First + 1), std::string::npos) << Out;
  EXPECT_NE(Out.find("src/log.cpp:5:8: warning: 'std::ofstream::open' waits for a file on the "
                     "event loop [stallfree-blocking-file]\n"
                     "note: reached as the one above, and mended by the same change\n"
                     "src/log.cpp:5:8: warning: "),
            std::string::npos)
      << Out;
}

TEST(Text, TellsTheSameWayOnceThoughOneNeedsMore) {
  Report R;
  R.Findings = {sampleFinding(), laterOnTheSameWay()};
  R.Findings.front().Change.Function = "app::serve";
  for (Finding &F : R.Findings)
    F.Certainty = Tier::Probable;
  R.Findings.back().Effort = 9;
  EXPECT_NE(text(R).find("the one above"), std::string::npos);
}

TEST(Text, TellsAnotherWayOrAnotherRemedyInFull) {
  auto Shortens = [](auto Vary) {
    Report R;
    R.Findings = {sampleFinding(), laterOnTheSameWay()};
    R.Findings.front().Change.Function = "app::serve";
    Vary(R.Findings);
    return text(R).find("the one above") != std::string::npos;
  };
  EXPECT_TRUE(Shortens([](auto &) {}));
  EXPECT_FALSE(Shortens([](auto &All) { All.back().Proof[1].Where.Line = 13; }));
  EXPECT_FALSE(Shortens([](auto &All) { All.back().Advice.Text = "await 'app::append'"; }));
  // Each call has to change by itself.
  EXPECT_FALSE(Shortens([](auto &All) {
    for (Finding &F : All)
      F.Change.Function = F.Function;
  }));
}

TEST(Text, ShowsTheSourceLine) {
  llvm::SmallString<128> Root;
  ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("stallfree-text", Root));
  std::string Folder = std::string(Root) + "/src";
  ASSERT_FALSE(llvm::sys::fs::create_directory(Folder));
  std::error_code Error;
  llvm::raw_fd_ostream(Folder + "/log.cpp", Error) << "1\n2\n  file.open(path);\r\n";
  RenderOptions Options;
  Options.Root = std::string(Root);
  std::string Out = text(sampleFinding(), Options);
  EXPECT_NE(Out.find("    3 |   file.open(path);\n"
                     "      |        ^~~~\n"
                     "src/main.cpp:10:5: note:"),
            std::string::npos)
      << Out;
  EXPECT_EQ(Out.find(Options.Root), std::string::npos);
  llvm::sys::fs::remove_directories(Root);
}

TEST(Text, SaysHowSureAndHowToAnswer) {
  Finding F = sampleFinding();
  F.Certainty = Tier::Probable;
  std::string Out = text(F);
  EXPECT_NE(Out.find("event loop (probable) [stallfree-blocking-file]\n"), std::string::npos);
  EXPECT_NE(Out.find("note: if this never blocks: // NOLINT(stallfree-blocking-file)\n"),
            std::string::npos);
  F.Certainty = Tier::Possible;
  EXPECT_NE(text(F).find("remark: "), std::string::npos);
}

TEST(Text, KeepsARootThatBlocksItself) {
  Finding F = sampleFinding();
  F.Proof = {{F.Where, "'append' runs on the event loop", "append"}};
  EXPECT_NE(text(F).find("src/log.cpp:3:8: note: 'append' runs"), std::string::npos);
}

TEST(Text, ColoursLikeClang) {
  RenderOptions Options;
  Options.Color = true;
  std::string Out = text(sampleFinding(), Options);
  EXPECT_NE(Out.find("\x1B[0;1;35mwarning: \x1B[0m"), std::string::npos) << Out;
  EXPECT_EQ(text(sampleFinding()).find('\x1B'), std::string::npos);
}

TEST(Text, NeverPassesOnEscapeSequences) {
  std::string Out = text(sampleReport());
  EXPECT_EQ(Out.find('\x1B'), std::string::npos);
  EXPECT_NE(Out.find("<1B>[31m <FF><0A>::error::%"), std::string::npos) << Out;
}

TEST(Text, HidesWhatIsSilencedAndBelowTheTier) {
  Report R = sampleReport();
  std::string Out = text(R);
  EXPECT_NE(Out.find("2 definite and 1 probable findings"), std::string::npos) << Out;
  EXPECT_NE(Out.find("(1 silenced by NOLINT, 1 in the baseline)"), std::string::npos) << Out;
  EXPECT_EQ(Out.find("remark: "), std::string::npos);
  RenderOptions Options;
  Options.ShowAtLeast = Tier::Possible;
  EXPECT_NE(text(R, Options).find("remark: "), std::string::npos);
}

TEST(Text, ClosesWithWhatWasSeen) {
  std::string Out = text(sampleReport());
  EXPECT_NE(Out.find("src/gen.cpp:1:10: error: 'gen.h' file not found\n"
                     "note: build the project first: the header is generated\n"),
            std::string::npos);
  EXPECT_NE(Out.find("Analysed 3 translation units, of which 1 could not be "
                     "parsed fully: 1,234 functions, 10 coroutines, 1 loop root that reaches "
                     "40 functions.\n"),
            std::string::npos)
      << Out;
  // One unknown call in a thousand is not rounded to none.
  EXPECT_NE(Out.find("59 % followed, 40 % known from rules, 1 % unknown"), std::string::npos)
      << Out;
}

TEST(Text, NamesThreeToFixFirst) {
  Report R;
  for (const char *Check :
       {"blocking-file", "blocking-dns", "suspend-with-lock", "blocking-file", "loop-sync-wait"}) {
    Finding F = sampleFinding();
    F.Check = Check;
    F.Message = Check;
    F.Where.Line = uint32_t(R.Findings.size()) + 1;
    R.Findings.push_back(F);
  }
  R.Findings[4].Certainty = Tier::Probable;
  std::string Out = text(R);
  EXPECT_NE(Out.find("Worth fixing first:\n"
                     "  src/log.cpp:3: suspend-with-lock\n"
                     "  src/log.cpp:2: blocking-dns\n"
                     "  src/log.cpp:1: blocking-file\n"),
            std::string::npos)
      << Out;
  R.Findings.resize(3);
  EXPECT_EQ(text(R).find("Worth fixing first"), std::string::npos);
}

TEST(Text, SaysNoFindings) {
  EXPECT_EQ(text(Report()), "\nNo findings.\nAnalysed 0 translation units: 0 functions, 0 "
                            "coroutines, 0 loop roots that reach 0 functions.\n");
}
