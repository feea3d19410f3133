//===- Lanes.cpp - How many rounds a compiler does at once ----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Lanes.h"
#include "Cost.h"
#include "RoundShare.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace stallfree;

/// What one instruction computes, in bytes.
static constexpr double VectorBytes = 16;
/// Inner loops of so many rounds are unrolled at most.
static constexpr int64_t MostUnrolled = 64;
static constexpr unsigned MostInlined = 3;

namespace {

class Plain {
public:
  explicit Plain(const Analysis &A) : A(A) {}

  bool loop(BodyIndex B, const Loop &L, unsigned Depth) {
    const Function &F = *A.P.Bodies[B].F;
    if (!round(F, L))
      return false;
    for (const Loop &Inner : F.Loops)
      if (within(Inner, L) && !unrolled(F, Inner))
        return false;
    return llvm::all_of(L.Blocks, [&](uint32_t Block) {
      Straight &= !branches(F, Block);
      return block(B, Block, Depth);
    });
  }

  uint32_t Width = 0; ///< Of the widest element.
  bool Straight = true;

private:
  /// Whether a loop goes round again is no branch.
  static bool branches(const Function &F, uint32_t Block) {
    return F.Blocks[Block].Successors.size() > 1 &&
           llvm::none_of(F.Loops,
                         [&](const Loop &L) { return L.Header == Block; });
  }

  bool work(const Work &Done) {
    Width = std::max(Width, Done.Width);
    return !Done.InOrder;
  }

  bool round(const Function &F, const Loop &L) {
    return work(L.Body) && !endsEarly(F, L) &&
           (L.Kind == Loop::BoundKind::Constant ||
            L.Kind == Loop::BoundKind::Sized);
  }

  bool unrolled(const Function &F, const Loop &L) {
    return round(F, L) && L.Kind == Loop::BoundKind::Constant &&
           L.Trips <= MostUnrolled;
  }

  static bool within(const Loop &Inner, const Loop &Outer) {
    return Inner.Blocks.size() < Outer.Blocks.size() &&
           std::includes(Outer.Blocks.begin(), Outer.Blocks.end(),
                         Inner.Blocks.begin(), Inner.Blocks.end());
  }

  bool block(BodyIndex B, uint32_t Block, unsigned Depth) {
    const auto &Here = A.P.Bodies[B].F->Blocks[Block];
    for (uint32_t I = Here.First; I < Here.First + Here.Count; ++I)
      if (!event(B, I, Depth))
        return false;
    return true;
  }

  /// Members of containers that lead to an element, and what is one instruction.
  static bool isInstruction(llvm::StringRef Name) {
    llvm::StringRef Last = Name.rsplit("::").second;
    return llvm::StringSwitch<bool>(Last.empty() ? Name : Last)
        .Cases({"operator[]", "size", "begin", "end", "data", "min"}, true)
        .Cases({"max", "abs", "fabs", "sqrt", "clamp", "operator*"}, true)
        .Default(false);
  }

  bool event(BodyIndex B, uint32_t Index, unsigned Depth) {
    const Function &F = *A.P.Bodies[B].F;
    const Event &E = F.Events[Index];
    if (E.K == Event::Kind::Return || E.K == Event::Kind::Store)
      return true;
    if (E.K != Event::Kind::Call || cpuRow(A, F, E))
      return false;
    bool Any = false;
    for (const Edge &Out : A.Graph.out(B)) {
      if (Out.Event != Index)
        continue;
      if (Out.K != Edge::Kind::Call || !body(Out.To, Depth))
        return false;
      Any = true;
    }
    return Any || isInstruction(E.Name);
  }

  bool body(BodyIndex B, unsigned Depth) {
    const Function &F = *A.P.Bodies[B].F;
    if (Depth == 0 || !work(F.Body))
      return false;
    for (const Loop &L : F.Loops)
      if (!unrolled(F, L))
        return false;
    for (uint32_t Block = 0; Block < F.Blocks.size(); ++Block) {
      Straight &= !branches(F, Block);
      if (!block(B, Block, Depth - 1))
        return false;
    }
    return true;
  }

  const Analysis &A;
};

} // namespace

Lanes stallfree::lanes(const Analysis &A, BodyIndex B, const Loop &L) {
  Plain Rounds(A);
  if (!Rounds.loop(B, L, MostInlined))
    return {};
  // Numbers that are in no memory are mostly of four bytes.
  return {VectorBytes / (Rounds.Width ? Rounds.Width : 4), Rounds.Straight};
}
