//===- Branches.cpp - Which way of several counts -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Roles.h"

using namespace clang;

namespace stallfree {

/// Of about how long it takes, for a comparison.
static uint32_t weight(const Work &W) {
  return 2 * W.Operations + 3 * W.Accesses + 15 * W.Divisions;
}

/// Do walks one of several ways, each of which begins after Before.
template <class Walk>
void Roles::alternative(const Work &Before, Work &Most, const Stmt *Loop,
                        Walk Do) {
  Bodies[Loop] = Before;
  Do();
  Work Here = Bodies[Loop];
  Here.Width = std::max(Here.Width, Most.Width);
  Here.InOrder |= Most.InOrder;
  if (weight(Here) < weight(Most)) {
    Most.Width = Here.Width;
    Most.InOrder = Here.InOrder;
    return;
  }
  Most = Here;
}

/// A round takes one branch of an `if` and one case of a `switch`: the longest
/// counts.
void Roles::branches(const Stmt *S, const Stmt *Loop) {
  if (const auto *If = dyn_cast<IfStmt>(S)) {
    for (const Stmt *Part : S->children())
      if (Part != If->getThen() && Part != If->getElse())
        walk(Part, Loop);
    const Work Before = Bodies[Loop];
    Work Most = Before;
    for (const Stmt *Branch : {If->getThen(), If->getElse()})
      alternative(Before, Most, Loop, [&] { walk(Branch, Loop); });
    Bodies[Loop] = Most;
    return;
  }
  const auto *Switch = cast<SwitchStmt>(S);
  const auto *Cases = dyn_cast<CompoundStmt>(Switch->getBody());
  for (const Stmt *Part : S->children())
    if (Part != Cases)
      walk(Part, Loop);
  if (!Cases)
    return;
  for (const Stmt *Child : Cases->body())
    discard(Child);
  const Work Before = Bodies[Loop];
  Work Most = Before;
  for (auto At = Cases->body_begin(), End = Cases->body_end(); At != End;)
    alternative(Before, Most, Loop, [&] {
      do
        walk(*At++, Loop);
      while (At != End && !isa<SwitchCase>(*At));
    });
  Bodies[Loop] = Most;
}

} // namespace stallfree
