//===- Server.h - The language server -*- C++ -*---------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
//  editor --messages--> Server --texts--> Analyst --Analyzed--> diagnostics
//                          '--saved, refresh--> Indexer --facts--> Analyst
//
//  The thread that reads messages never parses: it keeps the texts and answers
//  from the last Analyzed.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_LSP_SERVER_H
#define STALLFREE_LSP_SERVER_H

#include "lsp/Analyst.h"
#include "lsp/Client.h"
#include "lsp/Indexer.h"

namespace stallfree {

/// Parameters and results as they came; most of them are a few fields.
struct AnyParams {
  llvm::json::Value Json = nullptr;
};
inline bool fromJSON(const llvm::json::Value &V, AnyParams &Out, llvm::json::Path) {
  Out.Json = V;
  return true;
}

struct ServerOptions {
  ProjectOptions Project;
  std::vector<std::string> Packs; ///< Further rule packs.
  /// For tests: messages are separated by `// -----`, and each is worked off
  /// before the next is read.
  bool Test = false;
};

class Server {
public:
  Server(ServerOptions Options, FILE *In, llvm::raw_ostream &Out);
  ~Server();

  /// Works until the editor says `exit` or is gone. Returns the exit code that
  /// the protocol asks for.
  int run();

private:
  using Reply = llvm::lsp::Callback<llvm::json::Value>;

  void registerHandlers();
  void dispatch(llvm::StringRef Json);
  void refuse(llvm::json::Value Id, llvm::lsp::ErrorCode Code, std::string Why);
  void onRefuse(const AnyParams &P, Reply Answer);

  void onInitialize(const AnyParams &P, Reply Answer);
  void onInitialized(const AnyParams &P);
  void onShutdown(const AnyParams &P, Reply Answer);
  void onOpen(const AnyParams &P);
  void onChange(const AnyParams &P);
  void onSave(const AnyParams &P);
  void onClose(const AnyParams &P);

  void onCodeAction(const AnyParams &P, Reply Answer);
  void onHover(const AnyParams &P, Reply Answer);
  void onCodeLens(const AnyParams &P, Reply Answer);
  void onCommand(const AnyParams &P, Reply Answer);
  void answerNothing(const AnyParams &P, Reply Answer);
  void onCancel(const AnyParams &P);
  void onCancelProgress(const AnyParams &P);
  void onConfiguration(const AnyParams &P);
  void onFilesChanged(const AnyParams &P);

  /// A request that waits for its text to be analysed as it is.
  using AskFunction = std::function<llvm::json::Value(const Analyzed &, const Document &)>;
  struct Question {
    llvm::json::Value Id;
    std::string Path;
    Reply Answer;
    AskFunction Ask;
  };
  /// A text and the message about it.
  struct Shown {
    std::shared_ptr<const std::string> Text;
    std::string Message;
    bool operator==(const Shown &) const = default;
  };
  void whenAnalyzed(const AnyParams &P, Reply Answer, AskFunction Ask);
  void answerAll(llvm::function_ref<bool(const Question &)> Wanted, const Analyzed *Seen);

  void start();
  std::string database() const;
  void takeNewRules();
  void takeNewDatabase();
  void publish(std::shared_ptr<const Analyzed> Seen);
  void publishRules();
  void sayWhatIsMissing(const Analyzed &Seen);
  bool isCurrent(const std::string &Path, const Analyzed &Seen) const;

  ServerOptions Options;
  llvm::lsp::JSONTransportInputOverFile In;
  llvm::lsp::JSONTransport Out;
  llvm::lsp::MessageHandler Handler;
  Client Editor;
  Documents Open;
  Settings Asked;
  std::string Folder;                                     ///< The workspace's.
  std::string FlagDatabase;                               ///< What -p said.
  llvm::json::Value Current = nullptr, Refresh = nullptr; ///< Ids of requests.
  std::shared_ptr<RuleBook> Rules;
  bool Initialized = false, ShutDown = false, Exit = false;

  std::mutex Lock; ///< Guards what follows.
  std::shared_ptr<const Analyzed> Last;
  std::vector<Question> Questions;
  std::set<std::string> RuleFilesShown;
  std::map<std::string, Shown> Published; ///< What each open text got.

  std::unique_ptr<Analyst> Thinks;
  std::unique_ptr<Indexer> Reads; ///< Last: it uses the rest.
};

} // namespace stallfree

#endif // STALLFREE_LSP_SERVER_H
