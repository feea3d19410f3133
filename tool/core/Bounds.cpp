//===- Bounds.cpp - How large is what work depends on ---------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bounds.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace stallfree;
using llvm::StringRef;

/// Rounds of passing bounds on from callers to callees.
static constexpr unsigned MostRounds = 6;
static constexpr unsigned MostSteps = 6;

void stallfree::widen(Bound &Into, const Bound &From) {
  bool Larger = From.K > Into.K ||
                (From.K == Into.K && From.known() && From.Count > Into.Count);
  bool Bytes = Into.Bytes || From.Bytes;
  if (Larger)
    Into = From;
  Into.Bytes = Bytes;
}

double stallfree::plausible(const Bound &B) {
  switch (B.K) {
  case Bound::Kind::Unknown:
    return 1;
  case Bound::Kind::Constant:
    return B.Count;
  case Bound::Kind::Child:
    if (B.Count > 0)
      return B.Count;
    return B.Bytes ? 64e3 : 16;
  case Bound::Kind::Parameter:
  case Bound::Kind::Sized:
    if (B.Count > 0)
      return B.Count;
    return B.Bytes ? 256e3 : B.String ? 256 : 4000;
  case Bound::Kind::Data:
    if (B.Count > 0)
      return B.Count;
    return B.Bytes ? 1e6 : 30000;
  }
  return 1;
}

static Bound constant(double Count) {
  Bound Result;
  Result.K = Bound::Kind::Constant;
  Result.Count = Count;
  return Result;
}

/// "guard#2" -> "guard", "app::Conn::sock_" -> "sock_".
static std::string shortName(StringRef Name) {
  return lastSegment(Name.split('#').first).str();
}

static Bound sized(StringRef Name) {
  Bound Result;
  Result.K = Bound::Kind::Sized;
  Result.Text = "|" + shortName(Name) + "|";
  return Result;
}

/// std::array<T, N> and T[N] say how many they hold.
static std::optional<double> extent(StringRef Type) {
  double N = 0;
  if (Type.ends_with("]")) {
    StringRef Digits = Type.drop_back().rsplit('[').second;
    if (!Digits.getAsDouble(N))
      return N;
  }
  if (withoutArguments(Type) == "std::array") {
    auto Arguments = templateArguments(Type);
    if (Arguments.size() == 2 && !Arguments[1].getAsDouble(N))
      return N;
  }
  return std::nullopt;
}

/// Members that only look at their object: how much they give is how much it
/// holds.
static bool isView(StringRef Name) {
  return llvm::StringSwitch<bool>(lastSegment(Name))
      .Cases({"begin", "cbegin", "end", "cend", "rbegin", "rend"}, true)
      .Cases({"data", "c_str", "constData", "size", "length", "count"}, true)
      .Cases({"str", "view", "toStdString", "toUtf8", "toString"}, true)
      .Default(false);
}

/// A container is made with or set to this many elements by argument 0.
static bool setsSize(const Event &E) {
  return E.K == Event::Kind::Construct ||
         llvm::StringSwitch<bool>(lastSegment(E.Name))
             .Cases({"resize", "assign", "reserve"}, true)
             .Default(false);
}

static Bound stated(const SizeRow &Row, Bound Named) {
  if (Row.Most)
    return constant(*Row.Most);
  Named.K = Bound::Kind::Data;
  return Named;
}

static bool isString(StringRef Type) {
  return Type.starts_with("std::basic_string") || Type.starts_with("QString");
}

/// Elements are looked through to what holds them: `orders[i]` is the field
/// `orders` with the type of an order. It is only a part of it.
bool Bounds::isPart(BodyIndex B, const Value &V) const {
  const Function &F = *A.P.Bodies[B].F;
  StringRef Declared;
  if (V.K == Value::Kind::Parameter && !V.Owner &&
      size_t(V.Number) < F.Parameters.size())
    Declared = F.Parameters[V.Number].Type;
  else if (auto It = FieldTypes.find(V.Name);
           V.K == Value::Kind::Field && It != FieldTypes.end())
    Declared = It->second;
  else if (V.K == Value::Kind::Local && !V.Owner)
    for (const Event &E : F.Events)
      if (E.Into.K == Value::Kind::Local && E.Into.Name == V.Name)
        Declared = E.Into.Type;
  // A pointer to numbers is mostly the whole buffer.
  bool Scalar = llvm::StringSwitch<bool>(StringRef(V.Type).split(' ').first)
                    .Cases({"char", "unsigned", "signed", "short", "int"}, true)
                    .Cases({"long", "float", "double", "bool"}, true)
                    .Default(false);
  // Arrays and smart pointers are not their elements' containers.
  return !Scalar && !Declared.empty() && !V.Type.empty() && Declared != V.Type &&
         !Declared.ends_with("]") && !Declared.contains("_ptr<") &&
         templateArguments(Declared).size() > 0 &&
         Declared.contains(V.Type);
}

Bounds::Bounds(const Analysis &A) : A(A) {
  for (const TUFacts *U : A.P.units())
    for (const Class &C : U->Classes)
      for (const Field &Held : C.Fields)
        FieldTypes[Held.Name] = Held.Type;
  for (const Body &B : A.P.Bodies)
    for (const Event &E : B.F->Events)
      for (const SizeRow *Row : A.Rules.SizeCalls.find(E))
        if (const Value *V = select(E, Row->Argument))
          if (std::string Symbol = symbolOf(*B.F, *V); !Symbol.empty())
            widen(Filled[Symbol], ::stated(*Row, sized(V->Name)));
  bindParameters();
}

/// What the user or a pack says of a variable.
std::optional<Bound> Bounds::stated(BodyIndex B, const Value &V) const {
  const Function &F = *A.P.Bodies[B].F;
  bool Own = V.K == Value::Kind::Local || V.K == Value::Kind::Parameter;
  if (!Own && V.K != Value::Kind::Field && V.K != Value::Kind::Global)
    return std::nullopt;
  std::string Name = Own ? F.Name + "(" + shortName(V.Name) + ")" : V.Name;
  for (const SizeRow *Row : A.Rules.SizeNames.find(Name))
    return ::stated(*Row, sized(V.Name));
  auto It = Filled.find(symbolOf(F, V));
  if (It == Filled.end())
    return std::nullopt;
  return It->second;
}

double stallfree::budget(const Analysis &A, BodyIndex B, Executor On) {
  double Result = A.Asked.BudgetNanoseconds;
  auto Narrow = [&](const Function &F) {
    for (const BudgetRow *Row : A.Rules.Budgets.find(F.Name))
      Result = std::min(Result, Row->Nanoseconds);
  };
  Narrow(*A.P.Bodies[B].F);
  for (const Edge *E : A.Runs.path(B, On))
    Narrow(*A.P.Bodies[E->From].F);
  return Result;
}

Bound Bounds::of(BodyIndex B, const Value &V) const { return of(B, V, 0); }

Bound Bounds::of(BodyIndex B, const Value &V, unsigned Depth) const {
  if (Depth > MostSteps)
    return {};
  if (auto Known = stated(B, V))
    return *Known;
  if (auto N = extent(V.Type))
    return constant(*N);
  if (isPart(B, V)) {
    Bound Part = sized(V.Name);
    Part.K = Bound::Kind::Child;
    return Part;
  }
  switch (V.K) {
  case Value::Kind::Integer:
    return constant(V.Number < 0 ? 0 : double(V.Number));
  case Value::Kind::String:
    return constant(V.Name.size());
  case Value::Kind::Null:
    return constant(0);
  case Value::Kind::Parameter: {
    Bound Open = sized(V.Name);
    Open.String = isString(V.Type);
    if (V.Owner == 0) { // A lambda's captured one has no caller here.
      Open.K = Bound::Kind::Parameter;
      Open.Index = uint32_t(V.Number);
    }
    return Open;
  }
  case Value::Kind::Local:
    return ofLocal(B, V, Depth);
  case Value::Kind::Field:
  case Value::Kind::Global: {
    Bound Held = sized(V.Name);
    Held.String = isString(V.Type);
    Held.Held = StringRef(V.Type).contains('<');
    return Held;
  }
  case Value::Kind::Result:
    return ofResult(B, uint32_t(V.Number), Depth);
  case Value::Kind::This:
  case Value::Kind::Callable:
  case Value::Kind::Unknown:
    return {};
  }
  return {};
}

/// What the events say that make the local or change its size.
Bound Bounds::ofLocal(BodyIndex B, const Value &V, unsigned Depth) const {
  const Function &F = *A.P.Bodies[B].F;
  Bound Result;
  bool Any = false;
  for (const Event &E : F.Events) {
    bool Made = E.Into.K == Value::Kind::Local && E.Into.Name == V.Name;
    bool Set = E.Object.K == Value::Kind::Local && E.Object.Name == V.Name;
    if (!V.Owner && (Made || Set) && setsSize(E) && !E.Arguments.empty()) {
      widen(Result, of(B, E.Arguments.front(), Depth + 1));
      Any = true;
    } else if (!V.Owner && Made && E.K == Event::Kind::Call) {
      widen(Result, ofResult(B, uint32_t(&E - F.Events.data()), Depth + 1));
      Any = true;
    }
  }
  if (!Any)
    Result = sized(V.Name);
  Result.String = isString(V.Type);
  return Result;
}

Bound Bounds::ofResult(BodyIndex B, uint32_t Index, unsigned Depth) const {
  const Function &F = *A.P.Bodies[B].F;
  if (Index >= F.Events.size())
    return {};
  const Event &E = F.Events[Index];
  if (isView(E.Name) && E.Object.K != Value::Kind::Unknown)
    return of(B, E.Object, Depth + 1);
  if (E.K == Event::Kind::Construct && !E.Arguments.empty())
    return of(B, E.Arguments.front(), Depth + 1);
  return E.Name.empty() ? Bound() : sized(E.Name);
}

Bound Bounds::of(BodyIndex B, const Loop &L) const {
  switch (L.Kind) {
  case Loop::BoundKind::Constant:
    return constant(double(L.Trips));
  case Loop::BoundKind::Child: {
    Bound Result = of(B, L.BoundValue, 0);
    if (Result.known() && L.BoundValue.K == Value::Kind::Integer)
      return Result;
    Result.K = Bound::Kind::Child;
    Result.Text = L.Bound;
    return Result;
  }
  case Loop::BoundKind::Sized: {
    Bound Result = of(B, L.BoundValue, 0);
    // The loop has a bound; only what it is was not understood.
    if (Result.K == Bound::Kind::Unknown)
      Result = sized(L.Bound);
    if (!L.Bound.empty() && !Result.known())
      Result.Text = L.Bound;
    return Result;
  }
  case Loop::BoundKind::DataSized: {
    Bound Result;
    Result.K = Bound::Kind::Data;
    Result.Text = L.Bound;
    return Result;
  }
  case Loop::BoundKind::Unbounded:
  case Loop::BoundKind::Unknown:
    break;
  }
  return {};
}

Bound Bounds::bound(BodyIndex B, Bound Open) const {
  if (Open.K != Bound::Kind::Parameter)
    return Open;
  Bound Result = Open;
  Result.K = Bound::Kind::Sized;
  if (Open.Index < Passed[B].size() &&
      Passed[B][Open.Index].K != Bound::Kind::Unknown) {
    Result = Passed[B][Open.Index];
    if (!Result.known())
      Result.Text = Open.Text;
  }
  Result.Bytes = Open.Bytes;
  if (!Result.known())
    Result.Count = Open.Count;
  return Result;
}

/// Only callers that run where it matters count: what a start-up function
/// passes says nothing of the loop.
void Bounds::bindParameters() {
  size_t N = A.P.Bodies.size();
  Passed.resize(N);
  for (BodyIndex B = 0; B < N; ++B)
    Passed[B].resize(A.P.Bodies[B].F->Parameters.size());
  // Whom a root calls gives it what is not known here.
  for (const Root &R : A.Graph.Roots)
    for (size_t I = 0; I < Passed[R.To].size(); ++I)
      widen(Passed[R.To][I], sized(A.P.Bodies[R.To].F->Parameters[I].Name));
  bool Changed = true;
  for (unsigned Round = 0; Changed && Round < MostRounds; ++Round) {
    Changed = false;
    for (BodyIndex B = 0; B < N; ++B) {
      if (!mayBeHot(A, B))
        continue;
      for (const Edge &E : A.Graph.out(B)) {
        const Event &Call = A.P.Bodies[B].F->Events[E.Event];
        auto &Into = Passed[E.To];
        for (size_t I = 0; I < Into.size(); ++I) {
          const Bound Before = Into[I];
          if (E.K == Edge::Kind::Value || I >= Call.Arguments.size())
            widen(Into[I], sized(A.P.Bodies[E.To].F->Parameters[I].Name));
          else
            widen(Into[I], bound(B, of(B, Call.Arguments[I])));
          Changed |= !(Into[I] == Before);
        }
      }
    }
  }
}
