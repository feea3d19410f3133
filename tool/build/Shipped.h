//===- Shipped.h - Files that come with the tool ----------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_BUILD_SHIPPED_H
#define STALLFREE_BUILD_SHIPPED_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace stallfree {

/// Folders that ship with the tool: "rules", "docs". Beside the program or
/// plugin that runs this code (../share/stallfree/NAME), else where it was
/// built. Empty if neither is.
std::string shippedFolder(llvm::StringRef Name);

/// All YAML files at or below Folder, sorted.
std::vector<std::string> yamlFiles(llvm::StringRef Folder);

} // namespace stallfree

#endif // STALLFREE_BUILD_SHIPPED_H
