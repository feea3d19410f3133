//===- Roles.cpp - What each expression of a body is there for -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Roles.h"
#include "Rounds.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace stallfree {

const Expr *unwrapped(const Expr *E) {
  while (E) {
    if (const auto *P = dyn_cast<FullExpr>(E))
      E = P->getSubExpr();
    else if (const auto *P = dyn_cast<ParenExpr>(E))
      E = P->getSubExpr();
    else if (const auto *P = dyn_cast<MaterializeTemporaryExpr>(E))
      E = P->getSubExpr();
    else if (const auto *P = dyn_cast<CXXBindTemporaryExpr>(E))
      E = P->getSubExpr();
    else if (const auto *P = dyn_cast<ImplicitCastExpr>(E))
      E = P->getSubExpr();
    else if (const auto *P = dyn_cast<CXXFunctionalCastExpr>(E))
      E = P->getSubExpr();
    else if (const auto *P = dyn_cast<CXXConstructExpr>(E);
             P && P->isElidable() && P->getNumArgs() >= 1)
      E = P->getArg(0);
    else
      break;
  }
  return E;
}

const Expr *writtenOperand(const CoroutineSuspendExpr *E) {
  const Expr *Operand = E->getOperand();
  if (isa<CoyieldExpr>(E))
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(unwrapped(Operand));
        Call && Call->getNumArgs() == 1)
      return Call->getArg(0);
  return Operand;
}

void Roles::discard(const Stmt *S) {
  const auto *E = dyn_cast_or_null<Expr>(S);
  if (!E)
    return;
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(unwrapped(E));
      Cast && Cast->getType()->isVoidType())
    E = Cast->getSubExpr();
  Discarded.insert(unwrapped(E));
}

/// Everything below S but Keep is what the compiler adds to an await.
void Roles::machinery(const Stmt *S, const Stmt *Keep) {
  if (!S || S == Keep)
    return;
  Machinery.insert(S);
  if (const auto *O = dyn_cast<OpaqueValueExpr>(S))
    return machinery(O->getSourceExpr(), Keep);
  for (const Stmt *Child : S->children())
    machinery(Child, Keep);
}

static bool isLoop(const Stmt *S) {
  return isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S);
}

uint64_t Roles::bits(const Expr *E) const {
  E = E->IgnoreParenImpCasts();
  if (const auto *Literal = dyn_cast<IntegerLiteral>(E))
    return Literal->getValue().getLimitedValue();
  if (const auto *B = dyn_cast<BinaryOperator>(E);
      B && B->getOpcode() == BO_Or)
    return bits(B->getLHS()) | bits(B->getRHS());
  if (const auto *C = dyn_cast<ConditionalOperator>(E))
    return bits(C->getTrueExpr()) | bits(C->getFalseExpr());
  const auto *D = dyn_cast<DeclRefExpr>(E);
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  return V ? Bits.lookup(V) : 0;
}

/// `flags |= O_NONBLOCK`, `flags = flags | O_NONBLOCK`.
void Roles::setBits(const Stmt *S) {
  const auto *B = dyn_cast<BinaryOperator>(S);
  bool Sets = B && (B->getOpcode() == BO_Assign || B->getOpcode() == BO_OrAssign);
  if (!Sets || !B->getType()->isIntegerType())
    return;
  const auto *D = dyn_cast<DeclRefExpr>(B->getLHS()->IgnoreParens());
  if (const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr)
    if (uint64_t Set = bits(B->getRHS()))
      Bits[V] |= Set;
}

void Roles::noteCounted(const Expr *E) {
  const auto *Member = dyn_cast<MemberExpr>(E->IgnoreParenCasts());
  if (Member && isa<FieldDecl>(Member->getMemberDecl()) && Member->getType()->isIntegerType())
    Counted.push_back(Member);
}

/// What the statement itself adds to a round, and what it says of variables.
void Roles::count(const Stmt *S, const Stmt *Loop) {
  setBits(S);
  noteOrder(S, Loop, DeclaredIn, Bodies[Loop]);
  if (const auto *B = dyn_cast<BinaryOperator>(S)) {
    if (B->isComparisonOp())
      Comparisons.push_back(B);
    if (B->isCompoundAssignmentOp())
      noteCounted(B->getLHS());
    if (B->getOpcode() == BO_Assign)
      Taker.try_emplace(unwrapped(B->getRHS()), B->getLHS());
    // A constant divisor is a multiplication.
    if (divides(B) && (B->getType()->isFloatingType() || !isConstant(B->getRHS())))
      ++Bodies[Loop].Divisions;
    else if (B->getOpcode() != BO_Assign && !Folded.contains(B))
      ++Bodies[Loop].Operations;
  } else if (const auto *One = dyn_cast<UnaryOperator>(S)) {
    if (One->isIncrementDecrementOp())
      noteCounted(One->getSubExpr());
    if (One->getOpcode() == UO_Deref)
      ++Bodies[Loop].Accesses;
    else if (One->isIncrementDecrementOp() || One->isArithmeticOp())
      ++Bodies[Loop].Operations;
  } else if (const auto *For = dyn_cast<CXXForRangeStmt>(S)) {
    // The steps of iterators are no expressions that count.
    if (For->getRangeInit()->getType()->isRecordType()) {
      ++Bodies[Loop].Operations;
      ++Bodies[Loop].Accesses;
    }
  } else if (const auto *At = dyn_cast<ArraySubscriptExpr>(S)) {
    fold(At->getBase(), At->getIdx(), Folded);
    if (!Folded.contains(S))
      ++Bodies[Loop].Accesses;
  } else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(S);
             Call && Call->getOperator() == OO_Subscript &&
             Call->getNumArgs() == 2) {
    fold(nullptr, Call->getArg(1), Folded);
  } else if (isa<IfStmt, AbstractConditionalOperator>(S)) {
    ++Bodies[Loop].Operations;
  } else if (const auto *D = dyn_cast<DeclStmt>(S)) {
    for (const Decl *One : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(One)) {
        if (Loop)
          DeclaredIn[V] = Loop;
        if (V->getInit() && V->getType()->isIntegerType())
          if (uint64_t Set = bits(V->getInit()))
            Bits[V] |= Set;
      }
  } else if (const auto *D = dyn_cast<DeclRefExpr>(S)) {
    if (const auto *V = dyn_cast<VarDecl>(D->getDecl()))
      ++Uses[V];
  } else if (const auto *Cast = dyn_cast<ImplicitCastExpr>(S);
             Cast && Cast->getCastKind() == CK_LValueToRValue) {
    if (const auto *D =
            dyn_cast<DeclRefExpr>(Cast->getSubExpr()->IgnoreParens()))
      if (const auto *V = dyn_cast<VarDecl>(D->getDecl()))
        ++Reads[V];
  }
}

void Roles::walk(const Stmt *S, const Stmt *Loop) {
  if (!S)
    return;
  Held.visit(S, Loop);
  if (const auto *E = dyn_cast<Expr>(S))
    Broken |= E->containsErrors();
  else if (const auto *D = dyn_cast<DeclStmt>(S))
    Broken |= llvm::any_of(D->decls(),
                           [](const Decl *One) { return One->isInvalidDecl(); });
  if (isLoop(S)) {
    Loops.push_back(S);
    Around[S] = Loop;
    Loop = S;
  }
  count(S, Loop);

  if (const auto *C = dyn_cast<CompoundStmt>(S)) {
    for (const Stmt *Child : C->body())
      discard(Child);
  } else if (const auto *If = dyn_cast<IfStmt>(S)) {
    discard(If->getThen());
    discard(If->getElse());
  } else if (const auto *For = dyn_cast<ForStmt>(S)) {
    discard(For->getInit());
    discard(For->getInc());
    discard(For->getBody());
  } else if (const auto *While = dyn_cast<WhileStmt>(S)) {
    discard(While->getBody());
  } else if (const auto *Do = dyn_cast<DoStmt>(S)) {
    discard(Do->getBody());
  } else if (const auto *Case = dyn_cast<SwitchCase>(S)) {
    discard(Case->getSubStmt());
  } else if (const auto *Label = dyn_cast<LabelStmt>(S)) {
    discard(Label->getSubStmt());
  } else if (const auto *B = dyn_cast<BinaryOperator>(S);
             B && B->getOpcode() == BO_Comma) {
    discard(B->getLHS());
  } else if (const auto *Range = dyn_cast<CXXForRangeStmt>(S)) {
    discard(Range->getBody());
    auto Add = [&](const Expr *E) {
      if (!E)
        return;
      Implicit.insert(unwrapped(E));
      if (const auto *Await = dyn_cast<CoawaitExpr>(unwrapped(E)))
        Implicit.insert(unwrapped(Await->getOperand()));
    };
    for (const DeclStmt *D : {Range->getBeginStmt(), Range->getEndStmt()})
      if (D && D->isSingleDecl())
        Add(cast<VarDecl>(D->getSingleDecl())->getInit());
    Add(Range->getCond());
    Add(Range->getInc());
    if (const auto *V = Range->getLoopVariable())
      Add(V->getInit());
    if (const Expr *Inc = Range->getInc())
      discard(Inc);
  } else if (const auto *Cast = dyn_cast<ImplicitCastExpr>(S)) {
    if (Cast->getCastKind() == CK_ConstructorConversion ||
        Cast->getCastKind() == CK_UserDefinedConversion)
      Implicit.insert(unwrapped(Cast->getSubExpr()));
  } else if (const auto *T = dyn_cast<MaterializeTemporaryExpr>(S)) {
    if (!T->getExtendingDecl())
      Temporary.insert(unwrapped(T->getSubExpr()));
  } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
    for (const Expr *A : Call->arguments())
      if (A->isPRValue())
        Temporary.insert(unwrapped(A));
  } else if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(S)) {
    const auto *Written = dyn_cast<CoawaitExpr>(S);
    if (!Written || !Written->isImplicit())
      (Written ? Awaits : Yields) = true;
    const Expr *Operand = writtenOperand(Await);
    for (const Stmt *Child : S->children())
      machinery(Child, Operand);
    // Only the operand counts; the rest repeats it.
    return walk(Operand, Loop);
  } else if (isa<DependentCoawaitExpr>(S)) {
    Awaits = true;
  } else if (const auto *Return = dyn_cast<CoreturnStmt>(S)) {
    CoReturns = true;
    machinery(Return->getPromiseCall(), Return->getOperand());
    return walk(Return->getOperand(), Loop);
  } else if (isa<LambdaExpr>(S)) {
    for (const Expr *Init : cast<LambdaExpr>(S)->capture_inits())
      walk(Init, Loop);
    return;
  }
  if (isa<IfStmt, SwitchStmt>(S))
    return branches(S, Loop);
  for (const Stmt *Child : S->children())
    walk(Child, Loop);
}

void Roles::scan(const Stmt *Body) { walk(Body, nullptr); }

} // namespace stallfree
