//===- Headers.h - Commands for files that no entry compiles ----*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_BUILD_HEADERS_H
#define STALLFREE_BUILD_HEADERS_H

#include "build/CompileDatabase.h"
#include "llvm/ADT/ArrayRef.h"

namespace stallfree {

/// The entry whose source includes Header by name, the one nearest to it; null
/// if none does so directly. Reads the sources.
const CompileCommand *findIncluder(llvm::ArrayRef<CompileCommand> Commands, llvm::StringRef Header);

/// Whether a line of Source is an #include whose path ends in Name.
bool includesFile(llvm::StringRef Source, llvm::StringRef Name);

/// The entry whose flags fit File best: same language first, then the longest
/// shared folder, then the same stem. Null if there is no entry.
const CompileCommand *nearestCommand(llvm::ArrayRef<CompileCommand> Commands, llvm::StringRef File);

} // namespace stallfree

#endif // STALLFREE_BUILD_HEADERS_H
