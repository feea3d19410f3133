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

int main(int Count, char **Arguments) {
  if (Count != 2) {
    llvm::errs() << "usage: render-sample text|json|sarif|github|gitlab|html\n";
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
  render(sampleReport(), Options, llvm::outs());
}
