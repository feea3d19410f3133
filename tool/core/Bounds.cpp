//===- Bounds.cpp - How large is what work depends on ---------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bounds.h"
#include "SizedTypes.h"
#include "TypeEnds.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>

using namespace stallfree;
using llvm::StringRef;

/// "app::Request::items" -> "app::Request".
static StringRef classOf(StringRef Field) { return Field.rsplit("::").first; }

static Bound stated(const SizeRow &Row, Bound Named) {
  if (Row.Most)
    return constantBound(*Row.Most);
  Named.K = Bound::Kind::Data;
  return Named;
}

/// 2 to the power of Exponent. What callers pass is not put into it.
static Bound powerOfTwo(Bound Exponent) {
  if (Exponent.known())
    return constantBound(std::exp2(std::min(Exponent.Count, 60.)));
  if (Exponent.K == Bound::Kind::Parameter)
    Exponent.K = Bound::Kind::Sized;
  if (StringRef Text = Exponent.Text; Text.consume_front("|"))
    Exponent.Text = ("|2^" + Text).str();
  Exponent.Count = 0;
  return Exponent;
}

/// The type with which a variable is declared, where V may be an element of it.
StringRef Bounds::declaredType(BodyIndex B, const Value &V) const {
  const Function &F = *A.P.Bodies[B].F;
  StringRef Declared;
  if (V.K == Value::Kind::Parameter && !V.Owner &&
      size_t(V.Number) < F.Parameters.size())
    Declared = F.Parameters[V.Number].Type;
  else if (auto It = FieldTypes.find(V.Name);
           V.K == Value::Kind::Field && It != FieldTypes.end())
    Declared = It->second;
  else if (V.K == Value::Kind::Local && !V.Owner)
    for (uint32_t I : Named.of(B, V.Name))
      if (const Value &Into = F.Events[I].Into;
          Into.K == Value::Kind::Local && Into.Name == V.Name)
        Declared = Into.Type;
  return Declared;
}

/// One of the numbers in a container.
bool Bounds::isNumberIn(BodyIndex B, const Value &V) const {
  return isScalarType(V.Type) && !StringRef(V.Type).ends_with("*") &&
         !templateArguments(declaredType(B, V)).empty();
}

/// Elements are looked through to what holds them: `orders[i]` is the field
/// `orders` with the type of an order. It is only a part of it.
bool Bounds::isPart(BodyIndex B, const Value &V) const {
  StringRef Declared = declaredType(B, V);
  // A pointer to numbers is mostly the whole buffer.
  // Arrays and smart pointers are not their elements' containers.
  return !isScalarType(V.Type) && !Declared.empty() && !V.Type.empty() && Declared != V.Type &&
         !Declared.ends_with("]") && !Declared.contains("_ptr<") &&
         templateArguments(Declared).size() > 0 &&
         Declared.contains(V.Type);
}

Bounds::Bounds(const Analysis &A)
    : A(A), Named(A.P), Given(A), Fixed(A.P), Checked(A.P), Refused(A.P),
      Asked(A.P) {
  for (const TUFacts *U : A.P.units())
    for (const Class &C : U->Classes)
      for (const Field &Held : C.Fields)
        FieldTypes[Held.Name] = Held.Type;
  for (const Body &B : A.P.Bodies)
    for (const Event &E : B.F->Events)
      for (const SizeRow *Row : A.Rules.SizeCalls.find(E))
        if (const Value *V = select(E, Row->Argument))
          if (std::string Symbol = symbolOf(*B.F, *V); !Symbol.empty())
            widen(Filled[Symbol], ::stated(*Row, sizedBound(V->Name)));
  keepInitial();
  Asked.find([&](const Value &V) -> std::optional<double> {
    if (V.K == Value::Kind::Integer)
      return double(V.Number);
    auto It = Numbers.find(V.Name);
    bool Known = V.outlives() && It != Numbers.end() && It->second.known();
    return Known ? std::optional(It->second.Count) : std::nullopt;
  });
  Settled = true;
  bindParameters();
  Settled = false;
  Locals.clear();
  findBuilt();
  findKept();
  Settled = true;
}

/// What the user or a pack says of a variable.
std::optional<Bound> Bounds::stated(BodyIndex B, const Value &V) const {
  const Function &F = *A.P.Bodies[B].F;
  bool Own = V.K == Value::Kind::Local || V.K == Value::Kind::Parameter;
  if (!Own && V.K != Value::Kind::Field && V.K != Value::Kind::Global)
    return std::nullopt;
  std::string Name = Own ? F.Name + "(" + variableName(V.Name) + ")" : V.Name;
  for (const SizeRow *Row : A.Rules.SizeNames.find(Name))
    return ::stated(*Row, sizedBound(V.Name));
  auto It = Filled.find(symbolOf(F, V));
  if (It == Filled.end())
    return std::nullopt;
  return It->second;
}

Bound Bounds::of(BodyIndex B, const Value &V) const { return of(B, V, 0); }

/// A class of the program that keeps its items in an array, and nothing in
/// anything that grows: a ring.
static std::optional<double> heldInArray(const Program &P, StringRef Type) {
  const Class *Own = P.findClass(Type);
  if (!Own || !Own->Bases.empty())
    return std::nullopt;
  std::optional<double> Most;
  for (const Field &Held : Own->Fields)
    if (auto N = extent(Held.Type); N && !StringRef(Held.Type).contains('*'))
      Most = std::max(Most.value_or(0), *N);
    else if (!isScalarType(Held.Type)) // `int *items; int few[8];`
      return std::nullopt;
  return Most;
}

Bound Bounds::of(BodyIndex B, const Value &V, unsigned Depth) const {
  Bound Result = sizeOf(B, V, Depth);
  // What is made for the items of something holds as many.
  bool Counted = (V.K == Value::Kind::Local || V.K == Value::Kind::Result) &&
                 Result.Width > 0;
  if (uint32_t Width = itemWidth(V.Type))
    Result.Width = Counted ? std::min(Width, Result.Width) : Width;
  if (Result.known())
    return Result;
  auto Limit = Checked.of(B, V);
  if (!Limit)
    Limit = Refused.items(*A.P.Bodies[B].F, V);
  if (!Limit) {
    bool Whole = Result.K == Bound::Kind::Sized || Result.K == Bound::Kind::Data ||
                 Result.K == Bound::Kind::Parameter;
    if (!Whole || Result.Count > 0)
      return Result;
    Limit = Asked.of(B, V);
    if (!Limit)
      Limit = heldInArray(A.P, V.Type);
    if (Limit)
      Result.HeldTo = Result.HeldTo > 0 ? std::min(Result.HeldTo, *Limit) : *Limit;
    return Result;
  }
  Bound Most = constantBound(*Limit);
  Most.AtMost = true;
  Most.Width = Result.Width;
  return Most;
}

/// Is V an iterator of the array Whole, by their types?
static bool isIteratorOf(const Value &V, const Value &Whole) {
  StringRef Type = V.Type, Item = Whole.Type;
  if (Item.ends_with("]"))
    Item = Item.rsplit('[').first;
  else if (auto Arguments = templateArguments(Item); !Arguments.empty())
    Item = Arguments.front();
  Item.consume_front("const ");
  Type.consume_front("const ");
  Type.consume_back(" *");
  return Type == Item;
}

/// The extent of an array that V is an iterator of: what is called on it or with
/// it names its type, `ways.begin()` and `std::begin(ways)` themselves do not.
static std::optional<double> extentOf(const Function &F, const Value &V,
                                      llvm::ArrayRef<uint32_t> Iterators) {
  std::string Symbol;
  if (auto N = extent(V.Type); N || Iterators.empty() || (Symbol = symbolOf(F, V)).empty())
    return N;
  for (uint32_t I : Iterators) {
    const Event &E = F.Events[I];
    const Value *Whole = &E.Object;
    if (Whole->K == Value::Kind::Unknown)
      Whole = E.Arguments.size() == 1 ? &E.Arguments.front() : nullptr;
    if (Whole && symbolOf(F, *Whole) == Symbol && isIteratorOf(V, *Whole))
      if (auto N = extent(Whole->Type))
        return N;
  }
  return std::nullopt;
}

Bound Bounds::sizeOf(BodyIndex B, const Value &V, unsigned Depth) const {
  if (Depth > MostSteps)
    return {};
  if (V.Exponent) {
    Value Plain = V;
    Plain.Exponent = false;
    return powerOfTwo(of(B, Plain, Depth));
  }
  if (auto Known = stated(B, V))
    return *Known;
  if (auto N = extentOf(*A.P.Bodies[B].F, V, Named.iterators(B)))
    return constantBound(*N);
  if (isPart(B, V)) {
    Bound Part = sizedBound(V.Name);
    Part.K = Bound::Kind::Child;
    Part.String = isStringType(V.Type);
    return Part;
  }
  switch (V.K) {
  case Value::Kind::Integer:
    if (isTypeEnd(double(V.Number))) // `crc32(sum, part, UINT32_MAX)`
      return {};
    return constantBound(V.Number < 0 ? 0 : double(V.Number));
  case Value::Kind::String:
    return constantBound(V.Name.size());
  case Value::Kind::Null:
    return constantBound(0);
  case Value::Kind::Parameter: {
    Bound Open = sizedBound(V.Name);
    Open.String = isStringType(V.Type);
    Open.Handed = !V.Owner && Given.isHanded(B, size_t(V.Number));
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
    if (auto Items = Fixed.items(V))
      return constantBound(*Items);
    auto Number = Numbers.find(V.Name);
    bool Numbered = Number != Numbers.end() && Number->second.K == Bound::Kind::Constant;
    bool Sure = Numbered && !Presumed.contains(V.Name);
    if (Sure)
      return Number->second;
    Bound Held = sizedBound(V.Name);
    Held.String = isStringType(V.Type);
    Held.Held = isKept(V) && StringRef(V.Type).contains('<');
    Held.Handed = V.K == Value::Kind::Field && !V.OfThis && Given.isMessage(classOf(V.Name));
    if (Built.contains(V.Name)) {
      Held.Handed = true;
      Held.Held = false;
    }
    if (Numbered && !Held.Handed)
      Held.HeldTo = Number->second.Count;
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
