//===- ClosedWays.cpp - Ways that an argument closes ----------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ClosedWays.h"
#include "Branches.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

/// Which way a test of a parameter goes if it is Given: 0 or 1; -1 if that is
/// not known.
static int wayOf(const Test &T, const Value &Given) {
  bool Null = Given.K == Value::Kind::Null;
  if ((Given.K != Value::Kind::Integer && !Null) || T.Greater || T.Every)
    return -1;
  bool Holds = !Null && Given.Number != 0;
  if (T.Compared) {
    if (T.With.K != Value::Kind::Integer && T.With.K != Value::Kind::Null)
      return -1;
    Holds = (Null ? 0 : Given.Number) ==
            (T.With.K == Value::Kind::Null ? 0 : T.With.Number);
  }
  return Holds != T.Negated ? 0 : 1;
}

/// The branches on parameters that are on every way to the event.
static Branches parameterBranches(const Function &F, uint32_t Event) {
  llvm::SmallVector<uint32_t, 4> Tests;
  llvm::SmallVector<int64_t, 4> Tested;
  for (uint32_t B = 0; B < F.Blocks.size(); ++B)
    if (const auto &T = F.Blocks[B].Condition;
        T && T->Event < 0 && T->Operand.K == Value::Kind::Parameter &&
        (!T->Operand.Owner || T->Operand.Owner == F.Id)) {
      Tests.push_back(B);
      Tested.push_back(T->Operand.Number);
    }
  constexpr size_t MostTests = 32; // A generated dispatcher has more.
  if (Tests.empty() || Tests.size() > MostTests)
    return {};
  std::vector<Branches> Behind = branchesBehind(F, Tests);
  for (uint32_t B = 0; B < F.Blocks.size(); ++B) {
    if (!F.Blocks[B].holds(Event))
      continue;
    Branches Result = Behind[B];
    std::erase_if(Result, [&](const Branch &X) {
      return llvm::count(Tested, F.Blocks[X.first].Condition->Operand.Number) > 1;
    });
    return Result;
  }
  return {};
}

/// Does the call pass something that goes another way?
static bool closes(const Analysis &A, const Edge &Call, const Function &F,
                   const Branches &Behind) {
  if (Call.K == Edge::Kind::Value || Call.K == Edge::Kind::Destroy)
    return false;
  const Event &E = A.P.Bodies[Call.From].F->Events[Call.Event];
  return llvm::any_of(Behind, [&](const Branch &X) {
    const Test &T = *F.Blocks[X.first].Condition;
    if (size_t(T.Operand.Number) >= E.Arguments.size())
      return false;
    int Way = wayOf(T, E.Arguments[T.Operand.Number]);
    return Way >= 0 && uint32_t(Way) != X.second;
  });
}

Tier stallfree::surestAlong(const Analysis &A,
                            llvm::ArrayRef<const Edge *> Path, uint32_t Event) {
  for (size_t I = 0; I < Path.size(); ++I) {
    const Edge &Call = *Path[I];
    const Function &F = *A.P.Bodies[Call.To].F;
    Branches Behind = parameterBranches(
        F, I + 1 < Path.size() ? Path[I + 1]->Event : Event);
    if (closes(A, Call, F, Behind))
      return Tier::Probable;
  }
  return Tier::Definite;
}
