//===- FixSite.cpp - What every edit of a coroutine has to respect -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FixSite.h"
#include "Conditions.h"
#include "Locks.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace stallfree;

const Site *stallfree::siteOf(const Function &F, uint32_t Event) {
  auto It = llvm::lower_bound(F.Sites, Event,
                              [](const Site &S, uint32_t E) { return S.Event < E; });
  return It != F.Sites.end() && It->Event == Event ? &*It : nullptr;
}

/// `asio::awaitable<void, strand>`: what it awaits must be made for that executor.
static bool namesExecutor(llvm::StringRef Type) {
  auto Arguments = templateArguments(Type);
  return lastSegment(withoutArguments(Type)) == "awaitable" && Arguments.size() > 1 &&
         lastSegment(Arguments[1]) != "any_io_executor";
}

/// A parameter, or a member of the object, that may be an open guard.
static std::string guardAround(const Analysis &A, const Function &F) {
  auto IsGuard = [&](llvm::StringRef Type) {
    return !A.Rules.GuardTypes.find(withoutArguments(Type)).empty();
  };
  for (const Parameter &P : F.Parameters)
    if (IsGuard(P.Type))
      return P.Name.empty() ? P.Type : P.Name;
  if (const Class *C = F.Lambda ? nullptr : A.P.findClass(F.Class))
    for (const Field &M : C->Fields)
      if (IsGuard(M.Type))
        return lastSegment(M.Name).str();
  return {};
}

static bool heldAt(const Analysis &A, const Function &F, uint32_t Event) {
  return Event < F.Events.size() && !guardsAtEvents(A.P, A.Rules, A.Tests, F)[Event].empty();
}

/// Does Caller hold one while it makes or awaits the task of this event?
static bool heldAround(const Analysis &A, const Function &Caller, uint32_t Event) {
  auto Held = guardsAtEvents(A.P, A.Rules, A.Tests, Caller);
  std::string Kept = symbolOf(Caller, Caller.Events[Event].Into);
  auto Takes = [&](const struct Event &E) {
    return E.K == Event::Kind::Await && !E.Arguments.empty() && !Kept.empty() &&
           symbolOf(Caller, E.Arguments.front()) == Kept;
  };
  for (uint32_t I = 0; I < Caller.Events.size(); ++I)
    if ((I == Event || Takes(Caller.Events[I])) && !Held[I].empty())
      return true;
  return false;
}

std::string stallfree::suspensionObstacle(const Analysis &A, BodyIndex B, uint32_t Event) {
  const Function &F = *A.P.Bodies[B].F;
  if (A.P.Bodies[B].Unit->HadErrors)
    return "its source has errors, so that not all of it is known";
  if (namesExecutor(F.ReturnType))
    return "'" + F.ReturnType + "' has an executor of its own, which the edit does not fit";
  if (heldAt(A, F, Event))
    return "a lock is held here, and would be held across the co_await";
  // The coroutines that wait while this one does.
  llvm::SetVector<BodyIndex> Waiting;
  Waiting.insert(B);
  for (size_t I = 0; I < Waiting.size(); ++I) {
    const Function &Inner = *A.P.Bodies[Waiting[I]].F;
    if (std::string Name = guardAround(A, Inner); !Name.empty())
      return "'" + Name + "' of '" + Inner.Name +
             "' may be a lock that is held, and would be held across the co_await";
    for (BodyIndex From = 0; From < A.P.Bodies.size(); ++From)
      for (const Edge &E : A.Graph.out(From)) {
        const Function &Caller = *A.P.Bodies[From].F;
        if (E.To != Waiting[I] || !Caller.Coroutine)
          continue;
        if (heldAround(A, Caller, E.Event))
          return "'" + Caller.Name + "' holds a lock while it awaits '" + Inner.Name + "'";
        Waiting.insert(From);
      }
  }
  return {};
}

llvm::SmallVector<BodyIndex, 4> stallfree::otherInstances(const Analysis &A, BodyIndex B) {
  llvm::SmallVector<BodyIndex, 4> Others;
  Location Here = A.P.location(B, A.P.Bodies[B].F->Where);
  auto IsInstance = [&](BodyIndex Other) {
    Location There = A.P.location(Other, A.P.Bodies[Other].F->Where);
    return There.File == Here.File && There.Line == Here.Line && There.Column == Here.Column;
  };
  // Bodies are sorted by place.
  for (BodyIndex I = B; I-- > 0 && IsInstance(I);)
    Others.push_back(I);
  for (BodyIndex I = B + 1; I < A.P.Bodies.size() && IsInstance(I); ++I)
    Others.push_back(I);
  return Others;
}

/// Is Name written before `::`, and nothing that it is a part of?
static bool startsWith(llvm::StringRef Text, llvm::StringRef Name) {
  std::string Root = Name.str() + "::";
  for (size_t At = Text.find(Root); At != llvm::StringRef::npos; At = Text.find(Root, At + 1))
    if (At == 0 || !(llvm::isAlnum(Text[At - 1]) || Text[At - 1] == '_' || Text[At - 1] == ':'))
      return true;
  return false;
}

std::string stallfree::hiddenName(const Function &F, const Fix &Made) {
  llvm::SmallVector<llvm::StringRef, 8> Around;
  llvm::StringRef(F.Name).split(Around, "::");
  // The first one is global, as the edits mean it; the last one is F itself.
  for (size_t I = 1; I + 1 < Around.size(); ++I)
    for (const Edit &E : Made.Edits)
      if (!Around[I].empty() && startsWith(E.Text, Around[I]))
        return llvm::join(llvm::ArrayRef(Around).take_front(I + 1), "::");
  return {};
}

std::string stallfree::newLine(uint32_t Column) {
  return "\n" + std::string(Column ? Column - 1 : 0, ' ');
}

void stallfree::sortEdits(Fix &F) {
  llvm::stable_sort(F.Edits, [](const Edit &X, const Edit &Y) {
    return std::tie(X.File, X.Line, X.Column) < std::tie(Y.File, Y.Line, Y.Column);
  });
}
