//===- Compared.cpp - What numbers and sizes are held against -------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Compared.h"
#include "LoopBounds.h"

using namespace clang;

namespace stallfree {

/// `body.size()`, a number that is passed or kept, or one that is just counted:
/// `++steps`.
static std::optional<Compared> side(const Expr *E, Values &Described) {
  Compared Result;
  E = unwrapped(E)->IgnoreParenCasts();
  if (const Expr *Object = measured(E)) {
    if (!E->getType()->isIntegerType())
      return std::nullopt; // An iterator.
    Result.Size = true;
    E = unwrapped(Object)->IgnoreParenCasts();
  } else if (const auto *Counts = dyn_cast<UnaryOperator>(E);
             Counts && Counts->isIncrementDecrementOp()) {
    E = Counts->getSubExpr()->IgnoreParenCasts();
  }
  if (!isa<MemberExpr, DeclRefExpr>(E))
    return std::nullopt; // An element says nothing of what holds it.
  Result.Of = Described.describe(E);
  bool Kept = Result.Of.K == Value::Kind::Parameter || Result.Of.outlives();
  bool Known = Result.Size ? Kept || Result.Of.K == Value::Kind::Local : Kept;
  return Known ? std::optional(std::move(Result)) : std::nullopt;
}

static bool isLimit(const Value &V) {
  constexpr int64_t Least = 8; // `size() < 3` asks whether there is enough.
  return V.K == Value::Kind::Integer ? V.Number >= Least : V.outlives();
}

void noteCompared(const Roles &Parts, Values &Described, Function &F) {
  for (const MemberExpr *M : Parts.Counted)
    F.Counted.push_back(Described.describe(M).Name);
  llvm::sort(F.Counted);
  F.Counted.erase(llvm::unique(F.Counted), F.Counted.end());
  for (const BinaryOperator *B : Parts.Comparisons) {
    const Expr *Left = B->getLHS(), *Right = B->getRHS();
    if (!Left->getType()->isIntegerType() || Left->isTypeDependent() ||
        Left->isValueDependent() || Right->isValueDependent())
      continue;
    for (bool Swapped : {false, true}) {
      if (Swapped)
        std::swap(Left, Right);
      Value With = Described.describe(Right);
      if (!isLimit(With))
        continue;
      if (auto Found = side(Left, Described)) {
        Found->With = std::move(With);
        F.Comparisons.push_back(std::move(*Found));
        break;
      }
    }
  }
}

} // namespace stallfree
