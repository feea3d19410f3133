//===- Events.cpp - From a function body to events -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Events.h"
#include "Compared.h"
#include "Conditions.h"
#include "Loops.h"
#include "Outside.h"
#include "Sites.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprConcepts.h"

using namespace clang;

namespace stallfree {

Event &Events::add(Event::Kind K, SourceRange Range) {
  if (At)
    Range = *At;
  Event &E = F.Events.emplace_back();
  E.K = K;
  E.Where = U.Sources.place(Range);
  // Code of a library's header counts where the project meets it.
  if (!E.Where.Line)
    E.Where =
        F.Events.size() > 1 ? F.Events[F.Events.size() - 2].Where : F.Where;
  E.InMacro = Range.getBegin().isMacroID();
  E.Implicit = At.has_value();
  return E;
}

static CFG::BuildOptions graphOptions() {
  CFG::BuildOptions Options;
  Options.AddImplicitDtors = true;
  Options.AddTemporaryDtors = true;
  Options.AddInitializers = true;
  Options.AddCXXDefaultInitExprInCtors = true;
  Options.AddCXXDefaultInitExprInAggregates = true;
  Options.AddStaticInitBranches = true;
  Options.PruneTriviallyFalseEdges = true;
  for (Stmt::StmtClass C :
       {Stmt::CoawaitExprClass, Stmt::CoyieldExprClass, Stmt::LambdaExprClass,
        Stmt::CXXNewExprClass, Stmt::CXXDeleteExprClass})
    Options.setAlwaysAdd(C);
  return Options;
}

void Events::body() {
  const Stmt *Body = Decl->getBody();
  if (const auto *Coroutine = dyn_cast_or_null<CoroutineBodyStmt>(Body)) {
    F.Coroutine = true;
    Body = Coroutine->getBody();
    const CXXRecordDecl *Promise =
        recordOf(Coroutine->getPromiseDecl()->getType());
    if (Promise && U.inProject(Promise))
      Promised = Coroutine;
  }
  if (!Body)
    return;
  Parts.scan(Body);
  F.Approximate |= Parts.Broken;
  F.Yields = Parts.Yields;
  F.Awaits = Parts.Awaits;
  F.Coroutine |= Parts.Yields || Parts.Awaits || Parts.CoReturns;
  std::unique_ptr<CFG> Graph;
  // Clang builds no graph of its own for these either.
  if (!Decl->isDependentContext() && !Decl->isInvalidDecl())
    Graph =
        CFG::buildCFG(Decl, const_cast<Stmt *>(Body), &U.AST, graphOptions());
  findGlobals(U, Body, F);
  if (Graph) {
    if (F.Coroutine)
      Written = findLoopSites(U, Decl, Body, F);
    graph(*Graph);
    if (F.Coroutine) {
      findSites(U, Body, Described.EventOf, F);
      findScopes(U, Body, Described.EventOf, F);
    }
    return;
  }
  F.Approximate = true;
  if (const auto *C = dyn_cast<CXXConstructorDecl>(Decl))
    for (const CXXCtorInitializer *I : C->inits()) {
      approximate(I->getInit());
      initializer(I);
    }
  approximate(Body);
  Block &Only = F.Blocks.emplace_back();
  Only.Count = F.Events.size();
}

/// The blocks that can run: not what follows a return, nor a branch whose
/// condition is a constant. Clang draws no edges to the handlers of a try and to labels
/// whose address is taken.
static llvm::DenseSet<const CFGBlock *> liveBlocks(const CFG &Graph) {
  llvm::SmallVector<const CFGBlock *, 32> Work = {&Graph.getEntry()};
  for (const CFGBlock *B : Graph)
    if (B->pred_empty() &&
        (B->getLabel() || isa_and_nonnull<CXXTryStmt>(B->getTerminatorStmt())))
      Work.push_back(B);
  llvm::DenseSet<const CFGBlock *> Live;
  while (!Work.empty()) {
    const CFGBlock *B = Work.pop_back_val();
    if (!Live.insert(B).second)
      continue;
    for (const CFGBlock::AdjacentBlock &S : B->succs())
      if (S.isReachable())
        Work.push_back(&*S);
  }
  return Live;
}

/// Blocks in descending order of clang's numbers: the entry first, the exit
/// last, a loop's condition before its body.
void Events::graph(CFG &Graph) {
  std::vector<const CFGBlock *> Order(Graph.begin(), Graph.end());
  llvm::sort(Order, [](const CFGBlock *A, const CFGBlock *B) {
    return A->getBlockID() > B->getBlockID();
  });
  // Values refer to events of blocks before; clang numbers blocks backwards,
  // so that an operand is always seen before its use.
  llvm::DenseMap<const CFGBlock *, uint32_t> Index;
  for (const CFGBlock *B : Order)
    Index[B] = Index.size();
  F.Blocks.resize(Order.size());
  llvm::DenseSet<const CFGBlock *> Live = liveBlocks(Graph);
  for (size_t I = 0; I < Order.size(); ++I) {
    F.Blocks[I].First = F.Events.size();
    CurrentBlock = I;
    Ended.clear();
    if (Promised && I == 0)
      beforeBody();
    if (Live.contains(Order[I]))
      for (const CFGElement &E : *Order[I])
        element(E);
    if (Promised && I + 1 == Order.size())
      afterBody();
    F.Blocks[I].Count = F.Events.size() - F.Blocks[I].First;
    // Clang draws edges to the exit from calls that never return, and out of
    // what never runs.
    bool Leaves = Live.contains(Order[I]) && !Order[I]->hasNoReturnElement();
    for (const CFGBlock::AdjacentBlock &S : Order[I]->succs())
      F.Blocks[I].Successors.push_back(S.isReachable() && Leaves ? Index[&*S]
                                                                 : UINT32_MAX);
  }
  for (size_t I = 0; I < Order.size(); ++I) {
    F.Blocks[I].Condition = condition(*Order[I], Described);
    F.Blocks[I].Chosen = choice(*Order[I], Described);
  }
  if (Decl)
    noteUnchanged(*Decl, F);
  noteCompared(Parts, Described, F);
  F.Body = Parts.Bodies.lookup(nullptr);
  F.Loops = findLoops(U, Order, F.Blocks, Described, Parts, Written);
}

void Events::element(const CFGElement &E) {
  if (auto S = E.getAs<CFGStmt>())
    statement(S->getStmt());
  else if (auto I = E.getAs<CFGInitializer>())
    initializer(I->getInitializer());
  else
    implicitEnd(E);
}

/// Children first, for code without a graph. Again: also what was seen, for
/// the default argument that several calls share.
void Events::approximate(const Stmt *S, bool Again) {
  if (!S)
    return;
  if (const auto *L = dyn_cast<LambdaExpr>(S)) {
    for (const Expr *Init : L->capture_inits())
      approximate(Init, Again);
  } else if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(S)) {
    approximate(writtenOperand(Await), Again);
  } else if (const auto *Return = dyn_cast<CoreturnStmt>(S)) {
    approximate(Return->getOperand(), Again);
  } else if (const auto *D = dyn_cast<CXXDefaultInitExpr>(S)) {
    approximate(D->getExpr(), true);
  } else if (const auto *O = dyn_cast<OpaqueValueExpr>(S)) {
    approximate(O->getSourceExpr(), Again);
  } else if (isa<UnaryExprOrTypeTraitExpr, RequiresExpr, CXXNoexceptExpr,
                 CXXTypeidExpr>(S)) {
    return;
  } else {
    for (const Stmt *Child : S->children())
      approximate(Child, Again);
  }
  statement(S, Again);
}

void Events::statement(const Stmt *S, bool Again) {
  if (!Seen.insert(S).second && !Again)
    return;
  if (const auto *E = dyn_cast<CallExpr>(S))
    return call(E);
  if (const auto *E = dyn_cast<CXXConstructExpr>(S))
    return construct(E);
  if (const auto *E = dyn_cast<CoroutineSuspendExpr>(S))
    return suspend(E);
  if (const auto *E = dyn_cast<DependentCoawaitExpr>(S)) {
    Value Operand = Described.describe(E->getOperand());
    if (Operand.K == Value::Kind::Result)
      F.Events[Operand.Number].Awaited = true;
    Event &Ev = add(Event::Kind::Await, E->getSourceRange());
    Ev.Arguments.push_back(std::move(Operand));
    return;
  }
  if (const auto *E = dyn_cast<LambdaExpr>(S))
    return captures(E);
  if (const auto *D = dyn_cast<DeclStmt>(S)) {
    for (const clang::Decl *One : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(One))
        declaration(V);
    return;
  }
  if (const auto *B = dyn_cast<BinaryOperator>(S)) {
    if (B->getOpcode() == BO_Assign)
      assignment(B->getLHS(), B->getRHS(), B->getSourceRange());
    return;
  }
  const Expr *Returned = nullptr;
  if (const auto *R = dyn_cast<ReturnStmt>(S))
    Returned = R->getRetValue();
  else if (const auto *R = dyn_cast<CoreturnStmt>(S))
    Returned = R->getOperand();
  else
    return;
  Value V = Described.describe(Returned);
  aggregate(Returned, Value());
  Event &Ev = add(Event::Kind::Return, S->getSourceRange());
  if (Returned && !Returned->getType()->isVoidType())
    Ev.Arguments.push_back(std::move(V));
}

} // namespace stallfree
