//===- ProjectPaths.h - Paths as the project's root sees them - -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All folders and files are absolute real paths without a trailing '/', except
// what seenFrom gives. Nothing here asks the file system.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_EXTRACT_PROJECTPATHS_H
#define STALLFREE_EXTRACT_PROJECTPATHS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace stallfree {

/// Path below Root without the slash, or empty if it lies elsewhere.
llvm::StringRef relativeTo(llvm::StringRef Path, llvm::StringRef Root);

/// The same, but empty too below a folder whose name is Excluded.
llvm::StringRef ownedBelow(llvm::StringRef Root, llvm::StringRef File,
                           llvm::ArrayRef<std::string> Excluded);

/// Path as seen from Root, "../build/a.h".
std::string seenFrom(llvm::StringRef Root, llvm::StringRef Path);

/// The way back: absolute, without dots.
std::string absoluteFrom(llvm::StringRef Root, llvm::StringRef Seen);

} // namespace stallfree

#endif // STALLFREE_EXTRACT_PROJECTPATHS_H
