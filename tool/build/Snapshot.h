//===- Snapshot.h - Files as they are in a commit or the index --*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_BUILD_SNAPSHOT_H
#define STALLFREE_BUILD_SNAPSHOT_H

#include "build/Digest.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>
#include <optional>

namespace stallfree {

/// The files whose content differs from that on disk, by absolute path. All
/// others are as they are on disk.
class Snapshot {
public:
  struct File {
    std::string Text;
    Digest Content;
  };

  void add(llvm::StringRef Path, std::string Text);
  void addAbsent(llvm::StringRef Path) { Files[Path.str()] = std::nullopt; }
  bool empty() const { return Files.empty(); }

  /// Null if Path (in any spelling without symbolic links) is as on disk.
  const std::optional<File> *find(llvm::StringRef Path) const;

  std::map<std::string, std::optional<File>> Files; ///< Nothing: not there.
};

/// The real files with Over on top, in a working directory of its own. Over
/// must outlive it.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> snapshotFileSystem(const Snapshot &Over);

} // namespace stallfree

#endif // STALLFREE_BUILD_SNAPSHOT_H
