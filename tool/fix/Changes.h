//===- Changes.h - From the fixes of a Report to changed files -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//   Report --completeFixes--> fixes with their includes
//          --planChanges----> one FileChange a file, and what was left alone
//
// Fixes that are the same are made once, one inside another is covered by the
// outer one, others that overlap are left for the next run.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_FIX_CHANGES_H
#define STALLFREE_FIX_CHANGES_H

#include "core/Report.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Chrono.h"
#include <optional>

namespace stallfree {

/// The text of a file that is not as on disk; nothing for all others.
using UnsavedText = llvm::function_ref<std::optional<std::string>(llvm::StringRef Path)>;

/// Adds the edit that includes Fix::Include to every Fix, and ends lines as the
/// file does; files lie under Root.
/// Fixes whose file cannot be read are dropped and Unfixable says so.
void completeFixes(Report &R, llvm::StringRef Root, UnsavedText Unsaved = nullptr);

/// One fix of one finding.
struct MadeFix {
  const Finding *F = nullptr;
  const Fix *Made = nullptr;
};

struct FileChange {
  std::string File; ///< Relative to the root.
  std::string Before, After;
  std::vector<MadeFix> Made; ///< Those inside others too.
};

struct LeftAlone {
  const Finding *F = nullptr;
  std::string Why;
};

struct ChangeSet {
  std::vector<FileChange> Files; ///< By path.
  std::vector<LeftAlone> Left;   ///< What was not made, and why.
};

/// The files as they are after all fixes that Choose accepts. Formatted as the
/// project's .clang-format says, around the edits only. A file that somebody
/// wrote after Analysed is left alone.
ChangeSet planChanges(const Report &R, llvm::StringRef Root,
                      llvm::function_ref<bool(const Finding &, const Fix &)> Choose,
                      llvm::sys::TimePoint<> Analysed = llvm::sys::TimePoint<>::max());

} // namespace stallfree

#endif // STALLFREE_FIX_CHANGES_H
