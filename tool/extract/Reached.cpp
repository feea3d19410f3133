//===- Reached.cpp - What a counter leads into -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Reached.h"
#include "LoopBounds.h"
#include "Rounds.h"
#include "WorkLists.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace stallfree {

/// `at = y * width + x` is looked through so often.
static constexpr unsigned MostNames = 3;

namespace {

/// What an index is made of.
class Index {
public:
  Index(const VarDecl *Counter, Values &Described)
      : Counter(Counter), Described(Described) {}

  void add(const Expr *E, unsigned Depth = MostNames) {
    E = E->IgnoreParenCasts();
    if (const auto *D = dyn_cast<DeclRefExpr>(E))
      return name(dyn_cast<VarDecl>(D->getDecl()), Depth);
    if (const auto *B = dyn_cast<BinaryOperator>(E);
        B && B->getOpcode() == BO_Mul && !isFew(B->getLHS()) &&
        !isFew(B->getRHS()))
      ++Products;
    for (const Stmt *Child : E->children())
      if (const auto *Part = dyn_cast_or_null<Expr>(Child))
        add(Part, Depth);
  }

  bool counts() const { return Names.contains(Counter); }
  uint32_t levels() const { return 1 + Products; }

private:
  /// The channels of a pixel, not the pixels of a row.
  bool isFew(const Expr *E) const {
    static constexpr int64_t Few = 16;
    Value V = Described.describe(E);
    return V.K == Value::Kind::Integer && V.Number <= Few;
  }

  /// A local that is made of others stands for them.
  void name(const VarDecl *V, unsigned Depth) {
    if (!V || !Names.insert(V).second)
      return;
    bool Made = V->isLocalVarDecl() && V->getInit() && V != Counter &&
                V->getType()->isIntegerType();
    if (Made && Depth > 0 && !isConstant(V->getInit()))
      add(V->getInit(), Depth - 1);
  }

  const VarDecl *Counter;
  Values &Described;
  unsigned Products = 0;
  llvm::SmallPtrSet<const VarDecl *, 8> Names;
};

class Subscripts {
public:
  Subscripts(const VarDecl *Counter, Values &Described)
      : Counter(Counter), Described(Described) {}

  void visit(const Stmt *S) {
    if (!S)
      return;
    if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(S);
        Call && Call->getOperator() == OO_Subscript && Call->getNumArgs() == 2)
      subscript(Call->getArg(0), Call->getArg(1), 0);
    else if (const auto *At = dyn_cast<ArraySubscriptExpr>(S))
      element(At);
    for (const Stmt *Child : S->children())
      visit(Child);
  }

  Mark result() const { return Found; }

private:
  void subscript(const Expr *In, const Expr *At, uint32_t More) {
    Index Of(Counter, Described);
    Of.add(At);
    const auto *Class = In->getType()->getAsCXXRecordDecl();
    if (!Of.counts() || !Class || !isStd(Class))
      return;
    Mark Here{Described.describe(In), Of.levels() + More};
    bool Better =
        Found.In.K == Value::Kind::Unknown ||
        (Found.In.K == Value::Kind::Local && Here.In.K != Value::Kind::Local);
    if (Better && Here.In.K != Value::Kind::Unknown)
      Found = std::move(Here);
  }

  /// `row[x]` with a `row` that is `&pixels[y * width]` or `pixels.data() + n`.
  void element(const ArraySubscriptExpr *At) {
    const VarDecl *Row = variable(At->getBase());
    if (!Row || !Row->isLocalVarDecl() || !Row->getInit())
      return;
    const Expr *From = Row->getInit()->IgnoreParenCasts();
    bool Offset = false;
    if (const auto *Sum = dyn_cast<BinaryOperator>(From);
        Sum && Sum->getOpcode() == BO_Add) {
      Offset = true;
      From = Sum->getLHS()->IgnoreParenCasts();
    }
    if (const auto *Address = dyn_cast<UnaryOperator>(From);
        Address && Address->getOpcode() == UO_AddrOf) {
      const auto *Call = dyn_cast<CXXOperatorCallExpr>(
          Address->getSubExpr()->IgnoreParenCasts());
      if (Call && Call->getOperator() == OO_Subscript &&
          Call->getNumArgs() == 2)
        subscript(Call->getArg(0), At->getIdx(), !isConstant(Call->getArg(1)));
    } else if (const Expr *Whole = measured(From)) {
      subscript(Whole, At->getIdx(), Offset);
    }
  }

  const VarDecl *Counter;
  Values &Described;
  Mark Found;
};

} // namespace

Mark reachedBy(const ForStmt *For, const VarDecl *Counter, Values &Described) {
  Subscripts All(Counter, Described);
  All.visit(For->getBody());
  return All.result();
}

} // namespace stallfree
