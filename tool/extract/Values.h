//===- Values.h - What an expression denotes -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_VALUES_H
#define STALLFREE_EXTRACT_VALUES_H

#include "Roles.h"
#include "Unit.h"
#include "clang/AST/ExprCXX.h"

namespace stallfree {

/// Describes expressions of one function body as Values.
class Values {
public:
  Values(Unit &U, const clang::FunctionDecl *Body, const Roles &Parts)
      : U(U), Body(Body), Parts(Parts) {}

  Value describe(const clang::Expr *E);
  Value variable(const clang::VarDecl *V, clang::QualType T);
  Value field(const clang::ValueDecl *F);

  /// Event that gave the value of E; filled while events are made.
  llvm::DenseMap<const clang::Stmt *, uint32_t> EventOf;

  /// The expression below casts, moves, references, conversions and
  /// temporaries.
  const clang::Expr *core(const clang::Expr *E);

  /// Something that can be called: a function pointer, or an object of a class
  /// with a call operator.
  static bool isCallable(clang::QualType T);

private:
  const clang::Expr *lookThrough(const clang::Expr *E);
  const clang::Expr *lookThroughCall(const clang::CallExpr *E);
  const clang::Expr *named(const clang::VarDecl *V);
  bool constant(const clang::Expr *E, Value &V);
  bool fixedNumber(const clang::Expr *E, Value &V);
  bool fixedText(const clang::Expr *E, Value &V);
  bool duration(const clang::Expr *E, Value &V);
  std::string spelledConstant(const clang::Expr *E, const clang::Expr *Core);
  Value lambda(const clang::LambdaExpr *E);
  void addCallables(const clang::Expr *Core, Value &V);
  void addCallablesOfType(clang::QualType T, Value &V, unsigned Depth = 0);
  void addCallOperators(const clang::CXXRecordDecl *Class, Value &V);
  bool isOfThis(const clang::MemberExpr *M);
  std::string localName(const clang::VarDecl *V);

  Unit &U;
  const clang::FunctionDecl *Body;
  const Roles &Parts;
  unsigned Depth = 0;
  llvm::DenseMap<const clang::VarDecl *, std::string> LocalNames;
  llvm::DenseSet<const clang::FunctionDecl *> Numbered;
};

/// In namespace std, inline namespaces included.
bool isStd(const clang::Decl *D);

/// std::pair, and what Qt 5 has instead.
bool isPair(const clang::NamedDecl *Class);

/// The ids of a class's call operators: every instance of a generic one, the
/// pattern if it has none.
void callOperators(Unit &U, const clang::CXXRecordDecl *Class,
                   std::vector<FunctionId> &Ids);

} // namespace stallfree

#endif // STALLFREE_EXTRACT_VALUES_H
