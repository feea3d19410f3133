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

using namespace llvm;

namespace stallfree {

/// Writes beside the file and renames, so that nobody ever sees half of it.
static bool replace(StringRef Path, StringRef Bytes) {
  ErrorOr<sys::fs::perms> Mode = sys::fs::getPermissions(Path);
  if (!Mode)
    return false;
  Expected<sys::fs::TempFile> Beside = sys::fs::TempFile::create(Path + ".%%%%%%%%.tmp");
  if (!Beside) {
    consumeError(Beside.takeError());
    return false;
  }
  raw_fd_ostream OS(Beside->FD, /*shouldClose=*/false);
  OS << Bytes;
  OS.flush();
  bool Failed = OS.has_error() || sys::fs::setPermissions(Beside->FD, *Mode);
  OS.clear_error();
  Error E = Failed ? Beside->discard() : Beside->keep(Path);
  Failed |= bool(E);
  consumeError(std::move(E));
  return !Failed;
}

std::string writeChange(const FileChange &Change, StringRef Root) {
  SmallString<256> Path;
  if (sys::fs::real_path(Root + "/" + Change.File, Path))
    return "the file is gone";
  std::optional<Source> Now = Source::read(Path);
  if (!Now || Now->text() != Change.Before)
    return "the file has changed since it was analysed";
  return replace(Path, Change.After) ? "" : "it cannot be written";
}

} // namespace stallfree
