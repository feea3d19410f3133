//===- Arguments.cpp - What calls are given -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Events.h"

using namespace clang;

namespace stallfree {

/// The main part of whole numbers: `n - 1`, `2 * n`, `name.size() + 1`, `1 << n`. What a
/// caller's number counts down or up by is kept, for recursion.
Value Events::mainPart(const Expr *E) {
  const auto *B = dyn_cast<BinaryOperator>(E->IgnoreParenImpCasts());
  if (!B || !B->getType()->isIntegerType() ||
      !(B->isAdditiveOp() || B->isMultiplicativeOp() || B->isShiftOp()))
    return Value();
  Value Left = Described.describe(B->getLHS());
  Value Right = Described.describe(B->getRHS());
  if (Left.K == Value::Kind::Integer) {
    Right.Exponent = B->getOpcode() == BO_Shl;
    return Right;
  }
  if (Right.K != Value::Kind::Integer)
    return Value();
  if (Left.K == Value::Kind::Parameter && Right.Number > 0 &&
      Right.Number < UINT32_MAX) {
    if (B->getOpcode() == BO_Sub)
      Left.Less = uint32_t(Right.Number);
    else if (B->getOpcode() == BO_Add)
      Left.More = uint32_t(Right.Number);
  }
  return Left;
}

Value Events::argument(const Expr *E, const ParmVarDecl *To) {
  Value V = Described.describe(E);
  if (E && V.K == Value::Kind::Unknown && !E->getType().isNull() &&
      E->getType()->isIntegerType())
    if (Value Main = mainPart(E); Main.K != Value::Kind::Unknown)
      V = std::move(Main);
  bool Holds = V.K == Value::Kind::Local || V.K == Value::Kind::Parameter ||
               V.K == Value::Kind::Field || V.K == Value::Kind::Global ||
               V.K == Value::Kind::Result;
  V.Moved = Holds && To && To->getType()->isRValueReferenceType();
  return V;
}

void Events::arguments(Event &Ev, const FunctionDecl *Callee,
                       llvm::ArrayRef<const Expr *> As) {
  for (size_t I = 0; I < As.size(); ++I) {
    const Expr *A = As[I];
    // What the call leaves to defaults is absent; their calls are events.
    if (isa_and_nonnull<CXXDefaultArgExpr>(A))
      break;
    aggregate(A, Value());
    bool Named = Callee && I < Callee->getNumParams();
    Ev.Arguments.push_back(
        argument(A, Named ? Callee->getParamDecl(I) : nullptr));
  }
}

} // namespace stallfree
