//===- Recursion.cpp - Functions that call themselves twice ---------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Recursion.h"
#include "RoundShare.h"
#include "SizedTypes.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>

using namespace stallfree;

namespace {

struct SelfCall {
  uint32_t Block = 0;
  uint32_t Less = 0;  ///< What the parameter counts down or up by.
  bool Up = false;
  double Times = 1;   ///< Rounds of the loop around.
  int32_t In = -1;    ///< The loop, if it has one around.
  bool CutOff = false; ///< That loop may end before all are tried.
};
using Chain = llvm::SmallVector<SelfCall, 4>;

} // namespace

static bool has(const Loop &L, uint32_t Block) {
  for (uint32_t B : L.Blocks)
    if (B == Block)
      return true;
  return false;
}

/// Calls of F in F that pass parameter Index counted down, or all counted up;
/// nothing if some other call of it does not, or if a loop of unknown length
/// repeats one.
static std::optional<Chain> selfCalls(const Function &F, size_t Index) {
  Chain Calls;
  for (uint32_t B = 0; B < F.Blocks.size(); ++B)
    for (uint32_t I = F.Blocks[B].First, End = I + F.Blocks[B].Count; I < End;
         ++I) {
      const Event &E = F.Events[I];
      if (E.K != Event::Kind::Call || E.Callee != F.Id)
        continue;
      if (Index >= E.Arguments.size())
        return std::nullopt;
      const Value &V = E.Arguments[Index];
      if (V.K != Value::Kind::Parameter || V.Number != int64_t(Index) ||
          !(V.Less || V.More))
        return std::nullopt;
      SelfCall Call{B, std::max(V.Less, V.More), V.More > 0};
      if (!Calls.empty() && Calls.front().Up != Call.Up)
        return std::nullopt;
      for (uint32_t L = 0; L < F.Loops.size(); ++L)
        if (has(F.Loops[L], B)) {
          if (F.Loops[L].Kind != Loop::BoundKind::Constant)
            return std::nullopt;
          Call.Times *= double(F.Loops[L].Trips);
          Call.In = int32_t(L);
          Call.CutOff |= endsEarly(F, F.Loops[L]);
        }
      Calls.push_back(Call);
    }
  return Calls;
}

/// Without passing Except.
static bool reaches(const Function &F, uint32_t From, uint32_t To,
                    uint32_t Except = UINT32_MAX) {
  std::vector<bool> Seen(F.Blocks.size());
  if (Except < Seen.size())
    Seen[Except] = true;
  llvm::SmallVector<uint32_t, 16> Work = {From};
  while (!Work.empty()) {
    uint32_t B = Work.pop_back_val();
    if (B == To)
      return true;
    for (uint32_t Next : F.Blocks[B].Successors)
      if (Next != UINT32_MAX && !Seen[Next]) {
        Seen[Next] = true;
        Work.push_back(Next);
      }
  }
  return false;
}

/// A round makes the calls of one way only.
static uint32_t headerOfBoth(const Function &F, const SelfCall &A, const SelfCall &B) {
  return A.In >= 0 && A.In == B.In ? F.Loops[A.In].Header : UINT32_MAX;
}

/// Those that one run of the body makes one after the other, as many as can be.
static Chain longestChain(const Function &F, const Chain &Calls) {
  llvm::SmallVector<Chain, 4> Upto;
  Chain Best;
  for (size_t I = 0; I < Calls.size(); ++I) {
    Chain Here;
    for (size_t Before = 0; Before < I; ++Before)
      if (Upto[Before].size() > Here.size() &&
          reaches(F, Calls[Before].Block, Calls[I].Block,
                  headerOfBoth(F, Calls[Before], Calls[I])))
        Here = Upto[Before];
    Here.push_back(Calls[I]);
    if (Here.size() > Best.size())
      Best = Here;
    Upto.push_back(std::move(Here));
  }
  return Best;
}

static Bound nodesBelow(const Function &F, const Event &Call) {
  Bound Nodes;
  Nodes.K = Bound::Kind::Sized;
  Nodes.Below = true;
  Nodes.Text = "|" + variableName(F.Name) + "|";
  for (uint32_t P = 0; P < F.Parameters.size(); ++P) {
    if (P >= Call.Arguments.size() || isScalarType(F.Parameters[P].Type))
      continue; // Indents and flags go along.
    Nodes.K = Bound::Kind::Parameter;
    Nodes.Index = P;
    Nodes.Text = "|" + F.Parameters[P].Name + " and below|";
    break;
  }
  return Nodes;
}

std::optional<TreeWalk> stallfree::treeRecursion(const Function &F) {
  std::optional<TreeWalk> Result;
  for (uint32_t B = 0; B < F.Blocks.size(); ++B)
    for (uint32_t I = F.Blocks[B].First, End = I + F.Blocks[B].Count; I < End;
         ++I) {
      const Event &E = F.Events[I];
      if (E.K != Event::Kind::Call || E.Callee != F.Id)
        continue;
      for (uint32_t L = 0; L < F.Loops.size(); ++L)
        if (has(F.Loops[L], B) && F.Loops[L].Kind != Loop::BoundKind::Constant) {
          if (!Result)
            Result = TreeWalk{nodesBelow(F, E), {}};
          if (!llvm::is_contained(Result->Loops, L))
            Result->Loops.push_back(L);
        }
    }
  return Result;
}

/// The x for which the calls of x^n are those of x^(n - Less) together.
static double growth(const Chain &Calls) {
  double Low = 1, High = 1;
  for (const SelfCall &C : Calls)
    High += C.Times;
  for (int Step = 0; Step < 60; ++Step) {
    double X = (Low + High) / 2, Sum = 0;
    for (const SelfCall &C : Calls)
      Sum += C.Times * std::pow(X, -double(C.Less));
    (Sum > 1 ? Low : High) = X;
  }
  return Low;
}

/// What parameter Index is held against where it counts up: `row == 8`.
static double limitOf(const Function &F, size_t Index,
                      llvm::function_ref<double(const Value &)> NumberOf) {
  for (const Block &B : F.Blocks)
    if (const auto &T = B.Condition;
        T && T->Compared && !T->Bits && T->Operand.K == Value::Kind::Parameter &&
        T->Operand.Number == int64_t(Index))
      if (double Limit = NumberOf(T->With); Limit > 0)
        return Limit;
  return 0;
}

/// How many tests a round of the loop makes before it comes to the call.
static unsigned testsBefore(const Function &F, const SelfCall &Call) {
  unsigned Tests = 0;
  const Loop &L = F.Loops[Call.In];
  for (uint32_t B : L.Blocks)
    Tests += B != L.Header && B != Call.Block && B < Call.Block &&
             F.Blocks[B].Successors.size() > 1 &&
             reaches(F, B, Call.Block);
  return Tests;
}

/// Does a test of F ask a function, or several things, before it goes on?
static bool asksMuch(const Function &F, const SelfCall &Call) {
  const Loop &L = F.Loops[Call.In];
  return testsBefore(F, Call) > 1 || llvm::any_of(L.Blocks, [&](uint32_t B) {
           const auto &T = F.Blocks[B].Condition;
           return B != L.Header && T && T->Event >= 0;
         });
}

/// To place N things in N places one takes what is left: N! ways, and about the
/// square root of N^N if what does not fit is left out on the way. Otherwise as
/// many as there are calls.
static double placing(const Function &F, const Chain &Calls, double Limit) {
  if (Calls.size() != 1 || Calls[0].In < 0 || Calls[0].Times != Limit ||
      Limit < 2)
    return 0;
  if (testsBefore(F, Calls[0]) == 0)
    return 0;
  if (asksMuch(F, Calls[0]))
    return std::sqrt(Limit);
  return std::exp((std::lgamma(Limit + 1) + 1) / Limit);
}

/// `if (score >= beta) return beta;`: with the best ones first, the square root
/// of all ways is tried.
static bool cutOff(Chain &Calls) {
  bool Any = false;
  for (SelfCall &C : Calls)
    if (C.CutOff) {
      C.Times = std::sqrt(C.Times);
      Any = true;
    }
  return Any;
}

std::optional<Bound> stallfree::doublingRecursion(
    const Function &F, llvm::function_ref<double(const Value &)> NumberOf) {
  for (size_t P = 0; P < F.Parameters.size(); ++P) {
    auto Calls = selfCalls(F, P);
    if (!Calls || Calls->empty())
      continue;
    bool Up = Calls->front().Up;
    double Limit = Up ? limitOf(F, P, NumberOf) : 0;
    if (Up && Limit <= 0)
      continue;
    Chain Longest = longestChain(F, *Calls);
    double Base = Up ? placing(F, Longest, Limit) : 0;
    bool AtMost = Up || cutOff(Longest);
    if (Base == 0)
      Base = growth(Longest);
    if (Base < 1.01)
      continue;
    Bound Result;
    Result.UpTo = Limit;
    Result.AtMost = AtMost;
    Result.K = Bound::Kind::Parameter;
    Result.Index = uint32_t(P);
    Result.Base = Base;
    Result.Text = "|" + F.Parameters[P].Name + "|";
    return Result;
  }
  return std::nullopt;
}
