//===- Destroys.cpp - Ends of objects as events -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Events.h"
#include "clang/AST/ASTContext.h"

using namespace clang;

namespace stallfree {

Event *Events::destroy(const CXXRecordDecl *Class, Value Object,
                       SourceLocation Loc) {
  Class = Class ? Class->getDefinition() : nullptr;
  if (!Class || Class->hasTrivialDestructor() || Class->isDependentContext())
    return nullptr;
  Event &Ev = add(Event::Kind::Destroy, SourceRange(Loc, Loc));
  Ev.Callee = U.Ids.destructor(Class);
  std::string Name = U.Spelled.qualified(Class);
  size_t Last = Name.rfind("::");
  Ev.Name =
      Name + "::~" + (Last == std::string::npos ? Name : Name.substr(Last + 2));
  Ev.Object = std::move(Object);
  Ev.Object.Type = U.Spelled.type(U.AST.getCanonicalTagType(Class)).str();
  Ev.Implicit = true;
  return &Ev;
}

static const CXXRecordDecl *elementClass(QualType T, const ASTContext &AST) {
  return T.isNull() ? nullptr : AST.getBaseElementType(T)->getAsCXXRecordDecl();
}

void Events::implicitEnd(const CFGElement &E) {
  if (auto D = E.getAs<CFGAutomaticObjDtor>()) {
    const VarDecl *V = D->getVarDecl();
    // Where the scope ends, if it ends in one place.
    SourceLocation Loc = V->getLocation();
    if (const Stmt *Trigger = D->getTriggerStmt())
      Loc = isa<CompoundStmt>(Trigger) ? Trigger->getEndLoc()
                                       : Trigger->getBeginLoc();
    QualType T = V->getType();
    if (T->isReferenceType() && V->getInit())
      T = unwrapped(V->getInit())->getType();
    destroy(elementClass(T, U.AST), Described.variable(V, T), Loc);
  } else if (auto D = E.getAs<CFGTemporaryDtor>()) {
    const CXXBindTemporaryExpr *Bind = D->getBindTemporaryExpr();
    // The operand of co_await appears twice in the graph; what a lambda holds
    // has moved to where the lambda went.
    const CXXRecordDecl *Class = elementClass(Bind->getType(), U.AST);
    if (!Ended.insert(Bind).second || Parts.Machinery.contains(Bind) ||
        (Class && Class->isLambda()))
      return;
    Value Object = Described.describe(Bind);
    if (Object.K != Value::Kind::Result) // Not what it was made of.
      Object.K = Value::Kind::Unknown;
    if (Event *Ev = destroy(Class, Object, Bind->getEndLoc()))
      Ev->Temporary = true;
  } else if (auto D = E.getAs<CFGDeleteDtor>()) {
    const CXXDeleteExpr *Delete = D->getDeleteExpr();
    Value Object = Described.describe(Delete->getArgument());
    const CXXRecordDecl *Class = D->getCXXRecordDecl();
    if (Event *Ev = destroy(Class, Object, Delete->getBeginLoc())) {
      Ev->Implicit = false;
      const CXXDestructorDecl *Destructor = Class->getDestructor();
      Ev->Virtual = Destructor && Destructor->isVirtual();
    }
  } else if (auto D = E.getAs<CFGMemberDtor>()) {
    const FieldDecl *Field = D->getFieldDecl();
    destroy(elementClass(Field->getType(), U.AST), Described.field(Field),
            Decl->getEndLoc());
  } else if (auto D = E.getAs<CFGBaseDtor>()) {
    Value This;
    This.K = Value::Kind::This;
    destroy(D->getBaseSpecifier()->getType()->getAsCXXRecordDecl(), This,
            Decl->getEndLoc());
  } else if (auto C = E.getAs<CFGCleanupFunction>()) {
    const FunctionDecl *Cleanup = C->getFunctionDecl();
    Event &Ev = add(Event::Kind::Call, C->getVarDecl()->getSourceRange());
    Ev.Callee = U.Ids.function(Cleanup);
    Ev.Name = U.Spelled.qualified(Cleanup);
    Ev.Implicit = true;
    Ev.Arguments.push_back(
        Described.variable(C->getVarDecl(), C->getVarDecl()->getType()));
  }
}

/// Fields in reverse order, then bases: what every destructor ends with.
void Events::members(const CXXRecordDecl *Class, SourceLocation Loc) {
  llvm::SmallVector<const FieldDecl *, 16> Fields(Class->fields());
  for (const FieldDecl *Field : llvm::reverse(Fields)) {
    destroy(elementClass(Field->getType(), U.AST), Described.field(Field), Loc);
  }
  Value This;
  This.K = Value::Kind::This;
  auto Base = [&](const CXXBaseSpecifier &B) {
    destroy(B.getType()->getAsCXXRecordDecl(), This, Loc);
  };
  for (const CXXBaseSpecifier &B : llvm::reverse(Class->bases()))
    if (!B.isVirtual())
      Base(B);
  for (const CXXBaseSpecifier &B : llvm::reverse(Class->vbases()))
    Base(B);
}

void Events::implicitDestructor(const CXXRecordDecl *Class) {
  members(Class, Class->getLocation());
  F.Blocks.emplace_back().Count = F.Events.size();
}

void Events::implicitConstructor(const CXXConstructorDecl *C) {
  At = SourceRange(C->getParent()->getLocation());
  for (const CXXCtorInitializer *I : C->inits()) {
    approximate(I->getInit(), /*Again=*/true);
    initializer(I);
  }
  F.Blocks.emplace_back().Count = F.Events.size();
}

void Events::initialiser(const VarDecl *V) {
  Parts.scan(V->getInit());
  approximate(V->getInit());
  declaration(V);
}

} // namespace stallfree
