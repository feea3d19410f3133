//===- Atomic.cpp - Files that are whole or absent ------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/Atomic.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace stallfree {

bool writeAtomically(StringRef Path, StringRef Bytes) {
  if (sys::fs::create_directories(sys::path::parent_path(Path)))
    return false;
  Expected<sys::fs::TempFile> Temporary =
      sys::fs::TempFile::create(Path + ".%%%%%%%%.tmp", sys::fs::all_read | sys::fs::owner_write);
  if (!Temporary) {
    consumeError(Temporary.takeError());
    return false;
  }
  raw_fd_ostream OS(Temporary->FD, /*shouldClose=*/false);
  OS << Bytes;
  OS.flush();
  bool Failed = OS.has_error();
  OS.clear_error();
  if (Failed) {
    consumeError(Temporary->discard());
    return false;
  }
  if (Error E = Temporary->keep(Path)) {
    consumeError(std::move(E));
    return false;
  }
  return true;
}

} // namespace stallfree
