//===- ProjectPaths.cpp - Paths as the project's root sees them -----------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProjectPaths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

namespace path = llvm::sys::path;

namespace stallfree {

llvm::StringRef relativeTo(llvm::StringRef Path, llvm::StringRef Root) {
  if (Path.consume_front(Root) && (Root == "/" || Path.consume_front("/")))
    return Path;
  return {};
}

llvm::StringRef ownedBelow(llvm::StringRef Root, llvm::StringRef File,
                           llvm::ArrayRef<std::string> Excluded) {
  llvm::StringRef Relative = relativeTo(File, Root);
  llvm::StringRef Parents = path::parent_path(Relative);
  bool Foreign = std::any_of(
      path::begin(Parents), path::end(Parents),
      [&](llvm::StringRef Name) { return llvm::is_contained(Excluded, Name); });
  return Foreign ? llvm::StringRef() : Relative;
}

std::string seenFrom(llvm::StringRef Root, llvm::StringRef Path) {
  llvm::SmallString<256> Up;
  for (; !Root.empty(); Root = path::parent_path(Root)) {
    if (llvm::StringRef Below = relativeTo(Path, Root); !Below.empty()) {
      path::append(Up, Below);
      return Up.str().str();
    }
    path::append(Up, "..");
  }
  return Path.str();
}

std::string absoluteFrom(llvm::StringRef Root, llvm::StringRef Seen) {
  llvm::SmallString<256> Path(Root);
  path::append(Path, Seen);
  path::remove_dots(Path, /*remove_dot_dot=*/true);
  return Path.str().str();
}

} // namespace stallfree
