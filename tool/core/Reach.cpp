//===- Reach.cpp - Which executors each function runs on, with proof ------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Reach.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"
#include <set>
#include <tuple>

using namespace stallfree;

Reach::Reach(const Program &P, CallGraph &Graph)
    : P(P), Graph(Graph), Trees(P.Bodies.size()), In(P.Bodies.size()), RootsAt(P.Bodies.size()) {
  for (auto &S : States)
    S.resize(P.Bodies.size());
  for (BodyIndex B = 0; B < P.Bodies.size(); ++B)
    for (const Edge &E : Graph.out(B))
      In[E.To].push_back(&E);
  for (const Root &R : Graph.Roots)
    start(R);
  search();
  trustWideCalls(P);

  // Coroutines that only await each other (a retry that awaits itself) have
  // callers but no way in: the first of each such circle is presumed. So is
  // one that an ordinary function gives back to nobody known.
  for (BodyIndex B = 0; B < P.Bodies.size(); ++B) {
    const CoroutineRow *Row = Graph.coroutine(B);
    bool Reached = llvm::any_of(States, [&](auto &S) { return S[B].has_value(); });
    if (!Row || Reached || Row->K == CoroutineRow::Kind::Generator ||
        Row->Presumed == Executor::Here)
      continue;
    bool CalledFromCoroutine = llvm::any_of(
        In[B], [&](const Edge *E) { return Graph.coroutine(E->From); });
    bool GivenBack = llvm::any_of(
        In[B], [](const Edge *E) { return E->K == Edge::Kind::Await; });
    if (!CalledFromCoroutine && !GivenBack)
      continue;
    Graph.Roots.push_back({B, Row->Presumed,
                           CalledFromCoroutine
                               ? Row->Certainty
                               : std::min(Row->Certainty, Tier::Probable),
                           "is a coroutine", P.location(B, P.Bodies[B].F->Where),
                           nullptr, true});
    start(Graph.Roots.back());
    search();
  }
}

/// A virtual call with many overriders may mean any of them. But when no thread
/// ever makes that call, an override that runs at all runs where it is made: a
/// bar's `module->update()` on the loop is the only way to sixty updates.
void Reach::trustWideCalls(const Program &P) {
  llvm::MapVector<FunctionId, std::vector<Edge *>> Wide;
  for (BodyIndex B = 0; B < P.Bodies.size(); ++B)
    for (Edge &E : Graph.out(B))
      if (E.K == Edge::Kind::Override && E.Certainty == Tier::Possible)
        Wide[P.Bodies[B].F->Events[E.Event].Callee].push_back(&E);
  auto OffLoop = [&](const Edge *E) {
    return llvm::any_of(
        std::initializer_list<Executor>{Executor::Thread, Executor::Process},
        [&](Executor On) {
          return E->On == On || (E->On == Executor::Here && on(E->From, On));
        });
  };
  for (auto &[Callee, Edges] : Wide) {
    if (llvm::any_of(Edges, OffLoop))
      continue;
    for (Edge *E : Edges) {
      E->Certainty = Tier::Probable;
      for (Executor On : {Executor::Loop, Executor::Gil, Executor::Startup})
        if (const Arrival *A = on(E->From, On))
          propose(E->To, E->On == Executor::Here ? On : E->On,
                  {std::min(A->Certainty, E->Certainty), A->Effort + effort(*E),
                   nullptr, E, On});
    }
  }
  search();
}

bool Reach::Later::operator()(const Candidate &X, const Candidate &Y) const {
  if (X.A.isBetterThan(Y.A) || Y.A.isBetterThan(X.A))
    return Y.A.isBetterThan(X.A);
  return X.Order > Y.Order;
}

bool Reach::improves(const Arrival &A, BodyIndex To, Executor On) const {
  const Arrival *Known = on(To, On);
  return !Known || A.isBetterThan(*Known);
}

void Reach::propose(BodyIndex To, Executor On, Arrival A) {
  if (On == Executor::Unknown)
    return;
  if (improves(A, To, On))
    Queue.push({A, To, On, NextOrder++});
}

void Reach::start(const Root &R) {
  RootsAt[R.To].push_back(&R);
  propose(R.To, R.On, {R.Certainty, 0, &R, nullptr, R.On});
}

/// A root that is added later only improves on what is known: a body's state
/// is replaced by a surer one, or one with less effort, never by one whose path
/// leads through it. The Effort of those behind it may be that of the old path.
void Reach::search() {
  while (!Queue.empty()) {
    Candidate Now = Queue.top();
    Queue.pop();
    if (!improves(Now.A, Now.To, Now.On))
      continue;
    States[index(Now.On)][Now.To] = Now.A;
    for (const Edge &E : Graph.out(Now.To)) {
      // That a body moves itself says nothing of what it does before.
      if (Now.On == Executor::Here && E.On == Executor::Here)
        continue;
      // What a loop hands on it hands on wherever it was started: as its root says.
      if (Now.On != Executor::Here && E.On != Executor::Here && Graph.writesLoop(Now.To))
        continue;
      propose(E.To, E.On == Executor::Here ? Now.On : E.On,
              {std::min(Now.A.Certainty, E.Certainty), Now.A.Effort + effort(E),
               nullptr, &E, Now.On});
    }
  }
}

const Arrival *Reach::on(BodyIndex B, Executor E) const {
  auto &State = States[index(E)][B];
  return State ? &*State : nullptr;
}

llvm::SmallVector<const Edge *, 8> Reach::path(BodyIndex B, Executor E) const {
  llvm::SmallVector<const Edge *, 8> Result;
  for (const Arrival *A = on(B, E); A && A->Over;
       A = on(A->Over->From, A->Before))
    Result.push_back(A->Over);
  std::reverse(Result.begin(), Result.end());
  return Result;
}

const BranchTree &Reach::branches(BodyIndex B) const {
  if (!Trees[B])
    Trees[B] = std::make_unique<BranchTree>(*P.Bodies[B].F);
  return *Trees[B];
}

uint32_t Reach::conditions(BodyIndex B, uint32_t Event) const {
  const Function &F = *P.Bodies[B].F;
  uint32_t At = blockOf(F, Event);
  return At < F.Blocks.size() ? branches(B).conditions(At) : 0;
}

uint32_t Reach::effort(const Edge &E) const { return 1 + conditions(E.From, E.Event); }

uint32_t Reach::effort(llvm::ArrayRef<const Edge *> Path) const {
  uint32_t Sum = 0;
  for (const Edge *E : Path)
    Sum += effort(*E);
  return Sum;
}

const Root &Reach::root(BodyIndex B, Executor E) const {
  const Arrival *A = on(B, E);
  while (!A->FromRoot)
    A = on(A->Over->From, A->Before);
  return *A->FromRoot;
}

size_t Reach::placesOf(const Root &R) const {
  auto [It, New] = PlacesOf.try_emplace(&R, 0);
  if (!New)
    return It->second;
  std::set<std::tuple<llvm::StringRef, uint32_t, uint32_t>> Places;
  for (const Root *Other : RootsAt[R.To])
    if (Other->On == R.On && Other->Why == R.Why)
      Places.insert({Other->Where.File, Other->Where.Line, Other->Where.Column});
  return PlacesOf[&R] = Places.size();
}

llvm::SmallVector<const Root *, 4>
Reach::roots(BodyIndex B, Executor E, unsigned Limit) const {
  llvm::SmallVector<const Root *, 4> Result = {&root(B, E)};
  llvm::DenseSet<BodyIndex> Seen = {B, Result.front()->To};
  std::vector<BodyIndex> Work = {B};
  for (size_t I = 0; I < Work.size() && Result.size() < Limit; ++I) {
    for (const Root *R : RootsAt[Work[I]])
      if (R->On == E && R->To != Result.front()->To &&
          llvm::none_of(Result, [&](auto *X) { return X->To == R->To; }) &&
          Result.size() < Limit)
        Result.push_back(R);
    for (const Edge *Into : into(Work[I], E))
      if (Seen.insert(Into->From).second)
        Work.push_back(Into->From);
  }
  return Result;
}

llvm::SmallVector<const Edge *, 4> Reach::into(BodyIndex B, Executor E) const {
  llvm::SmallVector<const Edge *, 4> Result;
  for (const Edge *Into : In[B])
    if ((Into->On == Executor::Here || Into->On == E) && on(Into->From, E))
      Result.push_back(Into);
  return Result;
}

bool Reach::startsAt(BodyIndex B, Executor E) const {
  return llvm::any_of(RootsAt[B], [&](const Root *R) { return R->On == E; });
}

unsigned Reach::count(Executor E) const {
  return llvm::count_if(States[index(E)], [](auto &S) { return S.has_value(); });
}
