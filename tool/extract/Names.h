//===- Names.h - How facts spell names and types -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_NAMES_H
#define STALLFREE_EXTRACT_NAMES_H

#include "Identity.h"

namespace stallfree {

/// Spells names and types as Facts.h defines. Answers live as long as Names.
class Names {
public:
  Names(const clang::ASTContext &AST, Identities &Ids) : AST(AST), Ids(Ids) {}

  /// "asio::basic_waitable_timer::wait"; the body of a lambda is
  /// "app::serve::(lambda)".
  std::string qualified(const clang::NamedDecl *D);

  /// Like qualified, but a member of a class with a reserved name (the private
  /// bases of libstdc++) is named by the class of the object.
  std::string callee(const clang::FunctionDecl *F,
                     const clang::CXXRecordDecl *ObjectClass);

  /// Canonical, without references, top-level pointers and qualifiers. A
  /// lambda or local class gets its identity appended: "app::f::(lambda)#1f2e".
  llvm::StringRef type(clang::QualType T);

  std::string signature(const clang::FunctionDecl *F);

private:
  llvm::StringRef scope(const clang::DeclContext *Context);
  std::string unqualified(const clang::NamedDecl *D);
  void writeType(llvm::raw_ostream &OS, clang::QualType T);
  void writeTag(llvm::raw_ostream &OS, const clang::TagDecl *Tag);
  void writeFunctionType(llvm::raw_ostream &OS,
                         const clang::FunctionProtoType *F,
                         llvm::StringRef Declarator);
  void writeArguments(llvm::raw_ostream &OS,
                      llvm::ArrayRef<clang::TemplateArgument> As);
  void writeArgument(llvm::raw_ostream &OS, const clang::TemplateArgument &A);

  const clang::ASTContext &AST;
  Identities &Ids;
  llvm::DenseMap<const clang::DeclContext *, std::string> Scopes;
  llvm::DenseMap<const void *, std::unique_ptr<std::string>> Types;
};

} // namespace stallfree

#endif // STALLFREE_EXTRACT_NAMES_H
