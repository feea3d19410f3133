//===- LoopBounds.cpp - How often a loop goes round -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LoopBounds.h"
#include "Neighbourhood.h"
#include "Reached.h"
#include "clang/AST/ASTContext.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace stallfree {

/// What a counter that doubles comes to, where it is not known.
static constexpr int64_t OrdinarySize = 1 << 20;

static llvm::StringRef nameOf(const FunctionDecl *F) {
  return F && F->getIdentifier() ? F->getName() : "";
}

std::string LoopBounds::text(const Expr *E) {
  return Lexer::getSourceText(CharSourceRange::getTokenRange(
                                  U.Sources.fileLocation(E->getBeginLoc()),
                                  U.Sources.fileLocation(E->getEndLoc())),
                              U.Sources.SM, U.AST.getLangOpts())
      .str();
}

bool LoopBounds::isTrue(const Expr *Condition) {
  if (!Condition)
    return true;
  Value V = Described.describe(Condition);
  return V.K == Value::Kind::Integer && V.Number != 0;
}

bool LoopBounds::encloses(const Stmt *Outer, const Stmt *Inner) const {
  while (Inner && Inner != Outer)
    Inner = Parts.Around.lookup(Inner);
  return Outer && Inner == Outer;
}

/// Does E name something that is made anew in each round of a loop around In?
bool LoopBounds::varies(const Expr *E, const Stmt *In) const {
  if (const VarDecl *V = variable(E))
    return encloses(Parts.DeclaredIn.lookup(V), Parts.Around.lookup(In));
  for (const Stmt *Child : E->children())
    if (const auto *Part = dyn_cast_or_null<Expr>(Child))
      if (varies(Part, In))
        return true;
  return false;
}

/// Does the loop start anew each time that it is entered? `while (i < n)` with
/// an `i` from outside of the loop around goes on where it stopped: all its
/// rounds together are n. So does one over what a caller's cursor points at.
bool LoopBounds::isOwnCounter(const Expr *E, const Stmt *S) const {
  const Stmt *Around = Parts.Around.lookup(S);
  const VarDecl *V = variable(E);
  if (!V)
    return false;
  if (isa<ParmVarDecl>(V))
    return !Around && !V->getType()->isReferenceType();
  return !Around || encloses(Parts.DeclaredIn.lookup(V), S) ||
         Parts.DeclaredIn.lookup(V) == Around;
}

/// `1 << n`
bool LoopBounds::isPowerOfTwo(const Expr *E) {
  const auto *B = dyn_cast<BinaryOperator>(E->IgnoreParenCasts());
  return B && B->getOpcode() == BO_Shl &&
         Described.describe(B->getLHS()).K == Value::Kind::Integer;
}

/// Without casts and small change: `n - 1`, `n / 2`, `std::min(n, m)`.
const Expr *LoopBounds::symbolic(const Expr *E) {
  for (;;) {
    E = unwrapped(E)->IgnoreParenCasts();
    const auto *B = dyn_cast<BinaryOperator>(E);
    bool Known = Described.describe(E).K == Value::Kind::Integer;
    if (Known)
      return E;
    if (B && (B->isAdditiveOp() || B->getOpcode() == BO_Mul)) {
      bool LeftKnown =
          Described.describe(B->getLHS()).K == Value::Kind::Integer;
      E = LeftKnown ? B->getRHS() : B->getLHS();
    } else if (isPowerOfTwo(E)) {
      return E;
    } else if (B && (B->isMultiplicativeOp() || B->isShiftOp())) {
      E = B->getLHS();
    } else if (const auto *C = dyn_cast<CallExpr>(E);
               C && C->getNumArgs() == 2 && C->getDirectCallee() &&
               isStd(C->getDirectCallee()) &&
               nameOf(C->getDirectCallee()) == "min") {
      bool RightKnown =
          Described.describe(C->getArg(1)).K == Value::Kind::Integer;
      E = C->getArg(RightKnown ? 1 : 0);
    } else {
      return E;
    }
  }
}

/// Of `std::min(n, 4800)` n, where 4800 is noted; else E.
const Expr *LoopBounds::capped(const Expr *E, Loop &L) {
  const auto *Call = dyn_cast<CallExpr>(unwrapped(E)->IgnoreParenCasts());
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !isStd(Callee) || Call->getNumArgs() != 2 || nameOf(Callee) != "min")
    return E;
  for (unsigned Known : {0u, 1u})
    if (Value Most = Described.describe(Call->getArg(Known)); Most.K == Value::Kind::Integer) {
      L.Within = std::move(Most);
      return Call->getArg(1 - Known);
    }
  return E;
}

void LoopBounds::sized(const Stmt *S, const Expr *E, Loop &L) {
  E = capped(E, L);
  const Expr *Whole = unwrapped(E)->IgnoreParenCasts();
  E = symbolic(E);
  // `j < i`: as often as the loop that counts i.
  if (const VarDecl *V = variable(E); V && V->getType()->isIntegerType())
    if (const Stmt *Outer = Parts.DeclaredIn.lookup(V);
        Outer && encloses(Outer, Parts.Around.lookup(S)) &&
        isa<ForStmt>(Outer))
      if (auto It = Known.find(Outer); It != Known.end()) {
        L.Kind = It->second.Kind;
        L.Trips = It->second.Trips;
        L.Bound = It->second.Bound;
        L.BoundValue = It->second.BoundValue;
        return;
      }
  if (const Expr *Object = measured(E)) {
    if (feedsItself(S, Object, L))
      return;
    E = Object;
  }
  L.Kind = varies(E, S) ? Loop::BoundKind::Child : Loop::BoundKind::Sized;
  if (isPowerOfTwo(E)) {
    L.BoundValue = Described.describe(
        symbolic(cast<BinaryOperator>(E->IgnoreParenCasts())->getRHS()));
    L.BoundValue.Exponent = true;
  } else {
    L.BoundValue = Described.describe(E);
  }
  if (L.BoundValue.K == Value::Kind::Integer) {
    L.Kind = Loop::BoundKind::Constant;
    L.Trips = L.BoundValue.Number;
  }
  const auto *Member = dyn_cast<MemberExpr>(E->IgnoreParenCasts());
  std::optional<int64_t> Most =
      statedMost(Member ? Member->getMemberDecl() : variable(E));
  if (!Most)
    Most = Parts.Held.most(variable(E));
  if (Most) {
    L.Kind = Loop::BoundKind::Constant;
    L.Trips = *Most;
  }
  std::string Text = text(unwrapped(E));
  if (const auto *B = dyn_cast<BinaryOperator>(Whole);
      B && B->getOpcode() == BO_Mul) {
    Value Times = Described.describe(symbolic(B->getRHS()));
    if (L.Kind != Loop::BoundKind::Constant &&
        Times.K != Value::Kind::Unknown) {
      L.BoundTimes = std::move(Times);
      Text = text(Whole);
    }
  }
  if (Text.size() > 80 || Text.find('\n') != std::string::npos)
    Text = L.BoundValue.Name;
  L.Bound = Text.empty() ? "" : "|" + Text + "|";
}

void LoopBounds::limit(const Stmt *S, const Expr *Bound, int64_t First,
                       const Step &By, bool Inclusive, Loop &L) {
  Value V = limitOf(Bound, Described);
  bool Known = V.K == Value::Kind::Integer;
  if (!Known && !By.Multiplies) {
    sized(S, Bound, L);
    if (L.Kind != Loop::BoundKind::Constant)
      L.Step = uint32_t(std::min<int64_t>(By.By, UINT32_MAX));
    if (By.By > 1 && L.Within.K == Value::Kind::Integer)
      L.Within.Number /= By.By;
    return;
  }
  // Few rounds if it multiplies, however large the bound is.
  auto Rounds = By.rounds(First, Known ? V.Number : OrdinarySize, Inclusive);
  if (!Rounds)
    return;
  L.Kind = Loop::BoundKind::Constant;
  L.Trips = *Rounds;
  L.Bound = text(Bound);
  L.BoundValue = std::move(V);
}

/// Where the init statement of For starts Counter.
static const Expr *startOf(const ForStmt *For, const Expr *Counter) {
  const Expr *Start = nullptr;
  if (const auto *D = dyn_cast_or_null<DeclStmt>(For->getInit())) {
    for (const Decl *One : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(One);
          V && (V == variable(Counter) || D->isSingleDecl()))
        Start = V->getInit();
  } else if (const auto *Set = dyn_cast_or_null<BinaryOperator>(For->getInit());
             Set && Set->getOpcode() == BO_Assign) {
    Start = Set->getRHS();
  }
  return Start;
}

void LoopBounds::forLoop(const ForStmt *For, Loop &L) {
  if (const Expr *Down = countedDown(For->getCond(), Described))
    if (const Expr *Start = startOf(For, Down))
      return limit(For, Start, 0, {1, /*Down=*/true}, false, L);
  auto Found = comparisonIn(For->getCond());
  if (!Found)
    return conditionLoop(For, For->getCond(), L);
  if (Found->Partial && endsWhenQuiet(For, For->getCond())) {
    rounds(For, RoundsUntilQuiet, Found->Right, L);
    return;
  }
  const Expr *Counter = symbolic(Found->Left); // `at + 64 <= size`
  if (measured(Counter)) // `for (n = 3; found.size() < 200; n += 2)`
    return conditionLoop(For, For->getCond(), L);
  const Expr *Start = startOf(For, Counter);
  if (!Start && !isa_and_nonnull<DeclStmt>(For->getInit())) {
    if (!isOwnCounter(Counter, For))
      return conditionLoop(For, For->getCond(), L);
    if (const VarDecl *V = variable(Counter); V && !isa<ParmVarDecl>(V))
      Start = V->getInit(); // `int n = 0; for (; n < 200; ++n)`
  }
  Value First;
  if (Start)
    First = Described.describe(Start);
  Step By = For->getInc() ? stepOf(For->getInc(), Counter, Described)
                          : stepInBody(*For, Counter);
  Value Last = Described.describe(Found->Right);
  bool LastKnown = Last.K == Value::Kind::Integer;
  if (By.Down && Start) // `for (i = n; i > 0; --i)`: the bound is where it starts.
    return limit(For, Start, LastKnown ? Last.Number : 0, By, Found->Inclusive,
                 L);
  if (Start && By.By > 0 && !By.Multiplies)
    if (auto Near = neighbourhood(Start, Found->Right, Described)) {
      if (!Near->Wide) {
        sized(For, Near->Radius, L);
        if (L.Kind != Loop::BoundKind::Constant)
          L.Step = uint32_t(std::min<int64_t>(By.By, UINT32_MAX));
        return;
      }
      rounds(For, *By.rounds(0, *Near->Wide, Found->Inclusive), Found->Right, L);
      return;
    }
  bool FirstKnown = First.K == Value::Kind::Integer;
  bool Triangle = LastKnown && !FirstKnown && !Found->Partial;
  if (auto Mean = Triangle ? meanStart(For, Start, Last.Number) : std::nullopt)
    First.Number = *Mean, FirstKnown = true;
  if (LastKnown && (!FirstKnown || By.By == 0))
    return; // An unknown start or step makes the number say nothing.
  if (isSpecial(For, *Found, L) || (By.By == 0 && !stepsBy(For, By, L)))
    return;
  limit(For, Found->Right, FirstKnown ? First.Number : 0, By, Found->Inclusive,
        L);
}

void LoopBounds::rangeLoop(const CXXForRangeStmt *For, Loop &L) {
  const Expr *Range = For->getRangeInit();
  QualType T = Range->getType().getCanonicalType().getNonReferenceType();
  if (const auto *Array = dyn_cast<ConstantArrayType>(T.getTypePtr())) {
    L.Kind = Loop::BoundKind::Constant;
    L.Trips = static_cast<int64_t>(Array->getSize().getLimitedValue(INT64_MAX));
    L.Bound = text(Range);
    L.BoundValue = Described.describe(Range);
    return;
  }
  if (const auto *List = dyn_cast<InitListExpr>(Described.core(Range))) {
    L.Kind = Loop::BoundKind::Constant;
    L.Trips = List->getNumInits();
    return;
  }
  sized(For, Range, L);
}

/// What a loop up to a plain number goes over.
void LoopBounds::noteReached(const ForStmt *For, Loop &L) {
  auto Found = comparisonIn(For->getCond());
  const VarDecl *Counter = Found ? variable(symbolic(Found->Left)) : nullptr;
  if (Counter && !measured(symbolic(Found->Right)))
    L.Reached = reachedBy(For, Counter, Described);
}

void LoopBounds::classify(const Stmt *S, Loop &L) {
  const Expr *Condition = conditionOf(S);
  if (const auto *For = dyn_cast<CXXForRangeStmt>(S))
    rangeLoop(For, L);
  else if (isTrue(Condition))
    L.Kind = Loop::BoundKind::Unbounded;
  else if (const auto *For = dyn_cast<ForStmt>(S))
    forLoop(For, L);
  else
    conditionLoop(S, Condition, L);
  if (const auto *For = dyn_cast<ForStmt>(S);
      For && L.Kind == Loop::BoundKind::Sized) {
    noteReached(For, L);
    if (auto Found = comparisonIn(Condition))
      limitToo(Condition, *Found, L);
  }
  endsBefore(S, Condition, L);
  Known[S] = L;
}

} // namespace stallfree
