//===- checks/CpuFindings.cpp - Where computing is reported ---------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CpuFindings.h"
#include "../Budget.h"

using namespace stallfree;

/// Other calls may hand over more than that of S.
Tier CpuFindings::surestBy(const ReportSite &S, const HotPlace &Hot) {
  if (!Costs.counts(*S.Down.front()))
    return Tier::Definite;
  Cost Takes = Costs.bound(S.In, Costs.event(S.In, S.Event));
  return exceeds(Takes, budget(A, S.In, Hot.State)).value_or(Tier::Possible);
}

void CpuFindings::add(BodyIndex B, uint32_t Event, const HotPlace &Hot,
                      double Nanoseconds,
                      llvm::function_ref<Finding(const ReportSite *)> Make) {
  for (const ReportSite &S : sitesOf(A, B, Event, Hot)) {
    if (S.Down.empty()) {
      All.push_back(Make(nullptr));
      continue;
    }
    Finding Found = Make(&S);
    Found.Certainty = std::min(Found.Certainty, surestBy(S, Hot));
    auto [It, New] = Calls.try_emplace({S.In, S.Event}, AtCall{All.size(), 0});
    if (New) {
      All.push_back(Finding());
    } else {
      Tier Known = All[It->second.Index].Certainty;
      if (Known > Found.Certainty || (Known == Found.Certainty &&
                                      It->second.Nanoseconds >= Nanoseconds))
        continue;
    }
    It->second.Nanoseconds = Nanoseconds;
    All[It->second.Index] = std::move(Found);
  }
}

void CpuFindings::moveInto(std::vector<Finding> &Findings) {
  for (Finding &Found : All)
    Findings.push_back(std::move(Found));
  All.clear();
}

std::string stallfree::subject(const Analysis &A, const ReportSite *From,
                               const std::string &Here,
                               const std::string &Behind) {
  if (!From)
    return Here;
  return "'" + A.P.Bodies[From->Down.front()->To].F->Name + "' leads to " +
         Behind;
}
