//===- MadeSizes.cpp - How large what calls give is -----------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bounds.h"
#include "Conditions.h"
#include "SizedTypes.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;
using llvm::StringRef;

/// The argument that says how many of something are taken at most:
/// `std::span(data, n)`, `text.substr(0, n)`, `view.first(n)`.
static const Value *partSize(const Event &E) {
  StringRef Name = lastSegment(E.Name);
  bool View = Name.contains("span") || Name.contains("string_view");
  bool Made = E.K == Event::Kind::Construct && View && E.Arguments.size() == 2 &&
              E.ParameterTypes.size() >= 2;
  bool Middle = llvm::is_contained({"substr", "mid", "subspan"}, Name);
  bool End = llvm::is_contained({"first", "last", "left", "right"}, Name);
  size_t At = End ? 0 : 1;
  if ((!Made && !Middle && !End) || E.Arguments.size() <= At ||
      !isScalarType(E.Arguments[At].Type))
    return nullptr;
  return &E.Arguments[At];
}

/// `all.begin()`, `std::begin(all)`: as large as that.
static const Value *viewed(const Event &E) {
  if (E.Object.K != Value::Kind::Unknown)
    return isView(E.Name) ? &E.Object : nullptr;
  bool Free = StringRef(E.Name).starts_with("std::") && E.Arguments.size() == 1;
  return Free && isView(E.Name) ? &E.Arguments.front() : nullptr;
}

/// `all | std::views::take(n)`, `std::views::take(all, n)`.
static const Value *takenSize(const Function &F, const Event &E) {
  StringRef Name = E.Name;
  const Event *Takes = &E;
  if (Name.ends_with("::operator|") && E.Arguments.size() == 2)
    if (const Value &V = E.Arguments[1];
        V.K == Value::Kind::Result && size_t(V.Number) < F.Events.size())
      Takes = &F.Events[V.Number];
  bool Take = StringRef(Takes->Object.Name) == "std::ranges::views::take";
  return Take && !Takes->Arguments.empty() ? &Takes->Arguments.back() : nullptr;
}

std::optional<Bound> Bounds::ofPart(BodyIndex B, const Event &E, unsigned Depth) const {
  const Value *Size = partSize(E);
  if (!Size)
    Size = takenSize(*A.P.Bodies[B].F, E);
  Bound Result = Size ? of(B, *Size, Depth + 1) : Bound();
  if (!Result.known() || Result.Count <= 0)
    return std::nullopt;
  Result.AtMost = true;
  return Result;
}

Bound Bounds::ofResult(BodyIndex B, uint32_t Index, unsigned Depth) const {
  const Function &F = *A.P.Bodies[B].F;
  if (Index >= F.Events.size())
    return {};
  const Event &E = F.Events[Index];
  if (lastSegment(E.Name) == "operator+") { // `text + word`, `begin + 1`
    Bound Both;
    for (const Value &Part : E.Arguments)
      widen(Both, of(B, Part, Depth + 1));
    return Both;
  }
  if (const Value *Whole = viewed(E))
    return of(B, *Whole, Depth + 1);
  if (auto Part = ofPart(B, E, Depth))
    return *Part;
  if (lastSegment(E.Name) == "min" && E.Arguments.size() == 2)
    for (const Value &One : E.Arguments)
      if (Bound Size = of(B, One, Depth + 1); Size.known()) {
        Size.AtMost = true;
        return Size;
      }
  if (E.K == Event::Kind::Construct && !E.Arguments.empty())
    return of(B, E.Arguments.front(), Depth + 1);
  if (auto Cut = ofReturned(E, Depth))
    return *Cut;
  if (auto Given = ofAccessor(E, Depth))
    return *Given;
  return ofMade(B, E, Depth);
}

static bool isRoot(const Event &E) {
  StringRef Name = lastSegment(E.Name);
  return (Name == "sqrt" || Name == "sqrtf") && E.Arguments.size() == 1;
}

/// An array of numbers that is handed over, of which one thing is mostly made
/// for each; not so of the bytes of a text.
static bool isNumbers(const Bound &B) {
  bool Whole = B.K == Bound::Kind::Sized || B.K == Bound::Kind::Parameter;
  return Whole && B.Handed && B.Width >= 4 && B.Of == Bound::Unit::Items;
}

/// `return {};`
static bool isEmpty(const Function &F, const Value &V) {
  return V.K == Value::Kind::Result && size_t(V.Number) < F.Events.size() &&
         F.Events[V.Number].K == Event::Kind::Construct &&
         F.Events[V.Number].Arguments.empty();
}

/// Is V as large as it was made: does F put nothing more into it?
static bool keepsSize(const Function &F, const Value &V) {
  std::string Symbol = symbolOf(F, V);
  return Symbol.empty() || llvm::none_of(F.Events, [&](const Event &E) {
           return symbolOf(F, changedBy(E)) == Symbol &&
                  (grows(E) || lastSegment(E.Name) == "operator>>");
         });
}

/// A text or container that every `return` of the callee has cut.
std::optional<Bound> Bounds::ofReturned(const Event &E, unsigned Depth) const {
  if (E.K != Event::Kind::Call || E.Virtual || !itemWidth(E.Type))
    return std::nullopt;
  Bound Result;
  for (BodyIndex B : A.P.bodies(E.Callee)) {
    const Function &F = *A.P.Bodies[B].F;
    for (const Event &Given : F.Events) {
      if (Given.K != Event::Kind::Return || Given.Arguments.empty() ||
          isEmpty(F, Given.Arguments.front()))
        continue;
      const Value &V = Given.Arguments.front();
      Bound One = of(B, V, std::max(Depth + 1, MostSteps - 2));
      bool Tested = Checked.of(B, V) || Refused.items(F, V);
      if (!One.known() || !One.AtMost || (!Tested && !keepsSize(F, V)))
        return std::nullopt;
      if (!Result.known() || One.Count > Result.Count)
        Result = One;
    }
  }
  return Result.known() ? std::optional(Result) : std::nullopt;
}

/// `const std::vector<row> &rows() const { return rows_; }`
std::optional<Bound> Bounds::ofAccessor(const Event &E, unsigned Depth) const {
  auto Bodies = A.P.bodies(E.Callee);
  if (E.K != Event::Kind::Call || E.Virtual || Bodies.size() != 1 || !itemWidth(E.Type))
    return std::nullopt;
  const Function &F = *A.P.Bodies[Bodies.front()].F;
  bool Gives = F.Events.size() == 1 && F.Events[0].K == Event::Kind::Return &&
               F.Events[0].Arguments.size() == 1;
  const Value *V = Gives ? &F.Events[0].Arguments[0] : nullptr;
  if (!V || V->K != Value::Kind::Field || !V->OfThis)
    return std::nullopt;
  Bound Held = of(Bodies.front(), *V, Depth + 1);
  return Held.known() || Held.mayBeLarge() ? std::optional(Held) : std::nullopt;
}

/// What a call gives is as large as what it was made of: the lines of a text,
/// the items of a document.
Bound Bounds::ofMade(BodyIndex B, const Event &E, unsigned Depth) const {
  // What holds it says more than what gave it.
  bool Named = E.Into.K == Value::Kind::Local || E.Into.K == Value::Kind::Field;
  StringRef Name = Named ? E.Into.Name : E.Name;
  if (Name.empty() || Name.contains("operator"))
    return {};
  Bound Made = sizedBound(Name);
  bool Method = E.Object.K != Value::Kind::Unknown;
  if (E.K == Event::Kind::Call && isKept(E.Object)) {
    Made.Held = StringRef(E.Type).contains('<');
    return Made;
  }
  if (Method) { // What a key is looked up in says more than the key.
    Made = follow(B, Made, E.Object, Depth);
    if (isShortened(B, E.Object, E)) {
      Made.K = Bound::Kind::Child;
      Made.String = isStringType(E.Type);
      Made.Text = sizedBound(E.Object.Name).Text; // All pieces are the whole.
    }
    return Made;
  }
  for (const Value &From : E.Arguments) {
    if (isNumberIn(B, From))
      continue;
    Made = follow(B, Made, From, Depth);
    if (!itemWidth(E.Type))
      continue;
    if (Bound Whole = of(B, From, Depth + 1); isNumbers(Whole))
      Made.Width = Whole.Width;
  }
  if (isRoot(E) && Made.Handed) // `width = sqrt(pixels.size())`
    Made.Width = of(B, E.Arguments.front(), Depth + 1).Width;
  if (isRoot(E))
    setRoot(Made, 2);
  return Made;
}

/// Made is as large as From, if that may be large.
Bound Bounds::follow(BodyIndex B, Bound Made, const Value &From,
                     unsigned Depth) const {
  Bound Whole = of(B, From, Depth + 1);
  Made.Handed |= Whole.Handed || Given.isMessage(From.Type);
  if (Whole.K == Bound::Kind::Data || Whole.K == Bound::Kind::Child)
    Made.K = Whole.K;
  return Made;
}
