//===- HtmlTest.cpp - The Report as one self-contained page ---------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SampleReport.h"
#include "render/Render.h"
#include "llvm/ADT/StringRef.h"
#include <gtest/gtest.h>

using namespace stallfree;

static std::string page(const Report &R) {
  RenderOptions Options;
  Options.As = Format::Html;
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  render(R, Options, OS);
  return Text;
}

TEST(Html, ShowsFindingsFacetsAndAdvice) {
  std::string Out = page(sampleReport());
  EXPECT_NE(Out.find("<article id=\"f-0123456789abcdef\" data-check=\"blocking-file\" data-tier=\"definite\""),
            std::string::npos);
  EXPECT_NE(Out.find("data-facet=\"folder\" data-value=\"src\""), std::string::npos);
  EXPECT_NE(Out.find("move &#39;app::append&#39; to a thread"), std::string::npos);
  EXPECT_EQ(Out.find("id=\"f-4\""), std::string::npos);
}

TEST(Html, EscapesTextFromSources) {
  std::string Out = page(sampleReport());
  EXPECT_EQ(Out.find("<script>alert"), std::string::npos);
  EXPECT_NE(Out.find("&lt;script&gt;alert(&quot;1&quot;)"), std::string::npos);
  EXPECT_EQ(Out.find('\x1B'), std::string::npos);
}

TEST(Html, FetchesNothing) {
  std::string Page = page(sampleReport());
  llvm::StringRef Out = Page;
  EXPECT_FALSE(Out.contains("http:"));
  EXPECT_FALSE(Out.contains("https:"));
  EXPECT_FALSE(Out.contains(" src="));
  EXPECT_FALSE(Out.contains("@import"));
}

TEST(Html, DrawsEachFunctionOnce) {
  Report R;
  for (const char *Name : {"1", "2"}) {
    R.Findings.push_back(sampleFinding());
    R.Findings.back().Fingerprint = Name;
  }
  std::string Page = page(R);
  llvm::StringRef Out = Page;
  EXPECT_EQ(Out.count("<g class=\"root\"><title>app::serve</title>"), 1u);
  EXPECT_EQ(Out.count("<g class=\"helper\"><title>app::append</title>"), 1u);
  EXPECT_EQ(Out.count("<a href=\"#f-1\"><g class=\"blocker\">"), 1u);
  EXPECT_EQ(Out.count("<path d="), 2u);
}
