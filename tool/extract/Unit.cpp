//===- Unit.cpp - What all extractors of one TU share -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Unit.h"
#include "clang/AST/ASTContext.h"

using namespace clang;

namespace stallfree {

Unit::Unit(ASTContext &AST, clang::Sema *Sema, const ProjectFiles &Project)
    : AST(AST), Sema(Sema),
      Sources(AST.getSourceManager(), AST.getLangOpts(), Project),
      Ids(AST, Sources), Spelled(AST, Ids) {}

const CXXRecordDecl *recordOf(QualType T) {
  if (T.isNull())
    return nullptr;
  T = T.getNonReferenceType();
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  return Class ? Class->getCanonicalDecl() : nullptr;
}

} // namespace stallfree
