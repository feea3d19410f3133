//===- StallsTest.cpp - Measured stalls outrank estimates -----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "core/Stalls.h"
#include "gtest/gtest.h"

using namespace stallfree;

namespace {

Finding estimate(std::string File, uint32_t Line, std::string Function) {
  Finding F;
  F.Check = "cpu-loop";
  F.Certainty = Tier::Probable;
  F.Where = {std::move(File), Line, 3, 0};
  F.Function = std::move(Function);
  return F;
}

constexpr char Measured[] = R"json([
  {"symbol": "app::merge(int)", "file": "/src/app/merge.cpp", "line": 41,
   "cause": "cpu", "syscall": "", "ms": 120, "count": 3,
   "stack": [{"symbol": "app::merge(int)", "file": "/src/app/merge.cpp", "line": 41}]},
  {"symbol": "app::load()", "file": "/src/app/load.cpp", "line": 9,
   "cause": "syscall", "syscall": "read", "ms": 30, "count": 1, "stack": []}
])json";

TEST(Stalls, RaiseLowerAndAdd) {
  Report R;
  R.Findings = {estimate("app/merge.cpp", 40, "app::merge"),
                estimate("app/other.cpp", 7, "app::other")};
  ASSERT_FALSE(bool(applyStalls(Measured, R)));
  ASSERT_EQ(R.Findings.size(), 3u);
  // Files that no finding is in stay as the watchdog spells them: first.
  EXPECT_EQ(R.Findings[0].Check, "measured-stall");
  EXPECT_NE(R.Findings[0].Message.find("waits in read"), std::string::npos);
  EXPECT_EQ(R.Findings[1].Certainty, Tier::Definite);
  EXPECT_NE(R.Findings[1].Message.find("up to 120 ms, 3 times"),
            std::string::npos);
  EXPECT_EQ(R.Findings[2].Certainty, Tier::Possible);
}

TEST(Stalls, RefuseOtherFiles) {
  Report R;
  llvm::Error E = applyStalls("{\"a\": 1}", R);
  EXPECT_TRUE(bool(E));
  llvm::consumeError(std::move(E));
}

} // namespace
