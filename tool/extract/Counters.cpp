//===- Counters.cpp - How a loop counts -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Counters.h"

using namespace clang;

namespace stallfree {

/// Is E a literal or a constant, as `npos` is?
static bool isFixed(const Expr *E) {
  E = unwrapped(E)->IgnoreParenCasts();
  if (const auto *Sign = dyn_cast<UnaryOperator>(E); Sign && Sign->isArithmeticOp())
    E = Sign->getSubExpr()->IgnoreParenCasts();
  if (isa<IntegerLiteral, CharacterLiteral, CXXNullPtrLiteralExpr, GNUNullExpr>(E))
    return true;
  const auto *Named = dyn_cast<DeclRefExpr>(E);
  const auto *V = Named ? dyn_cast<VarDecl>(Named->getDecl()) : nullptr;
  return Named && (isa<EnumConstantDecl>(Named->getDecl()) ||
                   (V && V->isUsableInConstantExpressions(V->getASTContext())));
}

/// `npos != at` is `at != npos`.
static Comparison turned(const Expr *Left, const Expr *Right, BinaryOperatorKind Is) {
  if (isFixed(Left) && !isFixed(Right)) {
    std::swap(Left, Right);
    if (Is != BO_NE)
      Is = BinaryOperator::reverseComparisonOp(Is);
  }
  return {Left, Right, Is == BO_LE || Is == BO_GE, /*Partial=*/false,
          Is == BO_LT || Is == BO_LE || Is == BO_NE};
}

std::optional<Comparison> comparisonIn(const Expr *Condition) {
  const Expr *Plain = unwrapped(Condition);
  if (const auto *B = dyn_cast<BinaryOperator>(Plain)) {
    if (B->getOpcode() == BO_LAnd)
      for (const Expr *Part : {B->getLHS(), B->getRHS()})
        if (auto Found = comparisonIn(Part)) {
          Found->Partial = true;
          return Found;
        }
    if (B->isComparisonOp() && B->getOpcode() != BO_EQ)
      return turned(B->getLHS(), B->getRHS(), B->getOpcode());
  } else if (const auto *B = dyn_cast<CXXOperatorCallExpr>(Plain);
             B && B->isComparisonOp() && B->getNumArgs() == 2 &&
             B->getOperator() != OO_EqualEqual) {
    return Comparison{B->getArg(0), B->getArg(1)};
  } else if (const auto *B = dyn_cast<CXXRewrittenBinaryOperator>(Plain)) {
    return Comparison{B->getLHS(), B->getRHS()};
  }
  return std::nullopt;
}

bool endsWhenQuiet(const ForStmt *Loop, const Expr *Condition) {
  const Expr *Plain = unwrapped(Condition)->IgnoreParenImpCasts();
  if (const auto *Both = dyn_cast<BinaryOperator>(Plain);
      Both && Both->getOpcode() == BO_LAnd)
    return endsWhenQuiet(Loop, Both->getLHS()) || endsWhenQuiet(Loop, Both->getRHS());
  const auto *Flag = dyn_cast<DeclRefExpr>(Plain);
  const auto *Body = dyn_cast<CompoundStmt>(Loop->getBody());
  if (!Flag || !Body || !Flag->getType()->isBooleanType())
    return false;
  return llvm::any_of(Body->body(), [&](const Stmt *S) {
    const auto *Set = dyn_cast<BinaryOperator>(S);
    if (!Set || Set->getOpcode() != BO_Assign)
      return false;
    const auto *To = dyn_cast<DeclRefExpr>(Set->getLHS()->IgnoreParens());
    const auto *What = dyn_cast<CXXBoolLiteralExpr>(Set->getRHS()->IgnoreParenImpCasts());
    return To && To->getDecl() == Flag->getDecl() && What && !What->getValue();
  });
}

const Expr *countedDown(const Expr *Condition, Values &Described) {
  const Expr *Plain = Condition ? unwrapped(Condition) : nullptr;
  if (const auto *B = dyn_cast_or_null<BinaryOperator>(Plain);
      B && (B->getOpcode() == BO_GT || B->getOpcode() == BO_NE)) {
    Value Last = Described.describe(B->getRHS());
    if (Last.K != Value::Kind::Integer || Last.Number != 0)
      return nullptr;
    Plain = unwrapped(B->getLHS());
  }
  const auto *One = dyn_cast_or_null<UnaryOperator>(
      Plain ? Plain->IgnoreParenImpCasts() : nullptr);
  return One && One->isDecrementOp() ? One->getSubExpr() : nullptr;
}

Value limitOf(const Expr *Bound, Values &Described) {
  if (const auto *Either = dyn_cast<AbstractConditionalOperator>(
          unwrapped(Bound)->IgnoreParenCasts())) {
    Value A = Described.describe(Either->getTrueExpr());
    Value B = Described.describe(Either->getFalseExpr());
    if (A.K == Value::Kind::Integer && B.K == Value::Kind::Integer)
      return A.Number > B.Number ? A : B;
  }
  return Described.describe(Bound);
}

/// Of `i += 2` and its kin, where N is the number.
static Step stepBy(BinaryOperatorKind Operation, int64_t N) {
  switch (Operation) {
  case BO_AddAssign:
    return {N};
  case BO_SubAssign:
    return {N, /*Down=*/true};
  case BO_MulAssign:
    return {N > 1 ? N : 0, false, /*Multiplies=*/true};
  case BO_DivAssign:
    return {N > 1 ? N : 0, /*Down=*/true, /*Multiplies=*/true};
  case BO_ShlAssign:
    return {N < 32 ? int64_t(1) << N : 0, false, /*Multiplies=*/true};
  case BO_ShrAssign:
    return {N < 32 ? int64_t(1) << N : 0, /*Down=*/true, /*Multiplies=*/true};
  default:
    return {};
  }
}

Step stepOf(const Expr *Increment, const Expr *Counter, Values &Described) {
  Increment = Increment ? unwrapped(Increment) : nullptr;
  if (const auto *Both = dyn_cast_or_null<BinaryOperator>(Increment);
      Both && Both->getOpcode() == BO_Comma) {
    bool First = changesIn(Counter, Both->getLHS());
    if (First == changesIn(Counter, Both->getRHS()))
      return {};
    return stepOf(First ? Both->getLHS() : Both->getRHS(), Counter, Described);
  }
  if (const auto *One = dyn_cast_or_null<UnaryOperator>(Increment);
      One && One->isIncrementDecrementOp())
    return {1, One->isDecrementOp()};
  if (const auto *Change = dyn_cast_or_null<CompoundAssignOperator>(Increment))
    if (Value V = Described.describe(Change->getRHS());
        V.K == Value::Kind::Integer && V.Number > 0)
      return stepBy(Change->getOpcode(), V.Number);
  return {};
}

std::optional<int64_t> Step::rounds(int64_t First, int64_t Last,
                                    bool Inclusive) const {
  int64_t Distance;
  if (By <= 0 || llvm::SubOverflow(Last, First, Distance))
    return std::nullopt;
  if (Multiplies) {
    int64_t Rounds = Inclusive ? 1 : 0;
    for (int64_t At = std::max<int64_t>(1, First); At < Last; ++Rounds)
      At = At > Last / By ? Last : At * By;
    return Rounds;
  }
  Distance = (Distance < 0 ? -Distance : Distance) + (Inclusive ? 1 : 0);
  return (Distance + By - 1) / By;
}

} // namespace stallfree
