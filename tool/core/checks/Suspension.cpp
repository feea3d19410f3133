//===- checks/Suspension.cpp - suspend-with-lock, suspend-hostile-scope ---===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Analysis.h"
#include "../Fix.h"
#include "../Locks.h"
#include "../TypeName.h"

using namespace stallfree;

static Advice advice(const GuardRow &Row) {
  if (Row.Hostile)
    return {"A2", "restructure",
            "the scope belongs to this thread or to what it runs",
            "end it before the co_await and open it again afterwards" +
                (Row.About.empty() ? "" : ": " + Row.About)};
  return {"A2", "restructure", "a lock is held across a suspension",
          "release it before the co_await (close its scope or call unlock()), "
          "or use a lock that suspends instead of blocking"};
}

/// A coroutine that suspends with a lock held keeps it for as long as others
/// like to run: every thread or task that wants the lock waits, and on one
/// loop the task that wants it blocks the thread that would release it.
void stallfree::checkSuspension(const Analysis &A,
                                std::vector<Finding> &Findings) {
  for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B) {
    const Function &F = *A.P.Bodies[B].F;
    if (!F.Coroutine || A.Rules.trusted(F.Name))
      continue;
    auto Held = guardsAtEvents(A.P, A.Rules, A.Tests, F);
    for (uint32_t I = 0; I < F.Events.size(); ++I) {
      if (F.Events[I].K != Event::Kind::Await || Held[I].empty())
        continue;
      const HeldGuard &G = Held[I].front();
      const Event &Taken = F.Events[G.Since];
      std::string What = withoutArguments(
          Taken.K == Event::Kind::Construct ? Taken.Type : Taken.Object.Type);
      std::string Variable = llvm::StringRef(G.Symbol).split(':').second.str();
      Variable = llvm::StringRef(Variable).split('#').first.str();
      std::string Check = G.Row->Gil       ? "gil-across-suspension"
                          : G.Row->Hostile ? "suspend-hostile-scope"
                                           : "suspend-with-lock";
      std::string Message =
          "'" + F.Name + "' suspends while '" + What + "' " +
          (Variable.empty() || Variable.front() == ':' ? std::string()
                                                       : "'" + Variable + "' ") +
          (G.Row->Hostile ? "is open" : "is held");
      Tier T = std::min(G.Row->Certainty, G.Certain ? Tier::Definite : Tier::Probable);
      Finding Found = makeFinding(A, Check, B, I, std::nullopt, T, Message,
                                  "the coroutine may suspend here");
      Found.Blocker = What;
      Found.Proof.insert(Found.Proof.begin(),
                         {A.P.location(B, Taken.Where),
                          "'" + What + "' is " +
                              (G.Row->Hostile ? "opened" : "taken") + " here",
                          F.Name});
      Found.Row = G.Row->From.File + ":" + std::to_string(G.Row->From.Line);
      Found.Advice = advice(*G.Row);
      if (G.Row->Hostile)
        Found.Change = {Change::Kind::Here, F.Name, true};
      else
        proposeNarrowing(A, B, G.Since, Found);
      Found.Answer = "// NOLINT(stallfree-" + Check + ")";
      Findings.push_back(std::move(Found));
      break; // One finding per coroutine and region is enough to act on.
    }
  }
}
