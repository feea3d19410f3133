//===- checks/CpuLoop.cpp - cpu-loop and its kin, gil-cpu-heavy -----------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Advise.h"
#include "../BodyCost.h"
#include "../BlockingCall.h"
#include "../Budget.h"
#include "../Fix.h"
#include "CpuFindings.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

namespace {

class LoopCheck {
public:
  LoopCheck(const Analysis &A, BodyCosts &Costs, BodyIndex B,
            CpuFindings &Findings)
      : A(A), Costs(Costs), B(B), F(*A.P.Bodies[B].F), Findings(Findings) {}

  void run() {
    for (uint32_t L = 0; L < F.Loops.size(); ++L)
      check(L);
  }

private:
  template <class Visit> void eachEvent(const Loop &L, Visit Do) const {
    for (uint32_t Block : L.Blocks)
      for (uint32_t I = F.Blocks[Block].First,
                    End = I + F.Blocks[Block].Count;
           I < End; ++I)
        Do(I);
  }

  uint32_t firstEvent(const Loop &L) const {
    uint32_t First = F.Events.size();
    eachEvent(L, [&](uint32_t I) { First = std::min(First, I); });
    return First;
  }

  void check(uint32_t Index) {
    const Loop &L = F.Loops[Index];
    auto Hot = hotPlace(A, B, firstEvent(L));
    if (!Hot || Costs.giving().rounds(B, L) == 1)
      return;
    if (auto Sure = busyWait(L))
      return report(Index, *Hot, "cpu-busy-wait", *Sure,
                    "tests something over and over until it changes");
    if (L.Kind == Loop::BoundKind::Unbounded && !L.HasExit)
      return isEmpty(L) ? void() : unbounded(Index, *Hot);
    costly(Index, *Hot);
  }

  /// `for (;;) ;` has no defined behaviour before C++26: it says that nobody
  /// gets there, as behind g_error().
  bool isEmpty(const Loop &L) const {
    bool Any = L.Body.Operations || L.Body.Accesses || L.Body.Divisions;
    eachEvent(L, [&](uint32_t) { Any = true; });
    return !Any;
  }

  /// Nothing in the loop does anything but look, at the time or at a flag, or
  /// give its core away; what it asks besides may be its work.
  std::optional<Tier> busyWait(const Loop &L) const {
    bool Looks = false, GivesWay = false, Asks = false, Works = false;
    eachEvent(L, [&](uint32_t I) {
      const Event &E = F.Events[I];
      if (auto Rows = A.Rules.Spins.find(E); !Rows.empty())
        (Rows.front()->GivesWay ? GivesWay : Looks) = true;
      else if (E.K != Event::Kind::Destroy &&
               !llvm::StringRef(E.Name).starts_with("std::"))
        (E.K == Event::Kind::Call && !E.Discarded ? Asks : Works) = true;
    });
    // A loop that counts up to an atomic comes to an end by itself.
    bool Waits = (GivesWay || (Looks && !Asks)) && !Works &&
                 L.Kind != Loop::BoundKind::Constant &&
                 L.Kind != Loop::BoundKind::Sized;
    if (!Waits)
      return std::nullopt;
    return Asks ? Tier::Possible : Tier::Probable;
  }

  void unbounded(uint32_t Index, const HotPlace &Hot) {
    const Loop &L = F.Loops[Index];
    if (Costs.giving().rounds(B, L))
      return;
    bool Waits = false;
    eachEvent(L, [&](uint32_t I) {
      Waits |= blockingRow(A, F, F.Events[I]) != nullptr;
    });
    if (!Waits) // Who waits is reported for that.
      report(Index, Hot, "cpu-unbounded-loop",
             Costs.round(B, Index).AtLeast ? Tier::Probable : Tier::Definite,
             "never ends and never lets others run");
  }

  /// Too long as a whole, while nothing inside is so by itself.
  void costly(uint32_t Index, const HotPlace &Hot) {
    Cost Whole = Costs.bound(B, Costs.loop(B, Index));
    double Budget = budget(A, B, Hot.State);
    auto Certainty = exceeds(Whole, Budget);
    if (!Certainty || explainedInside(Index, *Certainty, Budget))
      return;
    const Term *T = deciding(Whole, Budget);
    std::string Takes = "computes for " +
                        std::string(Whole.AtLeast ? "at least " : "") +
                        describe(*T);
    report(Index, Hot, Hot.On == Executor::Gil ? "gil-cpu-heavy" : "cpu-loop",
           *Certainty, Takes + limitText(*T, Budget));
  }

  bool explainedInside(uint32_t Index, Tier Certainty, double Budget) {
    const Loop &L = F.Loops[Index];
    auto AsSure = [&](const Cost &C) {
      auto Inner = exceeds(Costs.bound(B, C), Budget);
      return Inner && *Inner >= Certainty;
    };
    for (uint32_t Inner = 0; Inner < F.Loops.size(); ++Inner)
      if (F.Loops[Inner].Parent == int32_t(Index) &&
          AsSure(Costs.loop(B, Inner)))
        return true;
    bool Explained = false;
    eachEvent(L, [&](uint32_t I) {
      if (!Explained)
        Explained = AsSure(Costs.event(B, I));
    });
    return Explained;
  }

  void proposeFor(const Loop &L, const HotPlace &Hot, double Round,
                  Finding &Found) {
    uint32_t Yields = A.Graph.coroutine(B) ? Costs.giving().rounds(B, L) : 0;
    if (Found.Advice.Row == "A5" && Yields) {
      Found.Change = {Change::Kind::Here, F.Name, true};
      Found.Unfixable = "it lets others run every " + std::to_string(Yields) +
                        " rounds already, which is too seldom: lower that number";
    } else if (Found.Advice.Row == "A5")
      proposeYield(A, B, L, yieldRounds(A.Asked.BudgetNanoseconds, Round), Found);
    else if (!A.Graph.coroutine(B))
      proposeFix(A, B, 0, Hot, Found, /*Computes=*/true);
    else
      Found.Change = {Change::Kind::Here, F.Name, true};
  }

  /// What is the predicate of "this loop".
  void report(uint32_t Index, const HotPlace &Hot, std::string Check,
              Tier Certainty, std::string What) {
    const Loop &L = F.Loops[Index];
    double Round = evaluate(Costs.bound(B, Costs.round(B, Index)));
    double Whole = evaluate(Costs.bound(B, Costs.loop(B, Index)));
    Findings.add(B, firstEvent(L), Hot, Whole, [&](const ReportSite *From) {
      std::string Message = subject(A, From, "this loop ", "a loop that ") +
                            What + " " + phrase(Hot.On) + ", in '" + F.Name +
                            "'";
      Finding Found =
          makeFinding(A, Check, B, L.Header, L.Where, F.Name + " loop", Hot, Certainty,
                      Message, "this loop " + What, From);
      if (From && Check == "cpu-loop") {
        Found.Advice = adviseCpu(A, From->In, From->Event, Hot, Certainty, nullptr);
        proposeFix(A, From->In, From->Event, Hot, Found, /*Computes=*/true);
      } else {
        Found.Advice = adviseLoop(A, B, Check, Hot, Certainty, Round);
        proposeFor(L, Hot, Round, Found);
      }
      Found.Answer = "NOLINT(stallfree-" + Check + ")";
      return Found;
    });
  }

  const Analysis &A;
  BodyCosts &Costs;
  BodyIndex B;
  const Function &F;
  CpuFindings &Findings;
};

} // namespace

void stallfree::checkCpuLoops(const Analysis &A, BodyCosts &Costs,
                              CpuFindings &Findings) {
  for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B) {
    const Function &F = *A.P.Bodies[B].F;
    if (F.Loops.empty() || A.Rules.trusted(F.Name) ||
        !A.Rules.Cold.find(F.Name).empty() ||
        llvm::is_contained(F.Annotations, "stallfree::cold"))
      continue;
    if (mayBeHot(A, B))
      LoopCheck(A, Costs, B, Findings).run();
  }
}
