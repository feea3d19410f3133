//===- Ends.cpp - What ends a loop before all is gone through -------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LoopBounds.h"
#include "WorkLists.h"
#include "core/TypeEnds.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/STLFunctionalExtras.h"

using namespace clang;

namespace stallfree {

/// What a counter that is divided comes from, where it is not known.
static constexpr int64_t OrdinarySize = 1 << 20;
/// The bits that are set in an ordinary number.
static constexpr int64_t OrdinaryBits = 8;

static const Stmt *bodyOf(const Stmt *Loop) {
  if (const auto *For = dyn_cast<ForStmt>(Loop))
    return For->getBody();
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(Loop))
    return Range->getBody();
  const auto *While = dyn_cast<WhileStmt>(Loop);
  return While ? While->getBody() : nullptr;
}

static llvm::SmallVector<const Stmt *, 8> statementsOf(const Stmt *Body) {
  if (const auto *Several = dyn_cast_or_null<CompoundStmt>(Body))
    return {Several->body_begin(), Several->body_end()};
  return {Body};
}

static bool leaves(const Stmt *S) {
  if (const auto *Several = dyn_cast<CompoundStmt>(S))
    return !Several->body_empty() && leaves(Several->body_back());
  return isa<BreakStmt, ReturnStmt>(S);
}

/// A `continue` of an inner loop is no matter of a round.
static bool mayContinue(const Stmt *S) {
  if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt, LambdaExpr>(S))
    return false;
  return isa<ContinueStmt>(S) || llvm::any_of(S->children(), [](const Stmt *C) {
           return C && mayContinue(C);
         });
}

/// Is D counted down again, or set, as the depth of brackets is?
static bool goesBack(const Stmt *S, const ValueDecl *D) {
  const Expr *Changed = nullptr;
  if (const auto *Count = dyn_cast<UnaryOperator>(S); Count && Count->isDecrementOp())
    Changed = Count->getSubExpr();
  else if (const auto *Set = dyn_cast<BinaryOperator>(S);
           Set && (Set->getOpcode() == BO_Assign || Set->getOpcode() == BO_SubAssign))
    Changed = Set->getLHS();
  if (Changed && namedBy(Changed->IgnoreParenImpCasts()) == D)
    return true;
  return llvm::any_of(S->children(), [&](const Stmt *C) { return C && goesBack(C, D); });
}

static std::optional<double> numberOf(const Expr *E, const ASTContext &AST) {
  Expr::EvalResult Result;
  if (E->isValueDependent() || !E->EvaluateAsRValue(Result, AST))
    return std::nullopt;
  if (Result.Val.isInt())
    return Result.Val.getInt().roundToDouble(Result.Val.getInt().isSigned());
  if (Result.Val.isFloat())
    return Result.Val.getFloat().convertToDouble();
  return std::nullopt;
}

namespace {

/// The most rounds that a `break`, or a part of the condition, leaves of the loop:
/// what a round counts or adds up is held against a number (`used += width + 1;
/// if (used > 72) break;`), or how much it has put into a container.
class Breaks {
public:
  Breaks(const Stmt *Loop, bool Bounded, const ASTContext &AST,
         llvm::function_ref<bool(const Expr *)> StartsAnew)
      : Loop(Loop), Bounded(Bounded), AST(AST), StartsAnew(StartsAnew) {}

  std::optional<int64_t> most() {
    const Stmt *Body = bodyOf(Loop);
    if (!Body)
      return std::nullopt;
    Each = statementsOf(Body);
    for (const Stmt *S : Each) {
      if (const auto *If = dyn_cast_or_null<IfStmt>(S);
          If && If->getCond() && leaves(If->getThen()))
        test(If->getCond());
      Skips |= S && mayContinue(S);
      seldom(S);
    }
    if (const Expr *Condition = conditionOf(Loop))
      goesOn(Condition);
    return Most;
  }

  /// The least of what a counter is held against that not each round counts:
  /// `if (matches(x) && ++found == 20) break;`.
  std::optional<int64_t> seldom() const { return Seldom; }

private:
  /// The same of what is inside of an `if`, but not of inner loops.
  void seldom(const Stmt *S) {
    const auto *If = dyn_cast_or_null<IfStmt>(S);
    if (!If && !isa_and_nonnull<CompoundStmt>(S))
      return;
    for (const Stmt *Inner : S->children()) {
      const auto *Ends = dyn_cast_or_null<IfStmt>(Inner);
      if (Ends && Ends->getCond() && leaves(Ends->getThen())) {
        bool Before = std::exchange(Skips, true);
        test(Ends->getCond());
        Skips = Before;
      }
      seldom(Inner);
    }
  }

  /// One of several is enough to end the loop.
  void test(const Expr *Condition) {
    const auto *B = dyn_cast<BinaryOperator>(unwrapped(Condition));
    if (!B)
      return;
    if (B->getOpcode() == BO_LOr || B->getOpcode() == BO_LAnd) {
      bool Both = B->getOpcode() == BO_LAnd; // Then neither is enough.
      bool Before = std::exchange(Skips, Skips || Both);
      test(B->getLHS());
      test(B->getRHS());
      Skips = Before;
    } else if (B->getOpcode() == BO_LT || B->getOpcode() == BO_LE) {
      compare(B->getRHS(), B->getLHS());
    } else if (B->isComparisonOp() && B->getOpcode() != BO_NE) {
      compare(B->getLHS(), B->getRHS());
    }
  }

  /// `i < words.size() && chosen.size() < 200`, `i < words.size() && i < 300`
  void goesOn(const Expr *Condition, bool Part = false) {
    const auto *B = dyn_cast<BinaryOperator>(unwrapped(Condition));
    if (B && B->getOpcode() == BO_LAnd) {
      goesOn(B->getLHS(), true);
      goesOn(B->getRHS(), true);
    } else if (B && (B->getOpcode() == BO_LT || B->getOpcode() == BO_LE)) {
      if ((Part && Bounded) || measured(unwrapped(B->getLHS())->IgnoreParenCasts()))
        compare(B->getLHS(), B->getRHS());
    }
  }

  void compare(const Expr *Counted, const Expr *Limit) {
    auto Number = numberOf(Limit, AST);
    constexpr double MostRounds = 1e15;
    if (!Number || !(*Number >= 1 && *Number <= MostRounds) || isTypeEnd(*Number)) // Nor NaN.
      return;
    Counted = unwrapped(Counted)->IgnoreParenCasts();
    double Least = 0; // That a round adds.
    if (const auto *Up = dyn_cast<UnaryOperator>(Counted);
        Up && Up->isIncrementOp()) {
      Counted = Up->getSubExpr();
      Least = Skips ? 0 : 1;
    } else if (const Expr *Object = measured(Counted)) {
      Counted = Object;
      const ValueDecl *List = namedBy(Object);
      Least = List && !Skips && workList(Loop, List).Always > 0;
    } else if (const ValueDecl *D = namedBy(Counted)) {
      Least = addedTo(D);
    }
    if (Least <= 0 && StartsAnew(Counted) && namedBy(Counted) && changesIn(Counted, Loop) &&
        !goesBack(Loop, namedBy(Counted)))
      Seldom = std::min(Seldom.value_or(INT64_MAX), int64_t(*Number));
    if (Least <= 0 || !StartsAnew(Counted))
      return;
    if (*Number / Least > MostRounds)
      return;
    auto Rounds = int64_t(*Number / Least) + 1;
    Most = Most ? std::min(*Most, Rounds) : Rounds;
  }

  double addedTo(const ValueDecl *D) {
    const auto *For = dyn_cast<ForStmt>(Loop);
    if (double Least = For ? addedBy(For->getInc(), D) : 0; Least > 0)
      return Least;
    double Least = 0;
    for (const Stmt *S : Each)
      Least = std::max(Least, Skips ? 0 : addedBy(S, D));
    return Least;
  }

  /// What `n += x` adds to D: mostly more than the least, so one more than that.
  double addedBy(const Stmt *S, const ValueDecl *D) {
    const auto *E = dyn_cast_or_null<Expr>(S);
    if (!E)
      return 0;
    E = unwrapped(E);
    if (const auto *Up = dyn_cast<UnaryOperator>(E))
      return Up->isIncrementOp() && namedBy(Up->getSubExpr()) == D;
    const auto *Sum = dyn_cast<CompoundAssignOperator>(E);
    if (!Sum || Sum->getOpcode() != BO_AddAssign || namedBy(Sum->getLHS()) != D)
      return 0;
    const Expr *Added = Sum->getRHS()->IgnoreParenImpCasts();
    const auto *Both = dyn_cast<BinaryOperator>(Added);
    if (Added->getType()->isBooleanType() || isa<ConditionalOperator>(Added) ||
        (Both && (Both->getOpcode() == BO_Sub || Both->isComparisonOp())))
      return 0; // `level += (c == '(') - (c == ')')`
    if (auto Number = numberOf(Added, AST))
      return *Number;
    const auto *More = dyn_cast<BinaryOperator>(Added);
    auto Always = More && More->getOpcode() == BO_Add
                      ? numberOf(More->getRHS(), AST)
                      : std::nullopt;
    return Always ? *Always + 1 : D->getType()->isIntegerType();
  }

  const Stmt *Loop;
  /// Something is known of its rounds: `length < 64 && a[length] == b[length]` is
  /// mostly over much earlier.
  bool Bounded;
  const ASTContext &AST;
  /// Does what is counted begin anew with the loop?
  llvm::function_ref<bool(const Expr *)> StartsAnew;
  llvm::SmallVector<const Stmt *, 8> Each; ///< The statements of a round.
  bool Skips = false; ///< A round may go on without all of them.
  std::optional<int64_t> Most, Seldom;
};

} // namespace

/// By how much S makes D shorter: 2 for `D >>= 1`.
static std::optional<int64_t> dividedIn(const Stmt *S, const ValueDecl *D,
                                        Values &Described) {
  if (const auto *B = dyn_cast<CompoundAssignOperator>(S);
      B && namedBy(B->getLHS()) == D) {
    Value By = Described.describe(B->getRHS());
    bool Shift = B->getOpcode() == BO_ShrAssign;
    if (By.K == Value::Kind::Integer && By.Number > 0 &&
        (B->getOpcode() == BO_DivAssign || (Shift && By.Number < 32)))
      return Shift ? int64_t(1) << By.Number : By.Number;
  }
  for (const Stmt *Child : S->children())
    if (auto By = Child ? dividedIn(Child, D, Described) : std::nullopt)
      return By;
  return std::nullopt;
}

/// `bits &= bits - 1`
static bool clearsBits(const Stmt *S, const ValueDecl *D) {
  if (const auto *B = dyn_cast<CompoundAssignOperator>(S);
      B && B->getOpcode() == BO_AndAssign && namedBy(B->getLHS()) == D)
    if (const auto *Less = dyn_cast<BinaryOperator>(
            B->getRHS()->IgnoreParenCasts());
        Less && Less->getOpcode() == BO_Sub && namedBy(Less->getLHS()) == D)
      return true;
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return Child && clearsBits(Child, D);
  });
}

/// `while (n > 0) n /= 10`, `while (bits) bits &= bits - 1`: a round for each
/// digit of an ordinary number.
static std::optional<int64_t> roundsOfDigits(const Expr *Condition,
                                             const Stmt *Loop,
                                             Values &Described) {
  const Expr *Left = unwrapped(Condition)->IgnoreParenImpCasts();
  if (const auto *B = dyn_cast<BinaryOperator>(Left);
      B && (B->getOpcode() == BO_GT || B->getOpcode() == BO_NE)) {
    Value Last = Described.describe(B->getRHS());
    if (Last.K != Value::Kind::Integer || Last.Number != 0)
      return std::nullopt;
    Left = B->getLHS();
  }
  const ValueDecl *D = namedBy(Left);
  if (!D || !D->getType()->isIntegerType())
    return std::nullopt;
  if (clearsBits(Loop, D))
    return OrdinaryBits;
  auto By = dividedIn(Loop, D, Described);
  if (!By || *By < 2)
    return std::nullopt;
  return Step{*By, /*Down=*/true, /*Multiplies=*/true}.rounds(1, OrdinarySize, false);
}

/// `while (chosen.size() < 256)` with a `chosen.push_back(x)`.
bool LoopBounds::fillsUp(const Stmt *S, const Comparison &Found, Loop &L) {
  const Expr *Object = Found.Below ? measured(Found.Left) : nullptr;
  const ValueDecl *D = Object ? namedBy(Object) : nullptr;
  if (!D || (!workList(S, D).Pushed && !changesIn(Object, S)) ||
      (Parts.Around.lookup(S) && !isOwnCounter(Object, S)))
    return false;
  Value Last = Described.describe(Found.Right);
  if (Last.K == Value::Kind::Integer)
    return rounds(S, Last.Number, Found.Right, L);
  sized(S, Found.Right, L);
  return true;
}

void LoopBounds::endsBefore(const Stmt *S, const Expr *Condition, Loop &L) {
  if (Condition && L.Kind == Loop::BoundKind::Unknown)
    if (auto Digits = roundsOfDigits(Condition, S, Described))
      rounds(S, *Digits, Condition, L);
  if (L.Kind == Loop::BoundKind::Unbounded)
    return;
  auto StartsAnew = [&](const Expr *Counted) {
    return !Parts.Around.lookup(S) || isOwnCounter(Counted, S);
  };
  Breaks Ends(S, L.Kind != Loop::BoundKind::Unknown, U.AST, StartsAnew);
  auto Most = Ends.most();
  L.HeldTo = Ends.seldom().value_or(0);
  constexpr int64_t OrdinaryItems = 4096; // More are a precaution, not what comes.
  if (Most && *Most > OrdinaryItems && L.Kind == Loop::BoundKind::Sized) {
    L.HeldTo = L.HeldTo ? std::min(L.HeldTo, *Most) : *Most;
  } else if (Most && (L.Kind != Loop::BoundKind::Constant || L.Trips > *Most)) {
    L.Kind = Loop::BoundKind::Constant;
    L.Trips = *Most;
    L.Marks.clear();
  }
}

} // namespace stallfree
