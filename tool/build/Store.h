//===- Store.h - Facts on disk ----------------------------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   STORE/files            what every file held when last looked at (a cache)
//   STORE/units/KEY.head   inputs of a translation unit and what they held
//   STORE/units/KEY.body   its facts, with references to...
//   STORE/units/KEY.1.head ...in another state, used before that; up to .3
//   STORE/runs/DIGEST      ...functions of headers, once for all who see them
//   STORE/reports/KEY      Reports
//
// Every file is written whole and renamed; readers check version and digest.
// So any number of runs may share a store, and a kill leaves it usable.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_BUILD_STORE_H
#define STALLFREE_BUILD_STORE_H

#include "build/FactsArchive.h"
#include "build/FileTable.h"
#include "build/Project.h"
#include "build/RecordingFileSystem.h"
#include <atomic>
#include <map>
#include <memory>

namespace stallfree {

/// ROOT/.stallfree or Options.StorePath; empty with NoStore. Root is found if
/// Options does not say it.
std::string storePath(const ProjectOptions &Options);

/// Thread-safe.
class Store {
public:
  /// Path may be empty: then nothing is found and nothing is kept. Over: what
  /// is not as on disk; may be null, must outlive this.
  Store(std::string Path, ProjectFiles Project, const Snapshot *Over = nullptr);

  /// Names the facts of Job: its command without the root's path, the version
  /// of clang and of the facts.
  std::string keyOf(const CompileJob &Job) const;

  /// The digest of the facts under Key for which no input has changed.
  std::optional<Digest> current(const std::string &Key);

  /// What earlier runs left under Key, whether or not it holds now.
  struct Earlier {
    Digest Facts;
    std::vector<std::string> Changed; ///< Inputs that are different now.
  };
  std::optional<Earlier> earlier(const std::string &Key);

  /// The facts under Key that current() promised; null if they are damaged or
  /// another run replaced them since.
  std::shared_ptr<const TUFacts> load(const std::string &Key, const Digest &Promised);

  /// Keeps Facts unless an input changed while it was read. Returns the digest
  /// in any case.
  Digest save(const std::string &Key, const TUFacts &Facts, const RecordingFileSystem &Seen);

  /// Writes what was learned about files. False if the store cannot be written.
  bool close();

  std::string Path;

private:
  std::string unitFile(const std::string &Key, unsigned Age) const;
  std::optional<UnitHead> head(const std::string &Key, unsigned Age) const;
  bool holds(const UnitHead &Head);
  void makeRoom(const std::string &Key, const UnitHead &For);
  void shift(const std::string &Key, unsigned Last) const;
  void use(const std::string &Key, unsigned Age) const;
  std::string inputName(llvm::StringRef File) const;
  std::string inputPath(llvm::StringRef Name) const;
  const FunctionRun *findRun(const Digest &Name);

  static constexpr unsigned Ages = 4; ///< A switch of branches and back is free.

  const ProjectFiles Project;
  std::string BuildFolders; ///< As the root sees them.
  FileTable Files;
  std::mutex Lock; ///< Guards Runs.
  std::map<Digest, std::unique_ptr<FunctionRun>> Runs;
  std::atomic<bool> Writable = true;
};

} // namespace stallfree

#endif // STALLFREE_BUILD_STORE_H
