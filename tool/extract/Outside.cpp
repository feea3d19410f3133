//===- Outside.cpp - What a body names that others can reach -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Outside.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include <limits>
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

/// What a value of this type is may belong to somebody else. A reference to const
/// that a function gets is taken for the caller's, who waits.
bool leadsElsewhere(const VarDecl *V) {
  QualType T = V->getType();
  if (T->isLValueReferenceType())
    return !isa<ParmVarDecl>(V) || !T->getPointeeType().isConstQualified();
  if (T->isPointerType())
    return true;
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  if (!Class || !Class->getIdentifier())
    return false;
  llvm::StringRef Name = Class->getName();
  return Name == "shared_ptr" || Name == "span" || Name == "reference_wrapper" ||
         Name.contains("iterator") || (Name.ends_with("view") && !isa<ParmVarDecl>(V));
}

/// Tells each place that names something outside, and the name.
class OutsideWalk {
public:
  using Found = llvm::function_ref<void(const Stmt *, const std::string &)>;

  void walk(const Stmt *S, Found Tell) {
    if (!S)
      return;
    if (isa<CXXThisExpr>(S))
      return Tell(S, "this");
    if (const auto *Member = dyn_cast<MemberExpr>(S);
        Member && isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts())) {
      const auto *Data = dyn_cast<FieldDecl>(Member->getMemberDecl());
      if (!Data || !Data->getType().isConstQualified())
        Tell(S, Data ? Data->getNameAsString() : "this");
      return;
    }
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
      const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
      if (!V || V->isConstexpr())
        return;
      if (Ref->refersToEnclosingVariableOrCapture() ||
          (V->hasGlobalStorage() && !V->getType().isConstQualified()))
        return Tell(S, V->getNameAsString());
      if (!V->hasGlobalStorage() && leadsElsewhere(V))
        for (const std::string &Name : behind(V))
          Tell(S, Name);
      return;
    }
    if (const auto *L = dyn_cast<LambdaExpr>(S)) {
      for (const Expr *Init : L->capture_inits())
        walk(Init, Tell);
      return;
    }
    for (const Stmt *Child : S->children())
      walk(Child, Tell);
  }

private:
  /// A local that names something else: it, and what it leads to.
  OutsideNames behind(const VarDecl *V) {
    // What a range-for goes over is named where the loop begins.
    if (V->isCXXForRangeDecl() || V->isImplicit())
      return {};
    // An initialiser may name its own variable: `p = malloc(sizeof *p)`.
    auto [At, New] = Known.try_emplace(V);
    if (!New)
      return At->second;
    const Expr *Init = V->getInit();
    OutsideNames Names;
    walk(Init, [&](const Stmt *, const std::string &Name) { Names.insert(Name); });
    bool Unknown = !Init || isa<ParmVarDecl>(V) ||
                   (isa<CallExpr>(Init->IgnoreImplicit()) &&
                    !isa<CXXMemberCallExpr, CXXOperatorCallExpr>(Init->IgnoreImplicit()));
    if (Unknown || !Names.empty())
      Names.insert(V->getNameAsString());
    return Known[V] = Names;
  }

  std::map<const VarDecl *, OutsideNames> Known;
};

} // namespace

void findGlobals(Unit &U, const Stmt *Body, Function &F) {
  GlobalFinder Finder(U, F);
  Finder.visit(Body, true);
  Finder.finish();
}

void addOutside(const Stmt *S, OutsideNames &Names) {
  OutsideWalk().walk(S, [&](const Stmt *, const std::string &Name) { Names.insert(Name); });
}

OutsideUses::OutsideUses(const SourceManager &SM, const Stmt *Body) : SM(SM) {
  OutsideWalk().walk(Body, [&](const Stmt *Use, const std::string &Name) {
    Uses.emplace_back(at(Use->getBeginLoc()), Name);
  });
  find(Body);
}

void OutsideUses::find(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (isa<CoroutineSuspendExpr, DependentCoawaitExpr>(S) && S->getBeginLoc().isValid())
    Awaits.push_back(at(S->getBeginLoc()));
  if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S))
    Loops.emplace_back(at(S->getBeginLoc()), at(S->getEndLoc()));
  for (const Stmt *Child : S->children())
    find(Child);
}

OutsideUses::Offset OutsideUses::at(SourceLocation L) const {
  return SM.getDecomposedExpansionLoc(L).second;
}

OutsideNames OutsideUses::between(Offset First, Offset Last) const {
  OutsideNames Names;
  for (auto &[Where, Name] : Uses)
    if (Where >= First && Where <= Last)
      Names.insert(Name);
  return Names;
}

std::string OutsideUses::inside(SourceRange Part) const {
  OutsideNames Names = between(at(Part.getBegin()), at(Part.getEnd()));
  return Names.empty() ? "" : *Names.begin();
}

std::string OutsideUses::around(SourceLocation From, SourceRange Part) const {
  Offset Begin = at(From), End = at(Part.getEnd());
  Offset Since = 0, Until = std::numeric_limits<Offset>::max();
  for (Offset Await : Awaits)
    if (Await < Begin)
      Since = std::max(Since, Await);
    else if (Await > End)
      Until = std::min(Until, Await);
  OutsideNames Before = between(Since, Begin ? Begin - 1 : 0), After = between(End + 1, Until);
  for (auto [First, Last] : Loops) {
    bool Around = First < at(Part.getBegin()) && End <= Last;
    bool Awaited = Since > First || Until < Last;
    if (!Around || Awaited)
      continue;
    OutsideNames Round = between(First, Last);
    Before.insert(Round.begin(), Round.end());
    After.insert(Round.begin(), Round.end());
  }
  return common(Before, After);
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
