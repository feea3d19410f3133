//===- checks/Lock.cpp - blocking-lock ------------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Analysis.h"
#include "../Locks.h"
#include "../SlowBodies.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

using namespace stallfree;

namespace {

/// Some code holds a mutex while it blocks: who wants the mutex waits too.
struct SlowHold {
  BodyIndex In = 0;
  uint32_t Event = 0;     ///< The slow call under the lock.
  std::string Slow;       ///< What it is.
};

/// Fields and globals name a mutex across functions; a local does not.
bool isShared(const std::string &Symbol) {
  return !Symbol.empty() && !llvm::isDigit(Symbol.front());
}

class LockCheck {
public:
  explicit LockCheck(const Analysis &A) : A(A), Bodies(A) {}

  void run(std::vector<Finding> &Findings) {
    findSlowHolds();
    if (Slow.empty())
      return;
    for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B)
      if (mayBeHot(A, B))
        checkBody(B, Findings);
  }

private:
  void findSlowHolds() {
    for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B) {
      // Only another thread can keep the loop waiting: what the loop holds
      // itself is released before its next handler runs.
      if (!Bodies.blocks(B) || !A.Runs.on(B, Executor::Thread))
        continue;
      const Function &F = *A.P.Bodies[B].F;
      auto Held = guardsAtEvents(A.P, A.Rules, A.Tests, F);
      for (uint32_t I = 0; I < F.Events.size(); ++I) {
        if (Held[I].empty())
          continue;
        const Event &E = F.Events[I];
        if (!Bodies.slowAt(B, I))
          continue;
        for (const HeldGuard &G : Held[I])
          if (isShared(G.Mutex) && G.Certain && !G.Row->Hostile)
            Slow.try_emplace(G.Mutex, SlowHold{B, I, E.Name});
      }
    }
  }

  void checkBody(BodyIndex B, std::vector<Finding> &Findings) {
    const Function &F = *A.P.Bodies[B].F;
    auto Held = guardsAtEvents(A.P, A.Rules, A.Tests, F);
    std::map<std::string, HeldGuard> Taken; // By the mutex.
    for (uint32_t I = 0; I < F.Events.size(); ++I)
      for (const HeldGuard &G : Held[I])
        if (Slow.count(G.Mutex))
          Taken.try_emplace(G.Mutex, G);
    for (auto &[Mutex, Guard] : Taken) {
      uint32_t Event = Guard.Since;
      const SlowHold &Hold = Slow.find(Mutex)->second;
      auto Hot = hotPlace(A, B, Event);
      if (!Hot || Hold.In == B)
        continue;
      const Function &Holder = *A.P.Bodies[Hold.In].F;
      Finding Found = makeFinding(
          A, "blocking-lock", B, Event, Hot, Tier::Probable,
          "taking '" + Mutex + "' can wait for '" + Hold.Slow + "' in '" +
              Holder.Name + "' " + phrase(Hot->On),
          "'" + Mutex + "' is taken here");
      Found.Blocker = Mutex;
      Found.Row = Guard.Row->From.File + ":" + std::to_string(Guard.Row->From.Line);
      Found.OtherRoots.insert(
          Found.OtherRoots.begin(),
          {A.P.location(Hold.In, Holder.Events[Hold.Event].Where),
           "'" + Holder.Name + "' holds '" + Mutex + "' while it calls '" +
               Hold.Slow + "'",
           Holder.Name});
      Found.Advice = {"A2", "restructure",
                      "another holder keeps the lock across slow work",
                      "move '" + Hold.Slow +
                          "' out of the locked region, so that the lock is "
                          "only ever held briefly"};
      Found.Answer = "// NOLINT(stallfree-blocking-lock)";
      Findings.push_back(std::move(Found));
    }
  }

  const Analysis &A;
  SlowBodies Bodies;
  std::map<std::string, SlowHold> Slow;
};

} // namespace

void stallfree::checkLocks(const Analysis &A, std::vector<Finding> &Findings) {
  LockCheck(A).run(Findings);
}
