//===- Results.cpp - What a call gives, for edits -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Results.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace stallfree {

/// Own their elements, which their template arguments are.
static bool isContainer(llvm::StringRef Name) {
  static const llvm::StringSet<> Names = {
      "basic_string", "vector",   "deque",         "list",          "forward_list",
      "map",          "multimap", "set",           "multiset",      "unordered_map",
      "array",        "optional", "unordered_set", "unordered_multimap", "pair",
      "tuple",        "variant",  "duration",      "time_point",    "ratio",
      // What they are given besides.
      "allocator",    "less",     "greater",       "hash",          "equal_to",
      "char_traits"};
  return Names.contains(Name);
}

static bool isPlain(llvm::StringRef Name) {
  static const llvm::StringSet<> Names = {"basic_ifstream", "basic_ofstream", "basic_fstream",
                                          "path", "file_status", "error_code", "monostate",
                                          "system_clock", "steady_clock"};
  return Names.contains(Name);
}

static bool ownsAll(QualType T, unsigned Depth) {
  if (T->isArithmeticType() || T->isEnumeralType() || T->isVoidType() || T->isNullPtrType())
    return true;
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition() || Depth > 6)
    return false;
  llvm::StringRef Name = Class->getIdentifier() ? Class->getName() : "";
  bool Standard = false;
  for (const DeclContext *C = Class->getDeclContext(); C; C = C->getParent())
    Standard |= C->isStdNamespace();
  if (Standard && isPlain(Name))
    return true;
  if (Standard) {
    const auto *Made = dyn_cast<ClassTemplateSpecializationDecl>(Class);
    if (!Made || !isContainer(Name))
      return false;
    auto Owns = [&](const TemplateArgument &A) {
      if (A.getKind() == TemplateArgument::Pack)
        return llvm::all_of(A.pack_elements(), [&](const TemplateArgument &One) {
          return One.getKind() != TemplateArgument::Type || ownsAll(One.getAsType(), Depth + 1);
        });
      return A.getKind() != TemplateArgument::Type || ownsAll(A.getAsType(), Depth + 1);
    };
    return llvm::all_of(Made->getTemplateArgs().asArray(), Owns);
  }
  return llvm::all_of(Class->bases(),
                      [&](const CXXBaseSpecifier &B) { return ownsAll(B.getType(), Depth + 1); }) &&
         llvm::all_of(Class->fields(), [&](const FieldDecl *F) {
           QualType Of = F->getType();
           while (const ArrayType *Array = F->getASTContext().getAsArrayType(Of))
             Of = Array->getElementType();
           return ownsAll(Of, Depth + 1);
         });
}

bool ownsAll(QualType T) { return ownsAll(T, 0); }

bool namesItsFunction(const Stmt *S) {
  return S && !isa<LambdaExpr>(S) &&
         (isa<PredefinedExpr>(S) || llvm::any_of(S->children(), namesItsFunction));
}

Site::Result resultOf(QualType T, bool GLValue) {
  if (T->isVoidType())
    return Site::Result::Void;
  if (GLValue)
    return Site::Result::Reference;
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition())
    return Site::Result::Value;
  bool Movable = Class->hasSimpleMoveConstructor() || Class->hasSimpleCopyConstructor();
  for (const CXXConstructorDecl *C : Class->ctors()) {
    if (!C->isCopyOrMoveConstructor())
      continue;
    bool Usable = !C->isDeleted() && C->getAccess() == AS_public && !C->isExplicit();
    if (C->isMoveConstructor() && !Usable && !C->isImplicit())
      return Site::Result::Immovable; // It hides the copy.
    Movable |= Usable;
  }
  return Movable ? Site::Result::Value : Site::Result::Immovable;
}

} // namespace stallfree
