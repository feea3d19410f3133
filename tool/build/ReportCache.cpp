//===- ReportCache.cpp - Reports beside the facts -------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "build/Atomic.h"
#include "build/Store.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace stallfree {

/// Keys are the caller's; with the version of the analysis they name a file.
static std::string pathOf(const ProjectOptions &Options, StringRef Key) {
  std::string Store = storePath(Options);
  if (Store.empty())
    return Store;
  constexpr StringRef Version =
#include "AnalysisVersion.inc"
      ;
  return Store + "/reports/" + Digest::of((Version + Key).str()).text();
}

std::optional<std::string> loadCached(const ProjectOptions &Options, StringRef Key) {
  std::string Path = pathOf(Options, Key);
  if (Path.empty())
    return std::nullopt;
  auto Buffer = MemoryBuffer::getFile(Path);
  if (!Buffer)
    return std::nullopt;
  return (*Buffer)->getBuffer().str();
}

/// Keeps the newest entries: each rule edit leaves one behind.
static void prune(StringRef Folder) {
  constexpr size_t Kept = 64;
  std::vector<std::pair<sys::TimePoint<>, std::string>> Entries;
  std::error_code EC;
  for (sys::fs::directory_iterator I(Folder, EC), End; I != End && !EC; I.increment(EC))
    if (auto Status = I->status())
      Entries.emplace_back(Status->getLastModificationTime(), I->path());
  if (Entries.size() <= Kept)
    return;
  llvm::sort(Entries);
  for (const auto &[Time, Path] : drop_end(Entries, Kept))
    sys::fs::remove(Path);
}

void storeCached(const ProjectOptions &Options, StringRef Key, StringRef Bytes) {
  std::string Path = pathOf(Options, Key);
  if (Path.empty())
    return;
  writeAtomically(Path, Bytes);
  prune(sys::path::parent_path(Path));
}

} // namespace stallfree
