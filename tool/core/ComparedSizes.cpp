//===- ComparedSizes.cpp - What sizes are held against --------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ComparedSizes.h"
#include "Branches.h"
#include "Conditions.h"
#include "SizeTest.h"
#include "SizedTypes.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

static void raise(llvm::StringMap<double> &All, llvm::StringRef Symbol, double To) {
  if (Symbol.empty())
    return;
  double &Most = All[Symbol];
  Most = std::max(Most, To);
}

/// `size() < 3` asks whether there is enough.
static constexpr double LeastLimit = 8;

void ComparedSizes::find(NumberOf Number) {
  Known.resize(P.Bodies.size());
  Callers.resize(P.Bodies.size());
  for (BodyIndex B = 0; B < P.Bodies.size(); ++B) {
    for (const Event &E : P.Bodies[B].F->Events)
      for (BodyIndex To : P.bodies(E.Callee))
        Callers[To].push_back(B);
    for (const std::string &Name : P.Bodies[B].F->Counted)
      Counted.insert(Name);
    for (const Compared &C : P.Bodies[B].F->Comparisons)
      if (auto N = Number(C.With); N && *N >= LeastLimit) {
        Known[B].push_back({&C, *N});
        if (C.Size && C.Of.K == Value::Kind::Field && C.Of.OfThis)
          raise(OfThis, C.Of.Name, *N);
      }
  }
}

/// The argument of Call that the callee's own parameter V is.
static const Value *passed(const Event &Call, const Value &V) {
  bool Own = V.K == Value::Kind::Parameter && !V.Owner && V.Number >= 0 &&
             size_t(V.Number) < Call.Arguments.size();
  return Own ? &Call.Arguments[V.Number] : nullptr;
}

/// `accepts(body.size())` asks for the size of the body.
static const Value *measuredBy(const Function &F, const Value &V) {
  if (V.K != Value::Kind::Result || size_t(V.Number) >= F.Events.size())
    return nullptr;
  const Event &E = F.Events[V.Number];
  llvm::StringRef Name = lastSegment(E.Name);
  return Name == "size" || Name == "length" || Name == "count" ? &E.Object : nullptr;
}

/// What the callee of Call holds against numbers, as F names it.
void ComparedSizes::addCalled(const Function &F, const Event &Call, Sizes &All) const {
  for (BodyIndex Callee : P.bodies(Call.Callee))
    for (auto [C, Number] : Known[Callee]) {
      const Value *Given = passed(Call, C->Of);
      if (Given && !C->Size)
        Given = measuredBy(F, *Given);
      else if (C->Size && C->Of.K == Value::Kind::Field)
        Given = &C->Of;
      if (Given)
        raise(All, symbolOf(F, *Given), Number);
    }
}

/// Does E do more with the variable than ask for its size, cut it or let it end?
static bool works(const Function &F, const Event &E, llvm::StringRef Symbol) {
  llvm::StringRef Name = lastSegment(E.Name);
  bool Cuts = Name == "resize" || Name == "erase" || isView(E.Name);
  auto Is = [&](const Value &V) { return symbolOf(F, V) == Symbol; };
  return E.K != Event::Kind::Destroy && !Cuts &&
         (Is(E.Object) || llvm::any_of(E.Arguments, Is));
}

/// `if (all.size() > 10) { warn(); sort(all); return; }`: it is used where it is
/// larger, and only there.
static bool isForLarger(const Function &F, llvm::StringRef Symbol) {
  constexpr unsigned MostTests = 32; // A generated function has more.
  unsigned Tests = 0;
  for (uint32_t At = 0; At < F.Blocks.size() && Tests < MostTests; ++At) {
    auto T = sizeTest(F, At);
    if (!T || !T->Greater || symbolOf(F, *T->Of) != Symbol ||
        std::max(T->Larger, T->Small) >= F.Blocks.size())
      continue;
    ++Tests;
    std::vector<bool> Larger = blocksAfter(F, T->Larger, At),
                      Small = blocksAfter(F, T->Small, At);
    for (uint32_t B = 0; B < F.Blocks.size(); ++B) {
      const Block &Here = F.Blocks[B];
      for (uint32_t I = Here.First; Larger[B] && !Small[B] && I < Here.First + Here.Count; ++I)
        if (works(F, F.Events[I], Symbol))
          return true;
    }
    for (const Loop &L : F.Loops)
      if (Larger[L.Header] && !Small[L.Header] && symbolOf(F, L.BoundValue) == Symbol)
        return true;
  }
  return false;
}

ComparedSizes::Sizes ComparedSizes::findNear(BodyIndex B) const {
  const Function &F = *P.Bodies[B].F;
  Sizes All;
  for (auto [C, Number] : Known[B])
    if (C->Size)
      raise(All, symbolOf(F, C->Of), Number);
  llvm::SmallVector<std::string, 4> ForLarger;
  for (const auto &Held : All)
    if (isForLarger(F, Held.first()))
      ForLarger.push_back(Held.first().str());
  for (const std::string &Symbol : ForLarger)
    All.erase(Symbol);
  for (const Event &E : F.Events)
    if (E.Callee)
      addCalled(F, E, All);
  return All;
}

const ComparedSizes::Sizes &ComparedSizes::near(BodyIndex B) const {
  if (auto It = Near.find(B); It != Near.end())
    return It->second;
  return Near.try_emplace(B, findNear(B)).first->second;
}

std::optional<double> ComparedSizes::of(BodyIndex B, const Value &V) const {
  std::string Symbol = symbolOf(*P.Bodies[B].F, V);
  if (Known.empty() || Symbol.empty())
    return std::nullopt;
  bool Field = V.K == Value::Kind::Field;
  if (auto It = OfThis.find(V.Name); Field && It != OfThis.end())
    return It->second;
  auto In = [&](BodyIndex Body) -> std::optional<double> {
    const Sizes &Here = near(Body);
    auto Found = Here.find(Symbol);
    return Found == Here.end() ? std::nullopt : std::optional(Found->second);
  };
  if (auto Number = In(B))
    return Number;
  std::optional<double> Most;
  for (BodyIndex Caller : Callers[B]) {
    auto Number = Field ? In(Caller) : std::nullopt;
    if (!Number)
      return std::nullopt;
    Most = std::max(Most.value_or(0), *Number);
  }
  return Most;
}

/// What a method holds its object's numbers and sizes against.
std::optional<double> ComparedSizes::asked(const Event &Call) const {
  std::optional<double> Most;
  for (BodyIndex Callee : P.bodies(Call.Callee))
    for (auto [C, Number] : Known[Callee])
      if (C->Of.K == Value::Kind::Field && (C->Size || Counted.contains(C->Of.Name)))
        Most = std::max(Most.value_or(0), Number);
  return Most;
}

std::optional<double> ComparedSizes::ending(BodyIndex B, const Loop &L) const {
  const Function &F = *P.Bodies[B].F;
  std::optional<double> Least;
  auto Note = [&](std::optional<double> Number) {
    if (Number && (!Least || *Number < *Least))
      Least = Number;
  };
  for (uint32_t Block : L.Blocks) {
    const auto &T = F.Blocks[Block].Condition;
    bool Leaves = llvm::any_of(F.Blocks[Block].Successors, [&](uint32_t To) {
      return !std::binary_search(L.Blocks.begin(), L.Blocks.end(), To);
    });
    if (!T || !Leaves)
      continue;
    if (T->Event >= 0)
      Note(asked(F.Events[T->Event]));
    else if (T->Compared && T->Operand.K == Value::Kind::Field &&
             (T->Greater || Counted.contains(T->Operand.Name)))
      for (auto [C, Number] : Known[B])
        if (!C->Size && C->Of.Name == T->Operand.Name)
          Note(Number);
  }
  return Least;
}
