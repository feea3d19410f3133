//===- Fix.cpp - An edit for a finding, or why there is none -------------------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fix.h"
#include "Level.h"
#include "Locks.h"
#include "Rewrite.h"
#include "TypeName.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;
using llvm::StringRef;

namespace {

const Site *siteOf(const Function &F, uint32_t Event) {
  auto It = llvm::lower_bound(F.Sites, Event,
                              [](const Site &S, uint32_t E) { return S.Event < E; });
  return It != F.Sites.end() && It->Event == Event ? &*It : nullptr;
}

/// Does anything that this call runs name a thread_local variable?
bool touchesThreadLocals(const Analysis &A, const Level &L) {
  llvm::DenseSet<BodyIndex> Seen;
  std::vector<BodyIndex> Work;
  auto Follow = [&](const Edge &E) {
    if (Seen.insert(E.To).second)
      Work.push_back(E.To);
  };
  for (const Edge &E : A.Graph.out(L.In))
    if (E.Event == L.Event)
      Follow(E);
  for (size_t I = 0; I < Work.size(); ++I) {
    if (A.P.Bodies[Work[I]].F->ThreadLocals)
      return true;
    for (const Edge &E : A.Graph.out(Work[I]))
      Follow(E);
  }
  return false;
}

/// What the coroutine reads after the call that the call left on its thread.
const AffineRow *affineAfter(const Analysis &A, const Function &F, uint32_t Event) {
  for (uint32_t I = Event + 1; I < F.Events.size(); ++I)
    if (auto Rows = A.Rules.Affine.find(F.Events[I]); !Rows.empty())
      return Rows.front();
  return nullptr;
}

/// Instances of a template share their text: an edit must fit all of them.
bool instancesAgree(const Analysis &A, const Level &L, const Site &S) {
  auto Same = [](const Span &X, const Span &Y) {
    return X.Line == Y.Line && X.Column == Y.Column && X.EndLine == Y.EndLine &&
           X.EndColumn == Y.EndColumn;
  };
  auto Agrees = [&](BodyIndex Other) {
    const Function &F = *A.P.Bodies[Other].F;
    return llvm::any_of(F.Sites, [&](const Site &T) {
      return Same(S.Whole, T.Whole) && S.U == T.U && S.R == T.R &&
             F.Events[T.Event].Name == A.P.Bodies[L.In].F->Events[L.Event].Name;
    });
  };
  Location Here = A.P.location(L.In, A.P.Bodies[L.In].F->Where);
  auto IsInstance = [&](BodyIndex Other) {
    Location There = A.P.location(Other, A.P.Bodies[Other].F->Where);
    return There.File == Here.File && There.Line == Here.Line && There.Column == Here.Column;
  };
  // Bodies are sorted by place.
  for (BodyIndex I = L.In; I-- > 0 && IsInstance(I);)
    if (!Agrees(I))
      return false;
  for (BodyIndex I = L.In + 1; I < A.P.Bodies.size() && IsInstance(I); ++I)
    if (!Agrees(I))
      return false;
  return true;
}

/// An object that others on the loop can reach while the call runs elsewhere.
struct Shared {
  std::string Name; ///< As the coroutine writes it; empty: nothing is shared.
  std::string Key;  ///< Its address.
};
Shared sharedObject(const Function &F, const Event &E, const Site &S) {
  const Value &O = E.Object;
  if (S.U == Site::Use::Declaration)
    return {};
  if (O.K == Value::Kind::This)
    return {"this object", "this"};
  bool Reference = O.K == Value::Kind::Parameter && size_t(O.Number) < F.Parameters.size() &&
                   F.Parameters[O.Number].Reference;
  if (O.K != Value::Kind::Field && O.K != Value::Kind::Global && !Reference)
    return {};
  StringRef Name = lastSegment(O.Name);
  // The name is the address only if nothing stands before it: `db_`, not `s.db_`.
  bool Bare = S.Object.Line == S.Object.EndLine &&
              S.Object.EndColumn - S.Object.Column == Name.size();
  return {"'" + Name.str() + "'", Bare ? "&" + Name.str() : ""};
}

/// What forbids any edit of the call at this site, as one clause.
std::string obstacle(const Analysis &A, const Level &L, const Site *S) {
  const Function &F = *A.P.Bodies[L.In].F;
  const Event &E = F.Events[L.Event];
  if (E.K == Event::Kind::Destroy)
    return "a destructor cannot wait for a co_await";
  if (E.InMacro || !S)
    return "the call is part of a macro or was not written as a call";
  if (S->InCatch)
    return "co_await is not allowed in a catch block";
  if (S->Awaits)
    return "an argument of the call has a co_await: name its result first";
  if (S->Unordered)
    return "other calls of the same expression may run before or after it: name its "
           "result first";
  if (S->Temporaries)
    return "its result may refer to a temporary argument: name that first";
  if (!guardsAtEvents(A.P, A.Rules, A.Tests, F)[L.Event].empty())
    return "a lock is held here, and would be held across the co_await";
  if (!instancesAgree(A, L, *S))
    return "the instances of this template disagree";
  return {};
}

/// What forbids running the call on another thread.
std::string threadObstacle(const Analysis &A, const Level &L, const Site &S) {
  const Function &F = *A.P.Bodies[L.In].F;
  bool Used = S.U != Site::Use::Statement && S.U != Site::Use::Condition;
  if (S.R == Site::Result::Reference && Used)
    return "the call gives a reference, and to_thread returns values: name a copy";
  if (S.R == Site::Result::Immovable)
    return "the result cannot be moved out of a thread";
  if (S.U == Site::Use::Declaration && !S.Object.Line)
    return "the declaration is part of a macro";
  if (const AffineRow *Row = affineAfter(A, F, L.Event))
    return "'" + F.Name + "' reads " + Row->About +
           " afterwards, which stays on the thread that ran the call: use the form that "
           "returns it (with_errno)";
  if (touchesThreadLocals(A, L))
    return "code that it runs uses a thread_local variable";
  return {};
}

void sortEdits(Fix &F) {
  llvm::stable_sort(F.Edits, [](const Edit &X, const Edit &Y) {
    return std::tie(X.File, X.Line, X.Column) < std::tie(Y.File, Y.Line, Y.Column);
  });
}

/// The asynchronous twin of the blocking call itself.
std::optional<Fix> rewrite(const Analysis &A, const Level &L, const Site &S, StringRef File) {
  const Function &F = *A.P.Bodies[L.In].F;
  const Event &E = F.Events[L.Event];
  for (const RewriteRow *Row : A.Rules.Rewrites.find(E)) {
    if (Row->Framework != L.Coroutine->Framework || !A.Tests.allow(F, E, Row->When, Row->Unless))
      continue;
    if (auto Edits = rewriteEdits(*rewritePieces(Row->To), S, File))
      return Fix{"await the asynchronous form", std::move(*Edits), Row->Include, ""};
  }
  return std::nullopt;
}

/// The name of the variable that a declaration makes.
StringRef declaredName(const Event &E) {
  StringRef Into = E.Into.Name.empty() ? StringRef(E.Object.Name) : StringRef(E.Into.Name);
  return Into.split('#').first;
}

/// The call at this level on a thread; fills Why if that cannot be.
std::optional<Fix> moveToThread(const Analysis &A, const Level &L, const Site &S, StringRef File,
                                std::string &Why) {
  const Function &F = *A.P.Bodies[L.In].F;
  const Event &E = F.Events[L.Event];
  const OffloadRow *Row = offloadRow(A.Rules.Rules, L.Coroutine->Framework, Executor::Thread);
  bool Own = Row && Row->Framework == L.Coroutine->Framework;
  if (!Own)
    Why = "no rule pack says how '" + withoutArguments(F.ReturnType) + "' moves work to a thread";
  else if (Row->Edit.empty())
    Why = "the edit needs an object that only the program can name";
  else
    Why = threadObstacle(A, L, S);
  StringRef Name = declaredName(E);
  if (Why.empty() && S.U == Site::Use::Declaration && Name.empty())
    Why = "the declared variable is not known by name";
  if (!Why.empty())
    return std::nullopt;
  std::string Template = Row->Edit;
  Fix Move{"run it on a thread", {}, Row->Include, ""};
  if (Shared Object = sharedObject(F, E, S); !Object.Name.empty()) {
    Move.Caution = "the loop may use " + Object.Name + " while the call runs on a thread";
    if (!Row->Keyed.empty() && !Object.Key.empty()) {
      Template = Row->Keyed;
      if (size_t At = Template.find("{key}"); At != std::string::npos)
        Template.replace(At, 5, Object.Key);
    }
  }
  Move.Edits = wrapEdits(Template, S, Name, File);
  return Move;
}

std::optional<Fix> fixAt(const Analysis &A, const Level &L, BodyIndex B, std::string &Why) {
  const Function &F = *A.P.Bodies[L.In].F;
  if (!L.Coroutine) {
    Why = "'" + F.Name +
          "' is a callback: start the work and post the rest of it back, in two steps";
    return std::nullopt;
  }
  const Site *S = siteOf(F, L.Event);
  Why = obstacle(A, L, S);
  if (!Why.empty())
    return std::nullopt;
  std::string File = A.P.location(L.In, F.Events[L.Event].Where).File;
  std::optional<Fix> Made = L.In == B ? rewrite(A, L, *S, File) : std::nullopt;
  if (!Made)
    Made = moveToThread(A, L, *S, File, Why);
  if (Made)
    sortEdits(*Made);
  return Made;
}

} // namespace

void stallfree::proposeFix(const Analysis &A, BodyIndex B, uint32_t Event,
                           const HotPlace &Hot, Finding &Found) {
  if (Found.Advice.Action == "restructure") {
    Found.Unfixable = "moving it would only hide the wait";
    return;
  }
  if (Hot.On == Executor::Gil) {
    Found.Unfixable = "where the interpreter lock can be released is for a person to say";
    return;
  }
  for (const Level &L : levelsOf(A, B, Event, Hot.State)) {
    std::string Why;
    if (std::optional<Fix> Made = fixAt(A, L, B, Why))
      addFix(Found, std::move(*Made));
    else if (Found.Unfixable.empty())
      Found.Unfixable = Why;
  }
}

void stallfree::addFix(Finding &Found, Fix Made) {
  if (llvm::none_of(Found.Fixes, [&](const Fix &Known) { return Known.Edits == Made.Edits; }))
    Found.Fixes.push_back(std::move(Made));
}

void stallfree::proposeAwait(const Analysis &A, BodyIndex B, uint32_t Event, Finding &Found) {
  const Function &F = *A.P.Bodies[B].F;
  const Site *S = siteOf(F, Event);
  if (!A.Graph.coroutine(B) || !S || S->InCatch) {
    Found.Unfixable = "give the task to the framework's spawn: it cannot be awaited here";
    return;
  }
  if (!guardsAtEvents(A.P, A.Rules, A.Tests, F)[Event].empty()) {
    Found.Unfixable = "a lock is held here, and would be held across the co_await";
    return;
  }
  Found.Fixes = {{"await it",
                  {{Found.Where.File, S->Whole.Line, S->Whole.Column, S->Whole.Line,
                    S->Whole.Column, "co_await "}},
                  "",
                  "'" + F.Name +
                      "' then waits for it; spawn it if they should run side by side"}};
}
