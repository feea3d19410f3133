//===- LastOwner.h - What only the last owner does ------------ -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   if (--session->ref_count > 0)
//     return;
//   fsync(session->file);                   whoever lets go last
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_LASTOWNER_H
#define STALLFREE_CORE_LASTOWNER_H

#include "CallGraph.h"

namespace stallfree {

/// Makes what lies behind a test of a count of references probable at most, and
/// so what lies behind any test in a function that gives up one (`shared:` rows):
/// nobody sees in the code who is the last.
void limitLastOwners(const Program &P, RuleIndex &Rules, CallGraph &Graph);

} // namespace stallfree

#endif // STALLFREE_CORE_LASTOWNER_H
