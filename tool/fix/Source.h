//===- Source.h - A file that edits refer to -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef STALLFREE_FIX_SOURCE_H
#define STALLFREE_FIX_SOURCE_H

#include "core/Report.h"
#include "llvm/ADT/StringRef.h"
#include <optional>

namespace stallfree {

/// The bytes of one file and where its lines start.
class Source {
public:
  explicit Source(std::string Text);
  /// Nullopt if it cannot be read.
  static std::optional<Source> read(llvm::StringRef Path);

  const std::string &text() const { return Text; }
  /// Nullopt if the file has no such place.
  std::optional<unsigned> offset(uint32_t Line, uint32_t Column) const;
  /// The place of an offset, as an empty Edit.
  Edit at(unsigned Offset) const;
  /// Written by a program that will write it again.
  bool generated() const;
  /// Its lines end in "\r\n".
  bool hasCarriageReturns() const;

private:
  std::string Text;
  std::vector<unsigned> Lines;
};

} // namespace stallfree

#endif // STALLFREE_FIX_SOURCE_H
