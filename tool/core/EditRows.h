//===- EditRows.h - Rows about what an edit writes ------------ -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_EDITROWS_H
#define STALLFREE_CORE_EDITROWS_H

#include "RowParts.h"

namespace stallfree {

/// `needs:` objects of the program that an edit uses: their key in the edit, and
/// the types one of which they must have.
using ObjectNeeds = std::map<std::string, std::vector<NamePattern>>;

/// `offload:` how the users of a framework move work away.
struct OffloadRow {
  RowPlace From;
  std::string Framework;
  Executor To = Executor::Thread;
  /// {expr} is the blocking expression, {body} with `return` where needed.
  std::string Spelling;
  std::string Include; ///< What its edits need; several with a blank between.
  /// The same as an edit: {body} is a statement. Keyed also has {key}, the
  /// address of the object whose calls must not overlap. To the loop: the await
  /// that lets others run.
  std::string Edit, Keyed;
  /// Edit for work that computes, on as many threads as there are cores; empty:
  /// Edit serves.
  std::string Computing;
  /// Instead of Edit: statements that move the coroutine away and back again.
  std::string Before, After;
  ObjectNeeds Needs;
  std::string Caution; ///< What somebody has to look at after any of them.
  /// In a callback: how work is started, and what runs when it is done.
  std::string Callback;
};

/// `together:` how tasks of a framework are awaited side by side.
struct TogetherRow {
  RowPlace From;
  std::string Framework;
  std::string Spelling; ///< {first} and {second} stand for the tasks.
};

/// `rewrites:` what a blocking call becomes in a coroutine of Framework.
struct RewriteRow {
  RowPlace From;
  NamePattern Call;
  std::string Framework;
  /// {object}, {0}, {1}... stand for the receiver and all arguments, in the
  /// order in which the call has them.
  std::string To;
  std::string Include;
  std::vector<Condition> When, Unless;
  ObjectNeeds Needs;
};

/// What an `affine:` row says of its call.
enum class Affinity : uint8_t {
  Before,  ///< Reads what an earlier call left on this thread: errno.
  Thread,  ///< Tells or uses the thread itself: its id, its values.
  Static,  ///< Its result lies where the next call from anywhere puts its own.
  Process, ///< Changes the process, or ends it.
};

/// `affine:` a call that reads what an earlier call left on this thread: errno,
/// the OpenSSL error queue.
struct AffineRow {
  RowPlace From;
  NamePattern Call;
  Affinity Of = Affinity::Before;
  std::string About; ///< "errno"
};

} // namespace stallfree

#endif // STALLFREE_CORE_EDITROWS_H
