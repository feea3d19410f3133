//===- EarlyFindings.cpp - Findings shown while a run goes on -------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/EarlyFindings.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using std::chrono::steady_clock;

namespace stallfree {

EarlyFindings::EarlyFindings(RenderOptions How, raw_ostream &OS)
    : How(std::move(How)), OS(OS), Start(steady_clock::now()) {}

/// As the report tells findings apart. Proofs may still change for the better.
std::string EarlyFindings::key(const Finding &F) {
  return F.Where.File + ":" + std::to_string(F.Where.Line) + ":" + std::to_string(F.Where.Column) +
         ": " + F.Check;
}

void EarlyFindings::add(const TUFacts &Facts, const RuleSet &Rules, const Options &Asked,
                        function_ref<void()> BeforePrinting) {
  Units.push_back(&Facts);
  steady_clock::time_point Begin = steady_clock::now();
  constexpr double Share = 0.05;
  if (Spent > Share * (Begin - Start))
    return;
  Report R = analyze(Units, Rules, Asked);
  bool First = true;
  const Finding *Before = nullptr;
  for (const Finding *F : shownFindings(R, How)) {
    if (F->Certainty != Tier::Definite || F->Presumed ||
        !Shown.try_emplace(key(*F), F->Message).second)
      continue;
    if (std::exchange(First, false))
      BeforePrinting();
    renderFinding(*F, How, OS, std::exchange(Before, F));
  }
  OS.flush();
  Spent += steady_clock::now() - Begin;
}

void EarlyFindings::finish(const Report &R) {
  const Finding *Before = nullptr;
  for (const Finding *F : shownFindings(R, How))
    if (!Shown.erase(key(*F)))
      renderFinding(*F, How, OS, std::exchange(Before, F));
  // A nearer definition of a function turned up later.
  for (const auto &Entry : Shown)
    OS << Entry.first() << ": no longer found: " << Entry.second << '\n';
  renderClosing(R, How, OS);
  OS.flush();
}

} // namespace stallfree
