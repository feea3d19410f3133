//===- Cursors.cpp - What a loop does with its cursor -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Counters.h"
#include "Rounds.h"
#include "WorkLists.h"
#include "clang/AST/ASTContext.h"

using namespace clang;

namespace stallfree {

const VarDecl *stepVariable(const Expr *Increment) {
  const auto *Change = dyn_cast_or_null<CompoundAssignOperator>(
      Increment ? unwrapped(Increment) : nullptr);
  if (!Change || (Change->getOpcode() != BO_AddAssign && Change->getOpcode() != BO_SubAssign))
    return nullptr;
  return dyn_cast_or_null<VarDecl>(namedBy(Change->getRHS()));
}

/// The target of an assignment or count, else null.
static const Expr *changed(const Stmt *S) {
  if (const auto *B = dyn_cast<BinaryOperator>(S))
    return B->isAssignmentOp() ? B->getLHS() : nullptr;
  if (const auto *One = dyn_cast<UnaryOperator>(S))
    return One->isIncrementDecrementOp() ? One->getSubExpr() : nullptr;
  const auto *Call = dyn_cast<CXXOperatorCallExpr>(S);
  return Call && Call->getNumArgs() > 0 &&
                 (Call->isAssignmentOp() || Call->getOperator() == OO_PlusPlus)
             ? Call->getArg(0)
             : nullptr;
}

/// Does Holds say so of S or of anything below it?
template <class Test> static bool anyBelow(const Stmt *S, Test Holds) {
  if (!S)
    return false;
  return Holds(S) || llvm::any_of(S->children(), [&](const Stmt *Child) {
           return anyBelow(Child, Holds);
         });
}

static bool assignsIn(const ValueDecl *D, const Stmt *S) {
  return anyBelow(S, [&](const Stmt *One) {
    const Expr *Target = changed(One);
    return Target && namedBy(Target) == D;
  });
}

bool changesIn(const Expr *E, const Stmt *S) {
  return anyBelow(E, [&](const Stmt *Part) {
    const auto *Name = dyn_cast<Expr>(Part);
    const ValueDecl *D =
        Name && isa<DeclRefExpr, MemberExpr>(Name) ? namedBy(Name) : nullptr;
    return D && assignsIn(D, S);
  });
}

bool mayChange(const Stmt *S, const VarDecl *D, const Stmt *Except, bool Reads) {
  if (!S || S == Except)
    return false;
  if (const auto *Named = dyn_cast<DeclRefExpr>(S))
    return Named->getDecl() == D && !Reads;
  const auto *Cast = dyn_cast<ImplicitCastExpr>(S);
  Reads = (Cast && Cast->getCastKind() == CK_LValueToRValue) ||
          (Reads && isa<ParenExpr>(S));
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return mayChange(Child, D, Except, Reads);
  });
}

Step stepInBody(const ForStmt &Loop, const Expr *Counter) {
  const auto *D = dyn_cast_or_null<VarDecl>(namedBy(Counter));
  const auto *Made = dyn_cast_or_null<DeclStmt>(Loop.getInit());
  bool Own = D && Made && llvm::is_contained(Made->decls(), D) &&
             D->getType()->isIntegerType();
  auto Counts = [&](const Stmt *S) {
    const auto *E = dyn_cast<Expr>(S);
    const auto *Up = E ? dyn_cast<UnaryOperator>(unwrapped(E)) : nullptr;
    return Up && Up->isIncrementOp() && namedBy(Up->getSubExpr()) == D;
  };
  const Stmt *Count = nullptr;
  if (const auto *Body = dyn_cast<CompoundStmt>(Loop.getBody())) {
    auto It = llvm::find_if(Body->body(), Counts);
    Count = It == Body->body_end() ? nullptr : *It;
  } else if (Counts(Loop.getBody())) {
    Count = Loop.getBody();
  }
  bool Steady = Own && Count && !mayChange(Loop.getBody(), D, Count) &&
                !mayChange(Loop.getCond(), D, Count);
  return Steady ? Step{1} : Step{};
}

bool multipliesIn(const Expr *E, const Stmt *S) {
  const ValueDecl *D = namedBy(E);
  return D && anyBelow(S, [&](const Stmt *One) {
           const auto *B = dyn_cast<BinaryOperator>(One);
           if (!B || !B->isAssignmentOp() || namedBy(B->getLHS()) != D)
             return false;
           if (B->getOpcode() == BO_MulAssign || B->getOpcode() == BO_ShlAssign)
             return true;
           const auto *Product = dyn_cast<BinaryOperator>(
               B->getRHS()->IgnoreParenCasts());
           return Product &&
                  (Product->getOpcode() == BO_Mul ||
                   Product->getOpcode() == BO_Shl) &&
                  (namedBy(Product->getLHS()) == D ||
                   namedBy(Product->getRHS()) == D);
         });
}

bool takesPieces(const Expr *Cursor, const Stmt *S) {
  const ValueDecl *D = namedBy(Cursor);
  if (!D || !assignsIn(D, S))
    return false;
  return !anyBelow(S, [&](const Stmt *One) {
    const Expr *Target = changed(One);
    const auto *B = dyn_cast<BinaryOperator>(One);
    return Target && namedBy(Target) == D && (!B || isConstant(B->getRHS()));
  });
}

static bool isLiteral(const Expr *E, uint64_t N) {
  const auto *Literal = dyn_cast<IntegerLiteral>(E->IgnoreParenCasts());
  return Literal && Literal->getValue() == N;
}

bool halvesIn(const Stmt *S) {
  return anyBelow(S, [](const Stmt *One) {
    const auto *B = dyn_cast<BinaryOperator>(One);
    const auto *Of =
        B ? dyn_cast<BinaryOperator>(B->getLHS()->IgnoreParenCasts()) : nullptr;
    return Of && Of->isAdditiveOp() &&
           ((B->getOpcode() == BO_Div && isLiteral(B->getRHS(), 2)) ||
            (B->getOpcode() == BO_Shr && isLiteral(B->getRHS(), 1)));
  });
}

/// A call of a function without a body here, which gives a number that can be
/// negative, for a failure: what it takes of what is offered.
static bool isTransfer(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  return Callee && !Callee->hasBody() &&
         Callee->getReturnType()->isSignedIntegerType();
}

bool offersRest(const Expr *Cursor, const Expr *End, const Stmt *S) {
  const ValueDecl *At = namedBy(Cursor), *To = namedBy(End);
  if (!At || !To)
    return false;
  auto IsRest = [&](const Stmt *One) {
    const auto *B = dyn_cast<BinaryOperator>(One);
    return B && B->getOpcode() == BO_Sub && namedBy(B->getLHS()) == To &&
           namedBy(B->getRHS()) == At;
  };
  return anyBelow(S, [&](const Stmt *One) {
    const auto *Call = dyn_cast<CallExpr>(One);
    return Call && isTransfer(Call) &&
           llvm::any_of(Call->arguments(), [&](const Expr *Given) {
             return anyBelow(Given, IsRest);
           });
  });
}

const Expr *squareLimit(const Comparison &C) {
  const Expr *Left = unwrapped(C.Left)->IgnoreParenCasts();
  const Expr *Right = unwrapped(C.Right)->IgnoreParenCasts();
  const ValueDecl *Counter = namedBy(Left);
  if (const auto *B = dyn_cast<BinaryOperator>(Left);
      B && B->getOpcode() == BO_Mul && namedBy(B->getLHS()) &&
      namedBy(B->getLHS()) == namedBy(B->getRHS()))
    return Right;
  if (const auto *B = dyn_cast<BinaryOperator>(Right);
      B && Counter && B->getOpcode() == BO_Div &&
      namedBy(B->getRHS()) == Counter)
    return B->getLHS();
  const auto *Call = dyn_cast<CallExpr>(Right);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  bool Root = Callee && Call->getNumArgs() == 1 && Callee->getIdentifier() &&
              (Callee->getName() == "sqrt" || Callee->getName() == "sqrtf");
  return Root ? Call->getArg(0) : nullptr;
}

} // namespace stallfree
