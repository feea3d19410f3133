//===- Snippet.cpp - A source line with a caret ---------------------------===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Snippet.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Unicode.h"

using namespace llvm;

namespace stallfree {
namespace {

/// What one character of the source becomes on a terminal.
struct Glyph {
  std::string Text;
  unsigned Columns = 0;
  size_t Bytes = 1; ///< In the source.
};

constexpr unsigned TabStop = 8;
constexpr unsigned WidestLine = 160;

std::string escaped(StringRef Bytes) {
  std::string Text;
  for (unsigned char C : Bytes)
    Text += "<" + toHex(StringRef(reinterpret_cast<const char *>(&C), 1)) + ">";
  return Text;
}

Glyph firstGlyph(StringRef Text) {
  unsigned char C = Text.front();
  if (C < 0x80) {
    if (isPrint(C))
      return {std::string(1, C), 1, 1};
    std::string Shown = escaped(Text.take_front());
    return {Shown, unsigned(Shown.size()), 1};
  }
  size_t Size = std::min<size_t>(getNumBytesForUTF8(C), Text.size());
  StringRef Bytes = Text.take_front(Size);
  const auto *Begin = reinterpret_cast<const UTF8 *>(Bytes.begin());
  if (isLegalUTF8Sequence(Begin, Begin + Size)) {
    int Columns = sys::unicode::columnWidthUTF8(Bytes);
    if (Columns >= 0)
      return {Bytes.str(), unsigned(Columns), Size};
  } else {
    Size = 1;
  }
  std::string Shown = escaped(Text.take_front(Size));
  return {Shown, unsigned(Shown.size()), Size};
}

/// Line as shown, and the columns where [First, Last) of its bytes begin and
/// end.
struct ShownLine {
  std::string Text;
  unsigned Begin = 0, End = 0;
};

ShownLine show(StringRef Line, size_t First, size_t Last) {
  std::vector<Glyph> Glyphs;
  unsigned Column = 0, Begin = 0, End = 0;
  size_t Byte = 0;
  while (Byte < Line.size()) {
    if (Byte <= First)
      Begin = Column;
    Glyph G;
    if (Line[Byte] == '\t') {
      unsigned Width = TabStop - Column % TabStop;
      G = {std::string(Width, ' '), Width, 1};
    } else {
      G = firstGlyph(Line.substr(Byte));
    }
    Byte += G.Bytes;
    Column += G.Columns;
    if (Byte <= Last)
      End = Column;
    Glyphs.push_back(std::move(G));
  }
  if (First >= Line.size())
    Begin = Column;
  End = std::max(End, Begin + 1);

  // Generated code may have everything on one line.
  unsigned From = 0, To = std::max(Column, End);
  if (Column > WidestLine) {
    From = Begin > WidestLine / 2 ? Begin - WidestLine / 2 : 0;
    To = From + WidestLine;
  }
  ShownLine Shown;
  std::string Lead = From ? "..." : "";
  Shown.Text = Lead;
  unsigned At = 0, Skipped = 0;
  for (const Glyph &G : Glyphs) {
    if (At < From)
      Skipped = At + G.Columns;
    else if (At < To)
      Shown.Text += G.Text;
    At += G.Columns;
  }
  if (To < Column)
    Shown.Text += "...";
  Shown.Begin = Begin - Skipped + Lead.size();
  Shown.End = std::min(End, To) - Skipped + Lead.size();
  return Shown;
}

} // namespace

std::string printable(StringRef Text, bool Tabs) {
  std::string Shown;
  while (!Text.empty()) {
    Glyph G = Tabs && Text.front() == '\t' ? Glyph{"\t"} : firstGlyph(Text);
    Shown += G.Text;
    Text = Text.drop_front(G.Bytes);
  }
  return Shown;
}

void writeSnippet(raw_ostream &OS, StringRef Line, const Location &Where, bool Color) {
  size_t First = Where.Column ? Where.Column - 1 : 0;
  ShownLine Shown = show(Line, First, First + std::max(Where.Length, 1u));
  OS << format("%5u | ", Where.Line) << StringRef(Shown.Text).rtrim() << '\n';
  if (Where.Column == 0)
    return;
  OS << "      | ";
  OS.indent(Shown.Begin);
  if (Color)
    OS.changeColor(raw_ostream::GREEN, /*Bold=*/true);
  OS << '^' << std::string(Shown.End - Shown.Begin - 1, '~');
  if (Color)
    OS.resetColor();
  OS << '\n';
}

} // namespace stallfree
