//===- sample.cpp - Writes the sample Report in one format ----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../unit/SampleReport.h"
#include "render/Render.h"
#include "llvm/ADT/StringSwitch.h"

using namespace stallfree;

/// Count findings, five for each loop root.
static Report manyFindings(unsigned Count) {
  Report R;
  for (unsigned I = 0; I != Count; ++I) {
    Finding F = sampleFinding();
    F.Fingerprint = std::to_string(I);
    F.Message = "finding-number-" + F.Fingerprint + " waits for a file on the event loop";
    F.Proof.front().Function = "app::serve_" + std::to_string(I / 5);
    F.Blocker += std::to_string(I % 7);
    R.Findings.push_back(std::move(F));
  }
  return R;
}

int main(int Count, char **Arguments) {
  unsigned Many = 0;
  if (Count < 2 || Count > 3 ||
      (Count == 3 && llvm::StringRef(Arguments[2]).getAsInteger(10, Many))) {
    llvm::errs() << "usage: render-sample text|json|sarif|github|gitlab|html [COUNT]\n";
    return 2;
  }
  RenderOptions Options;
  Options.As = llvm::StringSwitch<Format>(Arguments[1])
                   .Case("json", Format::Json)
                   .Case("sarif", Format::Sarif)
                   .Case("github", Format::Github)
                   .Case("gitlab", Format::Gitlab)
                   .Case("html", Format::Html)
                   .Default(Format::Text);
  Options.ShowAtLeast = Tier::Possible;
  Options.Version = "1.2.3";
  render(Many ? manyFindings(Many) : sampleReport(), Options, llvm::outs());
}
