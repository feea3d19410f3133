//===- FileTable.cpp - What the files on disk hold, looked at once --------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/FileTable.h"
#include "build/Atomic.h"
#include "build/FactsArchive.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace stallfree {

FileTable::FileTable(std::string MemoryPath, const Snapshot *Over)
    : MemoryPath(std::move(MemoryPath)), Over(Over) {
  if (!this->MemoryPath.empty())
    load();
}

void FileTable::load() {
  auto Buffer = MemoryBuffer::getFile(MemoryPath);
  if (!Buffer)
    return;
  std::vector<RememberedFile> Files;
  if (!unpack((*Buffer)->getBuffer(), Files))
    return;
  for (const RememberedFile &File : Files)
    Entries[File.Path].Remembered = {File.Size, File.ModifiedNs, File.Content};
}

FileTable::Entry &FileTable::look(StringRef Path) {
  Entry &Found = Entries[Path];
  if (Found.Looked)
    return Found;
  Found.Looked = true;
  if (const auto *File = Over ? Over->find(Path) : nullptr) {
    Found.Exists = File->has_value();
    if (Found.Exists)
      Found.Current = {int64_t((*File)->Text.size()), 0, (*File)->Content};
    return Found;
  }
  sys::fs::file_status Status;
  Found.Exists = !sys::fs::status(Path, Status);
  if (!Found.Exists || !sys::fs::is_regular_file(Status))
    return Found;
  State Now{int64_t(Status.getSize()),
            int64_t(Status.getLastModificationTime().time_since_epoch().count()),
            {}};
  if (Now.Size == Found.Remembered.Size && Now.ModifiedNs == Found.Remembered.ModifiedNs) {
    Now.Content = Found.Remembered.Content;
  } else if (auto Buffer = MemoryBuffer::getFile(Path)) {
    Now.Content = Digest::of((*Buffer)->getBuffer());
    Learned = true;
  } else {
    return Found;
  }
  Found.Current = Now;
  return Found;
}

std::optional<FileTable::State> FileTable::stateOf(StringRef Path) {
  std::lock_guard<std::mutex> Guard(Lock);
  return look(Path).Current;
}

bool FileTable::exists(StringRef Path) {
  std::lock_guard<std::mutex> Guard(Lock);
  return look(Path).Exists;
}

void FileTable::save() {
  std::lock_guard<std::mutex> Guard(Lock);
  if (!Learned || MemoryPath.empty())
    return;
  std::vector<RememberedFile> Files;
  for (const auto &Entry : Entries) {
    const auto &[Path, Value] = std::pair(Entry.first(), &Entry.second);
    if (Value->Looked && !Value->Current)
      continue;
    bool OnDisk = Value->Current && !(Over && Over->find(Path));
    if (!OnDisk && !Value->Remembered.ModifiedNs)
      continue;
    const State &S = OnDisk ? *Value->Current : Value->Remembered;
    Files.push_back({Path.str(), S.Size, S.ModifiedNs, S.Content});
  }
  writeAtomically(MemoryPath, pack(Files));
}

} // namespace stallfree
