//===- Bodies.h - Every function of the project in one AST -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_BODIES_H
#define STALLFREE_EXTRACT_BODIES_H

#include "Unit.h"
#include "llvm/ADT/MapVector.h"

namespace stallfree {

/// Walks the top-level declarations of project files and everything declared
/// or instantiated from them; never a statement of a system header.
class Bodies {
public:
  explicit Bodies(Unit &U) : U(U) {}
  void unit();

private:
  void declaration(const clang::Decl *D);
  void function(const clang::FunctionDecl *F);
  void functionTemplate(const clang::FunctionTemplateDecl *T);
  void record(const clang::CXXRecordDecl *Class);
  void implicitMembers(const clang::CXXRecordDecl *Class);
  void nested(const clang::DeclContext *Context);
  void variable(const clang::VarDecl *V);
  void extract(const clang::FunctionDecl *F);
  void describe(const clang::FunctionDecl *F, Function &Out);
  void patterns();
  void additions(const Additions &Since);
  void constructedSince(const Additions &Since);

  Unit &U;
  llvm::DenseSet<const clang::Decl *> Seen;
  /// Bodies of templates; those without an instance are extracted as they are.
  std::vector<const clang::FunctionDecl *> Patterns;
  llvm::DenseSet<const clang::FunctionDecl *> Instantiated;
  llvm::MapVector<uint32_t, Function> Initialisers; ///< By file index.
};

/// Class facts of a project class.
void describeClass(Unit &U, const clang::CXXRecordDecl *Class);

/// Fills Class::Constructed, when all bodies are known.
void markConstructed(Unit &U);

} // namespace stallfree

#endif // STALLFREE_EXTRACT_BODIES_H
