//===- GitChange.cpp - A part of a change ---------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/Root.h"
#include "cli/Git.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace stallfree {

void narrow(GitChange &Change, const std::vector<std::string> &Paths) {
  if (Paths.empty())
    return;
  std::set<std::string> Kept;
  for (const std::string &File : Change.Files)
    if (any_of(Paths, [&](const std::string &Path) {
          std::string Real = realPath(Path);
          return File == Real || StringRef(File).starts_with(Real + "/");
        }))
      Kept.insert(File);
    else if (auto Now = Change.After.Files.find(File); Now != Change.After.Files.end())
      Change.Before.Files[File] = Now->second;
    else
      Change.Before.Files.erase(File);
  Change.Files = std::move(Kept);
}

} // namespace stallfree
