//===- Answers.h - What the editor asks about a place -*- C++ -*-----------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_LSP_ANSWERS_H
#define STALLFREE_LSP_ANSWERS_H

#include "lsp/Workspace.h"
#include "llvm/Support/LSP/Protocol.h"

namespace stallfree {

/// `textDocument/codeAction`: for each finding that Range touches its fixes,
/// as `stallfree fix` makes them, and a NOLINT.
llvm::json::Value codeActions(const Analyzed &Seen, const Document &D, llvm::lsp::Range Range);

/// `textDocument/hover` at a finding: what its check's page says, in short.
llvm::json::Value hover(const Analyzed &Seen, const Document &D, llvm::lsp::Position At);

/// `textDocument/codeLens`: where the functions run.
llvm::json::Value codeLenses(const Analyzed &Seen, const Document &D);

} // namespace stallfree

#endif // STALLFREE_LSP_ANSWERS_H
