//===- Session.h - Rules and facts of one run -------------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CLI_SESSION_H
#define STALLFREE_CLI_SESSION_H

#include "build/Project.h"
#include "build/Shipped.h"
#include "cli/Flags.h"
#include "cli/Progress.h"
#include "core/Stallfree.h"
#include <optional>

namespace stallfree {

/// Prints "file:line:col: error: message" and the remedy, as clang does.
void printProblem(const Problem &P, llvm::raw_ostream &OS);

class EarlyFindings;

/// What a run needs to know of the rules before anything is parsed.
struct RulesBrief {
  Tier ShowAtLeast = Tier::Probable;
  std::vector<std::string> Defines;
};

/// Finds root and rule files at once, reads rules and facts when asked.
class Session {
public:
  /// Told of each translation unit whose facts are there.
  using Watcher = std::function<void(const TUFacts &, ProgressDisplay &)>;

  Session(const ProjectFlags &Flags, llvm::ArrayRef<const char *> CompilerFlags);

  /// From the cache if no rule file has changed. Nullopt after having printed
  /// what is wrong with the rules.
  std::optional<RulesBrief> brief();

  /// Reads the rule files. A row with a mistake is left out and is one of
  /// ruleProblems(). Null after having printed which file cannot be read.
  const LoadedRules *rules();
  llvm::ArrayRef<Problem> ruleProblems() const;

  /// Facts with a progress display; stops on Ctrl-C.
  llvm::Expected<ProjectFacts> facts(const Watcher &OnUnit = {});

  /// The whole analysis, from the cache if nothing has changed. Nullopt after
  /// having printed why there is none. Early, if any, is shown what has been
  /// parsed as the run goes on.
  std::optional<Report> analyze(const Options &FromFlags, EarlyFindings *Early = nullptr);

  /// The Report on the facts with this digest, if a run left it.
  std::optional<Report> cachedReport(const Options &FromFlags, const std::string &FactsDigest);

  /// Flags over what the rules configure.
  Options merged(const Options &FromFlags, const LoadedRules &Loaded) const;

  ProjectOptions Project; ///< Root is set.
  std::vector<std::string> RuleFiles; ///< The project's own pack is last.
  bool Interrupted = false;
  unsigned Kept = 0, Total = 0; ///< Translation units that are known now, of all.

private:
  std::optional<std::string> rulesDigest();
  std::string reportKey(const Options &FromFlags, const std::string &FactsDigest);

  const bool Quiet;
  std::optional<LoadedRules> Loaded;
};

/// Prints what is wrong with the rules, and the errors of R.
void printErrors(const Session &Run, const Report &R, llvm::raw_ostream &OS);

} // namespace stallfree

#endif // STALLFREE_CLI_SESSION_H
