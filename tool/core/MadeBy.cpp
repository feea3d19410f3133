//===- MadeBy.cpp - Constructors behind make_unique and the like ----------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MadeBy.h"
#include "TypeName.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;

/// Those that make_unique<Type>(E's arguments) may mean. Where types are equal
/// no conversion is looked for; a copy is made by what takes the class alone.
static llvm::SmallVector<BodyIndex, 4>
constructorsTaking(const Program &P, llvm::StringRef Type, const Event &E) {
  llvm::SmallVector<BodyIndex, 4> Exact, Others;
  bool Copies = E.Arguments.size() == 1 && E.Arguments[0].Type == Type;
  for (BodyIndex C : P.constructors(Type)) {
    const auto &Parameters = P.Bodies[C].F->Parameters;
    if (Parameters.size() != E.Arguments.size())
      continue;
    bool Same = llvm::equal(Parameters, E.Arguments,
                            [](const Parameter &Takes, const Value &Given) {
                              return Takes.Type == Given.Type;
                            });
    if (Same)
      Exact.push_back(C);
    else if (Parameters.size() != 1 || Parameters[0].Type != Type ||
             Parameters[0].Arrow)
      Others.push_back(C);
  }
  return Copies || !Exact.empty() ? Exact : Others;
}

llvm::SmallVector<BodyIndex, 4>
stallfree::constructorsMadeBy(const Program &P, RuleIndex &Rules,
                              const Event &E) {
  llvm::SmallVector<BodyIndex, 4> All;
  for (const MakesRow *Row : Rules.Makes.find(E)) {
    auto Made = templateArguments(Row->OfObject ? E.Object.Type : E.Type);
    if (!Made.empty())
      llvm::append_range(All, constructorsTaking(P, Made.front(), E));
  }
  return All;
}
