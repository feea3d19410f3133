//===- Neighbourhood.cpp - Loops around a place -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Neighbourhood.h"
#include "WorkLists.h"

using namespace clang;

namespace stallfree {

/// `y + 2`: y, and what is added or taken away, if anything is.
namespace {
struct Near {
  const ValueDecl *Of = nullptr;
  const Expr *By = nullptr;
  bool Less = false;
};
} // namespace

static Near nearOf(const Expr *E) {
  E = unwrapped(E)->IgnoreParenCasts();
  if (const auto *Call = dyn_cast<CallExpr>(E);
      Call && Call->getNumArgs() == 2 && !isa<CXXOperatorCallExpr>(E)) {
    const FunctionDecl *F = Call->getDirectCallee();
    llvm::StringRef Name = F && F->getIdentifier() ? F->getName() : "";
    if (!Name.ends_with_insensitive("min") && !Name.ends_with_insensitive("max"))
      return {};
    Near First = nearOf(Call->getArg(0));
    return First.By ? First : nearOf(Call->getArg(1));
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isAdditiveOp())
    return {namedBy(B->getLHS()), B->getRHS(), B->getOpcode() == BO_Sub};
  const auto *V = dyn_cast_or_null<VarDecl>(namedBy(E));
  if (V && V->hasLocalStorage() && V->getInit() && !isa<ParmVarDecl>(V))
    if (Near Made = nearOf(V->getInit()); Made.By)
      return Made; // `int top = y - 1;`
  return {namedBy(E)};
}

std::optional<Neighbourhood> neighbourhood(const Expr *First, const Expr *Last,
                                           Values &Described) {
  Near A = nearOf(First), B = nearOf(Last);
  if (!A.Of || A.Of != B.Of || (!A.By && !B.By))
    return std::nullopt;
  auto Distance = [&](const Near &N) -> std::optional<int64_t> {
    if (!N.By)
      return 0;
    Value V = Described.describe(N.By);
    if (V.K != Value::Kind::Integer)
      return std::nullopt;
    return N.Less ? -V.Number : V.Number;
  };
  auto From = Distance(A), To = Distance(B);
  if (!From || !To)
    return Neighbourhood{std::nullopt, To ? A.By : B.By};
  return Neighbourhood{std::max<int64_t>(0, *To - *From)};
}

} // namespace stallfree
