//===- CiFormatsTest.cpp - GitHub and GitLab outputs ----------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SampleReport.h"
#include "render/Render.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include <gtest/gtest.h>
#include <set>

using namespace stallfree;

static std::string text(const Report &R, Format As) {
  RenderOptions Options;
  Options.As = As;
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  render(R, Options, OS);
  return Text;
}

TEST(Github, WritesOneCommandPerLine) {
  std::string Out = text(sampleReport(), Format::Github);
  llvm::SmallVector<llvm::StringRef> Lines;
  llvm::StringRef(Out).trim().split(Lines, '\n');
  ASSERT_EQ(Lines.size(), 5u) << Out;
  EXPECT_TRUE(Lines[0].starts_with("::error file=src/log.cpp,line=3,col=8,endColumn=12,"
                                   "title=stallfree-blocking-file::'std::ofstream::open' "
                                   "waits"))
      << Out;
  EXPECT_TRUE(Lines[0].contains("%0Asrc/main.cpp:10: 'app::serve' runs on the event loop"));
  // Nothing from a source file can begin a command of its own.
  EXPECT_TRUE(Lines[1].starts_with("::warning file=src/a b%3A%25%2C#\xC3\xA9")) << Out;
  EXPECT_TRUE(Lines[1].contains("%0A::error::%25 it's"));
  EXPECT_TRUE(Lines[2].starts_with("::error title=stallfree-meta-no-loop-found::"));
  EXPECT_TRUE(Lines[3].starts_with("::error file=src/gen.cpp,line=1,col=10,title=stallfree::"));
  EXPECT_TRUE(Lines[4].starts_with("::warning file=/etc/other.yaml,title="));
}

TEST(Github, SummarisesInAMarkdownTable) {
  std::string Out;
  llvm::raw_string_ostream OS(Out);
  renderJobSummary(sampleReport(), {}, OS);
  EXPECT_NE(Out.find("### Stallfree: 2 definite and 1 probable findings\n"), std::string::npos);
  EXPECT_NE(Out.find("| src/log.cpp:3 | blocking-file (definite) |"), std::string::npos) << Out;
  EXPECT_EQ(Out.find("<script>"), std::string::npos);
  EXPECT_NE(Out.find("&lt;script>alert(\"1\")&lt;/script> \\|"), std::string::npos) << Out;
}

TEST(Gitlab, HoldsWhatCodeQualityNeeds) {
  Report R = sampleReport();
  R.Findings.push_back(R.Findings[0]);
  llvm::json::Value Log = llvm::cantFail(llvm::json::parse(text(R, Format::Gitlab)));
  const llvm::json::Array &Entries = *Log.getAsArray();
  ASSERT_EQ(Entries.size(), 4u);
  std::set<std::string> Fingerprints;
  for (const llvm::json::Value &V : Entries) {
    const llvm::json::Object &O = *V.getAsObject();
    EXPECT_FALSE(O.getString("description")->empty());
    EXPECT_TRUE(O.getString("check_name")->starts_with("stallfree-"));
    EXPECT_GE(O.getObject("location")->getObject("lines")->getInteger("begin"), 1);
    Fingerprints.insert(O.getString("fingerprint")->str());
  }
  EXPECT_EQ(Fingerprints.size(), 4u);
  EXPECT_EQ(Entries[0].getAsObject()->getString("severity"), "major");
  EXPECT_EQ(Entries[1].getAsObject()->getString("severity"), "minor");
}
