//===- Sites.cpp - Calls as they are written, for edits -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An await that is put into an expression must not change the order in which
// the rest of it is evaluated. Calls that contain this one run after it, calls
// inside it run with it; any other call or assignment of the same full
// expression may run before or after, so such a site is Unordered.
//
//===----------------------------------------------------------------------===//

#include "Sites.h"
#include "Outside.h"
#include "Regions.h"
#include "Results.h"
#include "Roles.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace stallfree {

namespace {

using Use = Site::Use;

/// What an expression does, with all below it.
struct Effects {
  unsigned Count = 0; ///< Calls, assignments and awaits.
  unsigned Awaits = 0, Temporaries = 0;
};

bool isTransparent(const Expr *E) {
  if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    return C->isElidable() || C->getConstructor()->isConvertingConstructor(false);
  return isa<ImplicitCastExpr, FullExpr, MaterializeTemporaryExpr,
             CXXBindTemporaryExpr>(E);
}

class SiteFinder {
public:
  SiteFinder(Unit &U, const Stmt *Body, const llvm::DenseMap<const Stmt *, uint32_t> &EventOf,
             Function &F)
      : U(U), EventOf(EventOf), F(F), Outside(U.Sources.SM, Body) {}

  void statement(const Stmt *S) {
    if (!S)
      return;
    if (const auto *E = dyn_cast<Expr>(S))
      return full(E, Use::Statement);
    if (const auto *If = dyn_cast<IfStmt>(S)) {
      statement(If->getInit());
      condition(If->getConditionVariableDeclStmt(), If->getCond());
      statement(If->getThen());
      return statement(If->getElse());
    }
    if (const auto *While = dyn_cast<WhileStmt>(S)) {
      condition(While->getConditionVariableDeclStmt(), While->getCond());
      return statement(While->getBody());
    }
    if (const auto *Do = dyn_cast<DoStmt>(S)) {
      statement(Do->getBody());
      return full(Do->getCond(), Use::Condition);
    }
    if (const auto *For = dyn_cast<ForStmt>(S)) {
      statement(For->getInit());
      condition(For->getConditionVariableDeclStmt(), For->getCond());
      statement(For->getInc());
      return statement(For->getBody());
    }
    if (const auto *Range = dyn_cast<CXXForRangeStmt>(S)) {
      statement(Range->getInit());
      full(Range->getRangeInit(), Use::Value);
      return statement(Range->getBody());
    }
    if (const auto *Switch = dyn_cast<SwitchStmt>(S)) {
      statement(Switch->getInit());
      condition(Switch->getConditionVariableDeclStmt(), nullptr);
      full(Switch->getCond(), Use::Value);
      return statement(Switch->getBody());
    }
    if (const auto *D = dyn_cast<DeclStmt>(S))
      return declaration(D);
    if (const auto *R = dyn_cast<ReturnStmt>(S))
      return full(R->getRetValue(), Use::Value);
    if (const auto *R = dyn_cast<CoreturnStmt>(S))
      return full(R->getOperand(), Use::Value);
    if (const auto *Catch = dyn_cast<CXXCatchStmt>(S)) {
      bool Outer = std::exchange(InCatch, true);
      statement(Catch->getHandlerBlock());
      InCatch = Outer;
      return;
    }
    for (const Stmt *Child : S->children()) {
      Statement = isa<CompoundStmt>(S) ? Child : nullptr;
      statement(Child);
    }
    Statement = nullptr;
  }

private:
  void condition(const DeclStmt *Variable, const Expr *E) {
    if (Variable)
      return declaration(Variable);
    full(E, Use::Condition);
  }

  void declaration(const DeclStmt *D) {
    for (const Decl *One : D->decls()) {
      const auto *V = dyn_cast<VarDecl>(One);
      if (!V || !V->getInit() || V->isStaticLocal())
        continue;
      const auto *Made = dyn_cast<CXXConstructExpr>(V->getInit()->IgnoreImplicit());
      bool Written = Made && !isa<CXXTemporaryObjectExpr>(Made) &&
                     Made->getParenOrBraceRange().isValid() &&
                     V->getInitStyle() != VarDecl::CInit;
      if (!Written) {
        Initialised = V;
        full(V->getInit(), Use::Value);
        Initialised = nullptr;
      } else if (D->isSingleDecl())
        variable(V, Made);
    }
  }

  /// `std::ifstream in(path);`
  void variable(const VarDecl *V, const CXXConstructExpr *Made) {
    Total = effects(V->getInit());
    Site S = site(Made, Use::Declaration, /*Ancestors=*/0);
    S.Whole = U.Sources.span({V->getTypeSpecStartLoc(), Made->getParenOrBraceRange().getEnd()}, F.Where.File);
    S.Object = nameSpan(U, V, F.Where.File);
    S.R = resultOf(Made->getType(), /*GLValue=*/false);
    S.Temporaries = false; // What it holds outlives them already.
    keep(Made, std::move(S));
    for (const Expr *A : Made->arguments())
      expression(A, Use::Value, /*Ancestors=*/1);
  }

  void full(const Expr *E, Use How) {
    if (!E)
      return;
    Total = effects(E);
    expression(E, How, 0);
  }

  /// Ancestors: effects that happen after E because E is an operand of theirs.
  void expression(const Expr *E, Use How, unsigned Ancestors) {
    if (!E || isa<LambdaExpr, UnaryExprOrTypeTraitExpr, CXXDefaultArgExpr>(E))
      return;
    if (isTransparent(E)) {
      for (const Stmt *Child : E->children())
        expression(dyn_cast_or_null<Expr>(Child), How, Ancestors + own(E));
      return;
    }
    const auto *Member = dyn_cast<CXXMemberCallExpr>(E);
    if (Member && isa_and_nonnull<CXXConversionDecl>(Member->getMethodDecl()))
      return expression(Member->getImplicitObjectArgument(), How, Ancestors + own(E));
    if (EventOf.contains(E)) {
      Site S = site(E, How, Ancestors);
      if (InPlace == E)
        S.R = Site::Result::Immovable;
      keep(E, std::move(S));
    }
    if (const auto *New = dyn_cast<CXXNewExpr>(E))
      InPlace = New->getConstructExpr();
    Ancestors += own(E);
    if (const auto *P = dyn_cast<ParenExpr>(E))
      return expression(P->getSubExpr(), How == Use::Operand ? Use::Value : How, Ancestors);
    if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(E))
      return expression(writtenOperand(Await), Use::Operand, Ancestors);
    if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isAssignmentOp()) {
      expression(B->getLHS(), Use::Operand, Ancestors);
      return expression(B->getRHS(), Use::Value, Ancestors);
    }
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
        Operator && Operator->isAssignmentOp() && Operator->getNumArgs() == 2) {
      expression(Operator->getArg(0), Use::Operand, Ancestors);
      return expression(Operator->getArg(1), Use::Value, Ancestors);
    }
    bool IsList = isa<CXXConstructExpr, InitListExpr, CXXNewExpr, ExplicitCastExpr>(E) &&
                  !isa<CStyleCastExpr>(E);
    const auto *Call = dyn_cast<CallExpr>(E);
    if (Call && !isa<CXXOperatorCallExpr>(Call)) {
      expression(Call->getCallee(), Use::Operand, Ancestors);
      for (const Expr *A : Call->arguments())
        expression(A, Use::Value, Ancestors);
      return;
    }
    for (const Stmt *Child : E->children())
      expression(dyn_cast_or_null<Expr>(Child), IsList ? Use::Value : Use::Operand, Ancestors);
  }

  /// What this expression itself does.
  unsigned own(const Expr *E) const {
    if (const auto *B = dyn_cast<BinaryOperator>(E))
      return B->isAssignmentOp();
    if (const auto *O = dyn_cast<UnaryOperator>(E))
      return O->isIncrementDecrementOp();
    if (isa<CoroutineSuspendExpr, CXXNewExpr, CXXDeleteExpr>(E))
      return 1;
    auto It = EventOf.find(E);
    return It != EventOf.end() && !F.Events[It->second].Implicit;
  }

  Effects effects(const Stmt *S) {
    Effects Sum;
    if (!S || isa<LambdaExpr>(S))
      return Sum;
    if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(S)) {
      Sum = effects(writtenOperand(Await));
      ++Sum.Awaits;
    } else {
      for (const Stmt *Child : S->children()) {
        Effects Below = effects(Child);
        Sum.Count += Below.Count;
        Sum.Awaits += Below.Awaits;
        Sum.Temporaries += Below.Temporaries;
      }
    }
    if (const auto *E = dyn_cast<Expr>(S)) {
      Sum.Count += own(E);
      Sum.Temporaries += isa<CXXBindTemporaryExpr, MaterializeTemporaryExpr>(E);
    }
    return Sum;
  }

  Site site(const Expr *E, Use How, unsigned Ancestors) {
    Site S;
    Effects Own = effects(E);
    S.U = How;
    S.R = resultOf(E->getType(), E->isGLValue());
    S.Whole = U.Sources.span(E->getSourceRange(), F.Where.File);
    S.Touches = Outside.inside(E->getSourceRange());
    S.Kept = Outside.around(Statement ? Statement->getBeginLoc() : E->getBeginLoc(),
                            E->getSourceRange());
    S.InCatch = InCatch;
    S.Awaits = Own.Awaits != 0;
    S.Unordered = Total.Count > Own.Count + Ancestors;
    const auto *D = dyn_cast_or_null<DeclStmt>(Statement);
    bool Plain = isa_and_nonnull<Expr>(Statement) || (D && D->isSingleDecl());
    if (Plain && Total.Count == Own.Count)
      S.Statement = statementSpan(U, Statement, F.Where.File);
    S.Temporaries = Own.Temporaries != 0 && How != Use::Statement && !initialises(E) &&
                    !ownsAll(E->getType());
    const Expr *const *Arguments = nullptr;
    unsigned Count = 0;
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E))
      S.Object = U.Sources.span(Member->getImplicitObjectArgument()->getSourceRange(),
                                F.Where.File);
    if (const auto *Call = dyn_cast<CallExpr>(E); Call && !isa<CXXOperatorCallExpr>(E)) {
      Arguments = Call->getArgs();
      Count = Call->getNumArgs();
    } else if (const auto *Made = dyn_cast<CXXConstructExpr>(E)) {
      Arguments = Made->getArgs();
      Count = Made->getNumArgs();
    }
    for (unsigned I = 0; I < Count && !isa<CXXDefaultArgExpr>(Arguments[I]); ++I)
      S.Arguments.push_back(U.Sources.span(Arguments[I]->getSourceRange(), F.Where.File));
    return S;
  }

  void keep(const Expr *E, Site S) {
    auto It = EventOf.find(E);
    if (It == EventOf.end() || !S.Whole.Line || namesItsFunction(E))
      return;
    S.Event = It->second;
    F.Sites.push_back(std::move(S));
  }

  /// Is it all that a variable is made of? Then that outlives temporaries already.
  bool initialises(const Expr *E) const {
    return Initialised && unwrapped(Initialised->getInit()) == E &&
           U.AST.hasSameUnqualifiedType(Initialised->getType().getNonReferenceType(), E->getType());
  }

  Unit &U;
  const llvm::DenseMap<const Stmt *, uint32_t> &EventOf;
  Function &F;
  const OutsideUses Outside;
  bool InCatch = false;
  const Stmt *Statement = nullptr; ///< Of a block, if one is at hand.
  const VarDecl *Initialised = nullptr; ///< By the expression at hand.
  const Expr *InPlace = nullptr;        ///< What the `new` at hand makes.
  Effects Total; ///< Of the full expression at hand.
};

} // namespace

void findSites(Unit &U, const Stmt *Body,
               const llvm::DenseMap<const Stmt *, uint32_t> &EventOf, Function &F) {
  SiteFinder(U, Body, EventOf, F).statement(Body);
  llvm::stable_sort(F.Sites, [](const Site &A, const Site &B) { return A.Event < B.Event; });
}

} // namespace stallfree
