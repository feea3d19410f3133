//===- LoopConditions.cpp - Loops that a condition ends -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Asked.h"
#include "LoopBounds.h"
#include "WorkLists.h"
#include "llvm/ADT/StringSwitch.h"
#include <cmath>

using namespace clang;

namespace stallfree {

/// What one round takes of what a method goes on through.
static constexpr uint32_t CharactersOfRound = 4;
/// What a counter that doubles comes to, where it is not known.
static constexpr int64_t OrdinarySize = 1 << 20;
/// A cursor that is set to what a search finds goes on by so many, or more.
static constexpr uint32_t CharactersOfPiece = 8;
/// A search that is begun for each item, with marks that last: most find that
/// all is marked, one takes the rest.
static constexpr int64_t RoundsOfRepeated = 2;

static llvm::StringRef nameOf(const FunctionDecl *F) {
  return F && F->getIdentifier() ? F->getName() : "";
}

/// `std::ssize(items)`
static const Expr *measuredByFunction(const Expr *E) {
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  bool Measures =
      Callee && !isa<CXXMethodDecl>(Callee) && isStd(Callee) && Call->getNumArgs() == 1 &&
      llvm::StringSwitch<bool>(nameOf(Callee))
          .Cases({"size", "ssize", "end", "cend", "empty", "begin"}, true)
          .Default(false);
  return Measures ? Call->getArg(0) : nullptr;
}

const Expr *measured(const Expr *E) {
  if (const Expr *Object = measuredByFunction(E))
    return Object;
  const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
  bool Measures =
      Call && Call->getNumArgs() == 0 &&
      llvm::StringSwitch<bool>(nameOf(Call->getMethodDecl()))
          .Cases({"size", "length", "end", "cend", "empty", "begin"}, true)
          .Cases({"isEmpty", "count", "rend", "constEnd", "data"}, true)
          .Default(false);
  return Measures ? Call->getImplicitObjectArgument() : nullptr;
}

const Expr *conditionOf(const Stmt *Loop) {
  if (const auto *For = dyn_cast<ForStmt>(Loop))
    return For->getCond();
  if (const auto *While = dyn_cast<WhileStmt>(Loop))
    return While->getCond();
  const auto *Do = dyn_cast<DoStmt>(Loop);
  return Do ? Do->getCond() : nullptr;
}

const VarDecl *variable(const Expr *E) {
  const auto *D = E ? dyn_cast<DeclRefExpr>(E->IgnoreParenCasts()) : nullptr;
  return D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
}

/// Does a loop around S go on with the same cursor, as far as the same end? The
/// rounds of S are some of its own then.
bool LoopBounds::sharesCursor(const Comparison &Here, const Stmt *S) {
  const VarDecl *Cursor = variable(Here.Left);
  for (S = Cursor ? Parts.Around.lookup(S) : nullptr; S; S = Parts.Around.lookup(S)) {
    const Expr *Condition = conditionOf(S);
    auto Outer = Condition ? comparisonIn(Condition) : std::nullopt;
    if (Outer && variable(Outer->Left) == Cursor && text(Outer->Right) == text(Here.Right))
      return true;
  }
  return false;
}

/// The condition ends the loop after so many rounds.
bool LoopBounds::rounds(const Stmt *S, int64_t Times, const Expr *Bound, Loop &L) {
  L.Kind = Loop::BoundKind::Constant;
  L.Trips = Times;
  L.Bound = text(Bound);
  L.BoundValue = Described.describe(Bound);
  return true;
}

/// `i * i <= n`, and what grows towards its counter: `while (need > capacity)
/// capacity *= 2`, and what two ends come together in by halves.
bool LoopBounds::isSpecial(const Stmt *S, const Comparison &Found, Loop &L) {
  if (const Expr *Square = squareLimit(Found)) {
    Value V = Described.describe(Square);
    if (V.K != Value::Kind::Integer) {
      sized(S, Square, L);
      return true;
    }
    return rounds(S, int64_t(std::sqrt(std::max(double(V.Number), 0.))), Square, L);
  }
  if (isa<ForStmt>(S) || !changesIn(Found.Right, S))
    return false;
  int64_t Halvings = *Step{2, false, true}.rounds(1, OrdinarySize, false);
  if (changesIn(Found.Left, S))
    return halvesIn(S) && rounds(S, Halvings, Found.Right, L);
  if (multipliesIn(Found.Right, S))
    return rounds(S, Halvings, Found.Left, L);
  sized(S, Found.Left, L);
  return true;
}

/// The list of `std::next_permutation(a.begin(), a.end())` and of
/// `std::ranges::next_permutation(a).found`.
static const Expr *permuted(const Expr *Condition) {
  Condition = unwrapped(Condition)->IgnoreParenImpCasts();
  if (const auto *Part = dyn_cast<MemberExpr>(Condition))
    Condition = unwrapped(Part->getBase());
  const auto *Call = dyn_cast<CallExpr>(Condition);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !isStd(Callee) || Call->getNumArgs() < 2)
    return nullptr;
  auto Steps = [](llvm::StringRef Name) {
    return Name == "next_permutation" || Name == "prev_permutation";
  };
  if (Steps(nameOf(Callee)))
    return unwrapped(Call->getArg(0));
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  const CXXRecordDecl *Algorithm =
      Operator && Operator->getOperator() == OO_Call
          ? Call->getArg(0)->getType()->getAsCXXRecordDecl()
          : nullptr;
  llvm::StringRef Name = Algorithm ? Algorithm->getName() : "";
  bool Permutes = Name.consume_front("__") && Name.consume_back("_fn") && Steps(Name);
  return Permutes ? unwrapped(Call->getArg(1)) : nullptr;
}

/// `while (std::next_permutation(a.begin(), a.end()))`
bool LoopBounds::permutes(const Expr *Condition, Loop &L) {
  const Expr *First = permuted(Condition);
  if (!First)
    return false;
  const Expr *Object = measured(First);
  if (!Object)
    Object = First;
  L.Kind = Loop::BoundKind::Sized;
  L.Permutes = true;
  L.BoundValue = Described.describe(Object);
  if (auto Most = Parts.Held.most(variable(Object))) {
    L.BoundValue = Value();
    L.BoundValue.K = Value::Kind::Integer;
    L.BoundValue.Number = *Most;
  }
  L.Bound = "|" + text(Object) + "|!";
  return true;
}

/// A loop over a list that it puts more into.
bool LoopBounds::feedsItself(const Stmt *S, const Expr *Object, Loop &L) {
  const ValueDecl *List = namedBy(Object);
  if (!List || isa<CXXForRangeStmt>(S))
    return false;
  WorkList Found = workList(S, List);
  if (!Found.Pushed || Found.Marks.empty())
    return false;
  // What goes round for each message is no loop over what is marked.
  auto Outer = Known.find(Parts.Around.lookup(S));
  bool Lasts = Outer != Known.end() &&
               Outer->second.Kind != Loop::BoundKind::Unbounded &&
               Outer->second.Kind != Loop::BoundKind::Unknown;
  for (const WorkList::Looked &M : Found.Marks)
    Lasts &= !varies(M.In, S);
  if (Lasts)
    return rounds(S, RoundsOfRepeated, Object, L);
  L.Kind = Loop::BoundKind::Sized;
  L.Trips = Found.Always;
  for (const WorkList::Looked &M : Found.Marks)
    L.Marks.push_back({Described.describe(M.In), M.Levels});
  L.BoundValue = Described.describe(Object); // What was in it before.
  return true;
}

/// `while ((at = text.find(x, at)) != npos)`: one round for each that is there.
bool LoopBounds::searches(const Stmt *S, const Comparison &Found, Loop &L) {
  static constexpr uint32_t Between = 32; // Characters from one to the next.
  const auto *Set = dyn_cast<BinaryOperator>(Found.Left->IgnoreParenCasts());
  const auto *Call = Set && Set->getOpcode() == BO_Assign
                         ? dyn_cast<CXXMemberCallExpr>(
                               unwrapped(Set->getRHS())->IgnoreParenCasts())
                         : nullptr;
  if (!Call || !isStd(Call->getMethodDecl()) ||
      !nameOf(Call->getMethodDecl()).starts_with("find"))
    return false;
  const Expr *Text = Call->getImplicitObjectArgument();
  sized(S, Text, L);
  L.Step = Between;
  if (Parts.Around.lookup(S) && !varies(Text, S))
    L.Kind = Loop::BoundKind::Child;
  return true;
}

/// `while (recent_.size() > most) recent_.pop_back()`: what is put in for each
/// message goes out with it, one for one.
bool LoopBounds::shrinks(const Stmt *S, const Comparison &Found, Loop &L) {
  const Expr *Object = measured(unwrapped(Found.Left)->IgnoreParenCasts());
  Value Rest = Object ? Described.describe(Found.Right) : Value();
  // `while (queue.size() > 0)` empties it, as `while (!queue.empty())` does.
  constexpr int64_t Few = 8;
  bool Number = Rest.K == Value::Kind::Integer;
  if (Number && (Rest.Number == 0 ? !Found.Inclusive : Rest.Number == 1 && Found.Inclusive)) {
    empties(S, Object, L);
    return true;
  }
  if (Found.Below || (Number && Rest.Number < Few))
    return false;
  bool Kept = Object && isa_and_nonnull<FieldDecl>(namedBy(Object));
  return Kept && isa<WhileStmt>(S) && rounds(S, 1, Found.Left, L);
}

void LoopBounds::comparisonLoop(const Stmt *S, Comparison Found, Loop &L) {
  // `while (text.size() > at)` is `while (at < text.size())`.
  if (!Found.Below && measured(unwrapped(Found.Left)->IgnoreParenCasts()) &&
      changesIn(symbolic(Found.Right), S)) {
    std::swap(Found.Left, Found.Right);
    Found.Below = true;
  }
  if (shrinks(S, Found, L) || isSpecial(S, Found, L))
    return;
  Found.Left = symbolic(Found.Left); // `at + 8 <= size`
  if (searches(S, Found, L) || fillsUp(S, Found, L))
    return;
  Value Last = Described.describe(Found.Right);
  // Against a number the counter decides, whose steps are not known.
  if (Last.K == Value::Kind::Integer || Last.K == Value::Kind::Null)
    return;
  if (sharesCursor(Found, S) || offersRest(Found.Left, Found.Right, S))
    return;
  sized(S, Found.Right, L);
  bool Sized = L.Kind == Loop::BoundKind::Sized || L.Kind == Loop::BoundKind::Child;
  if (Sized && L.Marks.empty() &&
      takesPieces(Found.Left, S))
    L.Step = CharactersOfPiece;
  L.GoesOn = isa<WhileStmt>(S) && !Found.Partial && !Parts.Around.lookup(S) &&
             L.Marks.empty() && isKeptCursor(Found.Left);
  if (!L.GoesOn &&
      (isa<ForStmt>(S) || Found.Partial || !isOwnCounter(Found.Left, S)))
    if (L.Kind != Loop::BoundKind::Unknown || isa<ForStmt>(S))
      L.Kind = Loop::BoundKind::Child;
}

/// `while (!queue.empty())`
void LoopBounds::empties(const Stmt *S, const Expr *Object, Loop &L) {
  if (feedsItself(S, Object, L))
    return;
  sized(S, Object, L);
  const VarDecl *V = variable(Object);
  if (V && Parts.Around.lookup(S) && !varies(Object, S))
    L.Kind = Loop::BoundKind::Child;
}

/// `while (lexer.more())`
bool LoopBounds::asks(const Stmt *S, const CallExpr *Call, Loop &L) {
  const Expr *Size = askedSize(Call);
  if (!Size)
    return false;
  L.BoundValue = Described.describe(Size);
  L.BoundValue.OfThis = asksThis(Call);
  L.Bound = "|" + text(Size) + "|";
  L.Kind = Loop::BoundKind::Sized;
  L.Step = CharactersOfRound;
  L.GoesOn = true;
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  if (Member && varies(Member->getImplicitObjectArgument(), S))
    L.Kind = Loop::BoundKind::Child;
  return true;
}

/// `while (at != end)`, `while (!queue.empty())`, `while (getline(in, s))`.
void LoopBounds::conditionLoop(const Stmt *S, const Expr *Condition, Loop &L) {
  if (const Expr *Counter = countedDown(Condition, Described))
    if (isOwnCounter(Counter, S))
      return sized(S, Counter, L);
  if (auto Found = comparisonIn(Condition))
    return comparisonLoop(S, *Found, L);
  if (permutes(Condition, L))
    return;
  const Expr *Plain = unwrapped(Condition);
  if (const auto *Not = dyn_cast<UnaryOperator>(Plain);
      Not && Not->getOpcode() == UO_LNot)
    Plain = unwrapped(Not->getSubExpr());
  if (const Expr *Object = measured(Plain))
    return empties(S, Object, L);
  if (const auto *Call = dyn_cast<CallExpr>(Plain); Call && asks(S, Call, L))
    return;
  // A stream as a condition: what was read last.
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Plain);
      Call && isa_and_nonnull<CXXConversionDecl>(Call->getMethodDecl()))
    if (const auto *Read = dyn_cast<CallExpr>(
            unwrapped(Call->getImplicitObjectArgument()))) {
      L.Kind = Loop::BoundKind::DataSized;
      const Expr *From = Read->getNumArgs() ? Read->getArg(0) : Read;
      L.Bound = "|" + text(From) + "|";
      L.BoundValue = Described.describe(From);
    }
}

} // namespace stallfree
