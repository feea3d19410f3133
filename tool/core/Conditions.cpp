//===- Conditions.cpp - Does a row's when/unless hold for a call ----------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Conditions.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;
using llvm::ArrayRef;

std::string stallfree::symbolOf(const Function &F, const Value &V) {
  switch (V.K) {
  case Value::Kind::Field:
  case Value::Kind::Global:
    return V.Name;
  case Value::Kind::Local:
  case Value::Kind::Parameter:
    return std::to_string(V.Owner ? V.Owner : F.Id) + ":" + V.Name;
  default:
    return {};
  }
}

const Value *stallfree::select(const Event &E, ArgumentSelector S) {
  switch (S.Index) {
  case ArgumentSelector::Object:
    return &E.Object;
  case ArgumentSelector::Last:
    return E.Arguments.empty() ? nullptr : &E.Arguments.back();
  case ArgumentSelector::Result:
    return &E.Into;
  default:
    if (S.Index < 0 || size_t(S.Index) >= E.Arguments.size())
      return nullptr;
    return &E.Arguments[S.Index];
  }
}

Conditions::Conditions(const Program &P, RuleIndex &Rules) {
  for (const Body &B : P.Bodies)
    for (const Event &E : B.F->Events)
      for (const NonblockingRow *Row : Rules.Nonblocking.find(E.Name)) {
        const Value *V = select(E, Row->Argument);
        if (!V || !allow(*B.F, E, Row->When, Row->Unless))
          continue;
        if (std::string Symbol = symbolOf(*B.F, *V); !Symbol.empty())
          NonblockingSymbols.insert(Symbol);
      }
}

bool Conditions::isNonblocking(const Function &F, const Value &V) const {
  std::string Symbol = symbolOf(F, V);
  return !Symbol.empty() && NonblockingSymbols.contains(Symbol);
}

static bool holdsFor(const Value &V, const Condition &C) {
  using Kind = Condition::Kind;
  bool IsNumber = V.K == Value::Kind::Integer;
  switch (C.K) {
  case Kind::Equals:
    if (!C.Text.empty())
      return (IsNumber || V.K == Value::Kind::String ||
              V.K == Value::Kind::Global) &&
             lastSegment(V.Name) == lastSegment(C.Text);
    return (IsNumber && V.Number == C.Number) ||
           (V.K == Value::Kind::Null && C.Number == 0);
  case Kind::HasFlag:
    return IsNumber && (V.Number & C.Number) != 0;
  case Kind::LacksFlag:
    return IsNumber && (V.Number & C.Number) == 0;
  case Kind::AtMost:
    return IsNumber && V.Number <= C.Number;
  case Kind::IsNull:
    return V.K == Value::Kind::Null || (IsNumber && V.Number == 0);
  case Kind::TypeIs:
    return matchesType(NamePattern{C.Text}, V.Type);
  case Kind::Nonblocking:
  case Kind::Count:
  case Kind::Missing:
    break;
  }
  return false;
}

bool Conditions::holds(const Function &F, const Event &E,
                       const Condition &C) const {
  using Kind = Condition::Kind;
  if (C.K == Kind::Count)
    return int64_t(E.Arguments.size()) == C.Number;
  if (C.Argument.Index == ArgumentSelector::Any)
    return llvm::any_of(E.Arguments, [&](const Value &V) {
      return C.K == Kind::Nonblocking ? isNonblocking(F, V) : holdsFor(V, C);
    });
  const Value *V = select(E, C.Argument);
  if (C.K == Kind::Missing)
    return !V;
  if (!V)
    return false;
  return C.K == Kind::Nonblocking ? isNonblocking(F, *V) : holdsFor(*V, C);
}

bool Conditions::allow(const Function &F, const Event &E,
                       ArrayRef<Condition> When,
                       ArrayRef<Condition> Unless) const {
  return llvm::all_of(When, [&](auto &C) { return holds(F, E, C); }) &&
         llvm::none_of(Unless, [&](auto &C) { return holds(F, E, C); });
}
