//===- checks/ExecutorCpu.cpp - executor-cpu-in-io-pool -------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../BodyCost.h"
#include <set>

using namespace stallfree;

/// A thread of a pool may be held for longer than a loop.
static constexpr double BudgetsOfThread = 5;

void stallfree::checkIoPools(const Analysis &A, BodyCosts &Costs,
                             std::vector<Finding> &Findings) {
  std::set<BodyIndex> Seen;
  for (const Root &R : A.Graph.Roots) {
    if (!R.Row || !R.Row->IoPool || R.On != Executor::Thread ||
        !Seen.insert(R.To).second)
      continue;
    const Function &F = *A.P.Bodies[R.To].F;
    Cost Takes = Costs.bound(R.To, Costs.body(R.To));
    auto Certainty =
        exceeds(Takes, BudgetsOfThread * A.Asked.BudgetNanoseconds);
    if (!Certainty)
      continue;
    std::string What = "'" + F.Name + "' computes for " +
                       describe(*largest(Takes)) +
                       " on one of the few threads of an I/O pool";
    Finding Found = makeFinding(A, "executor-cpu-in-io-pool", R.To, /*Block=*/0, F.Where,
                                F.Name, std::nullopt,
                                std::min(*Certainty, Tier::Probable), What,
                                "it " + R.Why);
    Found.Advice = {"A6", "thread", "files, names and others wait for the pool",
                    "run it on a pool of its own, of as many threads as cores"};
    Found.Answer = "NOLINT(stallfree-executor-cpu-in-io-pool)";
    Findings.push_back(std::move(Found));
  }
}
