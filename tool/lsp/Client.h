//===- Client.h - What the server says to the editor -*- C++ -*------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_LSP_CLIENT_H
#define STALLFREE_LSP_CLIENT_H

#include "llvm/Support/LSP/Transport.h"
#include <set>

namespace stallfree {

/// Notifications and requests to the editor. Thread-safe.
class Client {
public:
  explicit Client(llvm::lsp::MessageHandler &Handler) : Handler(Handler) {}

  void notify(llvm::StringLiteral Method, llvm::json::Value Params);
  /// A request whose answer does not matter.
  void request(llvm::StringLiteral Method, llvm::json::Value Params);

  /// In the editor's log.
  void log(llvm::lsp::MessageType Type, const std::string &Text);
  /// To the user, once for each text.
  void show(llvm::lsp::MessageType Type, const std::string &Text);

  bool HasProgress = false;    ///< It can show progress.
  bool HasRelated = true;      ///< It shows related information.
  bool CanWatch = false;       ///< It can be told which files to watch.
  bool HasLensRefresh = false; ///< It asks for code lenses again if told so.

private:
  llvm::lsp::MessageHandler &Handler;
  std::mutex Lock; ///< Guards what follows.
  int64_t NextId = 0;
  std::set<std::string> Shown;
};

} // namespace stallfree

#endif // STALLFREE_LSP_CLIENT_H
