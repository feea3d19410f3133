//===- LookThrough.cpp - Expressions that merely pass a value on -*- C++
//-*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Values.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace stallfree {

bool isStd(const Decl *D) {
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent())
    if (C->isStdNamespace())
      return true;
  return false;
}

static llvm::StringRef identifier(const NamedDecl *D) {
  return D->getIdentifier() ? D->getName() : "";
}

bool isPair(const NamedDecl *Class) {
  llvm::StringRef Name = identifier(Class);
  return Name == "QPair" || (Name == "pair" && isStd(Class));
}

/// std::move(x), *p, p->, p.get(), v[i], v.at(i), it->: the value itself.
const Expr *Values::lookThroughCall(const CallExpr *E) {
  const FunctionDecl *F = E->getDirectCallee();
  if (!F)
    return nullptr;
  if (const auto *Conversion = dyn_cast<CXXConversionDecl>(F)) {
    // A captureless lambda as a function pointer.
    if (Conversion->getParent()->isLambda())
      return cast<CXXMemberCallExpr>(E)->getImplicitObjectArgument();
    return nullptr;
  }
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E)) {
    const auto *Method = dyn_cast<CXXMethodDecl>(F);
    switch (Operator->getOperator()) {
    case OO_Star:
      return E->getNumArgs() == 1 ? E->getArg(0) : nullptr;
    case OO_Arrow:
      return E->getArg(0);
    case OO_Subscript:
      return Method && isStd(Method->getParent()) ? E->getArg(0) : nullptr;
    case OO_Equal:
      return E->getArg(0);
    default:
      return nullptr;
    }
  }
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
    const CXXRecordDecl *Class =
        Call->getMethodDecl() ? Call->getMethodDecl()->getParent() : nullptr;
    if (!Class || !isStd(Class))
      return nullptr;
    llvm::StringRef Name = identifier(F);
    bool PassesOn =
        llvm::StringSwitch<bool>(Name)
            .Cases({"at", "front", "back", "top", "value"}, true)
            .Cases({"begin", "end", "cbegin", "find", "rbegin"}, true)
            .Cases({"lower_bound", "upper_bound"}, true)
            .Case("get", llvm::StringSwitch<bool>(identifier(Class))
                             .Cases({"unique_ptr", "shared_ptr", "__shared_ptr",
                                     "reference_wrapper"},
                                    true)
                             .Default(false))
            .Default(false);
    return PassesOn ? Call->getImplicitObjectArgument() : nullptr;
  }
  if (E->getNumArgs() == 1 && isStd(F) &&
      llvm::StringSwitch<bool>(identifier(F))
          .Cases({"move", "forward", "ref", "cref", "addressof"}, true)
          .Cases({"as_const", "move_if_noexcept", "__addressof"}, true)
          .Cases({"begin", "end"}, true)
          .Default(false))
    return E->getArg(0);
  return nullptr;
}

/// `auto &[key, handler]`: the field, or what a tuple or pair came from.
static const Expr *bound(const BindingDecl *B) {
  if (!B->getHoldingVar())
    return B->getBinding();
  const auto *Whole = dyn_cast_or_null<VarDecl>(B->getDecomposedDecl());
  return Whole ? Whole->getInit() : nullptr;
}

/// One step towards what E names, or null.
const Expr *Values::lookThrough(const Expr *E) {
  if (const auto *P = dyn_cast<ParenExpr>(E))
    return P->getSubExpr();
  if (const auto *P = dyn_cast<FullExpr>(E))
    return P->getSubExpr();
  if (const auto *P = dyn_cast<MaterializeTemporaryExpr>(E))
    return P->getSubExpr();
  if (const auto *P = dyn_cast<CXXBindTemporaryExpr>(E))
    return P->getSubExpr();
  if (const auto *P = dyn_cast<CastExpr>(E))
    return P->getSubExpr();
  if (const auto *P = dyn_cast<SubstNonTypeTemplateParmExpr>(E))
    return P->getReplacement();
  if (const auto *P = dyn_cast<CXXDefaultArgExpr>(E))
    return P->getExpr();
  if (const auto *P = dyn_cast<CXXDefaultInitExpr>(E))
    return P->getExpr();
  if (const auto *P = dyn_cast<OpaqueValueExpr>(E))
    return P->getSourceExpr();
  if (const auto *P = dyn_cast<GenericSelectionExpr>(E))
    return P->isResultDependent() ? nullptr : P->getResultExpr();
  if (const auto *P = dyn_cast<CXXStdInitializerListExpr>(E))
    return P->getSubExpr();
  if (const auto *P = dyn_cast<ArraySubscriptExpr>(E))
    return P->getBase();
  if (const auto *P = dyn_cast<UnaryOperator>(E)) {
    if (P->getOpcode() == UO_AddrOf || P->getOpcode() == UO_Deref ||
        P->getOpcode() == UO_Extension || P->getOpcode() == UO_Plus)
      return P->getSubExpr();
    return nullptr;
  }
  if (const auto *P = dyn_cast<InitListExpr>(E)) {
    if (P->getNumInits() == 1 && !E->getType()->isRecordType())
      return P->getInit(0);
    return nullptr;
  }
  if (const auto *P = dyn_cast<ParenListExpr>(E))
    return P->getNumExprs() == 1 ? P->getExpr(0) : nullptr;
  if (const auto *P = dyn_cast<CXXConstructExpr>(E)) {
    if (P->getNumArgs() == 0 || isa<CXXTemporaryObjectExpr>(E))
      return nullptr;
    for (unsigned I = 1; I < P->getNumArgs(); ++I)
      if (!isa<CXXDefaultArgExpr>(P->getArg(I)))
        return nullptr;
    if (P->getConstructor()->isCopyOrMoveConstructor())
      return P->getArg(0);
    // std::function and its like from a callable: what runs is the callable.
    if (isCallable(P->getType()) && isCallable(P->getArg(0)->getType()))
      return P->getArg(0);
    return nullptr;
  }
  if (const auto *M = dyn_cast<MemberExpr>(E)) {
    // The iterator of a map: `it->second`.
    if (const auto *F = dyn_cast<FieldDecl>(M->getMemberDecl());
        F && isPair(F->getParent()))
      return M->getBase();
    return nullptr;
  }
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return lookThroughCall(Call);
  if (const auto *D = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *V = dyn_cast<VarDecl>(D->getDecl()))
      return named(V);
    if (const auto *B = dyn_cast<BindingDecl>(D->getDecl()))
      return bound(B);
  }
  return nullptr;
}

/// What a local that is only another name stands for.
const Expr *Values::named(const VarDecl *V) {
  if (!V->isLocalVarDecl() || V->isStaticLocal())
    return nullptr;
  const Expr *Init = V->getInit();
  if (!Init)
    return nullptr;
  if (V->isCXXForRangeDecl() || V->isImplicit())
    return Init;
  // What a capture is made of, unless that is a result of the function around.
  if (V->isInitCapture())
    return isa<DeclRefExpr, MemberExpr, CXXThisExpr, LambdaExpr>(core(Init))
               ? Init
               : nullptr;
  if (isa<DecompositionDecl>(V) || V->getType()->isReferenceType())
    return isa<CXXBindTemporaryExpr>(Init->IgnoreImplicit()) ||
                   isa<MaterializeTemporaryExpr>(Init->IgnoreParenImpCasts())
               ? nullptr
               : Init;
  // `auto it = handlers_.find(k);`
  if (const CXXRecordDecl *Class = recordOf(V->getType());
      Class && Class->getIdentifier() && isStd(Class) &&
      (Class->getName().contains("iterator") ||
       Class->getName() == "reference_wrapper"))
    return Init;
  return nullptr;
}

const Expr *Values::core(const Expr *E) {
  // Bounded for `int &r = r;`.
  for (unsigned Steps = 0; Steps < 256; ++Steps) {
    const Expr *Next = lookThrough(E);
    if (!Next)
      return E;
    E = Next;
  }
  return E;
}

bool Values::isCallable(QualType T) {
  if (T.isNull())
    return false;
  T = T.getCanonicalType().getNonReferenceType();
  if (T->isPointerType() || T->isMemberPointerType())
    return T->isMemberFunctionPointerType() ||
           T->getPointeeType()->isFunctionType();
  if (T->isFunctionType())
    return true;
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition())
    return false;
  if (Class->isLambda())
    return true;
  ASTContext &AST = Class->getASTContext();
  DeclarationName Call = AST.DeclarationNames.getCXXOperatorName(OO_Call);
  Class = Class->getDefinition();
  if (!Class->lookup(Call).empty())
    return true;
  for (const CXXBaseSpecifier &B : Class->bases())
    if (const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl();
        Base && Base != Class && isCallable(B.getType()))
      return true;
  return false;
}

} // namespace stallfree
