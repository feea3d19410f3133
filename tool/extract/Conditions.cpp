//===- Conditions.cpp - What a branch tests -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Conditions.h"
#include "Counters.h"
#include "Roles.h"

using namespace clang;

namespace stallfree {

/// The operands of `a & b`, also where a type of enumerators has its own.
static std::pair<const Expr *, const Expr *> masked(const Expr *E) {
  E = unwrapped(E);
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->getOpcode() == BO_And)
    return {B->getLHS(), B->getRHS()};
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
      Call && Call->getOperator() == OO_Amp && Call->getNumArgs() == 2 &&
      Call->getType()->isEnumeralType()) // A truth may ask for all of them.
    return {Call->getArg(0), Call->getArg(1)};
  return {};
}

/// `flags & FULL_PATH` of a parameter.
static bool bits(const Expr *E, Values &Described, Test &T) {
  auto [Of, Mask] = masked(E);
  if (!Of)
    return false;
  Value Left = Described.describe(Of), Right = Described.describe(Mask);
  if (Left.K == Value::Kind::Integer)
    std::swap(Left, Right);
  if (Left.K != Value::Kind::Parameter || Right.K != Value::Kind::Integer ||
      Right.Number <= 0 || Right.Number == INT64_MAX) // More bits than there are here.
    return false;
  T.Bits = Right.Number;
  T.Operand = std::move(Left);
  return true;
}

static void operand(const Expr *E, Values &Described, Test &T) {
  if (bits(E, Described, T))
    return;
  if (const auto *Lower = dyn_cast<UnaryOperator>(unwrapped(E));
      Lower && Lower->isDecrementOp())
    T.Lowered = Described.describe(Lower->getSubExpr()).Name;
  Value V = Described.describe(E);
  if (V.K == Value::Kind::Result)
    T.Event = static_cast<int32_t>(V.Number);
  else
    T.Operand = std::move(V);
}

static bool isConstant(const Value &V) {
  return V.K == Value::Kind::Integer || V.K == Value::Kind::Null ||
         V.K == Value::Kind::String;
}

static bool isZero(const Expr *E) {
  const auto *Literal = dyn_cast<IntegerLiteral>(E->IgnoreParenImpCasts());
  return Literal && Literal->getValue() == 0;
}

static void comparison(const Expr *L, const Expr *R, Values &Described,
                       Test &T) {
  Value Right = Described.describe(R);
  if (!isConstant(Right)) {
    Value Left = Described.describe(L);
    if (isConstant(Left)) {
      std::swap(L, R);
      std::swap(Left, Right);
    }
  }
  T.Compared = true;
  T.With = std::move(Right);
  operand(L, Described, T);
}

/// `a >= b`, however it is written: `b <= a`, and not `a < b`.
static void greater(const BinaryOperator &Compare, Values &Described, Test &T) {
  const Expr *Left = Compare.getLHS(), *Right = Compare.getRHS();
  BinaryOperatorKind Is = Compare.getOpcode();
  Value Small = Described.describe(Right);
  if (isConstant(Described.describe(Left))) {
    std::swap(Left, Right);
    Small = Described.describe(Right);
    Is = BinaryOperator::reverseComparisonOp(Is);
  }
  T.Compared = T.Greater = true;
  T.Negated ^= Is == BO_LT || Is == BO_LE;
  T.With = std::move(Small);
  operand(Left, Described, T);
}

/// `n % 64`, `n & 63`: true, or zero, once in 64 times. A single bit is a flag.
static uint32_t period(const Expr *E, Values &Described) {
  const auto *B = dyn_cast<BinaryOperator>(unwrapped(E));
  if (!B || (B->getOpcode() != BO_Rem && B->getOpcode() != BO_And))
    return 0;
  Value Divisor = Described.describe(B->getRHS());
  if (Divisor.K != Value::Kind::Integer || Divisor.Number <= 1 ||
      Divisor.Number > UINT32_MAX / 2)
    return 0;
  bool Masks = B->getOpcode() == BO_And;
  if (Masks && !llvm::isPowerOf2_64(uint64_t(Divisor.Number) + 1))
    return 0;
  return static_cast<uint32_t>(Divisor.Number) + Masks;
}

std::optional<Value> initGuard(const VarDecl *V, Values &Described) {
  if (!V->isStaticLocal() || !V->hasInit() || V->getType()->isDependentType() ||
      V->getInit()->isValueDependent() || V->hasConstantInitialization())
    return std::nullopt;
  Value Guard = Described.variable(V, V->getType());
  Guard.Name += " guard";
  Guard.Type = "bool";
  return Guard;
}

/// `static Table table = load();`, which goes past the initialiser if it ran.
static std::optional<Test> firstTime(const DeclStmt *D, Values &Described) {
  const auto *V = D->isSingleDecl() ? dyn_cast<VarDecl>(D->getSingleDecl()) : nullptr;
  std::optional<Value> Guard = V ? initGuard(V, Described) : std::nullopt;
  if (!Guard)
    return std::nullopt;
  Test T;
  T.Operand = std::move(*Guard);
  return T;
}

std::optional<Test> condition(const CFGBlock &B, Values &Described) {
  if (B.succ_size() != 2 || !B.getTerminator().isStmtBranch())
    return std::nullopt;
  const Stmt *Branch = B.getTerminatorStmt();
  // Whether a range has a next element is nobody's test.
  if (!Branch || isa<SwitchStmt, CXXForRangeStmt>(Branch))
    return std::nullopt;
  if (const auto *D = dyn_cast<DeclStmt>(Branch))
    return firstTime(D, Described);
  const Expr *E = B.getLastCondition();
  if (!E)
    E = dyn_cast_or_null<Expr>(B.getTerminatorCondition());
  if (!E || E->isTypeDependent())
    return std::nullopt;
  Test T;
  // Of `!(a && b)` the test of b says nothing where a decided.
  auto Done = [&](bool Whole) {
    if (!Whole && T.Operand.K == Value::Kind::Parameter)
      T.Operand = {};
    return T;
  };
  bool Whole = true, Turned = false;
  for (;;) {
    E = unwrapped(E);
    if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(E)) {
      if (Rewritten->getOperator() != BO_EQ &&
          Rewritten->getOperator() != BO_NE)
        return Done(Whole);
      T.Negated ^= Rewritten->getOperator() == BO_NE;
      comparison(Rewritten->getLHS(), Rewritten->getRHS(), Described, T);
      return Done(Whole);
    }
    if (const auto *Not = dyn_cast<UnaryOperator>(E);
        Not && Not->getOpcode() == UO_LNot) {
      T.Negated = !T.Negated;
      Turned = true;
      E = Not->getSubExpr();
      continue;
    }
    if (const auto *Compare = dyn_cast<BinaryOperator>(E)) {
      if (Compare->isEqualityOp()) {
        T.Negated ^= Compare->getOpcode() == BO_NE;
        T.Every = period(Compare->getLHS(), Described);
        comparison(Compare->getLHS(), Compare->getRHS(), Described, T);
        return Done(Whole);
      }
      // `pending() > 0` asks for a number what `pending()` asks for a truth.
      if (Compare->getOpcode() == BO_GT && isZero(Compare->getRHS())) {
        E = Compare->getLHS();
        continue;
      }
      if (Compare->isRelationalOp()) {
        greater(*Compare, Described, T);
        return Done(Whole);
      }
      if (Compare->isLogicalOp() || Compare->getOpcode() == BO_Comma) {
        Whole &= !Turned || !Compare->isLogicalOp();
        E = Compare->getRHS();
        continue;
      }
      T.Every = period(Compare, Described); // `if (n % 64) continue;`
      bits(Compare, Described, T);
      return Done(Whole);
    }
    if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
        Call && Call->getNumArgs() == 2 &&
        (Call->getOperator() == OO_EqualEqual ||
         Call->getOperator() == OO_ExclaimEqual)) {
      T.Negated ^= Call->getOperator() == OO_ExclaimEqual;
      comparison(Call->getArg(0), Call->getArg(1), Described, T);
      return Done(Whole);
    }
    break;
  }
  operand(E, Described, T);
  return Done(Whole);
}

std::optional<Choice> choice(const CFGBlock &B, Values &Described) {
  const auto *Switch = dyn_cast_or_null<SwitchStmt>(B.getTerminatorStmt());
  if (!Switch || !Switch->getCond() || Switch->getCond()->isTypeDependent())
    return std::nullopt;
  Choice Result;
  Result.Operand = Described.describe(Switch->getCond());
  for (const CFGBlock::AdjacentBlock &S : B.succs()) {
    const auto *Case = dyn_cast_or_null<CaseStmt>(S ? S->getLabel() : nullptr);
    Value V;
    if (Case && !Case->getRHS() && !Case->getLHS()->isValueDependent())
      V = Described.describe(Case->getLHS());
    bool Known = V.K == Value::Kind::Integer;
    Result.Numbers.push_back(Known ? std::optional(V.Number) : std::nullopt);
  }
  return Result;
}

static bool mayChangeIn(const FunctionDecl &In, const ParmVarDecl *P) {
  const auto *Made = dyn_cast<CXXConstructorDecl>(&In);
  return mayChange(In.getBody(), P) ||
         (Made && llvm::any_of(Made->inits(), [&](const CXXCtorInitializer *I) {
            return mayChange(I->getInit(), P);
          }));
}

void noteUnchanged(const FunctionDecl &Of, Function &F) {
  llvm::DenseMap<int64_t, bool> Changed;
  auto IsUnchanged = [&](const Value &V) {
    int64_t N = V.Number;
    if (V.K != Value::Kind::Parameter || (V.Owner && V.Owner != F.Id) || N < 0 ||
        N >= Of.getNumParams())
      return false;
    auto [It, New] = Changed.try_emplace(N);
    if (New)
      It->second = mayChangeIn(Of, Of.getParamDecl(N));
    return !It->second;
  };
  for (Block &B : F.Blocks) {
    if (B.Condition)
      B.Condition->AsPassed = IsUnchanged(B.Condition->Operand);
    if (B.Chosen)
      B.Chosen->AsPassed = IsUnchanged(B.Chosen->Operand);
  }
}

} // namespace stallfree
