//===- Outside.cpp - What a body names that others can reach -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Outside.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include <map>

using namespace clang;

namespace stallfree {

namespace {

/// Members that are not const, and still only look.
bool onlyLooks(const CXXMethodDecl *M) {
  if (M->isConst())
    return true;
  if (M->getOverloadedOperator() == OO_Subscript)
    return !M->getParent()->getName().contains("map");
  static constexpr llvm::StringRef Looking[] = {"begin", "end", "find", "at", "front",
                                                "back", "data", "rbegin", "rend"};
  return M->getIdentifier() && llvm::is_contained(Looking, M->getName());
}

class GlobalFinder {
public:
  GlobalFinder(Unit &U, Function &F) : U(U), F(F) {}

  void visit(const Stmt *S, bool Writes) {
    if (!S || isa<LambdaExpr>(S))
      return;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
      if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
        variable(V, Writes && !Ref->getType().isConstQualified());
      return;
    }
    if (const auto *Cast = dyn_cast<ImplicitCastExpr>(S)) {
      bool Reads = Cast->getCastKind() == CK_LValueToRValue ||
                   Cast->getType().isConstQualified() ||
                   (Cast->getType()->isPointerType() &&
                    Cast->getType()->getPointeeType().isConstQualified());
      return visit(Cast->getSubExpr(), Writes && !Reads);
    }
    if (const auto *Member = dyn_cast<MemberExpr>(S))
      return visit(Member->getBase(), Writes && !Member->isArrow());
    if (const auto *Element = dyn_cast<ArraySubscriptExpr>(S)) {
      visit(Element->getBase(), Writes);
      return visit(Element->getIdx(), true);
    }
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S)) {
      const CXXMethodDecl *M = Call->getMethodDecl();
      visit(Call->getImplicitObjectArgument(), !M || !onlyLooks(M));
      for (const Expr *A : Call->arguments())
        visit(A, true);
      return;
    }
    if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(S)) {
      const auto *M = dyn_cast_or_null<CXXMethodDecl>(Call->getCalleeDecl());
      for (unsigned I = 0; I < Call->getNumArgs(); ++I)
        visit(Call->getArg(I), I != 0 || !M || !onlyLooks(M));
      return;
    }
    for (const Stmt *Child : S->children())
      visit(Child, true);
  }

  void finish() {
    for (auto &[Name, Written] : Found)
      F.Globals.push_back({Name, Written});
  }

private:
  void variable(const VarDecl *V, bool Writes) {
    if (V->getTLSKind() != VarDecl::TLS_None) {
      F.ThreadLocals = true;
      return;
    }
    bool Fixed = V->getType().isConstQualified() || V->isConstexpr() ||
                 (V->getType()->isReferenceType());
    if (!V->hasGlobalStorage() || Fixed || !U.inProject(V))
      return;
    auto [It, New] = Found.try_emplace(U.Spelled.qualified(V), Writes);
    It->second |= Writes;
  }

  Unit &U;
  Function &F;
  std::map<std::string, bool> Found;
};

/// A local that names something else: what does it lead to?
void addAlias(const VarDecl *V, OutsideNames &Names) {
  // What a range-for goes over is named where the loop begins.
  if (V->isCXXForRangeDecl() || V->isImplicit())
    return;
  const Expr *Init = V->getInit();
  OutsideNames Behind;
  addOutside(Init, Behind);
  bool Unknown = !Init || isa<ParmVarDecl>(V) || isa<CallExpr>(Init->IgnoreImplicit());
  if (Unknown || !Behind.empty())
    Names.insert(V->getNameAsString());
}

bool leadsElsewhere(QualType T) {
  if (T->isLValueReferenceType() || T->isPointerType())
    return true;
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  return Class && Class->getIdentifier() && Class->getName() == "shared_ptr";
}

} // namespace

void findGlobals(Unit &U, const Stmt *Body, Function &F) {
  GlobalFinder Finder(U, F);
  Finder.visit(Body, true);
  Finder.finish();
}

void addOutside(const Stmt *S, OutsideNames &Names) {
  if (!S)
    return;
  if (isa<CXXThisExpr>(S)) {
    Names.insert("this");
    return;
  }
  if (const auto *Member = dyn_cast<MemberExpr>(S);
      Member && isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts())) {
    bool Data = isa<FieldDecl>(Member->getMemberDecl());
    Names.insert(Data ? Member->getMemberDecl()->getNameAsString() : "this");
    return;
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    if (!V || V->isConstexpr())
      return;
    if (Ref->refersToEnclosingVariableOrCapture() ||
        (V->hasGlobalStorage() && !V->getType().isConstQualified()))
      Names.insert(V->getNameAsString());
    else if (!V->hasGlobalStorage() && leadsElsewhere(V->getType()))
      addAlias(V, Names);
    return;
  }
  if (const auto *L = dyn_cast<LambdaExpr>(S)) {
    for (const Expr *Init : L->capture_inits())
      addOutside(Init, Names);
    return;
  }
  for (const Stmt *Child : S->children())
    addOutside(Child, Names);
}

std::string common(const OutsideNames &A, const OutsideNames &B) {
  if (A.empty() || B.empty())
    return {};
  for (const std::string &Name : A)
    if (B.count(Name))
      return Name;
  return A.count("this") || B.count("this") ? "this" : std::string();
}

} // namespace stallfree
