//===- Budget.cpp - How long work may hold an executor --------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Budget.h"
#include "RuleLoaderFields.h"

using namespace stallfree;

double stallfree::budget(const Analysis &A, BodyIndex B, Executor On) {
  double Result = A.Asked.BudgetNanoseconds;
  auto Narrow = [&](const Function &F) {
    for (const BudgetRow *Row : A.Rules.Budgets.find(F.Name))
      Result = std::min(Result, Row->Nanoseconds);
    for (llvm::StringRef Text : F.Annotations)
      if (Text.consume_front("stallfree::budget="))
        if (auto Stated = parseDuration(Text))
          Result = std::min(Result, *Stated);
  };
  Narrow(*A.P.Bodies[B].F);
  for (const Edge *E : A.Runs.path(B, On))
    Narrow(*A.P.Bodies[E->From].F);
  return Result;
}
