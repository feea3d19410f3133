//===- Messages.cpp - A finding as a compiler's messages ------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "render/Messages.h"
#include "render/Formats.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace stallfree {

static bool samePlace(const Location &A, const Location &B) {
  return A.File == B.File && A.Line == B.Line && A.Column == B.Column;
}

std::string changeText(const Finding &F) {
  std::string Only = "only '" + F.Change.Function + "' has to change";
  switch (F.Change.K) {
  case Change::Kind::Here:
    return "fixable here: " + Only;
  case Change::Kind::TwoSteps:
    return "fixable here in two steps: " + Only;
  case Change::Kind::Signature:
    return "a signature must change: '" + F.Change.Function + "' alone cannot wait for it";
  case Change::Kind::Unknown:
    break;
  }
  return {};
}

std::string effortText(const Finding &F) {
  if (F.Certainty != Tier::Probable || F.Effort <= MostEffort)
    return {};
  return std::to_string(F.Effort) +
         " calls and conditions have to come together for it: more than " +
         std::to_string(MostEffort) + " are probable at most";
}

std::vector<std::string> fixTexts(const Finding &F) {
  std::vector<std::string> Out;
  if (!F.Fixes.empty()) {
    auto Cautious = find_if(F.Fixes, [](const Fix &Made) { return !Made.Caution.empty(); });
    bool Careful = Cautious != F.Fixes.end();
    std::string Text = "`stallfree fix";
    // No edit puts a call into another process.
    bool Other = F.Advice.Action == "process";
    Text += Careful ? " --with-caution`" : "`";
    Text += Other ? " moves it to a pool of threads instead" : " makes this change";
    if (F.Fixes.size() > 1)
      Text += " in " + std::to_string(F.Fixes.size()) + " places";
    if (Careful)
      Text += "; look at it first: " + Cautious->Caution;
    Out.push_back(Text);
  }
  std::string Change = changeText(F);
  if (!F.Unfixable.empty())
    Out.push_back((F.Fixes.empty() ? "no automatic fix: " : "no automatic fix for another way in: ") +
                  F.Unfixable + (Change.empty() ? "" : " (" + Change + ")"));
  else if (F.Fixes.empty() && !Change.empty() && F.Advice.Action != "keep")
    Out.push_back(Change);
  return Out;
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
  if (std::string Text = effortText(F); !Text.empty())
    Out.push_back({F.Where, Text});
  if (!F.OtherEnds.empty())
    Out.push_back({F.OtherEnds.front().Where,
                   "and " + counted(F.OtherEnds.size(), "more such call", "more such calls") +
                       " below it, first: " + F.OtherEnds.front().Text});
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
  for (std::string &Text : fixTexts(F))
    Out.push_back({{}, std::move(Text)});
  // A definite finding is to be fixed; how to silence any is in the closing.
  if (F.Certainty != Tier::Definite && !F.Answer.empty())
    Out.push_back({{}, (StringRef(F.Answer).starts_with("- call:")
                            ? "if this never blocks, write under 'trusted:' in .stallfree.yaml: "
                            : "if this never blocks: ") +
                           F.Answer});
  return Out;
}

} // namespace stallfree
