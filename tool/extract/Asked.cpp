//===- Asked.cpp - Loops that ask a function whether to go on -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Asked.h"
#include "LoopBounds.h"

using namespace clang;

namespace stallfree {

/// The last thing that a function with a body here returns.
static const Expr *answer(const CallExpr *Call) {
  const FunctionDecl *Definition = nullptr;
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee || isStd(Callee) || !Callee->hasBody(Definition))
    return nullptr;
  const auto *Body = dyn_cast<CompoundStmt>(Definition->getBody());
  const auto *Last = Body && !Body->body_empty()
                         ? dyn_cast<ReturnStmt>(Body->body_back())
                         : nullptr;
  return Last ? Last->getRetValue() : nullptr;
}

static bool isMember(const Expr *E) {
  const auto *M = dyn_cast<MemberExpr>(E->IgnoreParenCasts());
  return M && isa<FieldDecl>(M->getMemberDecl()) &&
         isa<CXXThisExpr>(M->getBase()->IgnoreParenCasts());
}

/// `data_`, `data_.size()`, `data_.size() - 4`.
static const Expr *memberSize(const Expr *E) {
  E = unwrapped(E)->IgnoreParenCasts();
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isAdditiveOp())
    E = unwrapped(B->getLHS())->IgnoreParenCasts();
  if (const Expr *Object = measured(E))
    E = Object;
  return isMember(E) ? E : nullptr;
}

static const Expr *sizeTested(const Expr *E) {
  E = unwrapped(E)->IgnoreParenCasts();
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot)
    return sizeTested(Not->getSubExpr());
  const auto *B = dyn_cast<BinaryOperator>(E);
  if (!B)
    return measured(E) ? memberSize(E) : nullptr;
  if (B->isLogicalOp()) {
    const Expr *Left = sizeTested(B->getLHS());
    return Left ? Left : sizeTested(B->getRHS());
  }
  if (!B->isComparisonOp() || !memberSize(B->getLHS()))
    return nullptr;
  return memberSize(B->getRHS());
}

const Expr *askedSize(const CallExpr *Call) {
  const Expr *Answer = answer(Call);
  return Answer ? sizeTested(Answer) : nullptr;
}

bool asksThis(const CallExpr *Call) {
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  return Member && isa<CXXThisExpr>(
                       Member->getImplicitObjectArgument()->IgnoreParenCasts());
}

bool isKeptCursor(const Expr *E) {
  if (isMember(E))
    return true;
  const auto *P = dyn_cast_or_null<ParmVarDecl>(variable(E));
  return P && P->getType()->isLValueReferenceType() &&
         !P->getType()->getPointeeType().isConstQualified();
}

} // namespace stallfree
