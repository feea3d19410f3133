//===- Root.h - Which folder is the project ---------------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_BUILD_ROOT_H
#define STALLFREE_BUILD_ROOT_H

#include "build/Project.h"

namespace stallfree {

/// The nearest folder at or above Start that holds Name; empty if none does.
std::string findUpwards(llvm::StringRef Start, llvm::StringRef Name);

/// The deepest folder that holds all Files; empty if they share only "/".
std::string commonFolder(const std::vector<std::string> &Files);

/// Path without symbolic links, absolute even if it does not exist.
std::string realPath(llvm::StringRef Path);

/// File relative to Root ("src/a.cpp"), or unchanged if it is outside.
std::string rootRelative(llvm::StringRef Root, llvm::StringRef File);

/// Whether the project owns File (a real path): under Root and not below an
/// excluded folder.
bool ownsFile(const ProjectFiles &Project, llvm::StringRef File);

} // namespace stallfree

#endif // STALLFREE_BUILD_ROOT_H
