//===- checks/DiscardedTask.cpp - task-discarded --------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Analysis.h"
#include "../Fix.h"
#include "../TypeName.h"

using namespace stallfree;

/// A lazy coroutine whose task nobody awaits or spawns never runs at all.
void stallfree::checkDiscardedTasks(const Analysis &A,
                                    std::vector<Finding> &Findings) {
  for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B) {
    const Function &F = *A.P.Bodies[B].F;
    for (uint32_t I = 0; I < F.Events.size(); ++I) {
      const Event &E = F.Events[I];
      if (E.K != Event::Kind::Call || !E.Discarded || E.Awaited)
        continue;
      auto Rows = A.Rules.Coroutines.find(withoutArguments(E.Type));
      if (Rows.empty() || !Rows.front()->Lazy ||
          Rows.front()->K != CoroutineRow::Kind::Task)
        continue;
      Finding Found = makeFinding(
          A, "task-discarded", B, I, std::nullopt, Tier::Definite,
          "the task of '" + E.Name + "' is dropped: it never runs",
          "'" + E.Name + "' only makes a task here");
      Found.Row = Rows.front()->From.File + ":" +
                  std::to_string(Rows.front()->From.Line);
      Found.Advice = {"A1", "await", "a lazy task runs only when it is awaited",
                      "write `co_await " + lastSegment(E.Name).str() +
                          "(...)`, or give it to the framework's spawn"};
      proposeAwait(A, B, I, Found);
      Found.Answer = "// NOLINT(stallfree-task-discarded)";
      Findings.push_back(std::move(Found));
    }
  }
}
