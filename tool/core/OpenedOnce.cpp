//===- OpenedOnce.cpp - What is opened unless it is open ------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OpenedOnce.h"
#include "Branches.h"
#include "Conditions.h"
#include "TypeName.h"
#include "llvm/ADT/StringSwitch.h"

using namespace stallfree;
using llvm::StringRef;

/// `db.isOpen()`
static bool asksIfOpen(const Event &E) {
  return llvm::StringSwitch<bool>(lastSegment(E.Name))
      .Cases({"isOpen", "is_open", "IsOpen"}, true)
      .Cases({"isConnected", "is_connected", "IsConnected"}, true)
      .Default(false);
}

static bool opens(const Function &F, const Event &E, const Value &Object) {
  StringRef Name = lastSegment(E.Name);
  bool Opens = Name.starts_with_insensitive("open") ||
               Name.starts_with_insensitive("connect");
  std::string Symbol = symbolOf(F, Object);
  return Opens && !Symbol.empty() && symbolOf(F, E.Object) == Symbol;
}

/// Does F make the object itself, and not get it from somebody?
static bool isOwn(const Function &F, const Value &Object) {
  if (Object.K != Value::Kind::Local)
    return false;
  std::string Symbol = symbolOf(F, Object);
  bool Made = false, Given = false;
  for (const Event &E : F.Events) {
    Made |= E.K == Event::Kind::Construct && symbolOf(F, E.Object) == Symbol;
    Given |= symbolOf(F, E.Into) == Symbol ||
             (lastSegment(E.Name) == "operator=" && symbolOf(F, E.Object) == Symbol);
  }
  return Made && !Given;
}

bool stallfree::limitOpened(const Function &F, BodyIndex B, CallGraph &Graph) {
  bool Any = false;
  std::optional<BranchTree> Tree;
  for (uint32_t I = 0; I < F.Blocks.size(); ++I) {
    const auto &T = F.Blocks[I].Condition;
    if (!T || T->Event < 0 || T->Compared || !asksIfOpen(F.Events[T->Event]))
      continue;
    const Value &Object = F.Events[T->Event].Object;
    if (!Tree)
      Tree.emplace(F);
    llvm::SmallVector<uint32_t, 8> Behind;
    bool Opens = false;
    for (uint32_t X = 0; X < F.Blocks.size(); ++X)
      if (Tree->isBehind(X, {I, T->Negated ? 0u : 1u}))
        for (uint32_t E = F.Blocks[X].First, End = E + F.Blocks[X].Count; E < End; ++E) {
          Behind.push_back(E);
          Opens |= opens(F, F.Events[E], Object);
        }
    if (!Opens || isOwn(F, Object))
      continue;
    for (uint32_t E : Behind)
      Graph.limit(B, E, Tier::Probable);
    Any = true;
  }
  return Any;
}
