//===- Snippet.h - A source line with a caret -------------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_RENDER_SNIPPET_H
#define STALLFREE_RENDER_SNIPPET_H

#include "core/Report.h"
#include "llvm/Support/raw_ostream.h"

namespace stallfree {

/// Text fit for a terminal: control characters and bytes that are no UTF-8
/// become "<1B>", so that a source file cannot write escape sequences.
/// Line ends are such characters; tabs are not if Tabs.
std::string printable(llvm::StringRef Text, bool Tabs = false);

/// Writes Line with its number and, below it, a caret at Where.Column that
/// underlines Where.Length bytes. A very long line is cut around the caret.
void writeSnippet(llvm::raw_ostream &OS, llvm::StringRef Line, const Location &Where, bool Color);

} // namespace stallfree

#endif // STALLFREE_RENDER_SNIPPET_H
