//===- Source.cpp - A file that edits refer to -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fix/Source.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace stallfree {

Source::Source(std::string Bytes) : Text(std::move(Bytes)), Lines{0} {
  for (size_t I = 0; I < Text.size(); ++I)
    if (Text[I] == '\n')
      Lines.push_back(I + 1);
}

std::optional<Source> Source::read(StringRef Path) {
  auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/false, /*RequiresNullTerminator=*/false,
                                      /*IsVolatile=*/true);
  if (!Buffer)
    return std::nullopt;
  return Source((*Buffer)->getBuffer().str());
}

std::optional<unsigned> Source::offset(uint32_t Line, uint32_t Column) const {
  if (Line == 0 || Column == 0 || Line > Lines.size())
    return std::nullopt;
  unsigned Offset = Lines[Line - 1] + Column - 1;
  unsigned End = Line < Lines.size() ? Lines[Line] : Text.size() + 1;
  if (Offset >= End)
    return std::nullopt;
  return Offset;
}

Edit Source::at(unsigned Offset) const {
  auto Next = llvm::upper_bound(Lines, Offset);
  uint32_t Line = Next - Lines.begin(), Column = Offset - *std::prev(Next) + 1;
  return {"", Line, Column, Line, Column, ""};
}

bool Source::generated() const {
  StringRef Head = StringRef(Text).take_front(2000);
  return Head.contains("@generated") || Head.contains_insensitive("do not edit");
}

bool Source::hasCarriageReturns() const {
  return Lines.size() > 1 && StringRef(Text).take_front(Lines[1]).ends_with("\r\n");
}

} // namespace stallfree
