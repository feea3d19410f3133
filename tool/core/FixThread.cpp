//===- FixThread.cpp - What ties a call to its thread -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FixThread.h"
#include "Crossing.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

const AffineRow *stallfree::affineRow(const Analysis &A, const struct Event &E,
                                      llvm::ArrayRef<Affinity> Kinds) {
  for (const AffineRow *Row : A.Rules.Affine.find(E))
    if (llvm::is_contained(Kinds, Row->Of))
      return Row;
  return nullptr;
}

namespace {

using Of = Affinity;

/// Calls of calls that are looked into.
constexpr unsigned MostCalls = 4;

/// What a body reads that an earlier call left on its thread, from an event on.
/// A call that waits puts its own there, and so does an assignment.
class Reads {
public:
  explicit Reads(const Analysis &A) : A(A) {}

  const AffineRow *after(BodyIndex B, uint32_t Event) {
    const Function &F = *A.P.Bodies[B].F;
    std::vector<uint32_t> Work;
    std::vector<bool> Seen(F.Blocks.size());
    auto Follow = [&](uint32_t To) {
      if (To < Seen.size() && !Seen[To]) {
        Seen[To] = true;
        Work.push_back(To);
      }
    };
    auto Walk = [&](uint32_t Block, uint32_t From) -> const AffineRow * {
      auto [Row, Ends] = inside(B, From, F.Blocks[Block].First + F.Blocks[Block].Count);
      if (!Ends)
        for (uint32_t To : F.Blocks[Block].Successors)
          Follow(To);
      return Row;
    };
    for (uint32_t Block = 0; Block < F.Blocks.size(); ++Block) {
      if (!F.Blocks[Block].holds(Event))
        continue;
      if (const AffineRow *Row = Walk(Block, Event + 1))
        return Row;
    }
    followHandlers(F, Event, Follow);
    for (size_t I = 0; I < Work.size(); ++I)
      if (const AffineRow *Row = Walk(Work[I], F.Blocks[Work[I]].First))
        return Row;
    return nullptr;
  }

  /// The same from the start of a body.
  const AffineRow *fromEntry(BodyIndex B) {
    if (Depth >= MostCalls || !Entered.insert(B).second)
      return nullptr;
    ++Depth;
    const Function &F = *A.P.Bodies[B].F;
    const AffineRow *Found = nullptr;
    std::vector<uint32_t> Work = {0};
    std::vector<bool> Seen(F.Blocks.size());
    while (!Found && !Work.empty() && !Seen.empty()) {
      const Block &Here = F.Blocks[Work.back()];
      Work.pop_back();
      auto [Row, Ends] = inside(B, Here.First, Here.First + Here.Count);
      Found = Row;
      for (uint32_t To : Here.Successors)
        if (!Ends && To < Seen.size() && !Seen[To]) {
          Seen[To] = true;
          Work.push_back(To);
        }
    }
    --Depth;
    return Found;
  }

private:
  /// A catch block has no way in: whatever comes later may lead there.
  template <class Visit> static void followHandlers(const Function &F, uint32_t Event, Visit Follow) {
    std::vector<bool> Entered(F.Blocks.size());
    for (const Block &From : F.Blocks)
      for (uint32_t To : From.Successors)
        if (To < Entered.size())
          Entered[To] = true;
    for (uint32_t Block = 1; Block < F.Blocks.size(); ++Block)
      if (!Entered[Block] && F.Blocks[Block].First > Event)
        Follow(Block);
  }

  /// A row that an event of [From, End) reads, and whether nothing after counts.
  std::pair<const AffineRow *, bool> inside(BodyIndex B, uint32_t From, uint32_t End) {
    const Function &F = *A.P.Bodies[B].F;
    for (uint32_t I = From; I < End; ++I) {
      const Event &E = F.Events[I];
      if (const AffineRow *Row = affineRow(A, E, Of::Before)) {
        if (assigned(F, I))
          return {nullptr, true};
        if (!isPutBack(F, *Row))
          return {Row, true};
      }
      if (!A.Rules.Blocks.find(E).empty())
        return {nullptr, true};
      for (const Edge &Out : A.Graph.out(B))
        if (Out.Event == I)
          if (const AffineRow *Row = fromEntry(Out.To))
            return {Row, true};
    }
    return {nullptr, false};
  }

  /// A guard: its destructor assigns a member what its constructor read.
  bool isPutBack(const Function &F, const AffineRow &Row) const {
    const Class *C = F.Constructor ? A.P.findClass(F.Class) : nullptr;
    const Function *End = C && C->Destructor ? A.P.function(C->Destructor) : nullptr;
    if (!End)
      return false;
    for (uint32_t I = 0; I < End->Events.size(); ++I)
      if (affineRow(A, End->Events[I], Of::Before) == &Row)
        if (const Event *Store = assigned(*End, I))
          if (Store->Arguments[0].K == Value::Kind::Field && Store->Arguments[0].OfThis)
            return true;
    return false;
  }

  /// What gives it a new value, as in `errno = 0`.
  static const Event *assigned(const Function &F, uint32_t Read) {
    for (const Event &E : llvm::ArrayRef(F.Events).drop_front(Read + 1))
      if (E.K == Event::Kind::Store && E.Object.K == Value::Kind::Result &&
          E.Object.Number == int64_t(Read))
        return &E;
    return nullptr;
  }

  const Analysis &A;
  llvm::DenseSet<BodyIndex> Entered;
  unsigned Depth = 0;
};

bool isWithin(const Place &P, const Span &S) {
  auto At = std::pair(P.Line, P.Column);
  return At >= std::pair(S.Line, S.Column) && At < std::pair(S.EndLine, S.EndColumn);
}

/// What the call runs, itself or deeper, that another thread must not.
std::string runsObstacle(const Analysis &A, BodyIndex Caller, uint32_t Event) {
  auto Ties = [&](const Function &F, const struct Event &E) -> std::string {
    const AffineRow *Row = affineRow(A, E, {Of::Thread, Of::Static});
    if (!Row)
      return {};
    return Row->Of == Of::Static
               ? "'" + E.Name + "' gives " + Row->About + ", which calls of other threads overwrite"
               : "'" + F.Name + "' asks for " + Row->About + ": it would be another thread's";
  };
  const Function &In = *A.P.Bodies[Caller].F;
  if (std::string Why = Ties(In, In.Events[Event]); !Why.empty())
    return Why;
  for (const Edge &E : A.Graph.out(Caller))
    if (E.Event == Event)
      if (const AffineRow *Row = Reads(A).fromEntry(E.To))
        return "'" + A.P.Bodies[E.To].F->Name + "' reads " + Row->About +
               ", which is this thread's: give it the value";
  for (BodyIndex B : bodiesBelow(A, Caller, Event)) {
    const Function &F = *A.P.Bodies[B].F;
    if (F.ThreadLocals)
      return "code that it runs uses a thread_local variable";
    for (const struct Event &E : F.Events)
      if (std::string Why = Ties(F, E); !Why.empty())
        return Why;
  }
  return {};
}

/// The arguments go to the thread with the call.
std::string argumentsObstacle(const Analysis &A, const Level &L, const Site &S) {
  const Function &F = *A.P.Bodies[L.In].F;
  for (uint32_t I = 0; I < F.Events.size(); ++I) {
    const Event &E = F.Events[I];
    if (I == L.Event || !isWithin(E.Where, S.Whole))
      continue;
    if (const AffineRow *Row = affineRow(A, E, {Of::Before}))
      return "an argument reads " + Row->About + ", which is this thread's: name its value first";
    if (std::string Why = runsObstacle(A, L.In, I); !Why.empty())
      return Why;
  }
  return {};
}

} // namespace

std::string stallfree::affineObstacle(const Analysis &A, const Level &L, const Site &S) {
  if (std::string Why = argumentsObstacle(A, L, S); !Why.empty())
    return Why;
  const Function &F = *A.P.Bodies[L.In].F;
  if (const AffineRow *Row = Reads(A).after(L.In, L.Event))
    return "'" + F.Name + "' reads " + Row->About +
           " afterwards, which stays on the thread that ran the call: use the form that "
           "returns it (with_errno)";
  return runsObstacle(A, L.In, L.Event);
}
