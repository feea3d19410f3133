//===- RecordingFileSystem.cpp - What a parse looked at -------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/RecordingFileSystem.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace stallfree {

RecordingFileSystem::RecordingFileSystem(StringRef Directory, const Snapshot *Over)
    : ProxyFileSystem(Over ? snapshotFileSystem(*Over) : vfs::createPhysicalFileSystem()) {
  // A vanished directory shows as files that are not found.
  (void)setCurrentWorkingDirectory(Directory);
}

void RecordingFileSystem::note(const Twine &Path, const ErrorOr<vfs::Status> &Status) {
  SmallString<256> Absolute;
  Path.toVector(Absolute);
  if (makeAbsolute(Absolute))
    return;
  if (!Status)
    Absent.insert(Absolute);
  else if (Status->isRegularFile())
    Present[Absolute] = {int64_t(Status->getSize()),
                         int64_t(Status->getLastModificationTime().time_since_epoch().count())};
}

ErrorOr<vfs::Status> RecordingFileSystem::status(const Twine &Path) {
  ErrorOr<vfs::Status> Status = ProxyFileSystem::status(Path);
  note(Path, Status);
  return Status;
}

bool RecordingFileSystem::exists(const Twine &Path) { return bool(status(Path)); }

ErrorOr<std::unique_ptr<vfs::File>> RecordingFileSystem::openFileForRead(const Twine &Path) {
  auto File = ProxyFileSystem::openFileForRead(Path);
  if (File)
    note(Path, (*File)->status());
  else
    note(Path, File.getError());
  return File;
}

} // namespace stallfree
