//===- SampleReport.h - A Report with everything in it ----------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_TEST_SAMPLEREPORT_H
#define STALLFREE_TEST_SAMPLEREPORT_H

#include "core/Report.h"

namespace stallfree {

/// A chain of three steps to a file, on line 3 of src/log.cpp.
inline Finding sampleFinding() {
  Finding F;
  F.Check = "blocking-file";
  F.Where = {"src/log.cpp", 3, 8, 4};
  F.Message = "'std::ofstream::open' waits for a file on the event loop";
  F.Function = "app::append";
  F.Blocker = "std::basic_ofstream::open";
  F.Proof = {{{"src/main.cpp", 10, 5, 0}, "'app::serve' runs on the event loop", "app::serve"},
             {{"src/main.cpp", 12, 9, 6}, "'app::serve' calls 'app::append'", "app::serve"},
             {F.Where, "'app::append' calls 'std::ofstream::open'", "app::append"}};
  F.OtherRoots = {
      {{"src/admin.cpp", 7, 3, 0}, "'app::admin' runs on the event loop", "app::admin"}};
  F.Advice = {"A4", "thread", "it waits for a file", "move 'app::append' to a thread"};
  F.Answer = "// NOLINT(stallfree-blocking-file)";
  F.Row = "rules/language/fstream.yaml:12";
  F.Fingerprint = "0123456789abcdef";
  F.PathKey = "fedcba9876543210";
  return F;
}

/// One finding of every tier, a suppressed one, one in the baseline, one
/// without a place; names with quotes, markup and bytes that are no UTF-8.
inline Report sampleReport() {
  Report R;
  R.Findings.push_back(sampleFinding());

  Finding Hostile = sampleFinding();
  Hostile.Check = "blocking-dns";
  Hostile.Certainty = Tier::Probable;
  Hostile.Where = {"src/a b:%,#\xC3\xA9\xFF.cpp", 4, 2, 3};
  Hostile.Message = "<script>alert(\"1\")</script> | \x1B[31m \xFF\n::error::% it's";
  Hostile.Function = "app::operator<<\xFE";
  Hostile.Proof.back().Where = Hostile.Where;
  Hostile.Proof.back().Text = Hostile.Message;
  Hostile.Fingerprint = "1";
  R.Findings.push_back(Hostile);

  Finding Possible = sampleFinding();
  Possible.Certainty = Tier::Possible;
  Possible.Fingerprint = "2";
  R.Findings.push_back(Possible);

  Finding Suppressed = sampleFinding();
  Suppressed.Suppressed = true;
  Suppressed.Fingerprint = "3";
  R.Findings.push_back(Suppressed);

  Finding Known = sampleFinding();
  Known.InBaseline = true;
  Known.Fingerprint = "4";
  R.Findings.push_back(Known);

  Finding Placeless;
  Placeless.Check = "meta-no-loop-found";
  Placeless.Message = "no code that runs on an event loop was found";
  Placeless.Fingerprint = "5";
  R.Findings.push_back(Placeless);

  R.Problems = {{Problem::Severity::Error, "src/gen.cpp", 1, 10, "'gen.h' file not found",
                 "build the project first: the header is generated"},
                {Problem::Severity::Warning, "/etc/other.yaml", 0, 0, "not read", ""}};
  R.Unknown = {{"vendor::mystery", 3, {"src/main.cpp", 20, 3, 0}}};
  R.Counts.TranslationUnits = 3;
  R.Counts.Failed = 1;
  R.Counts.Functions = 1234;
  R.Counts.Coroutines = 10;
  R.Counts.LoopRoots = 1;
  R.Counts.LoopFunctions = 40;
  R.Counts.CallsResolved = 600;
  R.Counts.CallsRuled = 399;
  R.Counts.CallsUnknown = 1;
  return R;
}

} // namespace stallfree

#endif // STALLFREE_TEST_SAMPLEREPORT_H
