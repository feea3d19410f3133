//===- RecordingFileSystem.h - What a parse looked at -----------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_BUILD_RECORDINGFILESYSTEM_H
#define STALLFREE_BUILD_RECORDINGFILESYSTEM_H

#include "build/Snapshot.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace stallfree {

/// The file system of one parse (its own working directory), which notes
/// each regular file that was opened or asked for and each path that was not
/// there: a file that appears at one of those may shadow a header. Used by one
/// thread.
class RecordingFileSystem : public llvm::vfs::ProxyFileSystem {
public:
  struct Seen {
    int64_t Size = 0;
    int64_t ModifiedNs = 0;
  };

  /// Over: what is not as on disk; null for the disk alone.
  explicit RecordingFileSystem(llvm::StringRef Directory, const Snapshot *Over = nullptr);

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &Path) override;
  bool exists(const llvm::Twine &Path) override;
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(const llvm::Twine &Path) override;

  llvm::StringMap<Seen> Present; ///< By absolute path.
  llvm::StringSet<> Absent;

private:
  void note(const llvm::Twine &Path, const llvm::ErrorOr<llvm::vfs::Status> &Status);
};

} // namespace stallfree

#endif // STALLFREE_BUILD_RECORDINGFILESYSTEM_H
