//===- Identity.h - Names for functions that hold across TUs -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_IDENTITY_H
#define STALLFREE_EXTRACT_IDENTITY_H

#include "Sources.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"

namespace stallfree {

/// Computes FunctionIds: structural hashes of what a USR spells, with three
/// differences. A lambda or local class is (enclosing function, ordinal), also
/// inside template arguments; internal linkage adds the root-relative path;
/// constraints and template parameters count. Nothing else about the place of
/// a declaration enters, so a header's function has one id everywhere.
class Identities {
public:
  Identities(const clang::ASTContext &AST, SourceTable &Sources)
      : AST(AST), Sources(Sources) {}

  FunctionId function(const clang::FunctionDecl *F);
  /// Also when the destructor is implicit and not declared yet.
  FunctionId destructor(const clang::CXXRecordDecl *Class);
  uint64_t type(clang::QualType T);
  uint64_t tag(const clang::TagDecl *Tag);

private:
  uint64_t computeFunction(const clang::FunctionDecl *F);
  uint64_t computeType(clang::QualType T);
  uint64_t computeTag(const clang::TagDecl *Tag);
  uint64_t computeUnnamedTag(const clang::TagDecl *Tag);
  uint64_t context(const clang::DeclContext *Context);
  uint64_t name(clang::DeclarationName Name);
  uint64_t argument(const clang::TemplateArgument &A);
  uint64_t arguments(llvm::ArrayRef<clang::TemplateArgument> As);
  uint64_t parameters(const clang::TemplateParameterList *Ps);
  uint64_t templateName(clang::TemplateName Name);
  uint64_t expression(const clang::Expr *E);
  uint64_t declaration(const clang::NamedDecl *D);
  unsigned ordinal(const clang::TagDecl *Tag);

  const clang::ASTContext &AST;
  SourceTable &Sources;
  llvm::DenseMap<const clang::FunctionDecl *, uint64_t> Functions;
  llvm::DenseMap<const clang::TagDecl *, uint64_t> Tags;
  llvm::DenseMap<const void *, uint64_t> Types;
  llvm::DenseMap<const clang::TagDecl *, unsigned> Ordinals;
};

} // namespace stallfree

#endif // STALLFREE_EXTRACT_IDENTITY_H
