//===- Write.cpp - A changed file onto the disk -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fix/Write.h"
#include "fix/Source.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <sys/stat.h>
#include <unistd.h>

using namespace llvm;

namespace stallfree {

/// Gives the new file the owner and permissions of the old one.
static bool takeOver(int New, StringRef Old) {
  struct stat Is, Was;
  if (::stat(Old.str().c_str(), &Was) || ::fstat(New, &Is))
    return false;
  bool Same = Is.st_uid == Was.st_uid && Is.st_gid == Was.st_gid;
  // A change of the owner takes some of the permissions away.
  return (Same || !::fchown(New, Was.st_uid, Was.st_gid)) && !::fchmod(New, Was.st_mode & 07777);
}

/// Writes beside the file and renames, so that nobody ever sees half of it. What
/// went wrong, empty if nothing did.
static std::string replace(StringRef Path, StringRef Bytes) {
  Expected<sys::fs::TempFile> Beside = sys::fs::TempFile::create(Path + ".%%%%%%%%.tmp");
  if (!Beside) {
    consumeError(Beside.takeError());
    return "it cannot be written";
  }
  raw_fd_ostream OS(Beside->FD, /*shouldClose=*/false);
  OS << Bytes;
  OS.flush();
  std::string Why = OS.has_error() ? "it cannot be written"
                    : takeOver(Beside->FD, Path) ? ""
                                                 : "its owner and permissions cannot be kept";
  OS.clear_error();
  Error E = Why.empty() ? Beside->keep(Path) : Beside->discard();
  if (E)
    Why = "it cannot be written";
  consumeError(std::move(E));
  return Why;
}

std::string writeChange(const FileChange &Change, StringRef Root) {
  SmallString<256> Path;
  if (sys::fs::real_path(Root + "/" + Change.File, Path))
    return "the file is gone";
  std::optional<Source> Now = Source::read(Path);
  if (!Now || Now->text() != Change.Before)
    return "the file has changed since it was analysed";
  return replace(Path, Change.After);
}

} // namespace stallfree
