//===- OpenedOnce.h - What is opened unless it is open -------- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   if (!db.isOpen()) db.open();         the first time only
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_OPENEDONCE_H
#define STALLFREE_CORE_OPENEDONCE_H

#include "CallGraph.h"

namespace stallfree {

/// Limits what lies behind a test whether something that others keep is open, if
/// it is opened there: `if (db.isOpen()) return db; db.open();`. It is probable
/// at most. True if there is any in F, which is the function of B.
bool limitOpened(const Function &F, BodyIndex B, CallGraph &Graph);

} // namespace stallfree

#endif // STALLFREE_CORE_OPENEDONCE_H
