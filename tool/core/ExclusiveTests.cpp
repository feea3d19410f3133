//===- ExclusiveTests.cpp - Tests that exclude each other -----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ExclusiveTests.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

namespace {

/// What a branch asks of a variable: that it is Number, or that it is not.
struct Asked {
  llvm::StringRef Name;
  int64_t Number = 0;
  bool Equal = false;

  bool excludes(const Asked &Other) const {
    if (Name != Other.Name || (!Equal && !Other.Equal))
      return false;
    return Equal && Other.Equal ? Number != Other.Number
                                : Number == Other.Number;
  }
};

} // namespace

/// `case 3:`; of `default:` it is not known which number it is.
static std::optional<Asked> askedBy(const Choice &C, uint32_t Successor) {
  if (!C.Operand.outlives() || !C.Numbers[Successor])
    return std::nullopt;
  return Asked{C.Operand.Name, *C.Numbers[Successor], true};
}

static std::optional<Asked> askedBy(const Test &T, uint32_t Successor) {
  bool Plain = T.Event < 0 && !T.Greater && !T.Every && T.Lowered.empty();
  if (!Plain || !T.Operand.outlives())
    return std::nullopt;
  Asked A{T.Operand.Name, 0, false};
  if (T.Compared) {
    if (T.With.K != Value::Kind::Integer && T.With.K != Value::Kind::Null)
      return std::nullopt;
    A.Number = T.With.K == Value::Kind::Null ? 0 : T.With.Number;
    A.Equal = true;
  }
  A.Equal ^= T.Negated != (Successor == 1);
  return A;
}

/// What all branches before Event of F ask.
static void collect(const Analysis &A, BodyIndex In, uint32_t Event,
                    llvm::SmallVectorImpl<Asked> &All) {
  const Function &F = *A.P.Bodies[In].F;
  auto AskedAt = [&](const Block &B, uint32_t Successor) {
    return B.Condition ? askedBy(*B.Condition, Successor)
           : B.Chosen  ? askedBy(*B.Chosen, Successor)
                       : std::nullopt;
  };
  auto Asks = [&](const Block &B) {
    for (uint32_t S = 0; S < B.Successors.size(); ++S)
      if (AskedAt(B, S))
        return true;
    return false;
  };
  for (const Branch &X : A.Runs.branches(In).before(Event, Asks))
    if (auto Asked = AskedAt(F.Blocks[X.first], X.second))
      All.push_back(*Asked);
}

static bool assigns(const Analysis &A, BodyIndex B, llvm::StringRef Name) {
  return llvm::any_of(A.P.Bodies[B].F->Assignments,
                      [&](const Assignment &Set) { return Set.Name == Name; });
}

Tier stallfree::surestByTests(const Analysis &A,
                              llvm::ArrayRef<const Edge *> Path, BodyIndex Last,
                              uint32_t Event) {
  if (Path.empty())
    return Tier::Definite;
  llvm::SmallVector<Asked, 8> All;
  for (const Edge *E : Path)
    collect(A, E->From, E->Event, All);
  collect(A, Last, Event, All);
  auto IsAssigned = [&](llvm::StringRef Name) {
    return assigns(A, Last, Name) || llvm::any_of(Path, [&](const Edge *E) {
             return assigns(A, E->From, Name);
           });
  };
  for (size_t I = 0; I < All.size(); ++I)
    for (size_t J = 0; J < I; ++J)
      if (All[I].excludes(All[J]) && !IsAssigned(All[I].Name))
        return Tier::Probable;
  return Tier::Definite;
}
