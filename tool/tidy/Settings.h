//===- Settings.h - Stallfree's options in .clang-tidy ----------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The plugin includes ClangTidyCheck.h and ClangTidyModule.h alone: other
// headers of clang-tidy declare what its program does not export.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_TIDY_SETTINGS_H
#define STALLFREE_TIDY_SETTINGS_H

#include "core/Stallfree.h"
#include <clang-tidy/ClangTidyCheck.h>

namespace stallfree {

/// `stallfree-common.X` of CheckOptions. Paths are relative to Root.
struct Settings {
  std::string Root;               ///< Default: found from the main file.
  std::string Store;              ///< Empty: each translation unit by itself.
  std::vector<std::string> Rules; ///< Further rule packs, after `;`.
  std::string Config;             ///< Default: Root/.stallfree.yaml, if there.
  std::optional<Tier> Show;       ///< Least certain findings to report.
  /// From Checks of clang-tidy: `stallfree-*` takes our defaults, narrower
  /// globs enable what is off by default.
  std::vector<std::string> Checks;
};

/// MainFile decides about Root. Complaints are for the user.
Settings readSettings(clang::tidy::ClangTidyContext &Tidy, llvm::StringRef MainFile,
                      std::vector<std::string> &Complaints);

/// Asks for every option once: clang-tidy --verify-config takes what a check
/// asked for when it was made as known.
void announceSettings(clang::tidy::ClangTidyContext &Tidy);

/// The project that MainFile belongs to, a real path.
std::string rootOf(llvm::StringRef MainFile);

} // namespace stallfree

#endif // STALLFREE_TIDY_SETTINGS_H
