//===- CpuRows.cpp - What rows say that calls take ------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Cost.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>

using namespace stallfree;

/// Nanoseconds for each character that only searches take.
static constexpr double LongPerItem = 50;

static const CpuRow *chosenRow(const Analysis &A, const Function &F,
                              const Event &E,
                              llvm::ArrayRef<const CpuRow *> Rows) {
  const CpuRow *Best = nullptr;
  for (const CpuRow *Row : Rows)
    if (A.Tests.allow(F, E, Row->When, Row->Unless) &&
        (!Best || Row->From.Pack == ProjectPack))
      Best = Row;
  return Best;
}

/// What was moved from is empty; temporaries mostly are by then.
static bool isGivenAway(const Function &F, const Event &Destroyed) {
  const Value &V = Destroyed.Object;
  if (Destroyed.Temporary || V.K != Value::Kind::Local)
    return true;
  return llvm::any_of(F.Events, [&](const Event &E) {
    return (E.K == Event::Kind::Return && !E.Arguments.empty() &&
            E.Arguments.front().K == V.K && E.Arguments.front().Name == V.Name) ||
           llvm::any_of(E.Arguments, [&](const Value &Given) {
             return Given.Moved && Given.K == V.K && Given.Name == V.Name;
           });
  });
}

const CpuRow *stallfree::cpuRow(const Analysis &A, const Function &F,
                                const Event &E) {
  if (E.K != Event::Kind::Call && E.K != Event::Kind::Construct &&
      E.K != Event::Kind::Destroy)
    return nullptr;
  if (E.K == Event::Kind::Destroy && isGivenAway(F, E))
    return nullptr;
  if (E.Awaited || A.Rules.trusted(E) ||
      !A.Rules.Cold.find(E).empty())
    return nullptr;
  if (const CpuRow *Row = chosenRow(A, F, E, A.Rules.Cpu.find(E)))
    return Row;
  if (const Function *Callee = A.P.function(E.Callee))
    for (const std::string &Name : Callee->OverrideNames)
      if (const CpuRow *Row = chosenRow(A, F, E, A.Rules.Cpu.find(Name)))
        return Row;
  return nullptr;
}

Term stallfree::rowTerm(const Bounds &Sizes, const CpuRow &Row, BodyIndex B,
                        const Event &E) {
  Term T;
  T.Nanoseconds = Row.Nanoseconds;
  T.Stated = true;
  T.Surest = Row.Certainty;
  if (Row.G == CpuRow::Growth::PerCall)
    return T;
  const Value *V = select(E, Row.Size);
  if (auto Itself = Sizes.ofItself(B, E))
    return times(std::move(T), *Itself);
  Bound Size = V ? Sizes.of(B, *V, E) : Bound();
  // What is not known at all is a size that the program holds.
  if (Size.K == Bound::Kind::Unknown)
    Size = V && !V->Name.empty() ? sizedBound(V->Name) : sizedBound(E.Name);
  Size.Bytes = Row.G == CpuRow::Growth::PerByte;
  // Names and lines, mostly, where one call takes it; but what is searched at
  // such length was meant for a text.
  bool Searches = Row.Nanoseconds >= LongPerItem && Size.Handed &&
                  Size.K != Bound::Kind::Child;
  if (Size.String && !Searches)
    Size.Width = 0;
  if (!Size.known())
    Size.Count = Row.Typical;
  if (Row.G == CpuRow::Growth::NLogN) {
    Bound Whole = Size;
    Whole.HeldTo = 0; // As for any, so that sizes are all that differs.
    T.Nanoseconds *= std::log2(std::max(2.0, bulk(Whole)));
  }
  return times(std::move(T), Size);
}
