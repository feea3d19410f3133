//===- Instantiate.cpp - Bodies that skipping would lose -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Instantiate.h"
#include "clang/AST/ASTContext.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace stallfree {
namespace {

class OnDemand {
public:
  OnDemand(Unit &U, llvm::DenseSet<FunctionDecl *> &Tried)
      : U(U), Tried(Tried) {}

  void visitUnit() {
    for (Decl *D : U.topLevel())
      visit(D);
    if (U.Since)
      for (const CXXRecordDecl *Class : U.Since->Classes)
        record(const_cast<CXXRecordDecl *>(Class));
  }

  std::vector<FunctionDecl *> Wanted;

private:
  void visit(Decl *D) {
    if (auto *T = dyn_cast<ClassTemplateDecl>(D)) {
      if (Seen.insert(T->getCanonicalDecl()).second)
        for (ClassTemplateSpecializationDecl *S : T->specializations())
          record(S);
    } else if (auto *Class = dyn_cast<CXXRecordDecl>(D)) {
      record(Class);
    } else if (isa<NamespaceDecl, LinkageSpecDecl>(D) && U.inProject(D)) {
      visitAll(cast<DeclContext>(D));
    }
  }

  void visitAll(DeclContext *Context) {
    for (Decl *D : Context->decls())
      visit(D);
  }

  void record(CXXRecordDecl *Class) {
    Class = Class->getDefinition();
    if (!Class || Class->isDependentContext() || Class->isInvalidDecl() ||
        !Seen.insert(Class).second || !U.inProject(Class))
      return;
    for (CXXMethodDecl *M : Class->methods())
      if ((isa<CXXDestructorDecl>(M) || M->isVirtual()) &&
          !M->isPureVirtual() && !M->hasBody() &&
          M->getTemplateInstantiationPattern() &&
          M->getTemplateInstantiationPattern()->hasBody() &&
          Tried.insert(M).second)
        Wanted.push_back(M);
    visitAll(Class);
  }

  Unit &U;
  llvm::DenseSet<FunctionDecl *> &Tried;
  llvm::DenseSet<Decl *> Seen;
};

} // namespace

void instantiateOnDemand(Unit &U) {
  if (!U.Sema)
    return;
  DiagnosticsEngine &Diags = U.Sema->getDiagnostics();
  bool Suppressed = Diags.getSuppressAllDiagnostics();
  // What nobody asked for must not fail the analysis.
  Diags.setSuppressAllDiagnostics(true);
  llvm::DenseSet<FunctionDecl *> Tried;
  // An instance may bring new ones; each round takes what the last one made.
  for (unsigned Round = 0; Round < 8; ++Round) {
    OnDemand Visitor(U, Tried);
    Visitor.visitUnit();
    if (Visitor.Wanted.empty())
      break;
    for (FunctionDecl *F : Visitor.Wanted)
      U.Sema->InstantiateFunctionDefinition(F->getLocation(), F,
                                            /*Recursive=*/true);
    U.Sema->PerformPendingInstantiations();
  }
  Diags.setSuppressAllDiagnostics(Suppressed);
}

} // namespace stallfree
