//===- Unit.cpp - What all extractors of one TU share -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Unit.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace stallfree {

Unit::Unit(ASTContext &AST, clang::Sema *Sema, const ProjectFiles &Project,
           const Additions *Since)
    : AST(AST), Sema(Sema), Since(Since),
      Sources(AST.getSourceManager(), AST.getLangOpts(), Project),
      Ids(AST, Sources), Spelled(AST, Ids) {}

std::vector<Decl *> Unit::topLevel() const {
  std::vector<Decl *> Out;
  const TranslationUnitDecl *Top = AST.getTranslationUnitDecl();
  if (!Since) {
    llvm::append_range(Out, Top->decls());
    return Out;
  }
  // To ask for all would load all.
  for (Decl *D : Top->noload_decls())
    if (!D->isFromASTFile())
      Out.push_back(D);
  return Out;
}

const CXXRecordDecl *recordOf(QualType T) {
  if (T.isNull())
    return nullptr;
  T = T.getNonReferenceType();
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  return Class ? Class->getCanonicalDecl() : nullptr;
}

} // namespace stallfree
