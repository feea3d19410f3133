//===- Project.h - All facts of a project, parsed or from the store -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_BUILD_PROJECT_H
#define STALLFREE_BUILD_PROJECT_H

#include "core/Facts.h"
#include "extract/Extract.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <memory>

namespace stallfree {

/// One translation unit to analyse, its command already fit for clang.
struct CompileJob {
  std::string File; ///< Absolute.
  std::string Directory;
  std::vector<std::string> CommandLine;
};

class Snapshot;

/// A translation unit that is no longer as the store knows it.
struct OutdatedUnit {
  std::string File;                 ///< Absolute.
  bool Known = false;               ///< The store has facts of an earlier state.
  std::vector<std::string> Changed; ///< Known: which inputs are different now.
  bool Parse = true;
};

/// What to analyse and how.
struct ProjectOptions {
  std::string Root;                  ///< Absolute; found upwards if empty.
  std::string DatabasePath;          ///< File or folder; found if empty.
  std::vector<std::string> Paths;    ///< Files or folders; empty: all entries.
  std::vector<std::string> Command;  ///< After `--`: used for Paths instead.
  std::vector<std::string> Defines;  ///< Of the packs.
  std::vector<std::string> Excluded; ///< Further excluded folder names.
  std::string StorePath;             ///< Default: ROOT/.stallfree; "" with NoStore.
  bool NoStore = false;
  unsigned Jobs = 0; ///< 0: one per core.
  const Snapshot *Over = nullptr; ///< What is not as on disk.
  /// Sources to analyse even if no entry compiles them.
  std::vector<std::string> Unlisted;
  /// Decides which outdated translation units to parse; of the others, what the
  /// store knows of their earlier state is used. Default: parse all.
  std::function<void(std::vector<OutdatedUnit> &)> Choose;
  /// Asked once if no translation unit has changed, with the digest that
  /// collectFacts will return: true leaves the facts unread on disk.
  std::function<bool(const std::string &Digest)> Sufficient;
};

/// Progress, called from any thread, one call at a time.
struct Progress {
  unsigned Done = 0, Total = 0, FromStore = 0;
  std::string File; ///< Just finished or taken from the store, root-relative.
  const TUFacts *Facts = nullptr; ///< Of File; lives as long as the result.
  double SecondsLeft = -1; ///< Negative: unknown yet.
};

struct ProjectFacts {
  ProjectFiles Project;
  /// By main file; empty if Options.Sufficient said that the digest is enough.
  std::vector<std::shared_ptr<const TUFacts>> Units;
  std::vector<Problem> Problems; ///< Of the database, of vanished files...
  unsigned Total = 0, Parsed = 0, FromStore = 0;
  bool Interrupted = false;
  /// Absolute paths of translation units that were parsed, that Options.Choose
  /// left as the store knew them, and of which it then knew nothing.
  std::vector<std::string> ParsedFiles, Left, Unknown;
  /// Identifies the facts, for caching Reports.
  std::string Digest;
};

/// The project's folder: Options.Root; else the nearest folder at or above the
/// first path (or this folder) with .stallfree.yaml or .git; else the folder
/// common to all files of the database. A real path.
std::string findRoot(const ProjectOptions &Options);

/// Reads the compile database, parses what changed in parallel, takes the rest
/// from the store. An Error only when there is nothing at all to analyse (its
/// text is a sentence with the remedy). Interrupted is polled: true stops
/// after the translation units at hand; what was extracted is stored.
llvm::Expected<ProjectFacts>
collectFacts(const ProjectOptions &Options,
             const std::function<void(const Progress &)> &OnProgress = {},
             const std::function<bool()> &Interrupted = {});

/// The jobs that collectFacts would run, for `stallfree facts` and tests.
llvm::Expected<std::vector<CompileJob>> compileJobs(const ProjectOptions &Options,
                                                    std::vector<Problem> &Problems);

/// The Report cache beside the facts: Key is a digest of facts, rules and
/// options. Both are best effort; a damaged entry is absent.
std::optional<std::string> loadCached(const ProjectOptions &, llvm::StringRef Key);
void storeCached(const ProjectOptions &, llvm::StringRef Key, llvm::StringRef Bytes);

} // namespace stallfree

#endif // STALLFREE_BUILD_PROJECT_H
