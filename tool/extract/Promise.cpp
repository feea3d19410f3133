//===- Promise.cpp - What a coroutine does around its body -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Events.h"
#include "clang/AST/ASTContext.h"

using namespace clang;

namespace stallfree {

/// Calls of project functions below S; suspension points that nobody wrote are
/// no awaits.
void Events::promiseStep(const Stmt *S) {
  if (!S)
    return;
  Parts.scanPromise(S);
  if (const auto *E = dyn_cast<Expr>(S))
    S = unwrapped(E);
  if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(S)) {
    for (const Expr *Step : {Await->getCommonExpr(), Await->getReadyExpr(),
                             Await->getSuspendExpr(), Await->getResumeExpr()})
      approximate(Step);
    return;
  }
  approximate(S);
}

/// The promise, what the caller gets, and whether the body starts at once.
void Events::beforeBody() {
  At = SourceRange(Decl->getLocation());
  promiseStep(Promised->getPromiseDecl()->getInit());
  promiseStep(Promised->getReturnValueInit());
  promiseStep(Promised->getInitSuspendStmt());
  At.reset();
}

/// How the body ends, and the end of the promise. An exception ends it in
/// unhandled_exception, which is told here for it has no place in the graph.
void Events::afterBody() {
  SourceLocation End = Promised->getEndLoc();
  At = SourceRange(End);
  promiseStep(Promised->getExceptionHandler());
  promiseStep(Promised->getFallthroughHandler());
  promiseStep(Promised->getFinalSuspendStmt());
  const VarDecl *Promise = Promised->getPromiseDecl();
  destroy(Promise->getType()->getAsCXXRecordDecl(),
          Described.variable(Promise, Promise->getType()), End);
  At.reset();
}

} // namespace stallfree
