//===- FixSite.h - What every edit of a coroutine has to respect -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_FIXSITE_H
#define STALLFREE_CORE_FIXSITE_H

#include "Level.h"

namespace stallfree {

/// The written call of an event; null if it is part of a macro.
const Site *siteOf(const Function &F, uint32_t Event);

/// Why no await may be put before Event: a lock that is held here or in a
/// coroutine that awaits this one, errors in the source, a type that edits do not
/// know. As one clause, empty if nothing forbids it.
std::string suspensionObstacle(const Analysis &A, BodyIndex B, uint32_t Event);

/// Other instances of the template that body B is one of.
llvm::SmallVector<BodyIndex, 4> otherInstances(const Analysis &A, BodyIndex B);

/// The namespace or class around F that hides a name which the edits write:
/// `app::asio` where they write `asio::post`. Empty if there is none.
std::string hiddenName(const Function &F, const Fix &Made);

/// "\n" and the blanks before a statement that starts in Column.
std::string newLine(uint32_t Column);

/// Puts the edits in order of place.
void sortEdits(Fix &F);

} // namespace stallfree

#endif // STALLFREE_CORE_FIXSITE_H
