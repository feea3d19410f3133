//===- FixLoop.cpp - A yield in a long loop -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Crossing.h"
#include "Fix.h"
#include "FixSite.h"
#include "Needs.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

/// The first event inside the loop, or after its head if it has none.
static uint32_t eventIn(const Function &F, const Loop &L) {
  for (uint32_t B : L.Blocks)
    if (F.Blocks[B].Count)
      return F.Blocks[B].First;
  return F.Blocks[L.Header].First;
}

/// A global that a call of the loop and others use.
static std::optional<SharedGlobal> globalIn(const Analysis &A, BodyIndex B, const Loop &L) {
  const Function &F = *A.P.Bodies[B].F;
  for (uint32_t Block : L.Blocks)
    for (uint32_t I = 0; I < F.Blocks[Block].Count; ++I)
      if (auto Global = sharedGlobal(A, B, F.Blocks[Block].First + I))
        return Global;
  return std::nullopt;
}

/// What forbids the yield, as one clause.
static std::string obstacle(const Analysis &A, BodyIndex B, const Loop &L) {
  const Function &F = *A.P.Bodies[B].F;
  if (!L.Written)
    return "the loop is part of a macro or no statement of a block, or a goto may jump over "
           "its counter";
  if (L.Written->InCatch)
    return "co_await is not allowed in a catch block";
  if (std::string Why = suspensionObstacle(A, B, eventIn(F, L)); !Why.empty())
    return Why;
  if (!otherInstances(A, B).empty())
    return "the instances of this template may need different numbers of rounds";
  return {};
}

void stallfree::proposeYield(const Analysis &A, BodyIndex B, const Loop &L, uint64_t Rounds,
                             Finding &Found) {
  const Function &F = *A.P.Bodies[B].F;
  const CoroutineRow *Coroutine = A.Graph.coroutine(B);
  Found.Change = {Change::Kind::Here, F.Name, true};
  const OffloadRow *Row = offloadRow(A.Rules.Rules, Coroutine->Framework, Executor::Loop);
  if (!Row || Row->Framework != Coroutine->Framework || Row->Edit.empty()) {
    Found.Unfixable =
        "no rule pack says how '" + withoutArguments(F.ReturnType) + "' lets others run";
    return;
  }
  Found.Unfixable = obstacle(A, B, L);
  if (!Found.Unfixable.empty())
    return;
  auto Yield = withObjects(A, B, Row->Edit, Row->Needs, Found.Unfixable);
  if (!Yield)
    return;
  const LoopSite &S = *L.Written;
  std::string File = A.P.location(B, L.Where).File;
  auto At = [&](uint32_t Line, uint32_t Column, std::string Text) {
    return Edit{File, Line, Column, Line, Column, std::move(Text)};
  };
  std::string Test = "if (++" + S.Counter + " % " + std::to_string(Rounds) + " == 0)";
  std::string Inner = S.Indent ? newLine(S.Indent) : " ";
  Fix Made{"let others run every " + std::to_string(Rounds) + " rounds", {}, Row->Include, ""};
  Made.Edits.push_back(At(S.Whole.Line, S.Whole.Column,
                          "unsigned " + S.Counter + " = 0;" + newLine(S.Whole.Column)));
  if (S.Braced) {
    constexpr uint32_t Usual = 2; // Where the body is no deeper than the loop.
    uint32_t Step = S.Indent > S.Whole.Column ? S.Indent - S.Whole.Column : Usual;
    std::string Deeper = S.Indent ? newLine(S.Indent + Step) : " ";
    Made.Edits.push_back(
        At(S.Body.Line, S.Body.Column, Inner + Test + Deeper + *Yield + ";" + (S.Indent ? "" : " ")));
  } else {
    Made.Edits.push_back(At(S.Body.Line, S.Body.Column, "{ " + Test + " " + *Yield + "; "));
    Made.Edits.push_back(At(S.Body.EndLine, S.Body.EndColumn, " }"));
  }
  if (auto Global = globalIn(A, B, L); Global && S.Shared.empty())
    Made.Caution = "others on the loop may use or change '" + Global->Name + "', which '" +
                   Global->Function + "' uses, between two rounds";
  if (!S.Shared.empty())
    Made.Caution = "others on the loop may use or change " +
                   (S.Shared == "this" ? std::string("this object") : "'" + S.Shared + "'") +
                   " between two rounds";
  sortEdits(Made);
  Found.Fixes = {std::move(Made)};
}
