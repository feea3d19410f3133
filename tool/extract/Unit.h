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
class Decl;
class FunctionDecl;
class Sema;
} // namespace clang

namespace stallfree {

/// What was added after the headers of a translation unit had been loaded from
/// a precompiled preamble, to what is declared there. In the order of events.
struct Additions {
  std::vector<const clang::FunctionDecl *> Instances;
  std::vector<const clang::CXXRecordDecl *> Classes;
  /// Of which a constructor is used now.
  std::vector<const clang::CXXRecordDecl *> Used;
};

/// The translation unit under extraction. Single-threaded.
struct Unit {
  /// With Since only what was not loaded from a preamble, and Since.
  Unit(clang::ASTContext &AST, clang::Sema *Sema, const ProjectFiles &Project,
       const Additions *Since = nullptr);

  /// The top-level declarations to look at.
  std::vector<clang::Decl *> topLevel() const;

  clang::ASTContext &AST;
  clang::Sema *Sema;
  const Additions *const Since;
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
