//===- FixedSizes.cpp - Members that keep their size ----------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FixedSizes.h"
#include "SizedTypes.h"
#include "TypeName.h"
#include "llvm/ADT/StringSwitch.h"

using namespace stallfree;
using llvm::StringRef;

/// Could E put something into the object that it is called on?
static bool mayGrow(const Event &E) {
  return grows(E) || llvm::StringSwitch<bool>(lastSegment(E.Name))
                         .Cases({"operator=", "swap", "operator>>", "merge"}, true)
                         .Cases({"splice", "push", "enqueue", "prepend"}, true)
                         .Default(false);
}

FixedSizes::FixedSizes(const Program &P) {
  for (const Body &B : P.Bodies)
    for (const Event &E : B.F->Events)
      note(E);
}

void FixedSizes::note(const Event &E) {
  if (E.K != Event::Kind::Call && E.K != Event::Kind::Construct)
    return;
  const Value &Made = E.K == Event::Kind::Construct && E.Into.outlives() ? E.Into
                                                                      : E.Object;
  if (Made.outlives()) {
    if (setsSize(E) && lastSegment(E.Name) != "reserve" && !E.Arguments.empty()) {
      auto [It, New] = Known.try_emplace(Made.Name, 0.);
      const Value &Size = E.Arguments.front();
      if (Size.K != Value::Kind::Integer || Size.Number < 0)
        It->second = std::nullopt;
      else if (It->second)
        It->second = std::max(*It->second, double(Size.Number));
    } else if (mayGrow(E)) {
      Known[Made.Name] = std::nullopt;
    }
  }
  // What a call may change, and what takes a call's result, is as it says.
  for (size_t I = 0; I < E.Arguments.size(); ++I) {
    StringRef Takes = I < E.ParameterTypes.size() ? E.ParameterTypes[I] : "&";
    bool Reads = !Takes.contains('&') || Takes.contains("const");
    if (E.Arguments[I].outlives() && !Reads)
      Known[E.Arguments[I].Name] = std::nullopt;
  }
  if (E.K == Event::Kind::Call && E.Into.outlives())
    Known[E.Into.Name] = std::nullopt;
}

std::optional<double> FixedSizes::items(const Value &V) const {
  if (!V.outlives() || !StringRef(V.Type).contains('<'))
    return std::nullopt;
  auto It = Known.find(V.Name);
  if (It == Known.end() || !It->second || *It->second == 0)
    return std::nullopt;
  return It->second;
}
