//===- Unit.h - What all extractors of one TU share -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_UNIT_H
#define STALLFREE_EXTRACT_UNIT_H

#include "Names.h"
#include "llvm/ADT/DenseSet.h"

namespace clang {
class Sema;
}

namespace stallfree {

/// The translation unit under extraction. Single-threaded.
struct Unit {
  Unit(clang::ASTContext &AST, clang::Sema *Sema, const ProjectFiles &Project);

  clang::ASTContext &AST;
  clang::Sema *Sema;
  SourceTable Sources;
  Identities Ids;
  Names Spelled;
  TUFacts Facts;

  /// Canonical declarations of classes of which an object is made.
  llvm::DenseSet<const clang::CXXRecordDecl *> Constructed;
  /// Of each Facts.Classes entry, canonical too.
  std::vector<const clang::CXXRecordDecl *> Classes;

  bool inProject(const clang::Decl *D) {
    return Sources.inProject(D->getLocation());
  }
};

/// The declaration that Unit::Constructed and Class facts go by.
const clang::CXXRecordDecl *recordOf(clang::QualType T);

} // namespace stallfree

#endif // STALLFREE_EXTRACT_UNIT_H
