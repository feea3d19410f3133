//===- FixScope.cpp - A lock that ends before the await -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fix.h"
#include "FixSite.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

/// The scope of the object that the event makes, if it could be ended before an
/// await of its own block.
static const LocalScope *scopeOf(const Function &F, uint32_t Opened) {
  auto It = llvm::find_if(F.Scopes, [&](const LocalScope &S) { return S.Event == Opened; });
  return It == F.Scopes.end() ? nullptr : &*It;
}

static std::string quoted(const std::string &Name) {
  return Name == "this" ? "this object" : "'" + Name + "'";
}

static bool agrees(const Analysis &A, BodyIndex Other, const LocalScope &S) {
  return llvm::any_of(A.P.Bodies[Other].F->Scopes, [&](const LocalScope &T) {
    return S.Held == T.Held && S.Carried == T.Carried && S.Shared == T.Shared &&
           S.Guards == T.Guards;
  });
}

void stallfree::proposeNarrowing(const Analysis &A, BodyIndex B, uint32_t Opened,
                                 Finding &Found) {
  const Function &F = *A.P.Bodies[B].F;
  Found.Change = {Change::Kind::Here, F.Name, A.Graph.coroutine(B) != nullptr};
  const LocalScope *S = scopeOf(F, Opened);
  if (A.P.Bodies[B].Unit->HadErrors)
    Found.Unfixable = "its source has errors, so that not all of it is known";
  else if (!S)
    Found.Unfixable = "where it could end before the co_await is not seen";
  else if (!S->Carried.empty())
    Found.Unfixable = quoted(S->Carried) + " is declared under it and used after the co_await";
  else if (!S->Guards)
    Found.Unfixable = "nothing is done under it before the co_await: it may be there for the "
                      "co_await itself";
  else if (!S->Shared.empty())
    Found.Unfixable = quoted(S->Shared) + " is used under it before and after the co_await";
  else if (llvm::any_of(otherInstances(A, B),
                        [&](BodyIndex Other) { return !agrees(A, Other, *S); }))
    Found.Unfixable = "the instances of this template disagree";
  if (!Found.Unfixable.empty())
    return;
  const Span &H = S->Held;
  std::string File = Found.Where.File;
  Found.Fixes = {{"end it before the co_await",
                  {{File, H.Line, H.Column, H.Line, H.Column, "{"},
                   {File, H.Line, H.Column, H.Line, H.Column, newLine(H.Column)},
                   {File, H.EndLine, H.EndColumn, H.EndLine, H.EndColumn,
                    newLine(H.Column) + "}"}},
                  "",
                  "the co_await and what follows it are no longer under the lock"}};
}
