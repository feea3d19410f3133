//===- LocalUses.cpp - Where a body names its locals ----------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LocalUses.h"
#include "TypeName.h"

using namespace stallfree;

LocalUses::Uses LocalUses::find(const Function &F) {
  Uses Found;
  for (uint32_t I = 0; I < F.Events.size(); ++I) {
    auto Note = [&](const Value &V) {
      if (V.K != Value::Kind::Local || V.Owner)
        return;
      auto &All = Found.ByName[V.Name];
      if (All.empty() || All.back() != I)
        All.push_back(I);
    };
    const Event &E = F.Events[I];
    Note(E.Into);
    Note(E.Object);
    for (const Value &A : E.Arguments) {
      Note(A);
      if (A.K == Value::Kind::Result && size_t(A.Number) < F.Events.size() &&
          !F.Events[A.Number].Arguments.empty())
        Note(F.Events[A.Number].Arguments.front());
    }
    llvm::StringRef Name = lastSegment(E.Name);
    if (Name.ends_with("begin") || Name.ends_with("end"))
      Found.Iterators.push_back(I);
  }
  return Found;
}

const LocalUses::Uses &LocalUses::in(BodyIndex B) const {
  auto [It, New] = Known.try_emplace(B);
  if (New)
    It->second = find(*P.Bodies[B].F);
  return It->second;
}

llvm::ArrayRef<uint32_t> LocalUses::of(BodyIndex B, llvm::StringRef Local) const {
  const Uses &Here = in(B);
  auto It = Here.ByName.find(Local);
  return It == Here.ByName.end() ? llvm::ArrayRef<uint32_t>() : It->second;
}

llvm::ArrayRef<uint32_t> LocalUses::iterators(BodyIndex B) const {
  return in(B).Iterators;
}
