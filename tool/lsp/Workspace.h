//===- Workspace.h - The program with the open texts in it -*- C++ -*------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_LSP_WORKSPACE_H
#define STALLFREE_LSP_WORKSPACE_H

#include "build/Project.h"
#include "extract/Edited.h"
#include "lsp/Documents.h"
#include "lsp/RuleBook.h"
#include "lsp/Settings.h"
#include <set>

namespace stallfree {

/// One analysis and the texts it saw. Immutable, shared by all threads.
struct Analyzed {
  Report R;
  std::string Root;
  Tier ShowAtLeast = Tier::Probable;
  std::map<std::string, Document> Texts; ///< The open ones that were read.
  std::vector<Explanation> Runs;         ///< Where functions of open files run.
  bool Whole = false;                    ///< Nothing of the project is unknown.
};

/// What the background index found on disk.
struct IndexedFacts {
  ProjectFacts Facts;
  std::set<std::string> Outdated; ///< Real paths of which the facts are old.
  llvm::sys::TimePoint<> Started; ///< What was written since is not in Facts.
};

/// The facts of the whole project, with those of open texts in place of what is
/// on disk. Used by one thread.
class Workspace {
public:
  Workspace(ProjectOptions Options, std::shared_ptr<RuleBook> Rules, const Documents &Open);

  void setBase(IndexedFacts Facts);
  void setDatabase(const std::string &Path);

  /// Extracts what the text open at Path says, if the base does not know it;
  /// forgets it if it was closed.
  void refresh(const std::string &Path);

  /// Parses the headers of the text open at Path, so that the first edit need
  /// not.
  void prepare(const std::string &Path);

  /// Links everything.
  std::shared_ptr<const Analyzed> analyze(const Settings &Asked);

private:
  using Facts = std::shared_ptr<const TUFacts>;

  /// What one open text was extracted to.
  struct Edited {
    uint64_t Order = 0; ///< The later one of two for the same file counts.
    std::string MainFile;
    std::vector<Facts> Values; ///< Of its headers apart, if they were kept.
    std::vector<uint64_t> Asked; ///< Hashed paths that the parse asked for, in order.
    std::string Unsaved;         ///< What was unsaved of these.
  };
  struct KeptHeaders {
    uint64_t LastUse = 0;
    Preamble Headers;
  };

  std::optional<CompileJob> jobFor(const std::string &Path);
  std::optional<std::string> includerOf(const std::string &Header) const;
  bool isOurs(const Document &D) const;
  bool baseKnows(const Document &D) const;
  void read(const std::string &Path, const CompileJob &Job);
  std::map<std::string, const Edited *> newest() const;
  void readAgain();
  Preamble &headersOf(const std::string &MainFile);
  std::vector<Facts> linked();
  Facts stripped(const Facts &Unit, const std::set<std::string> &Changed);

  ProjectOptions Options;
  const std::shared_ptr<RuleBook> Rules;
  const Documents &Open;
  IndexedFacts Base;
  std::map<std::string, CompileJob> Jobs; ///< By path asked for.
  std::map<std::string, Edited> Edits;    ///< By path of the open text.
  std::map<std::string, Document> Read;   ///< What refresh() saw.
  /// Of the sources edited last, by path: each is as large as what it parsed.
  std::map<std::string, KeptHeaders> Kept;
  static constexpr size_t MostKept = 4;
  uint64_t NextOrder = 0;
  /// Units of the base without the files in StrippedOf.
  std::set<std::string> StrippedOf;
  std::map<const TUFacts *, Facts> Stripped;
};

} // namespace stallfree

#endif // STALLFREE_LSP_WORKSPACE_H
