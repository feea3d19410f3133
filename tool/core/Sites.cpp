//===- Sites.cpp - Where the blame for a blocking call lies ---------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Sites.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

static constexpr size_t MaxSites = 8;

/// Is B fit for where its other callers run, so that a caller is to blame? A
/// coroutine is not: it is the place where the call can be awaited.
static bool isShared(const Analysis &A, BodyIndex B, Executor On) {
  if (A.Graph.coroutine(B) || A.Runs.startsAt(B, On))
    return false;
  if (On == Executor::Gil)
    return true;
  const Arrival *Off = A.Runs.on(B, Executor::Thread);
  return Off && Off->Certainty != Tier::Possible;
}

using EventPlace = std::pair<BodyIndex, uint32_t>;

/// What happens once on the way down from the site's call, if anything.
static std::optional<EventPlace> onceBelow(const Analysis &A, const ReportSite &S, EventPlace Blocker) {
  if (S.Down.empty())
    return std::nullopt;
  for (const Edge *E : llvm::drop_begin(S.Down))
    if (A.Graph.happensOnce(E->From, E->Event))
      return EventPlace(E->From, E->Event);
  return A.Graph.happensOnce(Blocker.first, Blocker.second) ? std::optional(Blocker)
                                                            : std::nullopt;
}

std::vector<ReportSite> stallfree::sitesOf(const Analysis &A, BodyIndex B,
                                     uint32_t Event, const HotPlace &Hot) {
  Executor On = Hot.On;
  // A body that moves itself there has nobody else to blame.
  if (Hot.State != On)
    return {{B, Event, {}, Hot.How->Certainty}};
  std::vector<ReportSite> Sites;
  // Over[X]: the edge by which the walk towards the callers came to X.
  llvm::DenseMap<BodyIndex, const Edge *> Over;
  Over[B] = nullptr;
  std::vector<BodyIndex> Work = {B};
  auto Add = [&](ReportSite S) {
    S.Certainty = A.Runs.on(S.In, On)->Certainty;
    for (const Edge *E : S.Down)
      S.Certainty = std::min(S.Certainty, E->Certainty);
    Sites.push_back(std::move(S));
  };
  for (size_t I = 0; I < Work.size(); ++I) {
    BodyIndex Now = Work[I];
    if (!isShared(A, Now, On)) {
      // Only B itself may be here: others are left at their call.
      Add({Now, Event, {}, {}});
      continue;
    }
    for (const Edge *E : A.Runs.into(Now)) {
      if ((E->On != Executor::Here && E->On != On) || !A.Runs.on(E->From, On))
        continue;
      if (isShared(A, E->From, On)) {
        if (Over.try_emplace(E->From, E).second)
          Work.push_back(E->From);
        continue;
      }
      ReportSite S{E->From, E->Event, {E}, {}};
      for (const Edge *Next = Over[Now]; Next; Next = Over[Next->To])
        S.Down.push_back(Next);
      Add(std::move(S));
    }
  }
  // Shared all the way up: nobody is to blame but the blocker.
  if (Sites.empty())
    Add({B, Event, {}, {}});
  auto Effort = [&](const ReportSite &S) {
    return A.Runs.on(S.In, On)->Effort + A.Runs.effort(S.Down);
  };
  llvm::stable_sort(Sites, [&](const ReportSite &X, const ReportSite &Y) {
    if (X.Certainty != Y.Certainty)
      return X.Certainty > Y.Certainty;
    return Effort(X) < Effort(Y);
  });
  // What a callee does only once stalls only one of them.
  llvm::DenseSet<EventPlace> Told;
  llvm::erase_if(Sites, [&](const ReportSite &S) {
    auto Once = onceBelow(A, S, {B, Event});
    return Once && !Told.insert(*Once).second;
  });
  if (Sites.size() > MaxSites)
    Sites.resize(MaxSites);
  return Sites;
}
