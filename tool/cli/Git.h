//===- Git.h - What a change touches, and what was there before -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CLI_GIT_H
#define STALLFREE_CLI_GIT_H

#include "build/Snapshot.h"
#include "core/Facts.h"
#include "llvm/Support/Error.h"
#include <set>

namespace stallfree {

/// A change as two states of the files on disk.
struct GitChange {
  Snapshot Before;             ///< Without the change.
  Snapshot After;              ///< With it; empty if that is what is on disk.
  std::set<std::string> Files; ///< Absolute paths of what differs between both.
  std::vector<Problem> Notes;  ///< What the comparison could not do.
};

/// What is on disk, new files included, against where it left Revision (the
/// merge base with HEAD). An Error, with what to do, if Root is in no git
/// repository or there is no such revision.
llvm::Expected<GitChange> changeSince(llvm::StringRef Root, llvm::StringRef Revision);

/// The index against HEAD.
llvm::Expected<GitChange> stagedChange(llvm::StringRef Root);

/// Where git looks for hooks in the repository of Root: absolute, or relative
/// to Root. Empty if Root, a real path, is not the top of a repository.
std::string hooksFolder(llvm::StringRef Root);

/// Narrows Change down to what lies at or below Paths, if there are any; the
/// rest was always as it is now.
void narrow(GitChange &Change, const std::vector<std::string> &Paths);

} // namespace stallfree

#endif // STALLFREE_CLI_GIT_H
