//===- RuleIndex.cpp - Rows by the names they match -----------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RuleIndex.h"

using namespace stallfree;

RuleIndex::RuleIndex(const RuleSet &Rules) : Rules(Rules) {
  for (auto &R : Rules.Blocks)
    Blocks.add(R.Call, R);
  for (auto &R : Rules.Cpu)
    Cpu.add(R.Call, R);
  for (auto &R : Rules.Runs) {
    RunsCall.add(R.Call, R);
    RunsOverride.add(R.Override, R);
    RunsFunction.add(R.Function, R);
    RunsParameter.add(R.Parameter, R);
    RunsStore.add(R.Store, R);
  }
  for (auto &R : Rules.Homes)
    Homes.add(R.Call, R);
  for (auto &R : Rules.Executors) {
    Executors.add(R.Type, R);
    ExecutorMakers.add(R.MadeBy, R);
    ExecutorObjects.add(R.Object, R);
  }
  for (auto &R : Rules.Coroutines)
    Coroutines.add(R.Type, R);
  for (auto &R : Rules.Hops)
    Hops.add(R.Await, R);
  for (auto &R : Rules.Delays)
    Delays.add(R.Await, R);
  for (auto &R : Rules.Scopes) {
    ScopeTypes.add(R.Type, R);
    ScopeEnters.add(R.Enter, R);
    ScopeLeaves.add(R.Leave, R);
    ScopeTests.add(R.Test, R);
    ScopeAsks.add(R.Asks, R);
    ScopeEnds.add(R.Ends, R);
    ScopesAround.add(R.Around, R);
    ScopeStarts.add(R.Starts, R);
  }
  for (auto &R : Rules.Guards) {
    GuardTypes.add(R.Type, R);
    Locks.add(R.Lock, R);
    Unlocks.add(R.Unlock, R);
  }
  for (auto &R : Rules.Ready) {
    (R.After ? ReadyCalls : ReadyTests).add(R.Test, R);
    (R.Watched ? ReadyWatched : ReadyThens).add(R.Then, R);
  }
  for (auto &R : Rules.Nonblocking)
    Nonblocking.add(R.Call, R);
  for (auto &R : Rules.Watches)
    Watches.add(R.Call, R);
  for (auto &R : Rules.Trusted)
    Trusted.add(R.Call, R);
  for (auto &R : Rules.Owns)
    Owns.add(R.Type, R);
  for (auto &R : Rules.Shared)
    SharedCounts.add(R.Count, R), SharedFunctions.add(R.Function, R);
  for (auto &R : Rules.Destroys)
    Destroys.add(R.Call, R);
  for (auto &R : Rules.Makes)
    Makes.add(R.Call, R);
  for (auto &R : Rules.Texts)
    Texts.add(R.Call, R);
  for (auto &R : Rules.Yields)
    (R.Given.Text.empty() ? Yields : YieldsGiven)
        .add(R.Given.Text.empty() ? R.Call : R.Given, R);
  for (auto &R : Rules.Spins)
    Spins.add(R.Call, R);
  for (auto &R : Rules.Sizes) {
    SizeCalls.add(R.Call, R);
    SizeNames.add(R.Name, R);
  }
  for (auto &R : Rules.Cold)
    Cold.add(R.Function, R);
  for (auto &R : Rules.Budgets)
    Budgets.add(R.Function, R);
  for (auto &R : Rules.Rewrites)
    Rewrites.add(R.Call, R);
  for (auto &R : Rules.Affine)
    Affine.add(R.Call, R);
}

bool RuleIndex::covers(const Event &Call) {
  return !Blocks.find(Call).empty() || !Cpu.find(Call).empty() ||
         !RunsCall.find(Call).empty() || !Trusted.find(Call).empty() ||
         !Locks.find(Call).empty() || !Unlocks.find(Call).empty() ||
         !Yields.find(Call).empty() || !Spins.find(Call).empty() ||
         !Watches.find(Call).empty() || !Nonblocking.find(Call).empty() || !ReadyTests.find(Call).empty() ||
         !ReadyCalls.find(Call).empty() || !ExecutorMakers.find(Call).empty() ||
         !Homes.find(Call).empty() || !ScopeTests.find(Call).empty();
}

const TrustedRow *RuleIndex::trusted(llvm::StringRef Name) {
  auto Rows = Trusted.find(Name);
  if (Rows.empty())
    return nullptr;
  // A project's own pack comes last and has the last word; in between an
  // exact name outranks a wildcard.
  const TrustedRow *Row = Rows.front();
  bool Exact = Row->Call.Text.find('*') == std::string::npos;
  bool Blocked = !Blocks.find(Name).empty();
  if (Exact || !Blocked)
    return Row;
  for (const TrustedRow *R : Rows)
    if (R->From.Pack == ProjectPack)
      return R;
  return nullptr;
}
