//===- Describe.cpp - What a function or class says of itself -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bodies.h"
#include "Values.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"

using namespace clang;

namespace stallfree {

static void addOverrides(Unit &U, const CXXMethodDecl *M, Function &Out,
                         llvm::DenseSet<const CXXMethodDecl *> &Seen) {
  for (const CXXMethodDecl *Base : M->overridden_methods()) {
    if (!Seen.insert(Base->getCanonicalDecl()).second)
      continue;
    Out.Overrides.push_back(U.Ids.function(Base));
    Out.OverrideNames.push_back(U.Spelled.qualified(Base));
    addOverrides(U, Base, Out, Seen);
  }
}

static void addAnnotations(const FunctionDecl *F, Function &Out) {
  for (const auto *A : F->specific_attrs<AnnotateAttr>())
    Out.Annotations.push_back(A->getAnnotation().str());
  for (const FunctionEffectWithCondition &E : F->getFunctionEffects())
    Out.Annotations.push_back("clang::" + E.Effect.name().str());
  llvm::sort(Out.Annotations);
  Out.Annotations.erase(
      std::unique(Out.Annotations.begin(), Out.Annotations.end()),
      Out.Annotations.end());
}

/// Pointers and what stands for one.
static bool reachedByArrow(QualType T) {
  T = T.getNonReferenceType();
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition())
    return T->isPointerType();
  auto IsArrow = [](const CXXMethodDecl *M) { return M->getOverloadedOperator() == OO_Arrow; };
  return llvm::any_of(Class->methods(), IsArrow) ||
         llvm::any_of(Class->bases(), [](const CXXBaseSpecifier &B) {
           return !B.getType()->isDependentType() && reachedByArrow(B.getType());
         });
}

void Bodies::describe(const FunctionDecl *F, Function &Out) {
  Out.Id = U.Ids.function(F);
  Out.Name = U.Spelled.qualified(F);
  Out.Signature = U.Spelled.signature(F);
  Out.Where = U.Sources.place(F->getLocation());
  Out.EndLine = U.Sources.place(F->getEndLoc()).Line;
  Out.ReturnType = U.Spelled.type(F->getReturnType()).str();
  Out.Dependent = F->isDependentContext();
  for (const ParmVarDecl *P : F->parameters()) {
    Parameter &Made = Out.Parameters.emplace_back();
    Made.Name = P->getNameAsString();
    Made.Type = U.Spelled.type(P->getType()).str();
    Made.Reference =
        P->getType()->isLValueReferenceType() || P->getType()->isPointerType();
    Made.Arrow = reachedByArrow(P->getType());
  }
  addAnnotations(F, Out);
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  if (!M)
    return;
  const CXXRecordDecl *Class = M->getParent();
  Out.Class = U.Spelled.type(U.AST.getCanonicalTagType(Class)).str();
  Out.Lambda = Class->isLambda();
  Out.Virtual = M->isVirtual();
  Out.Final = M->hasAttr<FinalAttr>() || Class->isEffectivelyFinal();
  Out.Constructor = isa<CXXConstructorDecl>(M);
  Out.Destructor = isa<CXXDestructorDecl>(M);
  llvm::DenseSet<const CXXMethodDecl *> Overridden;
  addOverrides(U, M, Out, Overridden);
  for (const DeclContext *C = Class->getDeclContext(); C; C = C->getParent())
    if (const auto *Outer = dyn_cast<FunctionDecl>(C)) {
      Out.Parent = U.Ids.function(Outer);
      break;
    }
}

static std::optional<int64_t> numberGiven(Unit &U, const FieldDecl *F) {
  const Expr *Init = F->hasInClassInitializer() && F->getType()->isIntegralType(U.AST)
                         ? F->getInClassInitializer()
                         : nullptr;
  Expr::EvalResult Result;
  if (!Init || Init->isValueDependent() || !Init->EvaluateAsInt(Result, U.AST) ||
      !Result.Val.getInt().isRepresentableByInt64())
    return std::nullopt;
  return Result.Val.getInt().getExtValue();
}

void describeClass(Unit &U, const CXXRecordDecl *Class) {
  stallfree::Class Out;
  Out.Type = U.Spelled.type(U.AST.getCanonicalTagType(Class)).str();
  Out.Where = U.Sources.place(Class->getLocation());
  for (const CXXBaseSpecifier &B : Class->bases())
    Out.Bases.push_back(U.Spelled.type(B.getType()).str());
  for (const FieldDecl *F : Class->fields())
    if (F->getIdentifier()) // Not the captures of a lambda.
      Out.Fields.push_back(
          {U.Spelled.qualified(F), U.Spelled.type(F->getType()).str(),
           reachedByArrow(F->getType()), numberGiven(U, F)});
  if (!Class->hasTrivialDestructor())
    Out.Destructor = U.Ids.destructor(Class);
  if (Values::isCallable(U.AST.getCanonicalTagType(Class)))
    callOperators(U, Class, Out.CallOperators);
  U.Facts.Classes.push_back(std::move(Out));
  U.Classes.push_back(Class->getCanonicalDecl());
}

/// Some constructor is called, perhaps out of a template of the library. That
/// of a base class is called by its heirs' and says nothing.
static bool
isUsedForItself(const CXXRecordDecl *Class,
                const llvm::DenseSet<const CXXRecordDecl *> &BaseClasses) {
  Class = Class->getDefinition();
  if (Class->isAbstract() || BaseClasses.contains(Class->getCanonicalDecl()))
    return false;
  // Copies follow from an object that somebody made.
  return llvm::any_of(Class->ctors(), [](const CXXConstructorDecl *C) {
    return !C->isCopyOrMoveConstructor() && C->isUsed(/*CheckUsedAttr=*/false);
  });
}

void markConstructed(Unit &U) {
  llvm::DenseSet<const CXXRecordDecl *> BaseClasses;
  for (const CXXRecordDecl *Class : U.Classes)
    for (const CXXBaseSpecifier &B : Class->getDefinition()->bases())
      if (const CXXRecordDecl *Base = recordOf(B.getType()))
        BaseClasses.insert(Base);
  for (size_t I = 0; I < U.Classes.size(); ++I)
    U.Facts.Classes[I].Constructed = U.Constructed.contains(U.Classes[I]) ||
                                     isUsedForItself(U.Classes[I], BaseClasses);
}

} // namespace stallfree
