//===- LoopSteps.cpp - From where to where a loop counts, and how ---------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LoopBounds.h"

using namespace clang;

namespace stallfree {

/// `int step = step;` is no step.
static constexpr unsigned MostSteps = 8;

static llvm::StringRef nameOf(const FunctionDecl *F) {
  return F && F->getIdentifier() ? F->getName() : "";
}

/// `j = i + 1` in a loop that counts i: where the loop up to End starts on average.
std::optional<int64_t> LoopBounds::meanStart(const ForStmt *For, const Expr *Start,
                                             int64_t End) {
  const Expr *From = Start ? unwrapped(Start)->IgnoreParenCasts() : nullptr;
  if (const auto *Next = dyn_cast_or_null<BinaryOperator>(From);
      Next && Next->getOpcode() == BO_Add)
    From = Next->getLHS()->IgnoreParenCasts();
  const VarDecl *Counted = variable(From);
  const auto *Outer =
      dyn_cast_or_null<ForStmt>(Counted ? Parts.DeclaredIn.lookup(Counted) : nullptr);
  if (!Outer || !encloses(Outer, Parts.Around.lookup(For)) || !Counted->getInit() ||
      Known.lookup(Outer).Kind != Loop::BoundKind::Constant)
    return std::nullopt;
  auto Counts = comparisonIn(Outer->getCond());
  Value First = Described.describe(Counted->getInit());
  Value Last = Counts ? Described.describe(Counts->Right) : Value();
  if (First.K != Value::Kind::Integer || Last.K != Value::Kind::Integer)
    return std::nullopt;
  return First.Number / 2 + std::min(Last.Number, End) / 2;
}

/// `i < words.size() && i < options.most`
void LoopBounds::limitToo(const Expr *Condition, const Comparison &Found, Loop &L) {
  const auto *Both = dyn_cast<BinaryOperator>(unwrapped(Condition));
  if (!Both || Both->getOpcode() != BO_LAnd)
    return;
  for (const Expr *Part : {Both->getLHS(), Both->getRHS()}) {
    auto Other = comparisonIn(Part);
    if (!Other || Other->Right == Found.Right || !Other->Below)
      continue;
    const VarDecl *Counter = variable(symbolic(Other->Left));
    if (Counter && Counter == variable(symbolic(Found.Left)))
      L.Within = Described.describe(symbolic(Other->Right));
  }
}

/// `i += n / 64 + 1`, `i += step` with a `step = std::max(1, n / 64)`.
std::optional<LoopBounds::Shares> LoopBounds::sharesIn(const Expr *Increment) {
  const auto *Change = dyn_cast_or_null<CompoundAssignOperator>(
      Increment ? unwrapped(Increment) : nullptr);
  if (!Change || Change->getOpcode() != BO_AddAssign)
    return std::nullopt;
  const Expr *By = symbolicStep(Change->getRHS(), MostSteps);
  const auto *Quotient = dyn_cast<BinaryOperator>(By);
  if (!Quotient || Quotient->getOpcode() != BO_Div)
    return std::nullopt;
  Value Parts = Described.describe(Quotient->getRHS());
  if (Parts.K != Value::Kind::Integer || Parts.Number <= 0)
    return std::nullopt;
  return Shares{Quotient->getLHS(), Parts.Number};
}

/// Without what makes it 1 at least, and as it was made.
const Expr *LoopBounds::symbolicStep(const Expr *E, unsigned Depth) {
  E = unwrapped(E)->IgnoreParenCasts();
  if (Depth == 0)
    return E;
  if (const VarDecl *V = variable(E); V && V->getInit() && Parts.isFixed(V))
    return symbolicStep(V->getInit(), Depth - 1);
  auto IsNumber = [&](const Expr *Part) {
    constexpr int64_t MostAdded = 8;
    Value V = Described.describe(Part);
    return V.K == Value::Kind::Integer && V.Number <= MostAdded;
  };
  const Expr *Left = nullptr, *Right = nullptr;
  if (const auto *Sum = dyn_cast<BinaryOperator>(E); Sum && Sum->getOpcode() == BO_Add)
    Left = Sum->getLHS(), Right = Sum->getRHS();
  else if (const auto *Call = dyn_cast<CallExpr>(E);
           Call && Call->getNumArgs() == 2 && nameOf(Call->getDirectCallee()) == "max")
    Left = Call->getArg(0), Right = Call->getArg(1);
  if (Left && (IsNumber(Left) || IsNumber(Right)))
    return symbolicStep(IsNumber(Left) ? Right : Left, Depth - 1);
  return E;
}

/// `for (j = i * i; j < n; j += i)`: of all rounds of the loop that counts i
/// together about n log log n, so that each has a few. A step that is not a
/// number is taken for a small one. True: L is known.
bool LoopBounds::stepsBy(const ForStmt *For, Step &By, Loop &L) {
  static constexpr int64_t Few = 8, OfRoot = 256, Stride = 16, MostShares = 4096;
  const Expr *End = comparisonIn(For->getCond())->Right;
  if (auto Shares = sharesIn(For->getInc());
      Shares && Shares->Count <= MostShares && // Of fewer there are not as many.
      text(unwrapped(Shares->Of)) == text(unwrapped(End)))
    return !rounds(For, Shares->Count, End, L);
  const VarDecl *V = stepVariable(For->getInc());
  By = {V ? Stride : 1};
  L.Body.InOrder |= V != nullptr; // What is far apart is no vector.
  const auto *Outer =
      dyn_cast_or_null<ForStmt>(V ? Parts.DeclaredIn.lookup(V) : nullptr);
  auto Counts = Outer ? comparisonIn(Outer->getCond()) : std::nullopt;
  if (!Counts || !encloses(Outer, Parts.Around.lookup(For)))
    return true;
  By = {OfRoot};
  return squareLimit(*Counts) ||
         !rounds(For, Few, comparisonIn(For->getCond())->Right, L);
}

} // namespace stallfree
