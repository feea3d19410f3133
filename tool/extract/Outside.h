//===- Outside.h - What a body names that others can reach -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_OUTSIDE_H
#define STALLFREE_EXTRACT_OUTSIDE_H

#include "Unit.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"
#include <set>

namespace stallfree {

/// Fills F.Globals and F.ThreadLocals from a body.
void findGlobals(Unit &U, const clang::Stmt *Body, Function &F);

/// Names of what a statement of a function names and what may be looked at or
/// changed while the function is suspended: members ("this" if all of them),
/// globals, what pointers and references lead to.
using OutsideNames = std::set<std::string>;
void addOutside(const clang::Stmt *S, OutsideNames &Names);

/// Where a body names such things, and where it awaits.
class OutsideUses {
public:
  OutsideUses(const clang::SourceManager &SM, const clang::Stmt *Body);

  /// A name in the part; empty if there is none.
  std::string inside(clang::SourceRange Part) const;

  /// A name that is used both before From and after Part, without an await in
  /// between: what an await at Part would newly expose. All of a loop around it
  /// that has no await counts as both.
  std::string around(clang::SourceLocation From, clang::SourceRange Part) const;

private:
  using Offset = unsigned;
  void find(const clang::Stmt *S);
  Offset at(clang::SourceLocation L) const;
  OutsideNames between(Offset First, Offset Last) const;

  const clang::SourceManager &SM;
  std::vector<std::pair<Offset, std::string>> Uses;
  std::vector<Offset> Awaits;
  std::vector<std::pair<Offset, Offset>> Loops;
};

/// A name that both have; "this" stands for every member. Empty if none.
std::string common(const OutsideNames &A, const OutsideNames &B);

} // namespace stallfree

#endif // STALLFREE_EXTRACT_OUTSIDE_H
