//===- LastOwner.cpp - What only the last owner does ----------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LastOwner.h"
#include "Branches.h"
#include "SizedTypes.h"
#include "TypeName.h"
#include "llvm/ADT/StringSwitch.h"

using namespace stallfree;

/// Does it ask how many references are left?
static bool asksCount(RuleIndex &Rules, const Function &F, const Test &T) {
  auto IsCount = [&](llvm::StringRef Name) {
    return !Rules.SharedCounts.find(Name).empty();
  };
  if (T.Event < 0)
    return (isScalarType(T.Operand.Type) && IsCount(T.Operand.Name)) ||
           IsCount(T.Lowered);
  const Event &E = F.Events[T.Event];
  bool Lowers = llvm::StringSwitch<bool>(lastSegment(E.Name))
                    .Cases({"operator--", "fetch_sub"}, true)
                    .Default(false);
  return IsCount(E.Name) || (Lowers && IsCount(E.Object.Name));
}

static void limitBehindTests(RuleIndex &Rules, CallGraph &Graph, BodyIndex B,
                             const Function &F) {
  bool Any = !Rules.SharedFunctions.find(F.Name).empty();
  std::vector<bool> Tests;
  for (const Block &X : F.Blocks)
    Tests.push_back(X.Condition && (Any || asksCount(Rules, F, *X.Condition)));
  if (!llvm::is_contained(Tests, true))
    return;
  std::vector<bool> Behind = BranchTree(F).behindAny(Tests);
  for (uint32_t I = 0; I < F.Blocks.size(); ++I) {
    const Block &X = F.Blocks[I];
    for (uint32_t E = X.First; Behind[I] && E < X.First + X.Count; ++E)
      Graph.limit(B, E, Tier::Probable);
  }
}

void stallfree::limitLastOwners(const Program &P, RuleIndex &Rules,
                                CallGraph &Graph) {
  if (Rules.Rules.Shared.empty())
    return;
  for (BodyIndex B = 0; B < P.Bodies.size(); ++B)
    limitBehindTests(Rules, Graph, B, *P.Bodies[B].F);
}
