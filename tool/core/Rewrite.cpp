//===- Rewrite.cpp - Templates of edits -------------------------*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Rewrite.h"

using namespace stallfree;
using llvm::StringRef;

std::optional<RewritePieces> stallfree::rewritePieces(StringRef Template) {
  RewritePieces Out;
  while (true) {
    size_t Open = Template.find('{');
    if (Open == StringRef::npos)
      break;
    size_t Close = Template.find('}', Open);
    StringRef Part = Template.slice(Open + 1, Close);
    unsigned Index = 0;
    if (Part == "object") {
      if (Out.Object || Out.Arguments)
        return std::nullopt;
      Out.Object = true;
    } else if (Close == StringRef::npos || Part.getAsInteger(10, Index) ||
               Index != Out.Arguments) {
      return std::nullopt;
    } else {
      ++Out.Arguments;
    }
    Out.Texts.push_back(Template.take_front(Open));
    Template = Template.drop_front(Close + 1);
  }
  Out.Texts.push_back(Template);
  return Out;
}

static Edit replace(StringRef File, uint32_t Line, uint32_t Column, uint32_t EndLine,
                    uint32_t EndColumn, std::string Text) {
  return {File.str(), Line, Column, EndLine, EndColumn, std::move(Text)};
}

/// An await inside a larger expression would bind to too much.
static bool needsParentheses(const Site &S) { return S.U == Site::Use::Operand; }

std::optional<std::vector<Edit>>
stallfree::rewriteEdits(const RewritePieces &Pieces, const Site &S, StringRef File) {
  if (S.U == Site::Use::Declaration || Pieces.Object != (S.Object.Line != 0) ||
      Pieces.Arguments != S.Arguments.size())
    return std::nullopt;
  llvm::SmallVector<Span, 4> Kept;
  if (Pieces.Object)
    Kept.push_back(S.Object);
  Kept.append(S.Arguments.begin(), S.Arguments.end());
  std::vector<Edit> Edits;
  uint32_t Line = S.Whole.Line, Column = S.Whole.Column;
  for (size_t I = 0; I < Pieces.Texts.size(); ++I) {
    bool Last = I == Kept.size();
    if (!Last && !Kept[I].Line)
      return std::nullopt; // It comes from a macro.
    uint32_t EndLine = Last ? S.Whole.EndLine : Kept[I].Line;
    uint32_t EndColumn = Last ? S.Whole.EndColumn : Kept[I].Column;
    std::string Text = Pieces.Texts[I].str();
    if (needsParentheses(S) && I == 0)
      Text = "(" + Text;
    if (needsParentheses(S) && Last)
      Text += ")";
    Edits.push_back(replace(File, Line, Column, EndLine, EndColumn, std::move(Text)));
    if (!Last) {
      Line = Kept[I].EndLine;
      Column = Kept[I].EndColumn;
    }
  }
  return Edits;
}

std::vector<Edit> stallfree::wrapEdits(StringRef Template, const Site &S,
                                       StringRef Name, StringRef File) {
  auto [Before, After] = Template.split("{body}");
  std::string Front = Before.str(), Back = ";" + After.str();
  bool Used = S.U != Site::Use::Statement && S.R != Site::Result::Void;
  if (S.U == Site::Use::Condition) {
    Front += "return static_cast<bool>(";
    Back = ")" + Back;
  } else if (Used) {
    Front += "return ";
  }
  if (needsParentheses(S)) {
    Front = "(" + Front;
    Back += ")";
  }
  std::vector<Edit> Edits;
  if (S.U == Site::Use::Declaration) {
    Front = "auto " + Name.str() + " = " + Front;
    Edits.push_back(replace(File, S.Object.Line, S.Object.Column, S.Object.EndLine,
                            S.Object.EndColumn, ""));
  }
  const Span &W = S.Whole;
  Edits.insert(Edits.begin(), replace(File, W.Line, W.Column, W.Line, W.Column, Front));
  Edits.push_back(replace(File, W.EndLine, W.EndColumn, W.EndLine, W.EndColumn, Back));
  return Edits;
}
