//===- Regions.cpp - Loops and scopes of a coroutine as they are written -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Regions.h"
#include "Outside.h"
#include "Roles.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace stallfree {

/// The statement that S ends with: that of `for (...) if (...) f();` is `f()`.
static const Stmt *lastOf(const Stmt *S) {
  while (true) {
    const Stmt *Inner = nullptr;
    if (const auto *For = dyn_cast<ForStmt>(S))
      Inner = For->getBody();
    else if (const auto *While = dyn_cast<WhileStmt>(S))
      Inner = While->getBody();
    else if (const auto *Range = dyn_cast<CXXForRangeStmt>(S))
      Inner = Range->getBody();
    else if (const auto *If = dyn_cast<IfStmt>(S))
      Inner = If->getElse() ? If->getElse() : If->getThen();
    else if (const auto *Switch = dyn_cast<SwitchStmt>(S))
      Inner = Switch->getBody();
    else if (const auto *Case = dyn_cast<SwitchCase>(S))
      Inner = Case->getSubStmt();
    else if (const auto *Label = dyn_cast<LabelStmt>(S))
      Inner = Label->getSubStmt();
    else if (const auto *Marked = dyn_cast<AttributedStmt>(S))
      Inner = Marked->getSubStmt();
    if (!Inner)
      return S;
    S = Inner;
  }
}

Span statementSpan(Unit &U, const Stmt *S, uint32_t File) {
  SourceRange Range = S->getSourceRange();
  if (Range.isInvalid())
    return {};
  if (!isa<CompoundStmt, DeclStmt, NullStmt, CXXTryStmt>(lastOf(S))) {
    // `s += MOST;`: the statement goes on behind what the macro stands for.
    SourceLocation End = Range.getEnd();
    if (End.isMacroID() && !Lexer::isAtEndOfMacroExpansion(End, U.Sources.SM, U.Sources.Lang, &End))
      return {};
    auto Next = Lexer::findNextToken(End, U.Sources.SM, U.Sources.Lang);
    if (!Next || Next->isNot(tok::semi))
      return {};
    Range.setEnd(Next->getLocation());
  }
  return U.Sources.span(Range, File);
}

Span nameSpan(Unit &U, const VarDecl *V, uint32_t File) {
  TypeLoc Written = V->getTypeSourceInfo()->getTypeLoc();
  auto Tag = Written.getUnqualifiedLoc().getAs<TagTypeLoc>();
  Span Type = U.Sources.span(Written.getSourceRange(), File);
  Span Name = U.Sources.span({V->getLocation(), V->getLocation()}, File);
  if (!Type.Line || !Name.Line || (Tag && Tag.getElaboratedKeywordLoc().isValid()))
    return {};
  return {Type.EndLine, Type.EndColumn, Name.EndLine, Name.EndColumn};
}

namespace {

const Stmt *loopBody(const Stmt *S) {
  if (const auto *For = dyn_cast<ForStmt>(S))
    return For->getBody();
  if (const auto *While = dyn_cast<WhileStmt>(S))
    return While->getBody();
  if (const auto *Do = dyn_cast<DoStmt>(S))
    return Do->getBody();
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(S))
    return Range->getBody();
  return nullptr;
}

bool suspends(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (isa<CoroutineSuspendExpr, DependentCoawaitExpr>(S))
    return true;
  return llvm::any_of(S->children(), suspends);
}

/// A goto must not jump over the counter.
bool jumps(const Stmt *S) {
  return S && !isa<LambdaExpr>(S) &&
         (isa<GotoStmt, IndirectGotoStmt>(S) || llvm::any_of(S->children(), jumps));
}

void addNames(const Stmt *S, std::set<std::string> &Names) {
  if (!S)
    return;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    Names.insert(Ref->getDecl()->getNameAsString());
  else if (const auto *Member = dyn_cast<MemberExpr>(S))
    Names.insert(Member->getMemberDecl()->getNameAsString());
  else if (const auto *D = dyn_cast<DeclStmt>(S))
    for (const Decl *One : D->decls())
      if (const auto *V = dyn_cast<NamedDecl>(One))
        Names.insert(V->getNameAsString());
  for (const Stmt *Child : S->children())
    addNames(Child, Names);
}

class LoopFinder {
public:
  LoopFinder(Unit &U, const Stmt *Body, uint32_t File, std::set<std::string> Names)
      : U(U), File(File), Names(std::move(Names)), Uses(U.Sources.SM, Body) {}

  LoopSites Found;

  void walk(const Stmt *S, bool InBlock) {
    if (!S || isa<LambdaExpr>(S))
      return;
    if (const Stmt *Body = loopBody(S); Body && InBlock)
      loop(S, Body);
    bool Outer = InCatch;
    InCatch |= isa<CXXCatchStmt>(S);
    // A variable in the block of a switch would be jumped over.
    const auto *Switch = dyn_cast<SwitchStmt>(S);
    for (const Stmt *Child : S->children())
      if (Switch && Child == Switch->getBody() && isa<CompoundStmt>(Child))
        for (const Stmt *Case : Child->children())
          walk(Case, false);
      else
        walk(Child, isa<CompoundStmt>(S));
    InCatch = Outer;
  }

private:
  void loop(const Stmt *S, const Stmt *Body) {
    LoopSite L;
    L.Whole = statementSpan(U, S, File);
    L.Body = statementSpan(U, Body, File);
    L.InCatch = InCatch;
    L.Braced = isa<CompoundStmt>(Body);
    if (!L.Braced)
      L.Whole = U.Sources.span({S->getBeginLoc(), S->getBeginLoc()}, File);
    if (!L.Whole.Line || !L.Body.Line || isa<NullStmt>(Body))
      return;
    if (const auto *Block = dyn_cast<CompoundStmt>(Body)) {
      if (Block->body_empty())
        return;
      ++L.Body.Column;
      --L.Body.EndColumn;
      Place First = U.Sources.place(Block->body_front()->getBeginLoc());
      L.Indent = First.Line > L.Body.Line ? First.Column : 0;
    }
    for (unsigned N = 1; L.Counter.empty(); ++N)
      if (std::string Name = N == 1 ? "rounds" : "rounds" + std::to_string(N);
          Names.insert(Name).second)
        L.Counter = Name;
    OutsideNames Outside;
    addOutside(S, Outside);
    L.Shared = Outside.empty() ? Uses.around(S->getBeginLoc(), S->getSourceRange())
                               : *Outside.begin();
    Found[S] = std::move(L);
  }

  Unit &U;
  uint32_t File;
  std::set<std::string> Names;
  const OutsideUses Uses;
  bool InCatch = false;
};

class ScopeFinder {
public:
  ScopeFinder(Unit &U, const llvm::DenseMap<const Stmt *, uint32_t> &EventOf, Function &F)
      : U(U), EventOf(EventOf), F(F) {}

  void walk(const Stmt *S) {
    if (!S || isa<LambdaExpr>(S))
      return;
    if (const auto *Block = dyn_cast<CompoundStmt>(S)) {
      llvm::SmallVector<const Stmt *, 16> Statements(Block->body());
      for (size_t I = 0; I < Statements.size(); ++I)
        local(llvm::ArrayRef(Statements).drop_front(I));
    }
    for (const Stmt *Child : S->children())
      walk(Child);
  }

private:
  /// Statements begins with what may declare a local object.
  void local(llvm::ArrayRef<const Stmt *> Statements) {
    const auto *D = dyn_cast<DeclStmt>(Statements.front());
    const auto *V = D && D->isSingleDecl() ? dyn_cast<VarDecl>(D->getSingleDecl()) : nullptr;
    if (!V || !V->getInit() || !V->hasLocalStorage() || suspends(V->getInit()))
      return;
    const CXXRecordDecl *Class = V->getType()->getAsCXXRecordDecl();
    auto Made = EventOf.find(unwrapped(V->getInit()));
    if (!Class || !Class->hasDefinition() || Class->hasTrivialDestructor() ||
        Made == EventOf.end())
      return;
    const auto *Await = llvm::find_if(Statements, suspends);
    if (Await == Statements.end())
      return;
    size_t Count = Await - Statements.begin();
    LocalScope Scope;
    Scope.Event = Made->second;
    Span Last = statementSpan(U, Statements[Count - 1], F.Where.File);
    Scope.Held = statementSpan(U, D, F.Where.File);
    if (!Last.Line || !Scope.Held.Line)
      return;
    std::tie(Scope.Held.EndLine, Scope.Held.EndColumn) = std::tie(Last.EndLine, Last.EndColumn);
    compare(Statements.take_front(Count), Statements.drop_front(Count), Scope);
    F.Scopes.push_back(std::move(Scope));
  }

  static void compare(llvm::ArrayRef<const Stmt *> Held, llvm::ArrayRef<const Stmt *> Rest,
                      LocalScope &Scope) {
    OutsideNames Before, After;
    for (const Stmt *S : Held.drop_front())
      addOutside(S, Before);
    for (const Stmt *S : Rest)
      addOutside(S, After);
    Scope.Shared = common(Before, After);
    Scope.Guards = !Before.empty();
    std::set<std::string> Later;
    for (const Stmt *S : Rest)
      addNames(S, Later);
    for (const Stmt *S : Held)
      if (const auto *D = dyn_cast<DeclStmt>(S))
        for (const Decl *One : D->decls())
          if (const auto *V = dyn_cast<NamedDecl>(One))
            if (Later.count(V->getNameAsString()))
              Scope.Carried = V->getNameAsString();
  }

  Unit &U;
  const llvm::DenseMap<const Stmt *, uint32_t> &EventOf;
  Function &F;
};

} // namespace

LoopSites findLoopSites(Unit &U, const FunctionDecl *Decl, const Stmt *Body, const Function &F) {
  std::set<std::string> Names;
  addNames(Body, Names);
  for (const ParmVarDecl *P : Decl->parameters())
    Names.insert(P->getNameAsString());
  LoopFinder Finder(U, Body, F.Where.File, std::move(Names));
  if (!jumps(Body))
    Finder.walk(Body, false);
  return std::move(Finder.Found);
}

void findScopes(Unit &U, const Stmt *Body,
                const llvm::DenseMap<const Stmt *, uint32_t> &EventOf, Function &F) {
  ScopeFinder(U, EventOf, F).walk(Body);
  llvm::stable_sort(F.Scopes,
                    [](const LocalScope &A, const LocalScope &B) { return A.Event < B.Event; });
}

} // namespace stallfree
