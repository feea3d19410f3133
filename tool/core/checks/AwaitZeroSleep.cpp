//===- checks/AwaitZeroSleep.cpp - await-zero-sleep ----------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Analysis.h"

using namespace stallfree;

/// `co_await sleep_for(0s)` is meant to let others run. Many timers complete at
/// once instead; the others take a system call for what a yield does.
void stallfree::checkZeroSleeps(const Analysis &A,
                                std::vector<Finding> &Findings) {
  for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B) {
    const Function &F = *A.P.Bodies[B].F;
    if (!F.Coroutine)
      continue;
    for (uint32_t I = 0; I < F.Events.size(); ++I) {
      const Event &E = F.Events[I];
      if (E.K != Event::Kind::Call || !E.Awaited)
        continue;
      for (const DelayRow *Row : A.Rules.Delays.find(E)) {
        const Value *V = select(E, Row->Argument);
        if (!V || V->K != Value::Kind::Integer || V->Number != 0)
          continue;
        Finding Found = makeFinding(
            A, "await-zero-sleep", B, I, std::nullopt, Tier::Definite,
            "'" + E.Name + "' is awaited for no time at all",
            "it may not let anything else run");
        Found.Row = Row->From.File + ":" + std::to_string(Row->From.Line);
        Found.Advice = {"A5", "yield", "a timer is no way to let others run",
                        Row->Instead.empty()
                            ? "use the framework's yield"
                            : "use `" + Row->Instead + "`"};
        Found.Answer = "NOLINT(stallfree-await-zero-sleep)";
        Findings.push_back(std::move(Found));
        break;
      }
    }
  }
}
