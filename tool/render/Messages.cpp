//===- Messages.cpp - A finding as a compiler's messages ------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "render/Messages.h"
#include "render/Formats.h"

using namespace llvm;

namespace stallfree {

static bool samePlace(const Location &A, const Location &B) {
  return A.File == B.File && A.Line == B.Line && A.Column == B.Column;
}

std::vector<Message> messagesOf(const Finding &F) {
  std::vector<Message> Out;
  std::string Head = F.Message;
  if (F.Certainty != Tier::Definite)
    Head += std::string(" (") + name(F.Certainty) + ")";
  Out.push_back({F.Where, Head});

  for (const ProofStep &Step : F.Proof) {
    // The message has said what the last step says.
    bool IsBlocker = &Step == &F.Proof.back() && samePlace(Step.Where, F.Where);
    if (!IsBlocker || F.Proof.size() == 1)
      Out.push_back({Step.Where, Step.Text});
  }
  constexpr size_t FurtherRoots = 2;
  for (const ProofStep &Step : ArrayRef(F.OtherRoots).take_front(FurtherRoots))
    Out.push_back({Step.Where, "also: " + Step.Text});
  if (F.OtherRoots.size() > FurtherRoots)
    Out.push_back({{},
                   "and " + counted(F.OtherRoots.size() - FurtherRoots, "more way", "more ways") +
                       " in from the loop"});

  if (!F.Advice.Text.empty()) {
    std::string Why = F.Advice.Row;
    if (!F.Advice.Reason.empty())
      Why += (Why.empty() ? "" : ": ") + F.Advice.Reason;
    Out.push_back({{}, F.Advice.Text + (Why.empty() ? "" : " [" + Why + "]")});
  }
  // A definite finding is to be fixed; how to silence any is in the closing.
  if (F.Certainty != Tier::Definite && !F.Answer.empty())
    Out.push_back({{}, (StringRef(F.Answer).starts_with("- call:")
                            ? "if this never blocks, write under 'trusted:' in .stallfree.yaml: "
                            : "if this never blocks: ") +
                           F.Answer});
  return Out;
}

} // namespace stallfree
