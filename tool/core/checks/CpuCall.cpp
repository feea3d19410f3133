//===- checks/CpuCall.cpp - cpu-heavy-call, gil-cpu-heavy -----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Advise.h"
#include "../BodyCost.h"

using namespace stallfree;

static void checkCall(const Analysis &A, const Bounds &Sizes,
                      const BodyCosts &Costs, BodyIndex B, uint32_t I,
                      std::vector<Finding> &Findings) {
  const Function &F = *A.P.Bodies[B].F;
  const Event &E = F.Events[I];
  const CpuRow *Row = cpuRow(A, F, E);
  if (!Row)
    return;
  auto Hot = hotPlace(A, B, I);
  if (!Hot)
    return;
  Cost Stated;
  add(Stated, rowTerm(Sizes, *Row, B, E));
  Stated = Costs.bound(B, Stated);
  double Budget = budget(A, B, Hot->State);
  auto Certainty = exceeds(Stated, Budget);
  if (!Certainty)
    return;
  const Term &T = *largest(Stated);
  std::string Takes = "'" + E.Name + "' computes for " + describe(T);
  std::string Limit = limitText(T, Budget);
  Certainty = std::min(*Certainty, Row->Certainty);
  Finding Found = makeFinding(
      A, Hot->On == Executor::Gil ? "gil-cpu-heavy" : "cpu-heavy-call", B, I,
      Hot, *Certainty, Takes + " " + phrase(Hot->On),
      Limit.empty() ? Takes : Takes + ": " + Limit);
  Found.Row = Row->From.File + ":" + std::to_string(Row->From.Line);
  Found.Advice = adviseCpu(A, B, I, *Hot, *Certainty, Row);
  Found.Answer = "- call: " + E.Name;
  Findings.push_back(std::move(Found));
}

void stallfree::checkCpuCalls(const Analysis &A, const Bounds &Sizes,
                              const BodyCosts &Costs,
                              std::vector<Finding> &Findings) {
  if (A.Rules.Rules.Cpu.empty())
    return;
  for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B) {
    if (!mayBeHot(A, B))
      continue;
    const Function &F = *A.P.Bodies[B].F;
    if (A.Rules.trusted(F.Name))
      continue;
    for (uint32_t I = 0; I < F.Events.size(); ++I)
      checkCall(A, Sizes, Costs, B, I, Findings);
  }
}
