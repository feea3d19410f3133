//===- LoopBounds.cpp - How often a loop goes round -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LoopBounds.h"
#include "Roles.h"
#include "clang/AST/ASTContext.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace stallfree {
namespace {

std::string sourceText(Unit &U, const Expr *E) {
  return Lexer::getSourceText(CharSourceRange::getTokenRange(
                                  U.Sources.fileLocation(E->getBeginLoc()),
                                  U.Sources.fileLocation(E->getEndLoc())),
                              U.Sources.SM, U.AST.getLangOpts())
      .str();
}

/// "|orders|" of `orders`, `orders.size()`, `std::size(orders)`.
void sized(Unit &U, const Expr *E, Values &Described, Loop &L) {
  E = unwrapped(E);
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
      Call && Call->getNumArgs() == 0 && Call->getMethodDecl() &&
      Call->getMethodDecl()->getIdentifier() &&
      (Call->getMethodDecl()->getName() == "size" ||
       Call->getMethodDecl()->getName() == "length" ||
       Call->getMethodDecl()->getName() == "end" ||
       Call->getMethodDecl()->getName() == "cend"))
    E = Call->getImplicitObjectArgument();
  L.Kind = Loop::BoundKind::Sized;
  L.BoundValue = Described.describe(E);
  std::string Text = sourceText(U, unwrapped(E));
  if (Text.size() > 80 || Text.find('\n') != std::string::npos)
    Text = L.BoundValue.Name;
  L.Bound = Text.empty() ? "" : "|" + Text + "|";
}

void limit(Unit &U, const Expr *Bound, int64_t First, int64_t Step,
           bool Inclusive, Values &Described, Loop &L) {
  Value V = Described.describe(Bound);
  if (V.K != Value::Kind::Integer)
    return sized(U, Bound, Described, L);
  int64_t Distance;
  if (llvm::SubOverflow(V.Number, First, Distance))
    return;
  Distance = (Distance < 0 ? -Distance : Distance) + (Inclusive ? 1 : 0);
  L.Kind = Loop::BoundKind::Constant;
  L.Trips = (Distance + Step - 1) / Step;
  L.Bound = sourceText(U, Bound);
  L.BoundValue = std::move(V);
}

/// What the counter adds each round: 1 for ++, 0 if it is not a number.
int64_t stepOf(const Expr *Inc, Values &Described) {
  Inc = Inc ? unwrapped(Inc) : nullptr;
  if (const auto *One = dyn_cast_or_null<UnaryOperator>(Inc))
    return One->isIncrementDecrementOp() ? 1 : 0;
  if (const auto *Add = dyn_cast_or_null<CompoundAssignOperator>(Inc);
      Add && Add->isAdditiveOp()) {
    Value V = Described.describe(Add->getRHS());
    if (V.K == Value::Kind::Integer && V.Number > 0)
      return V.Number;
  }
  return 0;
}

bool isTrue(const Expr *Condition, Values &Described) {
  if (!Condition)
    return true;
  Value V = Described.describe(Condition);
  return V.K == Value::Kind::Integer && V.Number != 0;
}

void forLoop(Unit &U, const ForStmt *For, Values &Described, Loop &L) {
  const Expr *Condition = For->getCond();
  if (isTrue(Condition, Described)) {
    L.Kind = Loop::BoundKind::Unbounded;
    return;
  }
  const Expr *Left = nullptr, *Right = nullptr;
  bool Inclusive = false;
  const Expr *Plain = unwrapped(Condition);
  if (const auto *B = dyn_cast<BinaryOperator>(Plain);
      B && B->isComparisonOp()) {
    Left = B->getLHS();
    Right = B->getRHS();
    Inclusive = B->getOpcode() == BO_LE || B->getOpcode() == BO_GE;
  } else if (const auto *B = dyn_cast<CXXOperatorCallExpr>(Plain);
             B && B->isComparisonOp() && B->getNumArgs() == 2) {
    Left = B->getArg(0);
    Right = B->getArg(1);
  } else if (const auto *B = dyn_cast<CXXRewrittenBinaryOperator>(Plain)) {
    Left = B->getLHS();
    Right = B->getRHS();
  }
  if (!Left)
    return;
  // `for (i = n; i > 0; --i)`: the bound is where it starts.
  const VarDecl *Counter = nullptr;
  if (const auto *D = dyn_cast_or_null<DeclStmt>(For->getInit());
      D && D->isSingleDecl())
    Counter = dyn_cast<VarDecl>(D->getSingleDecl());
  Value First;
  if (Counter && Counter->getInit())
    First = Described.describe(Counter->getInit());
  int64_t Step = stepOf(For->getInc(), Described);
  bool Down = false;
  if (const auto *Inc = dyn_cast_or_null<UnaryOperator>(
          For->getInc() ? unwrapped(For->getInc()) : nullptr))
    Down = Inc->isDecrementOp();
  if (Down && Counter && Counter->getInit()) {
    Value Last = Described.describe(Right);
    return limit(U, Counter->getInit(),
                 Last.K == Value::Kind::Integer ? Last.Number : 0,
                 Step ? Step : 1, Inclusive, Described, L);
  }
  Value Last = Described.describe(Right);
  if (Last.K == Value::Kind::Integer &&
      (First.K != Value::Kind::Integer || Step == 0))
    return; // An unknown start or step makes the number say nothing.
  limit(U, Right, First.K == Value::Kind::Integer ? First.Number : 0,
        Step ? Step : 1, Inclusive, Described, L);
}

void rangeLoop(Unit &U, const CXXForRangeStmt *For, Values &Described,
               Loop &L) {
  const Expr *Range = For->getRangeInit();
  QualType T = Range->getType().getCanonicalType().getNonReferenceType();
  if (const auto *Array = dyn_cast<ConstantArrayType>(T.getTypePtr())) {
    L.Kind = Loop::BoundKind::Constant;
    L.Trips = static_cast<int64_t>(Array->getSize().getLimitedValue(INT64_MAX));
    L.Bound = sourceText(U, Range);
    L.BoundValue = Described.describe(Range);
    return;
  }
  if (const auto *List = dyn_cast<InitListExpr>(Described.core(Range))) {
    L.Kind = Loop::BoundKind::Constant;
    L.Trips = List->getNumInits();
    return;
  }
  sized(U, Range, Described, L);
}

} // namespace

void classifyBound(Unit &U, const Stmt *S, Values &Described, Loop &L) {
  if (const auto *For = dyn_cast<ForStmt>(S))
    return forLoop(U, For, Described, L);
  if (const auto *For = dyn_cast<CXXForRangeStmt>(S))
    return rangeLoop(U, For, Described, L);
  const Expr *Condition = nullptr;
  if (const auto *While = dyn_cast<WhileStmt>(S))
    Condition = While->getCond();
  else if (const auto *Do = dyn_cast<DoStmt>(S))
    Condition = Do->getCond();
  if (isTrue(Condition, Described))
    L.Kind = Loop::BoundKind::Unbounded;
}

} // namespace stallfree
