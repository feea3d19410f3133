//===- Rounds.cpp - What a round of a loop needs of others -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Rounds.h"
#include "Counters.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace stallfree {

static uint32_t widthOf(QualType T) {
  const auto *Plain =
      dyn_cast<BuiltinType>(T.getNonReferenceType().getCanonicalType());
  if (!Plain)
    return 0;
  switch (Plain->getKind()) {
  case BuiltinType::Bool:
  case BuiltinType::Char_S:
  case BuiltinType::Char_U:
  case BuiltinType::SChar:
  case BuiltinType::UChar:
    return 1;
  case BuiltinType::Short:
  case BuiltinType::UShort:
    return 2;
  case BuiltinType::Int:
  case BuiltinType::UInt:
  case BuiltinType::Float:
    return 4;
  case BuiltinType::Long:
  case BuiltinType::ULong:
  case BuiltinType::LongLong:
  case BuiltinType::ULongLong:
  case BuiltinType::Double:
    return 8;
  default:
    return 0;
  }
}

bool divides(const BinaryOperator *B) {
  return B->getOpcode() == BO_Div || B->getOpcode() == BO_Rem ||
         B->getOpcode() == BO_DivAssign || B->getOpcode() == BO_RemAssign;
}

/// Depth: `const int n = n;` is no number.
static bool isConstantWithin(const Expr *E, unsigned Depth) {
  E = E->IgnoreParenCasts();
  if (isa<IntegerLiteral>(E))
    return true;
  if (Depth == 0)
    return false;
  if (const auto *B = dyn_cast<BinaryOperator>(E))
    return isConstantWithin(B->getLHS(), Depth - 1) &&
           isConstantWithin(B->getRHS(), Depth - 1);
  const auto *D = dyn_cast<DeclRefExpr>(E);
  if (!D)
    return false;
  const auto *V = dyn_cast<VarDecl>(D->getDecl());
  return isa<EnumConstantDecl>(D->getDecl()) ||
         (V && V->getType().isConstQualified() && V->getInit() &&
          isConstantWithin(V->getInit(), Depth - 1));
}

bool isConstant(const Expr *E) { return isConstantWithin(E, 4); }

/// The subscript or dereference that E is, as an element of something.
static bool isElement(const Expr *E) {
  if (isa<ArraySubscriptExpr>(E))
    return true;
  if (const auto *One = dyn_cast<UnaryOperator>(E))
    return One->getOpcode() == UO_Deref;
  const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
  return Call && Call->isGLValue() &&
         (Call->getOperator() == OO_Subscript ||
          (Call->getOperator() == OO_Star && Call->getNumArgs() == 1));
}

static const Expr *indexOf(const Expr *Element) {
  if (const auto *At = dyn_cast<ArraySubscriptExpr>(Element))
    return At->getIdx();
  const auto *Call = dyn_cast<CXXOperatorCallExpr>(Element);
  return Call && Call->getNumArgs() == 2 ? Call->getArg(1) : nullptr;
}

static bool hasElement(const Stmt *S) {
  if (const auto *E = dyn_cast<Expr>(S); E && isElement(E))
    return true;
  return llvm::any_of(S->children(),
                      [](const Stmt *C) { return C && hasElement(C); });
}

/// Is something in E another one from round to round?
static bool variesIn(const Stmt *E, const Stmt *Loop, const DeclaringLoops &DeclaredIn) {
  if (const auto *D = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(D->getDecl());
    return V && (!Loop || DeclaredIn.lookup(V) == Loop || mayChange(Loop, V));
  }
  return isa<CallExpr, MemberExpr>(E) || llvm::any_of(E->children(), [&](const Stmt *C) {
           return C && variesIn(C, Loop, DeclaredIn);
         });
}

/// `i % 8`, `x / 8`, `bits >> 3`: neighbours are not next to each other.
static bool isScattered(const Expr *Index, const Stmt *Loop, const DeclaringLoops &DeclaredIn) {
  if (const auto *B = dyn_cast<BinaryOperator>(Index->IgnoreParenCasts());
      B && (B->isMultiplicativeOp() || B->isShiftOp() || B->isBitwiseOp()) &&
      B->getOpcode() != BO_Mul && !isConstant(B) && variesIn(B, Loop, DeclaredIn))
    return true;
  return llvm::any_of(Index->children(), [&](const Stmt *C) {
    const auto *Part = dyn_cast_or_null<Expr>(C);
    return Part && isScattered(Part, Loop, DeclaredIn);
  });
}

static uint32_t widestElement(const Stmt *S) {
  const auto *E = dyn_cast<Expr>(S);
  uint32_t Widest = E && isElement(E) ? widthOf(E->getType()) : 0;
  for (const Stmt *Child : S->children())
    if (Child)
      Widest = std::max(Widest, widestElement(Child));
  return Widest;
}

/// The larger of two is no matter of order: `best = std::max(best, x)`.
static bool needs(const Stmt *S, const ValueDecl *V) {
  if (isa<CallExpr, AbstractConditionalOperator>(S))
    return false;
  if (const auto *D = dyn_cast<DeclRefExpr>(S))
    return D->getDecl() == V;
  if (const auto *M = dyn_cast<MemberExpr>(S); M && M->getMemberDecl() == V)
    return true;
  return llvm::any_of(S->children(),
                      [&](const Stmt *C) { return C && needs(C, V); });
}

/// The single number that an assignment changes and that lives longer than one
/// round.
static const ValueDecl *carried(const Expr *Left, const Stmt *Loop,
                                const DeclaringLoops &DeclaredIn) {
  Left = Left->IgnoreParens();
  if (const auto *M = dyn_cast<MemberExpr>(Left))
    return isa<CXXThisExpr>(M->getBase()->IgnoreParenCasts())
               ? M->getMemberDecl()
               : nullptr;
  const auto *D = dyn_cast<DeclRefExpr>(Left);
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  if (!V)
    return nullptr;
  bool Outlives = Loop ? DeclaredIn.lookup(V) != Loop : !V->hasLocalStorage();
  return Outlives ? V : nullptr;
}

/// Sums of integers can be made in any order.
static bool isOrdered(const BinaryOperator *B, const ValueDecl *V) {
  if (needs(B->getRHS(), V))
    return true;
  switch (B->getOpcode()) {
  case BO_Assign:
    return false;
  case BO_AddAssign:
  case BO_SubAssign:
  case BO_MulAssign:
  case BO_AndAssign:
  case BO_OrAssign:
  case BO_XorAssign:
    return B->getType()->isFloatingType();
  default:
    return true;
  }
}

/// `if (x < least) { least = x; best = i; }`: where the least is, not only how
/// much.
static bool keepsPlace(const IfStmt *If, const Stmt *Loop,
                       const DeclaringLoops &DeclaredIn) {
  const auto *Then = dyn_cast<CompoundStmt>(If->getThen());
  if (!Then || !If->getCond())
    return false;
  unsigned Kept = 0;
  bool Compared = false;
  for (const Stmt *S : Then->body()) {
    const auto *B = dyn_cast<BinaryOperator>(S);
    if (!B || B->getOpcode() != BO_Assign)
      continue;
    const ValueDecl *V = carried(B->getLHS(), Loop, DeclaredIn);
    Kept += V != nullptr;
    Compared |= V && needs(If->getCond(), V);
  }
  return Compared && Kept > 1;
}

void noteOrder(const Stmt *S, const Stmt *Loop,
               const DeclaringLoops &DeclaredIn, Work &Into) {
  if (const auto *For = dyn_cast<CXXForRangeStmt>(S)) {
    if (const VarDecl *V = For->getLoopVariable())
      Into.Width = std::max(Into.Width, widthOf(V->getType()));
  } else if (const auto *If = dyn_cast<IfStmt>(S)) {
    Into.InOrder |= keepsPlace(If, Loop, DeclaredIn);
  } else if (const auto *B = dyn_cast<BinaryOperator>(S)) {
    if (divides(B) && B->getType()->isIntegerType() && !isConstant(B->getRHS()))
      Into.InOrder = true;
    const Expr *To = B->isAssignmentOp() ? B->getLHS()->IgnoreParens() : nullptr;
    if (const Expr *Index = To && isElement(To) ? indexOf(To) : nullptr)
      Into.InOrder |= isScattered(Index, Loop, DeclaredIn);
    if (To)
      if (const ValueDecl *V = carried(B->getLHS(), Loop, DeclaredIn)) {
        Into.InOrder |= isOrdered(B, V);
        if (V->getType()->isIntegerType() && widestElement(B->getRHS()) == 1)
          Into.Width = std::max<uint32_t>(Into.Width, 2); // 200 + 200
      }
  } else if (const auto *E = dyn_cast<Expr>(S); E && isElement(E)) {
    Into.Width = std::max(Into.Width, widthOf(E->getType()));
    if (const Expr *Index = indexOf(E))
      Into.InOrder |= hasElement(Index);
  }
}

/// Sums and products of variables: such an index is counted on from round to
/// round, however it is spelled.
static bool isSteady(const Expr *E) {
  E = E->IgnoreParenCasts();
  if (const auto *B = dyn_cast<BinaryOperator>(E))
    return (B->isAdditiveOp() || B->getOpcode() == BO_Mul) &&
           isSteady(B->getLHS()) && isSteady(B->getRHS());
  return isa<DeclRefExpr, MemberExpr, IntegerLiteral>(E);
}

static void foldAll(const Expr *E, llvm::DenseSet<const Stmt *> &Folded) {
  const auto *B = dyn_cast<BinaryOperator>(E->IgnoreParenCasts());
  if (!B)
    return;
  Folded.insert(B);
  foldAll(B->getLHS(), Folded);
  foldAll(B->getRHS(), Folded);
}

void fold(const Expr *Base, const Expr *Index,
          llvm::DenseSet<const Stmt *> &Folded) {
  const auto *B = dyn_cast<BinaryOperator>(Index->IgnoreParenCasts());
  while (B && B->isAdditiveOp() && isConstant(B->getRHS())) {
    Folded.insert(B);
    B = dyn_cast<BinaryOperator>(B->getLHS()->IgnoreParenCasts());
  }
  if (B && isSteady(B)) { // One addition is left of it.
    foldAll(B->getLHS(), Folded);
    foldAll(B->getRHS(), Folded);
  }
  const auto *Row =
      Base ? dyn_cast<ArraySubscriptExpr>(Base->IgnoreParenImpCasts()) : nullptr;
  if (Row && Row->getType()->isConstantArrayType())
    Folded.insert(Row);
}

} // namespace stallfree
