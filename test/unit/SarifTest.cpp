//===- SarifTest.cpp - The Report as SARIF 2.1.0 --------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// test/render/check-sarif holds the same output against the published schema.
//
//===----------------------------------------------------------------------===//

#include "SampleReport.h"
#include "render/Render.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include <gtest/gtest.h>

using namespace stallfree;
using llvm::json::Array;
using llvm::json::Object;

static Object run(const Report &R, RenderOptions Options = {}) {
  Options.As = Format::Sarif;
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  render(R, Options, OS);
  llvm::json::Value Log = llvm::cantFail(llvm::json::parse(Text));
  EXPECT_EQ(Log.getAsObject()->getString("version"), "2.1.0");
  return *(*Log.getAsObject()->getArray("runs"))[0].getAsObject();
}

static const Object &result(const Object &Run, size_t I) {
  return *(*Run.getArray("results"))[I].getAsObject();
}

TEST(Sarif, EndsTheCodeFlowAtTheBlocker) {
  Object Run = run(sampleReport());
  const Object &Result = result(Run, 0);
  const Object &Flow = *Result.getArray("codeFlows")->front().getAsObject();
  const Array &Steps = *Flow.getArray("threadFlows")->front().getAsObject()->getArray("locations");
  ASSERT_EQ(Steps.size(), 3u);
  const Object &Last = *Steps.back().getAsObject()->getObject("location");
  EXPECT_EQ(*Last.getObject("physicalLocation"),
            *Result.getArray("locations")->front().getAsObject()->getObject("physicalLocation"));
  EXPECT_EQ(Result.getArray("relatedLocations")->size(), 4u);
}

TEST(Sarif, MapsTiersToLevels) {
  RenderOptions Options;
  Options.ShowAtLeast = Tier::Possible;
  Object Run = run(sampleReport(), Options);
  EXPECT_EQ(result(Run, 0).getString("level"), "error");
  EXPECT_EQ(result(Run, 1).getString("level"), "warning");
  EXPECT_EQ(result(Run, 2).getString("level"), "note");
  EXPECT_EQ(result(Run, 2).getObject("properties")->getString("tier"), "possible");
}

TEST(Sarif, KeepsWhatIsSilencedWithTheReason) {
  Object Run = run(sampleReport());
  ASSERT_EQ(Run.getArray("results")->size(), 5u);
  EXPECT_TRUE(result(Run, 0).getArray("suppressions")->empty());
  EXPECT_EQ(result(Run, 2).getArray("suppressions")->front().getAsObject()->getString("kind"),
            "inSource");
  EXPECT_EQ(result(Run, 3).getArray("suppressions")->front().getAsObject()->getString("kind"),
            "external");
}

TEST(Sarif, NamesEveryRule) {
  Report R = sampleReport();
  R.Findings[0].Check = "blocking-widget";
  Object Run = run(R);
  const Array &Rules = *Run.getObject("tool")->getObject("driver")->getArray("rules");
  for (const llvm::json::Value &V : *Run.getArray("results")) {
    const Object &Result = *V.getAsObject();
    const Object &Rule = *Rules[size_t(*Result.getInteger("ruleIndex"))].getAsObject();
    EXPECT_EQ(Rule.getString("id"), Result.getString("ruleId"));
    EXPECT_TRUE(Rule.getObject("help")->getString("markdown"));
  }
}

TEST(Sarif, EncodesPathsAndLeavesOutMissingPlaces) {
  Object Run = run(sampleReport());
  const Object &Place = *result(Run, 1).getArray("locations")->front().getAsObject();
  const Object &Artifact = *Place.getObject("physicalLocation")->getObject("artifactLocation");
  EXPECT_EQ(Artifact.getString("uri"), "src/a%20b%3A%25,%23%C3%A9%FF.cpp");
  EXPECT_EQ(Artifact.getString("uriBaseId"), "SRCROOT");
  EXPECT_TRUE(Run.getObject("originalUriBaseIds")->getObject("SRCROOT"));
  EXPECT_FALSE(result(Run, 4).get("locations"));
  EXPECT_FALSE(result(Run, 4).get("codeFlows"));
}

TEST(Sarif, ReportsProblems) {
  Object Run = run(sampleReport());
  const Object &Invocation = *Run.getArray("invocations")->front().getAsObject();
  EXPECT_EQ(Invocation.getBoolean("executionSuccessful"), false);
  EXPECT_EQ(Invocation.getArray("toolExecutionNotifications")->size(), 2u);
  Report Empty;
  EXPECT_EQ(
      run(Empty).getArray("invocations")->front().getAsObject()->getBoolean("executionSuccessful"),
      true);
}

TEST(Sarif, CountsColumnsInUtf16) {
  llvm::SmallString<128> Root;
  ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("stallfree-sarif", Root));
  std::error_code Error;
  // Four bytes and two units, two bytes and one unit, then the call.
  llvm::raw_fd_ostream(std::string(Root) + "/a.cpp", Error) << "\xF0\x9F\x98\x80\xC3\xA9x();\n";
  Report R;
  R.Findings.push_back(sampleFinding());
  R.Findings[0].Where = {"a.cpp", 1, 7, 3};
  RenderOptions Options;
  Options.Root = std::string(Root);
  Object Run = run(R, Options);
  const Object &Place = *result(Run, 0).getArray("locations")->front().getAsObject();
  const Object &Region = *Place.getObject("physicalLocation")->getObject("region");
  EXPECT_EQ(Region.getInteger("startColumn"), 4);
  EXPECT_EQ(Region.getInteger("endColumn"), 7);
  llvm::sys::fs::remove_directories(Root);
}
