//===- Places.h - Places of a Report in the protocol's terms -*- C++ -*----===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_LSP_PLACES_H
#define STALLFREE_LSP_PLACES_H

#include "lsp/Lines.h"
#include "lsp/Workspace.h"

namespace stallfree {

/// Places in the open texts as they were analysed and in files on disk, each
/// read once. Files are relative to the root.
class Places {
public:
  /// Seen must outlive this.
  explicit Places(const Analyzed &Seen) : Seen(Seen) {}

  const Lines &lines(const std::string &File);
  std::string uri(const std::string &File) const;
  llvm::lsp::Range range(const Location &Where) { return lines(Where.File).range(Where); }
  llvm::json::Value location(const Location &Where);

private:
  struct Text {
    std::string Bytes;
    std::unique_ptr<Lines> InLines;
  };

  const Analyzed &Seen;
  std::map<std::string, Text> Files;
};

/// "file:///a%20b.cpp"
std::string uriOf(llvm::StringRef Path);

} // namespace stallfree

#endif // STALLFREE_LSP_PLACES_H
