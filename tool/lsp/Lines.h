//===- Lines.h - Places in a text, ours and the protocol's -*- C++ -*------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_LSP_LINES_H
#define STALLFREE_LSP_LINES_H

#include "core/Report.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/LSP/Protocol.h"

namespace stallfree {

/// The protocol counts lines and UTF-16 units from 0; we count lines and bytes
/// from 1. Places that the text does not have are moved to the nearest one.
class Lines {
public:
  /// Text must outlive this.
  explicit Lines(llvm::StringRef Text);

  llvm::lsp::Position position(uint32_t Line, uint32_t Column) const;

  /// What to underline: Where.Length bytes, or the name or sign that is there.
  llvm::lsp::Range range(const Location &Where) const;

  /// The byte at a position.
  size_t offset(llvm::lsp::Position At) const;

  /// A line (from 1) without its end.
  llvm::StringRef line(uint32_t Line) const;

  /// How lines end here.
  const char *lineEnd() const { return Text.contains("\r\n") ? "\r\n" : "\n"; }

private:
  llvm::StringRef Text;
  std::vector<size_t> Starts;
};

} // namespace stallfree

#endif // STALLFREE_LSP_LINES_H
