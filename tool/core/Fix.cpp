//===- Fix.cpp - An edit for a finding, or why there is none -------------------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fix.h"
#include "Crossing.h"
#include "FixSite.h"
#include "FixThread.h"
#include "Needs.h"
#include "Rewrite.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;
using llvm::StringRef;

namespace {

/// Instances of a template share their text: an edit must fit all of them.
bool instancesAgree(const Analysis &A, const Level &L, const Site &S) {
  auto Agrees = [&](BodyIndex Other) {
    const Function &F = *A.P.Bodies[Other].F;
    return llvm::any_of(F.Sites, [&](const Site &T) {
      return S.Whole == T.Whole && S.U == T.U && S.R == T.R &&
             F.Events[T.Event].Name == A.P.Bodies[L.In].F->Events[L.Event].Name;
    });
  };
  return llvm::all_of(otherInstances(A, L.In), Agrees);
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

void warn(Fix &F, const std::string &Text) {
  if (!Text.empty())
    F.Caution = F.Caution.empty() ? Text : Text + "; " + F.Caution;
}

std::string written(const std::string &Name) {
  return Name == "this" ? "this object" : "'" + Name + "'";
}

/// What the new suspension exposes that was safe while nobody else could run.
std::string exposed(const Level &L, const Function &F, const Site &S) {
  if (!S.Kept.empty())
    return "others on the loop may change " + written(S.Kept) +
           " during the co_await, and it is used before and after";
  if (L.Coroutine->Lazy)
    return {};
  auto Borrowed = llvm::find_if(F.Parameters, [](const Parameter &P) {
    return P.Reference || P.Arrow || llvm::StringRef(P.Type).ends_with("*") ||
           withoutArguments(P.Type).find("view") != std::string::npos;
  });
  if (Borrowed != F.Parameters.end())
    return "its caller may not wait, and '" + Borrowed->Name + "' may be gone after the co_await";
  if (F.Lambda || !F.Class.empty())
    return "its caller may not wait, and " +
           std::string(F.Lambda ? "what the lambda captured" : "this object") +
           " may be gone after the co_await";
  return {};
}

/// What the loop and the thread may use at the same time.
std::string raced(const Analysis &A, const Level &L, const Site &S, const Shared &Object) {
  if (!Object.Name.empty())
    return "the loop may use " + Object.Name + " while the call runs on a thread";
  if (!S.Touches.empty())
    return "the loop may use " + written(S.Touches) + " while the call runs on a thread";
  if (auto Global = sharedGlobal(A, L.In, L.Event))
    return "'" + Global->Function + "' uses '" + Global->Name +
           "', which the loop may use while the call runs on a thread";
  return {};
}

/// What forbids any edit of the call at this site, as one clause.
std::string obstacle(const Analysis &A, const Level &L, const Site *S) {
  const Function &F = *A.P.Bodies[L.In].F;
  const Event &E = F.Events[L.Event];
  if (E.K == Event::Kind::Destroy)
    return "a destructor cannot wait for a co_await";
  if (E.InMacro || !S)
    return "the call is part of a macro, a default argument or a static initialiser, or was not "
           "written as a call, or names __func__";
  if (S->InCatch)
    return "co_await is not allowed in a catch block";
  if (S->Awaits)
    return "an argument of the call has a co_await: name its result first";
  if (S->Unordered)
    return "other calls of the same expression may run before or after it: name its "
           "result first";
  if (S->Temporaries)
    return "its result may refer to a temporary argument: name that first";
  if (std::string Why = suspensionObstacle(A, L.In, L.Event); !Why.empty())
    return Why;
  if (!instancesAgree(A, L, *S))
    return "the instances of this template disagree";
  return {};
}

/// What forbids running the call on another thread.
std::string threadObstacle(const Analysis &A, const Level &L, const Site &S,
                           const OffloadRow &Row) {
  // Where the coroutine itself moves, the call stays as it is.
  bool Wrapped = Row.Before.empty();
  bool Used = Wrapped && S.U != Site::Use::Statement && S.U != Site::Use::Condition;
  if (S.R == Site::Result::Reference && Used)
    return "the call gives a reference, and to_thread returns values: name a copy";
  if (Wrapped && S.R == Site::Result::Immovable)
    return "the result cannot be moved out of a thread, or `new` makes it in place";
  if (Wrapped && S.U == Site::Use::Declaration && !S.Object.Line)
    return "the declaration is part of a macro, or its type is written with 'struct' or 'class'";
  return affineObstacle(A, L, S);
}

/// The asynchronous twin of the blocking call itself.
std::optional<Fix> rewrite(const Analysis &A, const Level &L, const Site &S, StringRef File) {
  const Function &F = *A.P.Bodies[L.In].F;
  const Event &E = F.Events[L.Event];
  for (const RewriteRow *Row : A.Rules.Rewrites.find(E)) {
    if (Row->Framework != L.Coroutine->Framework || !A.Tests.allow(F, E, Row->When, Row->Unless))
      continue;
    std::string Missing;
    std::optional<std::string> To = withObjects(A, L.In, Row->To, Row->Needs, Missing);
    if (!To)
      continue;
    if (auto Edits = rewriteEdits(*rewritePieces(*To), S, File))
      return Fix{"await the asynchronous form", std::move(*Edits), Row->Include, ""};
  }
  return std::nullopt;
}

/// The name of the variable that a declaration makes.
StringRef declaredName(const Event &E) {
  StringRef Into = E.Into.Name.empty() ? StringRef(E.Object.Name) : StringRef(E.Into.Name);
  return Into.split('#').first;
}

/// Moves the coroutine to a thread and back, around the statement of the call.
std::optional<Fix> hopAround(const Analysis &A, const Level &L, const Site &S,
                             const OffloadRow &Row, StringRef File, std::string &Why) {
  if (!S.Statement.Line) {
    Why = "the coroutine itself has to move, so the call must be a statement of its own: name "
          "its result first";
    return std::nullopt;
  }
  auto Before = withObjects(A, L.In, Row.Before, Row.Needs, Why);
  auto After = Before ? withObjects(A, L.In, Row.After, Row.Needs, Why) : std::nullopt;
  if (!After)
    return std::nullopt;
  const Span &W = S.Statement;
  Fix Hop{"run it on a thread", {}, Row.Include,
          Row.Caution};
  Hop.Edits = {{File.str(), W.Line, W.Column, W.Line, W.Column,
                *Before + ";" + newLine(W.Column)},
               {File.str(), W.EndLine, W.EndColumn, W.EndLine, W.EndColumn,
                newLine(W.Column) + *After + ";"}};
  return Hop;
}

/// The call at this level on a thread; fills Why if that cannot be.
std::optional<Fix> moveToThread(const Analysis &A, const Level &L, const Site &S, StringRef File,
                                bool Computes, std::string &Why) {
  const Function &F = *A.P.Bodies[L.In].F;
  const Event &E = F.Events[L.Event];
  const OffloadRow *Row = offloadRow(A.Rules.Rules, L.Coroutine->Framework, Executor::Thread);
  bool Own = Row && Row->Framework == L.Coroutine->Framework;
  if (!Own)
    Why = "no rule pack says how '" + withoutArguments(F.ReturnType) + "' moves work to a thread";
  else if (Row->Edit.empty() && Row->Before.empty())
    Why = "the edit needs an object that only the program can name";
  else
    Why = threadObstacle(A, L, S, *Row);
  if (!Why.empty())
    return std::nullopt;
  std::optional<Fix> Move;
  Shared Object = sharedObject(F, E, S);
  if (!Row->Before.empty()) {
    Move = hopAround(A, L, S, *Row, File, Why);
  } else {
    bool Keyed = !Computes && !Row->Keyed.empty() && !Object.Key.empty();
    std::string Template = Keyed                                   ? Row->Keyed
                           : Computes && !Row->Computing.empty() ? Row->Computing
                                                                   : Row->Edit;
    if (size_t At = Template.find("{key}"); Keyed && At != std::string::npos)
      Template.replace(At, 5, Object.Key);
    StringRef Name = declaredName(E);
    if (S.U == Site::Use::Declaration && Name.empty())
      Why = "the declared variable is not known by name";
    else if (auto Filled = withObjects(A, L.In, Template, Row->Needs, Why))
      Move = Fix{"run it on a thread", wrapEdits(*Filled, S, Name, File), Row->Include,
                 Row->Caution};
  }
  if (Move)
    warn(*Move, raced(A, L, S, Object));
  return Move;
}

std::optional<Fix> fixAt(const Analysis &A, const Level &L, BodyIndex B, bool Computes,
                         std::string &Why) {
  const Function &F = *A.P.Bodies[L.In].F;
  if (!L.Coroutine) {
    Why = "'" + F.Name + "' " +
          (F.ReturnType == "void"
               ? "is a callback, which cannot wait"
               : "has to give its result at once: its callers would have to wait for it");
    return std::nullopt;
  }
  const Site *S = siteOf(F, L.Event);
  Why = obstacle(A, L, S);
  if (!Why.empty())
    return std::nullopt;
  std::string File = A.P.location(L.In, F.Events[L.Event].Where).File;
  std::optional<Fix> Made = L.In == B ? rewrite(A, L, *S, File) : std::nullopt;
  if (!Made)
    Made = moveToThread(A, L, *S, File, Computes, Why);
  if (!Made)
    return std::nullopt;
  if (std::string Hides = hiddenName(F, *Made); !Hides.empty()) {
    Why = "'" + Hides + "' hides the name that the edit would write";
    return std::nullopt;
  }
  warn(*Made, exposed(L, F, *S));
  sortEdits(*Made);
  return Made;
}

} // namespace

void stallfree::proposeFix(const Analysis &A, BodyIndex B, uint32_t Event,
                           const HotPlace &Hot, Finding &Found, bool Computes) {
  std::vector<Level> Levels = levelsOf(A, B, Event, Hot.State);
  Found.Change = changeAt(A, Levels);
  if (Found.Advice.Action == "keep")
    return;
  if (Found.Advice.Action == "restructure") {
    Found.Unfixable = "moving it would only hide the wait";
    return;
  }
  if (Hot.On == Executor::Gil) {
    Found.Change = {Change::Kind::Here, A.P.Bodies[B].F->Name, false};
    Found.Unfixable = "where the interpreter lock can be released is for a person to say";
    return;
  }
  for (const Level &L : Levels) {
    std::string Why;
    if (std::optional<Fix> Made = fixAt(A, L, B, Computes, Why))
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
  Found.Change = {Change::Kind::Here, F.Name, A.Graph.coroutine(B) != nullptr};
  if (!A.Graph.coroutine(B) || !S || S->InCatch) {
    Found.Unfixable = "give the task to the framework's spawn: it cannot be awaited here";
    return;
  }
  Found.Unfixable = suspensionObstacle(A, B, Event);
  if (!Found.Unfixable.empty())
    return;
  Found.Fixes = {{"await it",
                  {{Found.Where.File, S->Whole.Line, S->Whole.Column, S->Whole.Line,
                    S->Whole.Column, "co_await "}},
                  "",
                  "'" + F.Name +
                      "' then waits for it; spawn it if they should run side by side"}};
}
