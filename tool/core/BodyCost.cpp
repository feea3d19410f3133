//===- BodyCost.cpp - What functions, loops and calls cost ----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BodyCost.h"
#include "Lanes.h"
#include "LongestWay.h"
#include "Recursion.h"
#include "RoundShare.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

/// How often 30,000 items or more can be halved.
static constexpr double DepthOfHalves = 16;

BodyCosts::BodyCosts(const Analysis &A, const Bounds &Sizes)
    : A(A), Sizes(Sizes), Giving(A), Known(A.P.Bodies.size()) {}

static Term workTerm(const Weights &W, const Work &Done) {
  Term T;
  T.Nanoseconds = Done.Operations * W.Operation + Done.Accesses * W.Access +
                  Done.Divisions * W.Division;
  return T;
}

const Cost &BodyCosts::body(BodyIndex B) { return sums(B).Body; }

const Cost &BodyCosts::loop(BodyIndex B, uint32_t L) {
  return sums(B).Loops[L];
}

const Cost &BodyCosts::round(BodyIndex B, uint32_t L) {
  return sums(B).Rounds[L];
}

BodyCosts::Sums &BodyCosts::sums(BodyIndex B) {
  Sums &S = Known[B];
  if (S.S == Sums::State::New) {
    S.S = Sums::State::Busy;
    Sums Done;
    sum(B, Done);
    Done.S = Sums::State::Done;
    Known[B] = std::move(Done);
  }
  return Known[B];
}

/// The innermost loop of each block, -1 outside of loops. Outer loops come
/// first, so that the last one that has a block is the innermost.
static std::vector<int32_t> innermostLoops(const Function &F) {
  std::vector<int32_t> Result(F.Blocks.size(), -1);
  for (uint32_t L = 0; L < F.Loops.size(); ++L)
    for (uint32_t Block : F.Loops[L].Blocks)
      if (Result[Block] < 0 ||
          F.Loops[Result[Block]].Depth <= F.Loops[L].Depth)
        Result[Block] = int32_t(L);
  return Result;
}

/// Of the blocks that belong to loop In, those on the longest way from From.
static void addLongest(Cost &Into, const Function &F, int32_t In, uint32_t From,
                       const std::vector<Cost> &Parts,
                       const std::vector<int32_t> &Innermost) {
  std::vector<double> Weights(Parts.size());
  for (size_t B = 0; B < Parts.size(); ++B)
    if (Innermost[B] == In)
      Weights[B] = evaluateSoberly(Parts[B]);
  for (uint32_t B : longestWay(F, In < 0 ? nullptr : &F.Loops[In], From, Weights))
    if (Innermost[B] == In)
      add(Into, Parts[B]);
}

/// What depends on the number that counts up is on average half of its limit.
static Cost halfWay(const Cost &Body, const Bound &Runs) {
  Cost Result;
  Result.AtLeast = Body.AtLeast;
  for (Term T : Body.Terms) {
    auto Counts = [&](const Bound &B) {
      return B.K == Bound::Kind::Parameter && B.Index == Runs.Index;
    };
    for (const Bound &B : T.Factors)
      if (Counts(B))
        T.Nanoseconds *= std::max(1., Runs.UpTo / 2);
    llvm::erase_if(T.Factors, Counts);
    add(Result, std::move(T));
  }
  return Result;
}

void BodyCosts::sum(BodyIndex B, Sums &Into) {
  const Function &F = *A.P.Bodies[B].F;
  Into.Loops.resize(F.Loops.size());
  Into.Rounds.resize(F.Loops.size());
  // A row that says what a function takes, or that it is rare, speaks for it.
  if (!A.Rules.Cold.find(F.Name).empty() ||
      llvm::is_contained(F.Annotations, "stallfree::cold"))
    return;
  const Weights &W = A.Asked.Costs;
  add(Into.Body, workTerm(W, F.Body));
  std::vector<int32_t> Innermost = innermostLoops(F);
  // What each block adds to a round of its innermost loop, or to the body.
  std::vector<Cost> Parts(F.Blocks.size());
  for (uint32_t Block = 0; Block < F.Blocks.size(); ++Block) {
    int32_t In = Innermost[Block];
    Bound Share = In < 0 || !F.Blocks[Block].Count
                      ? constantBound(1)
                      : roundShare(F, F.Loops[In], Block);
    for (uint32_t I = F.Blocks[Block].First,
                  End = I + F.Blocks[Block].Count;
         I < End; ++I)
      add(Parts[Block], times(event(B, I), Share));
  }
  auto Runs = doublingRecursion(F, [&](const Value &V) {
    Bound Number = Sizes.of(B, V);
    return Number.known() ? Number.Count : 0;
  });
  auto Tree = Runs ? std::nullopt : treeRecursion(F);
  for (uint32_t L = F.Loops.size(); L-- > 0;) {
    const Loop &Here = F.Loops[L];
    addLongest(Into.Rounds[L], F, int32_t(L), Here.Header, Parts, Innermost);
    add(Into.Rounds[L], workTerm(W, Here.Body));
    Lanes AtOnce = lanes(A, B, Here);
    vectorise(Into.Rounds[L], AtOnce.Most, AtOnce.Straight);
    uint32_t Rounds = Giving.rounds(B, Here);
    Bound Times = Sizes.of(B, Here);
    Times.AtMost |= Times.known() && endsEarly(F, Here);
    if (Rounds) {
      Bound Between = constantBound(Rounds);
      if (!Times.known() || Times.Count > Rounds)
        Times = Between;
    }
    Into.Loops[L] = times(Into.Rounds[L], Times);
    if (!Rounds && Here.Kind != Loop::BoundKind::Constant)
      Into.Loops[L] = times(Into.Loops[L], constantBound(1.0 / Here.Step));
    if (!Rounds && Here.BoundTimes.K != Value::Kind::Unknown &&
        !Times.known())
      Into.Loops[L] = times(Into.Loops[L], Sizes.of(B, Here.BoundTimes));
    bool OnceForEachNode = Tree && llvm::is_contained(Tree->Loops, L);
    const Cost &Whole = OnceForEachNode ? Into.Rounds[L] : Into.Loops[L];
    // From now on it is a part of what is around it.
    Parts[Here.Header] =
        Here.Parent < 0 || OnceForEachNode
            ? Whole
            : times(Whole, roundShare(F, F.Loops[Here.Parent], Here.Header));
    Innermost[Here.Header] = Here.Parent;
  }
  if (!F.Blocks.empty())
    addLongest(Into.Body, F, -1, 0, Parts, Innermost);
  if (!Runs && !Tree && dividesRange(F)) {
    Into.Repeats = true;
    Bound Depth = constantBound(DepthOfHalves);
    Depth.AtMost = true;
    Into.Body = times(Into.Body, Depth);
  }
  if (Runs || Tree) {
    Into.Repeats = true;
    if (Runs && Runs->UpTo > 0)
      Into.Body = halfWay(Into.Body, *Runs);
    Into.Body = times(Into.Body, Runs ? *Runs : Tree->Nodes);
  }
}

/// Do the targets of Out exclude each other? Callables that a call is given
/// may all run; of overriders and of what a variable may hold one does.
static bool isAlternative(const Event &E, const Edge &Out) {
  return Out.K == Edge::Kind::Override || Out.K == Edge::Kind::Call ||
         (Out.K == Edge::Kind::Value &&
          llvm::all_of(E.Arguments,
                       [](const Value &V) { return V.Callables.empty(); }));
}

/// One of several runs: what the least takes is sure, the most is possible.
static void addOneOf(llvm::SmallVectorImpl<Cost> &Several, Cost &Into) {
  llvm::sort(Several, [](const Cost &A, const Cost &B) {
    return evaluate(A) < evaluate(B);
  });
  if (Several.empty())
    return;
  add(Into, Several.front());
  if (Several.size() == 1)
    return;
  for (Term &T : Several.back().Terms)
    T.Surest = Tier::Possible;
  add(Into, Several.back());
}

static bool isStd(const Event &E) {
  return llvm::StringRef(E.Name).starts_with("std::");
}

bool BodyCosts::counts(const Edge &E) {
  bool Here = E.On == Executor::Here || E.On == Executor::Loop || E.On == Executor::Gil;
  // Who shares an object is mostly not the last to let go of it.
  bool Shared = E.K == Edge::Kind::Destroy && E.Certainty != Tier::Definite;
  return Here && !Shared && E.Certainty != Tier::Possible &&
         !(E.K == Edge::Kind::Await && Giving.suspends(E.To));
}

Cost BodyCosts::event(BodyIndex B, uint32_t Index) {
  const Function &F = *A.P.Bodies[B].F;
  const Event &E = F.Events[Index];
  Cost Result;
  if (E.K == Event::Kind::Return || E.K == Event::Kind::Store ||
      E.K == Event::Kind::Await || E.K == Event::Kind::Yield)
    return Result;
  if (const CpuRow *Row = cpuRow(A, F, E)) {
    add(Result, rowTerm(Sizes, *Row, B, E));
    // What the library makes or calls of the project comes on top.
    if (!isStd(E))
      return Result;
  }
  bool Any = !Result.Terms.empty();
  llvm::SmallVector<Cost, 2> Alternatives;
  for (const Edge &Out : A.Graph.out(B)) {
    if (Out.Event != Index)
      continue;
    Any = true;
    if (!counts(Out))
      continue;
    Cost One = callee(B, E, Out);
    if (isAlternative(E, Out))
      Alternatives.push_back(std::move(One));
    else
      add(Result, One);
  }
  addOneOf(Alternatives, Result);
  Result.AtLeast |= !Any && A.Graph.knowledge(B, Index) ==
                                CallKnowledge::Unknown;
  if (!Any) {
    // The library's small members are inlined; those that are not have rows.
    Term Entered;
    Entered.Nanoseconds = isStd(E) ? A.Asked.Costs.Access : A.Asked.Costs.Call;
    add(Result, Entered);
  }
  return Result;
}
