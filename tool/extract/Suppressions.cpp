//===- Suppressions.cpp - NOLINT comments -*- C++ -*-===//
//
// Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Suppressions.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace stallfree {

void findSuppressions(llvm::StringRef Text, uint32_t File,
                      std::vector<Suppression> &Out) {
  static constexpr llvm::StringLiteral Marker = "NOLINT";
  uint32_t Line = 1;
  size_t Counted = 0;
  for (size_t At = Text.find(Marker); At != llvm::StringRef::npos;
       At = Text.find(Marker, At + Marker.size())) {
    Line += Text.slice(Counted, At).count('\n');
    Counted = At;
    if (At > 0 && (llvm::isAlnum(Text[At - 1]) || Text[At - 1] == '_'))
      continue;
    llvm::StringRef Rest = Text.substr(At + Marker.size());
    llvm::StringRef Postfix =
        Rest.take_while([](char C) { return llvm::isAlnum(C) || C == '_'; });
    Suppression S;
    if (Postfix.empty())
      S.S = Suppression::Scope::Line;
    else if (Postfix == "NEXTLINE")
      S.S = Suppression::Scope::NextLine;
    else if (Postfix == "BEGIN")
      S.S = Suppression::Scope::Begin;
    else if (Postfix == "END")
      S.S = Suppression::Scope::End;
    else
      continue;
    Rest = Rest.drop_front(Postfix.size()).take_until([](char C) {
      return C == '\n';
    });
    S.Where.File = File;
    S.Where.Line = Line;
    S.Where.Column = At - (Text.rfind('\n', At) + 1) + 1;
    if (Rest.consume_front("(") && Rest.contains(')')) {
      llvm::SmallVector<llvm::StringRef, 4> Checks;
      Rest.take_until([](char C) { return C == ')'; })
          .split(Checks, ',', -1, /*KeepEmpty=*/false);
      for (llvm::StringRef C : Checks)
        if (!C.trim().empty())
          S.Checks.push_back(C.trim().str());
      // As in clang-tidy, empty parentheses name no check at all.
      if (S.Checks.empty())
        continue;
    }
    S.Where.Length = Marker.size() + Postfix.size();
    Out.push_back(std::move(S));
  }
}

void collectSuppressions(Unit &U) {
  const SourceManager &SM = U.Sources.SM;
  for (auto It = SM.fileinfo_begin(), End = SM.fileinfo_end(); It != End;
       ++It) {
    if (!It->second || !U.Sources.inProject(It->first))
      continue;
    if (std::optional<llvm::StringRef> Text =
            It->second->getBufferDataIfLoaded())
      if (Text->contains("NOLINT"))
        findSuppressions(*Text, U.Sources.fileIndex(It->first),
                         U.Facts.Suppressions);
  }
}

} // namespace stallfree
