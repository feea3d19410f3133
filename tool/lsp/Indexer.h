//===- Indexer.h - The thread that parses what is on disk -*- C++ -*-------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_LSP_INDEXER_H
#define STALLFREE_LSP_INDEXER_H

#include "lsp/Client.h"
#include "lsp/Workspace.h"
#include "llvm/Support/thread.h"
#include <atomic>
#include <condition_variable>

namespace stallfree {

/// Keeps the store current: first hands over what earlier runs left, then
/// parses what is outdated, at low priority. All functions return at once.
class Indexer {
public:
  using Receiver = std::function<void(IndexedFacts)>;

  /// OnFacts is called by the indexer's thread.
  Indexer(ProjectOptions Options, std::shared_ptr<RuleBook> Rules, Client &Editor,
          const Documents &Open, Receiver OnFacts);
  ~Indexer();

  /// Looks for what has changed. Parse: and parses it. Done, if any, is told
  /// whether that came to its end.
  void update(bool Parse, llvm::unique_function<void(bool)> Done = {});
  void setDatabase(std::string Path);
  /// Stops parsing; what was parsed is kept.
  void cancel();
  /// cancel(), if the editor's user meant this progress.
  void cancelProgress(const llvm::json::Value &Token);

  void waitUntilIdle();

private:
  class ProgressBar;
  void work();
  bool run(bool Parse);
  bool collect(ProjectOptions How, bool Parse);

  ProjectOptions Options; ///< Of the thread.
  bool Begun = false;     ///< Of the thread: what is stored was handed over.
  const std::shared_ptr<RuleBook> Rules;
  Client &Editor;
  const Documents &Open;
  const Receiver OnFacts;
  std::atomic<bool> Cancelled = false;

  std::mutex Lock; ///< Guards what follows.
  std::condition_variable Changed;
  bool Asked = false, AskedToParse = false, Busy = false, Stop = false;
  std::vector<llvm::unique_function<void(bool)>> Waiting;
  std::optional<std::string> NewDatabase;

  llvm::thread Thread; ///< Last: it uses the rest.
};

} // namespace stallfree

#endif // STALLFREE_LSP_INDEXER_H
