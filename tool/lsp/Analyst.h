//===- Analyst.h - The thread that analyses open texts -*- C++ -*----------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
//  didOpen, didChange --due--> [debounce] --extract--> [link] --> what changed
//  the index          --base-----------------------------^
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_LSP_ANALYST_H
#define STALLFREE_LSP_ANALYST_H

#include "lsp/Workspace.h"
#include "llvm/Support/thread.h"
#include <chrono>
#include <condition_variable>

namespace stallfree {

/// Owns the Workspace and one thread for it. All functions return at once.
class Analyst {
public:
  using Clock = std::chrono::steady_clock;
  using Receiver = std::function<void(std::shared_ptr<const Analyzed>)>;

  /// OnResult is called by the analyst's thread.
  Analyst(ProjectOptions Options, std::shared_ptr<RuleBook> Rules, const Documents &Open,
          Receiver OnResult);
  /// Ends after the parse at hand.
  ~Analyst();

  /// Looks at the text of Path: at once, or after a pause in typing, which is a
  /// quarter of what the last look took, within limits.
  void due(const std::string &Path);
  void typed(const std::string &Path);
  void setBase(IndexedFacts Facts);
  void setSettings(Settings Asked);
  void setDatabase(std::string Path);
  /// Links again: rules have changed.
  void relink();

  /// Returns when there is nothing left to do; pauses are cut short.
  void waitUntilIdle();

private:
  void work();
  bool takeDue(std::vector<std::string> &Paths);

  Workspace Space; ///< Of the thread.
  const Documents &Open;
  const Receiver OnResult;

  std::mutex Lock; ///< Guards what follows.
  std::condition_variable Changed;
  std::map<std::string, Clock::time_point> Due;
  std::optional<IndexedFacts> NewBase;
  std::optional<std::string> NewDatabase;
  Settings Asked;
  static constexpr std::chrono::milliseconds ShortestPause{50}, LongestPause{300};
  Clock::duration Pause = LongestPause;
  bool Relink = false, Busy = false, Hurry = false, Stop = false;

  llvm::thread Thread; ///< Last: it uses the rest.
};

} // namespace stallfree

#endif // STALLFREE_LSP_ANALYST_H
