//===- Why.cpp - Why a line was, or was not, reported ---------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Why.h"
#include "Ready.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;
using llvm::StringRef;

namespace {

bool isSuffixPath(StringRef File, StringRef Asked) {
  return File == Asked || File.ends_with("/" + Asked.str()) ||
         Asked.ends_with("/" + File.str());
}

std::string quoted(StringRef Name) { return "'" + Name.str() + "'"; }

std::string rowPlace(const RowPlace &From) {
  return From.File + ":" + std::to_string(From.Line);
}

class LineExplainer {
public:
  LineExplainer(const Analysis &A, llvm::ArrayRef<Finding> Findings)
      : A(A), Findings(Findings) {}

  std::vector<Explanation> run() {
    for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B) {
      const Function &F = *A.P.Bodies[B].F;
      Location Where = A.P.location(B, F.Where);
      uint32_t Line = A.Asked.WhyLine;
      if (F.Synthetic || !isSuffixPath(Where.File, A.Asked.WhyFile) ||
          Line < F.Where.Line || Line > std::max(F.EndLine, F.Where.Line))
        continue;
      explainBody(B);
      auto Ready = readyAtEvents(A.Rules, A.Tests.watched(), F);
      for (uint32_t I = 0; I < F.Events.size(); ++I)
        if (F.Events[I].Where.Line == Line)
          explainEvent(B, I, Ready[I]);
    }
    for (const Finding &F : Findings)
      if (F.Where.Line == A.Asked.WhyLine && isSuffixPath(F.Where.File, A.Asked.WhyFile) &&
          F.Certainty == Tier::Probable && F.Effort > MostEffort)
        say(F.Where, F.Check + " is probable at most: " + std::to_string(F.Effort) +
                         " calls and conditions have to come together for it, more than " +
                         std::to_string(MostEffort));
    return std::move(Result);
  }

private:
  void say(Location Where, std::string Text) {
    Result.push_back({std::move(Where), std::move(Text)});
  }

  void explainBody(BodyIndex B) {
    const Function &F = *A.P.Bodies[B].F;
    Location Here = A.P.location(B, F.Where);
    bool Any = false;
    for (Executor E : {Executor::Loop, Executor::Gil, Executor::Thread,
                       Executor::Process, Executor::Startup}) {
      const Arrival *How = A.Runs.on(B, E);
      if (!How)
        continue;
      Any = true;
      say(Here, quoted(F.Name) + " runs " + phrase(E) + " (" +
                    name(How->Certainty) + ")");
      const Root &From = A.Runs.root(B, E);
      say(From.Where, "  because " + quoted(A.P.Bodies[From.To].F->Name) + " " +
                          From.Why);
      for (const Edge *Step : A.Runs.path(B, E))
        say(A.P.location(Step->From,
                         A.P.Bodies[Step->From].F->Events[Step->Event].Where),
            "  which reaches " + quoted(A.P.Bodies[Step->To].F->Name));
    }
    if (Any)
      return;
    std::string Text = quoted(F.Name) +
                       " is not known to run on an event loop: no root "
                       "reaches it";
    unsigned Callers = 0;
    for (BodyIndex C = 0; C < A.P.Bodies.size(); ++C)
      Callers += llvm::any_of(A.Graph.out(C),
                              [&](const Edge &E) { return E.To == B; });
    Text += Callers ? "; it has " + std::to_string(Callers) +
                          " callers, none on a loop"
                    : "; nothing seen calls it";
    if (A.Rules.trusted(F.Name))
      Text += "; a `trusted:` row covers it";
    say(Here, Text);
  }

  void explainEvent(BodyIndex B, uint32_t I, bool Ready) {
    const Function &F = *A.P.Bodies[B].F;
    const Event &E = F.Events[I];
    if (E.K != Event::Kind::Call && E.K != Event::Kind::Construct &&
        E.K != Event::Kind::Destroy)
      return;
    Location Here = A.P.location(B, E.Where);
    std::string Call = E.Name.empty() ? "this call" : quoted(E.Name);
    if (Executor At = A.Graph.at(B, I); At != Executor::Here)
      say(Here, Call + ": the coroutine has hopped, this part runs " +
                    phrase(At));
    if (A.Graph.happensOnce(B, I))
      say(Here, Call + " happens once, behind a flag or a test of what it makes: " +
                    name(A.Graph.surest(B, I)) + " at most");
    for (const TrustedRow *Row : A.Rules.Trusted.find(E))
      say(Here, Call + " is trusted by " + rowPlace(Row->From));
    bool Blocks = false;
    for (const BlockRow *Row : A.Rules.Blocks.find(E)) {
      Blocks = true;
      std::string Place = rowPlace(Row->From);
      if (E.Awaited)
        say(Here, Call + " matches " + Place + " but is awaited: it suspends");
      else if (!A.Tests.allow(F, E, Row->When, Row->Unless))
        say(Here, Call + " matches " + Place +
                      " but its when/unless conditions exclude this call");
      else if (Ready)
        say(Here, Call + " matches " + Place +
                      " but a test before it says that it is ready");
      else
        say(Here, Call + " waits for " + Row->WaitsFor + " (" + Place + ", " +
                      name(Row->Certainty) + ")");
    }
    for (const RunsRow *Row : A.Rules.RunsCall.find(E))
      say(Here, Call + " takes a callable that runs " + phrase(Row->On) + " (" +
                    rowPlace(Row->From) + ")");
    if (Blocks)
      return;
    switch (A.Graph.knowledge(B, I)) {
    case CallKnowledge::Resolved:
      for (const Edge &Step : A.Graph.out(B))
        if (Step.Event == I)
          say(Here, Call + " reaches " + quoted(A.P.Bodies[Step.To].F->Name) +
                        " (" + name(Step.Certainty) + ")");
      break;
    case CallKnowledge::Unknown:
      say(Here, Call + " is unknown: no body was seen and no row names it, so "
                       "it is presumed not to block");
      break;
    case CallKnowledge::Ruled:
    case CallKnowledge::None:
      break;
    }
  }

  const Analysis &A;
  llvm::ArrayRef<Finding> Findings;
  std::vector<Explanation> Result;
};

} // namespace

std::vector<Explanation> stallfree::explainLine(const Analysis &A,
                                               llvm::ArrayRef<Finding> Findings) {
  auto Result = LineExplainer(A, Findings).run();
  if (Result.empty())
    Result.push_back({{A.Asked.WhyFile, A.Asked.WhyLine, 0, 0},
                      "no function of the analysed translation units has this "
                      "line; is the file part of the compile database?"});
  return Result;
}

/// The way in: "it is handed to 'asio::co_spawn'" for a root, else the first
/// and the last functions on the path.
static std::string wayTo(const Analysis &A, BodyIndex B, Executor E) {
  const Root &From = A.Runs.root(B, E);
  if (From.To == B)
    return ": it " + From.Why;
  auto Path = A.Runs.path(B, E);
  std::string Text = ", via " + quoted(A.P.Bodies[From.To].F->Name);
  if (Path.size() > 2)
    Text += ", ...";
  if (Path.size() > 1)
    Text += ", " + quoted(A.P.Bodies[Path.back()->From].F->Name);
  return Text;
}

std::vector<Explanation> stallfree::explainFunctions(const Analysis &A) {
  std::vector<Explanation> Result;
  for (BodyIndex B = 0; B < A.P.Bodies.size(); ++B) {
    const Function &F = *A.P.Bodies[B].F;
    Location Here = A.P.location(B, F.Where);
    if (F.Synthetic)
      continue;
    for (Executor E : {Executor::Loop, Executor::Gil, Executor::Thread,
                       Executor::Process})
      if (A.Runs.on(B, E))
        Result.push_back(
            {Here, std::string("runs ") + phrase(E) + wayTo(A, B, E)});
  }
  auto Key = [](const Explanation &E) {
    return std::tie(E.Where.File, E.Where.Line, E.Where.Column, E.Text);
  };
  llvm::stable_sort(Result, [&](auto &X, auto &Y) { return Key(X) < Key(Y); });
  // Instances of one template are at one place.
  Result.erase(llvm::unique(Result, [&](auto &X, auto &Y) { return Key(X) == Key(Y); }),
               Result.end());
  return Result;
}
