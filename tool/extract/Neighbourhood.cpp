//===- Neighbourhood.cpp - Loops around a place -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Neighbourhood.h"
#include "LoopBounds.h"

using namespace clang;

namespace stallfree {

namespace {

/// `y + 2`: y, and what is added or taken away, if anything is.
struct Offset {
  const VarDecl *From = nullptr;
  const Expr *By = nullptr;
  bool Less = false;
};

} // namespace

/// Bounded: what a `max` of a start, or a `min` of an end, keeps inside.
static Offset offsetOf(const Expr *E, llvm::StringRef Bounded) {
  E = unwrapped(E);
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isAdditiveOp())
    return {variable(B->getLHS()), B->getRHS(), B->getOpcode() == BO_Sub};
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (!F || !F->getIdentifier() || isa<CXXMethodDecl>(F) || Call->getNumArgs() != 2)
    return {variable(E)};
  llvm::StringRef Name = F->getName();
  Name.consume_front("q"); // Qt's qMin and qMax.
  if (!Name.equals_insensitive(Bounded))
    return {};
  for (const Expr *Argument : Call->arguments())
    if (const auto *B = dyn_cast<BinaryOperator>(unwrapped(Argument)))
      return offsetOf(B, Bounded);
  return {};
}

std::optional<Neighbourhood> neighbourhood(const Expr *First, const Expr *Last,
                                           Values &Described) {
  Offset A = offsetOf(First, "max"), B = offsetOf(Last, "min");
  if (!A.From || A.From != B.From || (!A.By && !B.By))
    return std::nullopt;
  auto Distance = [&](const Offset &O) -> std::optional<int64_t> {
    if (!O.By)
      return 0;
    Value V = Described.describe(O.By);
    if (V.K != Value::Kind::Integer)
      return std::nullopt;
    return O.Less ? -V.Number : V.Number;
  };
  auto From = Distance(A), To = Distance(B);
  if (!From || !To)
    return Neighbourhood{std::nullopt, To ? A.By : B.By};
  if (*To < *From)
    return std::nullopt;
  return Neighbourhood{*To - *From};
}

} // namespace stallfree
