//===- BlockingCall.h - Which row says that an event blocks --- -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_BLOCKINGCALL_H
#define STALLFREE_CORE_BLOCKINGCALL_H

#include "Analysis.h"

namespace stallfree {

/// The row by which this event holds its thread, null if it does not: the
/// callee's own row or, unless `exact`, one of a method that it overrides. The
/// project's own rows come first. An awaited call suspends, whatever its name.
const BlockRow *blockingRow(const Analysis &A, const Function &F,
                            const Event &E);

} // namespace stallfree

#endif // STALLFREE_CORE_BLOCKINGCALL_H
