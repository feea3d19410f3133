//===- JsonTest.cpp - The Report as JSON ----------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "llvm/Support/JSON.h"
#include "SampleReport.h"
#include "render/Render.h"
#include <gtest/gtest.h>

using namespace stallfree;

static llvm::json::Value json(const Report &R) {
  RenderOptions Options;
  Options.As = Format::Json;
  Options.Version = "9.9";
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  render(R, Options, OS);
  return llvm::cantFail(llvm::json::parse(Text));
}

TEST(Json, HoldsTheDocumentedKeys) {
  llvm::json::Value Log = json(sampleReport());
  const llvm::json::Object &O = *Log.getAsObject();
  EXPECT_EQ(O.getInteger("format"), 1);
  EXPECT_EQ(O.getObject("tool")->getString("version"), "9.9");

  const llvm::json::Array &Findings = *O.getArray("findings");
  ASSERT_EQ(Findings.size(), 3u);
  const llvm::json::Object &F = *Findings[0].getAsObject();
  EXPECT_EQ(F.getString("check"), "blocking-file");
  EXPECT_EQ(F.getString("tier"), "definite");
  EXPECT_EQ(F.getString("file"), "src/log.cpp");
  EXPECT_EQ(F.getInteger("line"), 3);
  EXPECT_EQ(F.getInteger("column"), 8);
  EXPECT_EQ(F.getString("function"), "app::append");
  EXPECT_EQ(F.getString("runs_on"), "loop");
  EXPECT_EQ(F.getString("fingerprint"), "0123456789abcdef");
  EXPECT_EQ(F.getObject("advice")->getString("action"), "thread");
  EXPECT_EQ(F.getObject("advice")->getString("row"), "A4");
  ASSERT_EQ(F.getArray("proof")->size(), 3u);
  const llvm::json::Object &Step = *F.getArray("proof")->front().getAsObject();
  EXPECT_EQ(Step.getString("file"), "src/main.cpp");
  EXPECT_EQ(Step.getInteger("line"), 10);
  EXPECT_EQ(Step.getString("text"), "'app::serve' runs on the event loop");

  const llvm::json::Object &P = *O.getArray("problems")->front().getAsObject();
  EXPECT_EQ(P.getString("severity"), "error");
  EXPECT_EQ(P.getString("remedy"), "build the project first: the header is generated");
  EXPECT_EQ(O.getObject("statistics")->getInteger("loop_roots"), 1);
  EXPECT_EQ(O.getObject("statistics")->getInteger("suppressed"), 1);
  EXPECT_EQ(O.getArray("unknown")->front().getAsObject()->getString("name"), "vendor::mystery");
}

TEST(Json, KeepsTextThatIsNoUtf8Readable) {
  llvm::json::Value Log = json(sampleReport());
  const llvm::json::Object &F = *(*Log.getAsObject()->getArray("findings"))[1].getAsObject();
  EXPECT_EQ(F.getString("file"), "src/a b:%,#\xC3\xA9\xEF\xBF\xBD.cpp");
}

TEST(Json, IsCompleteWithoutFindings) {
  llvm::json::Value Log = json(Report());
  const llvm::json::Object &O = *Log.getAsObject();
  EXPECT_TRUE(O.getArray("findings")->empty());
  EXPECT_TRUE(O.getArray("problems")->empty());
  EXPECT_EQ(O.getObject("statistics")->getInteger("translation_units"), 0);
}
