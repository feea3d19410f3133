//===- checks/CpuCall.cpp - cpu-heavy-call, gil-cpu-heavy -----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Advise.h"
#include "../BodyCost.h"
#include "../Budget.h"
#include "../Fix.h"
#include "CpuFindings.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

namespace {

class CallCheck {
public:
  CallCheck(const Analysis &A, BodyCosts &Costs, CpuFindings &Findings)
      : A(A), Costs(Costs), Findings(Findings) {}

  void run(BodyIndex B) {
    for (uint32_t I = 0; I < A.P.Bodies[B].F->Events.size(); ++I) {
      const CpuRow *Row = cpuRow(A, *A.P.Bodies[B].F, A.P.Bodies[B].F->Events[I]);
      if (Row || repeats(B, I))
        check(B, I, Row);
    }
  }

private:
  /// A call, from outside, of a function that calls itself again and again.
  bool repeats(BodyIndex B, uint32_t I) {
    return llvm::any_of(A.Graph.out(B), [&](const Edge &E) {
      return E.Event == I && E.To != B && E.K == Edge::Kind::Call &&
             Costs.repeats(E.To);
    });
  }

  void check(BodyIndex B, uint32_t I, const CpuRow *Row) {
    auto Hot = hotPlace(A, B, I);
    if (!Hot)
      return;
    Cost Takes = Costs.bound(B, Costs.event(B, I));
    double Budget = budget(A, B, Hot->State);
    auto Certainty = exceeds(Takes, Budget);
    if (!Certainty)
      return;
    const Term &T = *deciding(Takes, Budget);
    Findings.add(B, I, *Hot, evaluate(T), [&](const ReportSite *From) {
      return make(B, I, *Hot, *Certainty, T, Budget, Row, From);
    });
  }

  Finding make(BodyIndex B, uint32_t I, const HotPlace &Hot, Tier Certainty,
               const Term &T, double Budget, const CpuRow *Row,
               const ReportSite *From) {
    std::string Name = "'" + A.P.Bodies[B].F->Events[I].Name + "'";
    std::string Computes = (Row ? "computes for " : "calls itself for ") + describe(T) +
                           limitText(T, Budget);
    Finding Found = makeFinding(
        A, Hot.On == Executor::Gil ? "gil-cpu-heavy" : "cpu-heavy-call", B, I,
        Hot, Certainty,
        subject(A, From, Name + " ", Name + ", which ") + Computes + " " +
            phrase(Hot.On),
        Name + " " + Computes, From);
    if (Row)
      Found.Row = Row->From.File + ":" + std::to_string(Row->From.Line);
    BodyIndex In = From ? From->In : B;
    uint32_t At = From ? From->Event : I;
    Found.Advice = adviseCpu(A, In, At, Hot, Certainty, Row);
    proposeFix(A, In, At, Hot, Found, /*Computes=*/true);
    Found.Answer = "- call: " + A.P.Bodies[In].F->Events[At].Name;
    return Found;
  }

  const Analysis &A;
  BodyCosts &Costs;
  CpuFindings &Findings;
};

} // namespace

void stallfree::checkCpuCalls(const Analysis &A, BodyCosts &Costs,
                              CpuFindings &Findings) {
  CallCheck Check(A, Costs, Findings);
  for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B)
    if (mayBeHot(A, B) && !A.Rules.trusted(A.P.Bodies[B].F->Name))
      Check.run(B);
}
