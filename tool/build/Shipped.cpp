//===- Shipped.cpp - Files that come with the tool ------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/Shipped.h"
#include "build/Root.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <dlfcn.h>

using namespace llvm;

namespace stallfree {

/// The file that holds this code. The loader knows a plugin by its path, but
/// the program only by what it was called.
static std::string ownFile() {
  static const int Here = 0;
  Dl_info Info;
  if (dladdr(&Here, &Info) && StringRef(Info.dli_fname).contains(".so"))
    return realPath(Info.dli_fname);
  return sys::fs::getMainExecutable(nullptr, nullptr);
}

std::string shippedFolder(StringRef Name) {
  std::string Self = ownFile();
  SmallString<256> Installed(sys::path::parent_path(sys::path::parent_path(Self)));
  sys::path::append(Installed, "share", "stallfree", Name);
  if (sys::fs::is_directory(Installed))
    return std::string(Installed);
  std::string Built = (STALLFREE_SOURCE_DIR "/" + Name).str();
  return sys::fs::is_directory(Built) ? Built : std::string();
}

std::vector<std::string> yamlFiles(StringRef Folder) {
  std::vector<std::string> Files;
  std::error_code EC;
  for (sys::fs::recursive_directory_iterator I(Folder, EC), End; I != End && !EC; I.increment(EC))
    if (sys::path::extension(I->path()) == ".yaml")
      Files.push_back(I->path());
  llvm::sort(Files);
  return Files;
}

} // namespace stallfree
