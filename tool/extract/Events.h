//===- Events.h - From a function body to events -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_EVENTS_H
#define STALLFREE_EXTRACT_EVENTS_H

#include "Regions.h"
#include "Roles.h"
#include "Values.h"
#include "clang/Analysis/CFG.h"

namespace stallfree {

/// Fills Events, Blocks and Loops of one Function.
class Events {
public:
  Events(Unit &U, const clang::FunctionDecl *Decl, Function &F)
      : U(U), Decl(Decl), F(F), Described(U, Decl, Parts) {}

  /// The body of Decl, through its control flow graph.
  void body();
  /// An initialiser at namespace scope, in source order.
  void initialiser(const clang::VarDecl *V);
  /// What an implicit destructor or constructor does.
  void implicitDestructor(const clang::CXXRecordDecl *Class);
  void implicitConstructor(const clang::CXXConstructorDecl *C);

private:
  // Events.cpp
  void approximate(const clang::Stmt *S, bool Again = false);
  void graph(clang::CFG &Graph);
  void element(const clang::CFGElement &E);
  void statement(const clang::Stmt *S, bool Again = false);
  // Promise.cpp
  void promiseStep(const clang::Stmt *S);
  void beforeBody();
  void afterBody();
  Event &add(Event::Kind K, clang::SourceRange Range);
  // Calls.cpp
  void call(const clang::CallExpr *E);
  void dependentCall(const clang::CallExpr *E, Event &Ev);
  void construct(const clang::CXXConstructExpr *E);
  bool isConstantDuration(const clang::Expr *E);
  void suspend(const clang::CoroutineSuspendExpr *E);
  void finish(const clang::Expr *E, Event &Ev);
  Value mainPart(const clang::Expr *E);
  Value argument(const clang::Expr *E, const clang::ParmVarDecl *To);
  void arguments(Event &Ev, const clang::FunctionDecl *Callee,
                 llvm::ArrayRef<const clang::Expr *> As);
  template <class Range> void defaults(const Range &Arguments);
  // Stores.cpp
  void declaration(const clang::VarDecl *V);
  void assign(const clang::Expr *Init, const Value &Target,
              clang::SourceRange Range, bool InPlace);
  void aggregate(const clang::Expr *Init, const Value &Target);
  void store(const Value &What, const Value &Into, clang::SourceRange Range);
  static const clang::CallExpr *calledPlace(const clang::Expr *To);
  void assignment(const clang::Expr *To, const clang::Expr *From,
                  clang::SourceRange Range);
  void keep(const clang::CallExpr *E, const Value &Container);
  void keepElement(const clang::Expr *Element, const Value &Container,
                   clang::SourceRange Range);
  void captures(const clang::LambdaExpr *E);
  void initializer(const clang::CXXCtorInitializer *I);
  bool worthStoring(const Value &V, clang::QualType T);
  // Destroys.cpp
  Event *destroy(const clang::CXXRecordDecl *Class, Value Object,
                 clang::SourceLocation Loc);
  void implicitEnd(const clang::CFGElement &E);
  void members(const clang::CXXRecordDecl *Class, clang::SourceLocation Loc);

  Unit &U;
  const clang::FunctionDecl *Decl;
  Function &F;
  Roles Parts;
  Values Described;
  LoopSites Written;
  /// Set for a coroutine whose promise belongs to the project.
  const clang::CoroutineBodyStmt *Promised = nullptr;
  /// Where default arguments count as: the call that takes them.
  std::optional<clang::SourceRange> At;
  uint32_t CurrentBlock = 0;
  llvm::DenseSet<const clang::Stmt *> Seen;
  llvm::DenseSet<const clang::Stmt *> Ended; ///< Temporaries of this block.
};

} // namespace stallfree

#endif // STALLFREE_EXTRACT_EVENTS_H
