//===- Lines.cpp - Places in a text, ours and the protocol's --------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Lines.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace stallfree {

Lines::Lines(StringRef Text) : Text(Text), Starts{0} {
  for (size_t I = 0; I < Text.size(); ++I)
    if (Text[I] == '\n')
      Starts.push_back(I + 1);
}

StringRef Lines::line(uint32_t Line) const {
  if (Line == 0 || Line > Starts.size())
    return {};
  size_t End = Line < Starts.size() ? Starts[Line] - 1 : Text.size();
  return Text.slice(Starts[Line - 1], End).rtrim('\r');
}

static bool continues(char C) { return (static_cast<unsigned char>(C) & 0xC0) == 0x80; }

/// UTF-16 units of the character that this byte begins.
static int units(char C) {
  if (continues(C))
    return 0;
  return static_cast<unsigned char>(C) >= 0xF0 ? 2 : 1;
}

lsp::Position Lines::position(uint32_t Number, uint32_t Column) const {
  uint32_t Line = std::clamp<uint32_t>(Number, 1, Starts.size());
  int Character = 0;
  if (Column)
    for (char C : line(Line).take_front(Column - 1))
      Character += units(C);
  return {int(Line) - 1, Character};
}

size_t Lines::offset(lsp::Position At) const {
  if (At.line < 0)
    return 0;
  if (size_t(At.line) >= Starts.size())
    return Text.size();
  StringRef Line = line(At.line + 1);
  size_t Byte = 0;
  for (int Left = At.character; Byte < Line.size() && Left > 0; ++Byte)
    Left -= units(Line[Byte]);
  while (Byte < Line.size() && continues(Line[Byte]))
    ++Byte;
  return Starts[At.line] + Byte;
}

lsp::Range Lines::range(const Location &Where) const {
  uint32_t Column = std::max(Where.Column, 1u), Length = Where.Length;
  StringRef Rest =
      line(Where.Line).drop_front(std::min<size_t>(Column - 1, line(Where.Line).size()));
  if (!Length)
    Length = Rest.take_while([](char C) { return isAlnum(C) || C == '_'; }).size();
  if (!Length)
    Length = 1;
  return {position(Where.Line, Column), position(Where.Line, Column + Length)};
}

} // namespace stallfree
