//===- Json.h - Fields of messages -*- C++ -*------------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_LSP_JSON_H
#define STALLFREE_LSP_JSON_H

#include "build/Root.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/LSP/Protocol.h"

namespace stallfree {

/// The value at a path of keys; null if there is none.
inline const llvm::json::Value *at(const llvm::json::Value &From,
                                   llvm::ArrayRef<llvm::StringRef> Keys) {
  const llvm::json::Value *Now = &From;
  for (llvm::StringRef Key : Keys) {
    const llvm::json::Object *Object = Now->getAsObject();
    Now = Object ? Object->get(Key) : nullptr;
    if (!Now)
      return nullptr;
  }
  return Now;
}

inline llvm::StringRef text(const llvm::json::Value &From, llvm::ArrayRef<llvm::StringRef> Keys) {
  const llvm::json::Value *Found = at(From, Keys);
  return Found ? Found->getAsString().value_or("") : "";
}

inline bool flag(const llvm::json::Value &From, llvm::ArrayRef<llvm::StringRef> Keys) {
  const llvm::json::Value *Found = at(From, Keys);
  return Found && Found->getAsBoolean().value_or(false);
}

/// The real path of a `file:` URI; empty for anything else.
inline std::string pathOf(llvm::StringRef Uri) {
  llvm::Expected<llvm::lsp::URIForFile> File = llvm::lsp::URIForFile::fromURI(Uri);
  if (File && Uri.starts_with("file:"))
    return realPath(File->file());
  if (!File)
    consumeError(File.takeError());
  return {};
}

} // namespace stallfree

#endif // STALLFREE_LSP_JSON_H
