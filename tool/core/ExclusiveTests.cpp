//===- ExclusiveTests.cpp - Tests that exclude each other -----------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ExclusiveTests.h"
#include "Branches.h"
#include "Conditions.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

namespace {

/// What a branch asks of a variable or of what a method gives: that it is
/// Number, or that it is not.
struct Asked {
  std::string Name;
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

/// The field, the global, or the method without arguments of such an object or
/// of this one: `account->isLocal()` is no name, for it may be another account.
static std::string nameOf(const Function &F, const Test &T) {
  if (T.Event < 0)
    return T.Operand.outlives() ? T.Operand.Name : std::string();
  const Event &E = F.Events[T.Event];
  bool Kept = E.Object.K == Value::Kind::This || E.Object.outlives();
  if (E.K != Event::Kind::Call || !Kept || !E.Arguments.empty())
    return {};
  return E.Object.Name + "->" + E.Name;
}

/// `case 3:`; of `default:` it is not known which number it is.
static std::optional<Asked> askedBy(const Choice &C, uint32_t Successor) {
  if (!C.Operand.outlives() || !C.Numbers[Successor])
    return std::nullopt;
  return Asked{C.Operand.Name, *C.Numbers[Successor], true};
}

static std::optional<Asked> askedBy(const Function &F, const Test &T,
                                    uint32_t Successor) {
  if (T.Greater || T.Every || !T.Lowered.empty())
    return std::nullopt;
  Asked A{nameOf(F, T), 0, false};
  if (A.Name.empty())
    return std::nullopt;
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
static void collect(const Function &F, uint32_t Event,
                    llvm::SmallVectorImpl<Asked> &All) {
  auto AskedAt = [&](const Block &B, uint32_t Successor) {
    return B.Condition ? askedBy(F, *B.Condition, Successor)
           : B.Chosen  ? askedBy(*B.Chosen, Successor)
                       : std::nullopt;
  };
  auto Asks = [&](const Block &B) {
    for (uint32_t S = 0; S < B.Successors.size(); ++S)
      if (AskedAt(B, S))
        return true;
    return false;
  };
  for (const Branch &X : branchesBefore(F, Event, Asks))
    if (auto Asked = AskedAt(F.Blocks[X.first], X.second))
      All.push_back(*Asked);
}

static bool assigns(const Analysis &A, BodyIndex B, llvm::StringRef Name) {
  return llvm::any_of(A.P.Bodies[B].F->Assignments,
                      [&](const Assignment &Set) { return Set.Name == Name; });
}

/// `tx.commit()`, which sets what the destructor asks: `if (!done_) rollback();`
static bool settledBefore(const Analysis &A, const Edge &Destroys,
                          uint32_t Event) {
  const Function &F = *A.P.Bodies[Destroys.From].F;
  std::string Object = symbolOf(F, F.Events[Destroys.Event].Object);
  if (Object.empty())
    return false;
  const Function &Destructor = *A.P.Bodies[Destroys.To].F;
  auto AsksField = [](const Block &B) {
    return B.Condition && B.Condition->Operand.K == Value::Kind::Field;
  };
  Branches Before = branchesBefore(Destructor, Event, AsksField);
  return llvm::any_of(A.Graph.out(Destroys.From), [&](const Edge &Call) {
    return Call.Event != Destroys.Event &&
           symbolOf(F, F.Events[Call.Event].Object) == Object &&
           F.Events[Call.Event].K == Event::Kind::Call &&
           llvm::any_of(Before, [&](const Branch &X) {
             return assigns(A, Call.To,
                            Destructor.Blocks[X.first].Condition->Operand.Name);
           });
  });
}

Tier stallfree::surestByTests(const Analysis &A,
                              llvm::ArrayRef<const Edge *> Path, BodyIndex Last,
                              uint32_t Event) {
  if (Path.empty())
    return Tier::Definite;
  llvm::SmallVector<Asked, 8> All;
  for (const Edge *E : Path)
    collect(*A.P.Bodies[E->From].F, E->Event, All);
  collect(*A.P.Bodies[Last].F, Event, All);
  auto IsAssigned = [&](llvm::StringRef Name) {
    return assigns(A, Last, Name) || llvm::any_of(Path, [&](const Edge *E) {
             return assigns(A, E->From, Name);
           });
  };
  for (size_t I = 0; I < All.size(); ++I)
    for (size_t J = 0; J < I; ++J)
      if (All[I].excludes(All[J]) && !IsAssigned(All[I].Name))
        return Tier::Probable;
  for (size_t I = 0; I < Path.size(); ++I)
    if (Path[I]->K == Edge::Kind::Destroy &&
        settledBefore(A, *Path[I], I + 1 < Path.size() ? Path[I + 1]->Event : Event))
      return Tier::Probable;
  return Tier::Definite;
}
