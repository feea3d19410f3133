//===- Analysis.cpp - What every check works with -------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "ClosedWays.h"
#include "ExclusiveTests.h"
#include "Sites.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

using namespace stallfree;

const char *stallfree::phrase(Executor E) {
  switch (E) {
  case Executor::Loop:
    return "on the event loop";
  case Executor::Gil:
    return "while holding the Python interpreter lock";
  case Executor::Thread:
    return "on a thread of its own or of a pool";
  case Executor::Process:
    return "in a worker process";
  case Executor::Startup:
    return "before an event loop runs";
  case Executor::Unknown:
  case Executor::Here:
    return "where its caller runs";
  }
  return "";
}

std::optional<HotPlace> stallfree::hotPlace(const Analysis &A, BodyIndex B,
                                            uint32_t Event) {
  Executor Point = A.Graph.at(B, Event);
  std::optional<HotPlace> Best;
  for (Executor E : {Executor::Loop, Executor::Gil}) {
    if (Point != Executor::Here && Point != E)
      continue;
    for (Executor State : {E, Executor::Here}) {
      const Arrival *How = A.Runs.on(B, State);
      if (How && (State == E || Point == E) &&
          (!Best || How->isBetterThan(*Best->How)))
        Best = HotPlace{E, How, State};
    }
  }
  return Best;
}

bool stallfree::mayBeHot(const Analysis &A, BodyIndex B) {
  return A.Runs.on(B, Executor::Loop) || A.Runs.on(B, Executor::Gil) ||
         A.Runs.on(B, Executor::Here);
}

static ProofStep step(const Analysis &A, BodyIndex B, const Place &P,
                      std::string Text) {
  return {A.P.location(B, P), std::move(Text), A.P.Bodies[B].F->Name};
}

static std::string edgeText(const Analysis &A, const Edge &E) {
  std::string From = "'" + A.P.Bodies[E.From].F->Name + "'";
  std::string To = "'" + A.P.Bodies[E.To].F->Name + "'";
  switch (E.K) {
  case Edge::Kind::Call:
    return From + " calls " + To;
  case Edge::Kind::Override:
    return From + " may call the override " + To;
  case Edge::Kind::Value:
    return From + (E.Certainty == Tier::Definite ? " runs " : " may run ") + To +
           (A.P.Bodies[E.To].F->Lambda ? "" : " as a callback");
  case Edge::Kind::Await:
    return From + " awaits " + To;
  case Edge::Kind::Destroy:
    return From + " runs the destructor " + To + " here";
  }
  return {};
}

static std::string rootText(const Analysis &A, const Root &R, Executor On) {
  std::string Text = "'" + A.P.Bodies[R.To].F->Name + "' runs " +
                     phrase(R.On == Executor::Here ? On : R.On) + ": it " + R.Why;
  if (size_t Others = A.Runs.placesOf(R) - 1)
    Text += ", as at " + std::to_string(Others) + " other place" +
            (Others > 1 ? "s" : "");
  return Text;
}

/// An object whose callbacks are set up on a thread may be of that thread, which
/// may have a loop of its own: `QThread::run` that connects a socket's signals.
static bool mayBeOfThread(const Analysis &A, const Root &R) {
  return R.By && R.Row && R.Row->HomeOf &&
         A.Runs.on(*R.By, Executor::Thread) &&
         !A.Runs.on(*R.By, Executor::Loop);
}

static std::string hash(llvm::StringRef Text) {
  return llvm::utohexstr(llvm::xxh3_64bits(Text), /*LowerCase=*/true, 16);
}

/// The way to what is shown, and from there to the event, if there is one.
static Way wayTo(const Analysis &A, BodyIndex In, const HotPlace &Hot,
                 const ReportSite *Shown, std::optional<uint32_t> Event) {
  llvm::ArrayRef<const Edge *> Down;
  if (Shown)
    Down = Shown->Down;
  if (Event) {
    Way Open = openWay(A, In, Hot.State, Down, *Event);
    BodyIndex Last = Open.Path.empty() ? In : Open.Path.back()->To;
    Open.Surest = std::min(Open.Surest, surestByTests(A, Open.Path, Last, *Event));
    return Open;
  }
  Way Plain{&A.Runs.root(In, Hot.State), A.Runs.path(In, Hot.State)};
  llvm::append_range(Plain.Path, Down);
  return Plain;
}

static Finding make(const Analysis &A, std::string Check, BodyIndex B,
                    std::optional<uint32_t> Event, uint32_t Block,
                    const Place &At, std::string Blocker, std::optional<HotPlace> Hot,
                    Tier Certainty, std::string Message, std::string Last,
                    const ReportSite *Shown) {
  const Body &Where = A.P.Bodies[B];
  BodyIndex In = Shown ? Shown->In : B;
  Finding Found;
  Found.Check = std::move(Check);
  Found.Certainty = Certainty;
  Found.Message = std::move(Message);
  Found.Function = A.P.Bodies[In].F->Name;
  Found.Blocker = std::move(Blocker);
  Found.Where = A.P.location(
      In, Shown ? A.P.Bodies[In].F->Events[Shown->Event].Where : At);
  if (Hot) {
    Found.RunsOn = Hot->On;
    Way Comes = wayTo(A, In, *Hot, Shown, Event);
    Found.Certainty = std::min({Certainty, Comes.Surest,
                                Shown ? Shown->Certainty : Hot->How->Certainty});
    const Root &From = *Comes.From;
    Found.Presumed = From.Presumed;
    Found.Effort = A.Runs.effort(Comes.Path);
    if (Block < Where.F->Blocks.size())
      Found.Effort += A.Runs.branches(B).conditions(Block);
    if (A.Runs.on(From.To, Executor::Thread))
      Found.Certainty = std::min(Found.Certainty, From.OnThread);
    if (mayBeOfThread(A, From) || Found.Effort > MostEffort)
      Found.Certainty = std::min(Found.Certainty, Tier::Probable);
    Found.Proof.push_back({From.Where, rootText(A, From, Hot->On),
                           A.P.Bodies[From.To].F->Name});
    for (const Edge *E : Comes.Path)
      Found.Proof.push_back(step(A, E->From,
                                 A.P.Bodies[E->From].F->Events[E->Event].Where,
                                 edgeText(A, *E)));
    for (const Root *R : A.Runs.roots(In, Hot->State, /*Limit=*/6))
      if (R->To != From.To)
        Found.OtherRoots.push_back(
            {R->Where, rootText(A, *R, Hot->On), A.P.Bodies[R->To].F->Name});
  }
  Found.Proof.push_back(step(A, B, At, std::move(Last)));
  // What was only partly understood proves less. An error elsewhere in the unit
  // may have changed what names mean.
  if (Where.F->Dependent || Where.F->Approximate) {
    if (Found.Certainty != Tier::Possible)
      Found.Certainty = Tier(unsigned(Found.Certainty) - 1);
  } else if (Where.Unit->HadErrors) {
    Found.Certainty = std::min(Found.Certainty, Tier::Probable);
  }

  std::string Path;
  for (const ProofStep &S : Found.Proof)
    Path += S.Function + ">";
  // Another root may have less effort after an edit that is not about this.
  Found.Fingerprint = hash(Found.Check + "|" + Found.Blocker + "|" + Found.Function);
  Found.PathKey = hash(Path + Found.Blocker);
  return Found;
}

Finding stallfree::makeFinding(const Analysis &A, std::string Check,
                               BodyIndex B, uint32_t Index,
                               std::optional<HotPlace> Hot, Tier Certainty,
                               std::string Message, std::string Last,
                               const ReportSite *Shown) {
  const Function &F = *A.P.Bodies[B].F;
  const Event &E = F.Events[Index];
  return make(A, std::move(Check), B, Index, blockOf(F, Index), E.Where, E.Name, Hot,
              std::min(Certainty, A.Graph.surest(B, Index)), std::move(Message),
              std::move(Last), Shown);
}

Finding stallfree::makeFinding(const Analysis &A, std::string Check,
                               BodyIndex B, uint32_t Block, const Place &At,
                               std::string Blocker,
                               std::optional<HotPlace> Hot, Tier Certainty,
                               std::string Message, std::string Last,
                               const ReportSite *Shown) {
  return make(A, std::move(Check), B, std::nullopt, Block, At, std::move(Blocker), Hot,
              Certainty, std::move(Message), std::move(Last), Shown);
}
