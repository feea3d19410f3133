//===- Settings.h - What the editor's user can set -*- C++ -*--------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_LSP_SETTINGS_H
#define STALLFREE_LSP_SETTINGS_H

#include "core/Stallfree.h"
#include "llvm/Support/JSON.h"

namespace stallfree {

/// From `initializationOptions` and `workspace/didChangeConfiguration`, there
/// below "stallfree" or alone.
struct Settings {
  std::optional<Tier> Show;        ///< "tier"
  std::vector<std::string> Checks; ///< "checks": "-*,blocking-*" or a list
  std::string Database;            ///< "compileCommands": a folder or file
  bool BackgroundIndex = true;     ///< "backgroundIndex"
  bool operator==(const Settings &) const = default;
};

/// Whether Json says anything of us.
bool concernsUs(const llvm::json::Value &Json);

/// What does not make sense is left out and named in Complaints.
Settings readSettings(const llvm::json::Value &Json, std::vector<std::string> &Complaints);

} // namespace stallfree

#endif // STALLFREE_LSP_SETTINGS_H
