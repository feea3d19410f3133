//===- TypeFunctions.cpp - Objects of types that a function tells ---------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TypeFunctions.h"
#include "Conditions.h"
#include "llvm/ADT/STLExtras.h"

using namespace stallfree;
using llvm::StringRef;

TypeFunctions::TypeFunctions(const Program &P, llvm::ArrayRef<MakesRow> Rows) {
  auto Ends = [&](StringRef Name) {
    return llvm::any_of(Rows, [&](const MakesRow &Row) {
      return llvm::any_of(Row.Runs,
                          [&](StringRef End) { return Name.ends_with(End); });
    });
  };
  for (BodyIndex B = 0; B < P.Bodies.size(); ++B)
    if (StringRef Name = P.Bodies[B].F->Name; Ends(Name))
      ByName[Name].push_back(B);
}

llvm::SmallVector<BodyIndex, 2>
TypeFunctions::runBy(const MakesRow &Row, const Function &F,
                     const Event &E) const {
  llvm::SmallVector<BodyIndex, 2> Found;
  const Value *Type = Row.TypeGiven ? select(E, *Row.TypeGiven) : nullptr;
  if (!Type || Type->K != Value::Kind::Result || size_t(Type->Number) >= F.Events.size())
    return Found;
  StringRef Name = F.Events[Type->Number].Name;
  if (!Name.consume_back(Row.TypeEnd))
    return Found;
  for (StringRef End : Row.Runs)
    if (auto It = ByName.find((Name + End).str()); It != ByName.end())
      llvm::append_range(Found, It->second);
  return Found;
}
