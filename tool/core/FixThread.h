//===- FixThread.h - What ties a call to its thread -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_FIXTHREAD_H
#define STALLFREE_CORE_FIXTHREAD_H

#include "Level.h"

namespace stallfree {

/// What an `affine:` row says of its call. The loader puts it before About.
enum class Affinity : uint8_t {
  Before,  ///< Reads what an earlier call left on this thread: errno.
  Thread,  ///< Tells or uses the thread itself: its id, its values.
  Static,  ///< Its result lies where the next call from anywhere puts its own.
  Process, ///< Changes the process, or ends it.
};

/// The row of one of Kinds for an event, null if there is none, and its text.
const AffineRow *affineRow(const Analysis &A, const Event &E, llvm::ArrayRef<Affinity> Kinds);
llvm::StringRef affineText(const AffineRow &Row);

/// Why the call at this site must stay on the thread of its coroutine: what its
/// arguments read, what it runs, and what is read after it. As one clause, empty
/// if nothing does.
std::string affineObstacle(const Analysis &A, const Level &L, const Site &S);

} // namespace stallfree

#endif // STALLFREE_CORE_FIXTHREAD_H
