//===- Diagnostics.h - Findings as the editor shows them -*- C++ -*--------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_LSP_DIAGNOSTICS_H
#define STALLFREE_LSP_DIAGNOSTICS_H

#include "lsp/Places.h"

namespace stallfree {

/// What `textDocument/publishDiagnostics` needs of one open text: findings in
/// it with the chain as related information, and a note if it did not parse.
/// Without Related the chain is part of the message.
llvm::json::Array diagnosticsOf(const Analyzed &Seen, const Document &D, bool Related);

/// The mistakes in rule files and configuration, by path.
std::map<std::string, llvm::json::Array> ruleDiagnostics(const LoadedRules &Rules);

/// Findings of D that are shown, in the Report's order.
std::vector<const Finding *> findingsIn(const Analyzed &Seen, const Document &D);

/// The page about a check in docs/checks; empty if there is none.
std::string pageOf(llvm::StringRef Check);

/// One finding as a diagnostic, without its chain.
llvm::json::Object briefDiagnostic(const Finding &F, Places &Located);

} // namespace stallfree

#endif // STALLFREE_LSP_DIAGNOSTICS_H
