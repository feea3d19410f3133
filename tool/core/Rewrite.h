//===- Rewrite.h - Templates of edits -------------------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Edits never copy source text: they only replace what stands between the parts
// of a call that are kept. So a template names those parts in their order.
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_CORE_REWRITE_H
#define STALLFREE_CORE_REWRITE_H

#include "Facts.h"
#include "Report.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

namespace stallfree {

/// "co_await {object}.async_read({0}, token)" in pieces: Texts[0], object,
/// Texts[1], argument 0, Texts[2]. Nullopt if the parts are out of order.
struct RewritePieces {
  llvm::SmallVector<llvm::StringRef, 4> Texts;
  bool Object = false;
  unsigned Arguments = 0;
};
std::optional<RewritePieces> rewritePieces(llvm::StringRef Template);

/// The edits that turn the call at S into the template; nullopt if it does not
/// have exactly the parts that the template names.
std::optional<std::vector<Edit>> rewriteEdits(const RewritePieces &Pieces,
                                              const Site &S,
                                              llvm::StringRef File);

/// The edits that put the call at S into {body} of an offload's template, as
/// `return call;` where its value is used. Name is a Declaration's variable.
std::vector<Edit> wrapEdits(llvm::StringRef Template, const Site &S,
                            llvm::StringRef Name, llvm::StringRef File);

} // namespace stallfree

#endif // STALLFREE_CORE_REWRITE_H
