//===- Gitlab.cpp - The Report as GitLab Code Quality JSON ----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Formats.h"
#include "Messages.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/JSON.h"

using namespace llvm;

namespace stallfree {

static StringRef severity(Tier T) {
  return T == Tier::Definite ? "major" : T == Tier::Probable ? "minor" : "info";
}

void renderGitlab(const Report &R, const RenderOptions &Options, raw_ostream &OS) {
  json::OStream J(OS, /*IndentSize=*/1);
  StringSet<> Used;
  J.array([&] {
    for (const Finding *F : shownFindings(R, Options)) {
      // GitLab drops a second entry with the same fingerprint.
      std::string Fingerprint = F->Fingerprint;
      for (unsigned N = 2; !Used.insert(Fingerprint).second; ++N)
        Fingerprint = F->Fingerprint + "-" + std::to_string(N);
      std::string Text = F->Message;
      if (!F->Advice.Text.empty())
        Text += ". " + F->Advice.Text;
      for (const std::string &Line : fixTexts(*F))
        Text += ". " + Line;
      J.object([&] {
        J.attribute("description", validUtf8(Text));
        J.attribute("check_name", validUtf8("stallfree-" + F->Check));
        J.attribute("fingerprint", validUtf8(Fingerprint));
        J.attribute("severity", severity(F->Certainty));
        J.attributeObject("location", [&] {
          J.attribute("path", validUtf8(F->Where.File));
          J.attributeObject("lines", [&] { J.attribute("begin", std::max(F->Where.Line, 1u)); });
        });
      });
    }
  });
  OS << '\n';
}

} // namespace stallfree
