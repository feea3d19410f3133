//===- RuleFiles.h - Which rule packs a project is checked with -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_BUILD_RULEFILES_H
#define STALLFREE_BUILD_RULEFILES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace stallfree {

/// The shipped packs, those that libraries installed, Further, the folders that
/// Root/.stallfree.yaml names and that file, in the order in which they are
/// read.
std::vector<std::string> ruleFilesOf(llvm::StringRef Root, llvm::ArrayRef<std::string> Further);

} // namespace stallfree

#endif // STALLFREE_BUILD_RULEFILES_H
