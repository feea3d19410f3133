//===- FileTable.h - What the files on disk hold, looked at once -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_BUILD_FILETABLE_H
#define STALLFREE_BUILD_FILETABLE_H

#include "build/Snapshot.h"
#include "llvm/ADT/StringMap.h"
#include <mutex>

namespace stallfree {

/// Every file is stat'ed at most once per run, and read only if its size or
/// time of modification is not the one remembered from an earlier run. The
/// memory is a cache: wrong or missing entries cost time only. Thread-safe.
class FileTable {
public:
  struct State {
    int64_t Size = 0;
    int64_t ModifiedNs = 0;
    Digest Content;
  };

  /// MemoryPath: where earlier runs left their memory; empty for none. Over:
  /// what is not as on disk; it is never remembered. May be null.
  explicit FileTable(std::string MemoryPath, const Snapshot *Over = nullptr);

  /// The state of a regular file; nullopt if there is none.
  std::optional<State> stateOf(llvm::StringRef Path);

  /// Whether there is anything at Path.
  bool exists(llvm::StringRef Path);

  /// Writes the memory if this run learned something.
  void save();

private:
  struct Entry {
    State Remembered; ///< From an earlier run, if Size >= 0.
    std::optional<State> Current;
    bool Looked = false, Exists = false;
  };
  void load();
  Entry &look(llvm::StringRef Path);

  const std::string MemoryPath;
  const Snapshot *const Over;
  std::mutex Lock;
  llvm::StringMap<Entry> Entries;
  bool Learned = false;
};

} // namespace stallfree

#endif // STALLFREE_BUILD_FILETABLE_H
